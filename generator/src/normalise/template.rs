//! Path templates: `/devices/{id}`.

use std::collections::BTreeSet;

/// The names in braces; else why the path is not a template.
pub(super) fn names(path: &str) -> Result<BTreeSet<&str>, String> {
    if !path.starts_with('/') {
        return Err("must start with /".to_owned());
    }
    let mut names = BTreeSet::new();
    let mut rest = path;
    let mut literal = String::new();
    while let Some(index) = rest.find(['{', '}']) {
        literal.push_str(&rest[..index]);
        let after = rest[index..]
            .strip_prefix('{')
            .ok_or("has a `}` without a `{`")?;
        let (name, after) = after.split_once('}').ok_or("has a `{` without a `}`")?;
        if name.is_empty() || name.contains('{') {
            return Err("has braces `{` without a name in them".to_owned());
        }
        if !names.insert(name) {
            return Err(format!("has `{{{name}}}` twice"));
        }
        // A value fills the braces, so that `{a}` alone in a segment is not a dot segment.
        literal.push('x');
        rest = after;
    }
    literal.push_str(rest);
    let is_path_text = |c: char| c.is_ascii_alphanumeric() || "/-._~:@!$&'()*+,;=%[]".contains(c);
    if let Some(wrong) = literal.chars().find(|c| !is_path_text(*c)) {
        let hint = if matches!(wrong, '?' | '#') {
            ", which ends the path of a URL"
        } else {
            ""
        };
        return Err(format!("has the character `{wrong}`{hint}"));
    }
    if literal
        .split('/')
        .any(|segment| matches!(segment, "." | ".."))
    {
        return Err("has a `..` segment".to_owned());
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_braces_are_found() {
        let found = names("/a/{b}/c.{d}/{e}:run").unwrap();
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["b", "d", "e"]);
        assert!(names("/").unwrap().is_empty());
    }

    #[test]
    fn invalid_paths_are_rejected() {
        for path in [
            "a",
            "",
            "@evil.test/x",
            "/a/{b",
            "/a/b}",
            "/a/{}",
            "/{a{b}}",
            "/{a}/{a}",
            "/a?b",
            "/a#b",
            "/a/../b",
            "/./a",
            "/a b",
            "/a\"b",
            "/a\\b",
            "/a\nb",
            "/é",
        ] {
            assert!(names(path).is_err(), "{path:?}");
        }
    }

    #[test]
    fn dots_in_names_and_segments_are_not_dot_segments() {
        assert!(names("/v1.0/a..b/{c}").is_ok());
    }
}
