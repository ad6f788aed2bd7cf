//! Path templates: `/devices/{id}`, with what people write behind the path.

use std::collections::BTreeSet;

/// The key of a path item.
///
/// Only the path is a template by the specification. A query behind it is sent with every call,
/// and a fragment tells operations apart that are sent to the same path.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Template<'a> {
    /// The names in braces in the path.
    pub(super) names: BTreeSet<&'a str>,
    /// The query, if there is one.
    pub(super) query: Option<&'a str>,
    /// The fragment, if there is one.
    pub(super) fragment: Option<&'a str>,
}

/// The parts of a key; else why it is not a template.
pub(super) fn parse(key: &str) -> Result<Template<'_>, String> {
    let (rest, fragment) = split(key, '#');
    let (path, query) = split(rest, '?');
    let names = names(path)?;
    for (part, text) in [("query", query), ("fragment", fragment)] {
        let wrong = text.and_then(|text| text.chars().find(|c| !is_query_text(*c)));
        if let Some(wrong) = wrong {
            return Err(format!("has the character `{wrong}` in its {part}"));
        }
    }
    Ok(Template {
        names,
        query,
        fragment,
    })
}

impl<'a> Template<'a> {
    /// The parameters in the query whose values callers choose (`?q={text}`): the key of each
    /// pair, and the name in its braces.
    pub(super) fn query_parameters(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let pairs = self.query.unwrap_or_default().split('&');
        pairs.filter_map(|pair| {
            let (key, value) = pair.split_once('=')?;
            let name = value.strip_prefix('{')?.strip_suffix('}')?;
            Some((key, name))
        })
    }
}

/// The text before the first `mark`, and the text after it.
fn split(text: &str, mark: char) -> (&str, Option<&str>) {
    match text.split_once(mark) {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    }
}

/// Whether a query or a fragment may have the character.
fn is_query_text(c: char) -> bool {
    is_path_text(c) || matches!(c, '?' | '{' | '}')
}

fn is_path_text(c: char) -> bool {
    c.is_ascii_alphanumeric() || "/-._~:@!$&'()*+,;=%[]".contains(c)
}

/// The name of a parameter whose values can have slashes, of its name in braces: `proxy` of
/// `proxy+`, as API Gateway writes it.
pub(crate) fn with_slashes(name: &str) -> Option<&str> {
    name.strip_suffix('+').filter(|name| !name.is_empty())
}

/// Whether a parameter with this name is that of the name in braces.
pub(super) fn is_named(in_braces: &str, parameter: &str) -> bool {
    in_braces == parameter || with_slashes(in_braces) == Some(parameter)
}

/// Whether readers of URLs remove the segment, and `..` the one before it. They do so where its
/// dots are encoded, too.
pub(super) fn is_dot_segment(segment: &str) -> bool {
    let decoded = segment.to_ascii_lowercase().replace("%2e", ".");
    matches!(decoded.as_str(), "." | "..")
}

/// The names in braces; else why the path is not a template.
fn names(path: &str) -> Result<BTreeSet<&str>, String> {
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
        names.insert(name);
        // A value fills the braces, so that `{a}` alone in a segment is not a dot segment.
        literal.push('x');
        rest = after;
    }
    literal.push_str(rest);
    if let Some(wrong) = literal.chars().find(|c| !is_path_text(*c)) {
        return Err(format!("has the character `{wrong}`"));
    }
    if literal.split('/').any(is_dot_segment) {
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
        // Its value is sent in each place.
        let found = names("/{a}/b/{a}").unwrap();
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["a"]);
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
            "/a/../b",
            "/./a",
            "/a/%2e%2E/b",
            "/a/.%2e",
            "/%2e/a",
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
    fn a_query_and_a_fragment_are_not_part_of_the_path() {
        let found = parse("/a/{b}?beta=true&q={text}#{c}?d").unwrap();
        assert_eq!(found.names.iter().collect::<Vec<_>>(), [&"b"]);
        assert_eq!(found.query, Some("beta=true&q={text}"));
        assert_eq!(found.fragment, Some("{c}?d"));
        assert_eq!(
            found.query_parameters().collect::<Vec<_>>(),
            [("q", "text")]
        );
        assert!(parse("/a?b c").is_err() && parse("/a#\"").is_err() && parse("a?b").is_err());
    }

    #[test]
    fn dots_in_names_and_segments_are_not_dot_segments() {
        assert!(names("/v1.0/a..b/{c}/%2ea/...").is_ok());
    }
}
