//! Where a value lies in a JSON document.

use std::fmt;

/// Longest key that is shown whole; keys can be data, and as long as a server likes.
const LONGEST_KEY: usize = 64;

/// A path as a chain of the callers' stack frames: it costs nothing until it is shown.
#[derive(Clone, Copy)]
pub(crate) enum Path<'a> {
    Root,
    Key(&'a Path<'a>, &'a str),
    Index(&'a Path<'a>, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Path::Root => f.write_str("$"),
            Path::Key(parent, key) if is_identifier(key) => write!(f, "{parent}.{key}"),
            Path::Key(parent, key) => match key.char_indices().nth(LONGEST_KEY) {
                None => write!(f, "{parent}[{key:?}]"),
                Some((end, _)) => write!(f, "{parent}[{:?}…]", &key[..end]),
            },
            Path::Index(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}

fn is_identifier(key: &str) -> bool {
    key.len() <= LONGEST_KEY
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && key.starts_with(|first: char| !first.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::Path;

    #[test]
    fn keys_that_are_no_identifiers_are_quoted() {
        let root = Path::Root;
        let list = Path::Key(&root, "list");
        let item = Path::Index(&list, 3);
        assert_eq!(Path::Key(&item, "a_1").to_string(), "$.list[3].a_1");
        for (key, shown) in [
            ("", r#"$[""]"#),
            ("1a", r#"$["1a"]"#),
            ("a b", r#"$["a b"]"#),
            ("a\"\n", r#"$["a\"\n"]"#),
            ("é", r#"$["é"]"#),
        ] {
            assert_eq!(Path::Key(&root, key).to_string(), shown);
        }
    }

    #[test]
    fn a_huge_key_is_cut() {
        let huge = "ä".repeat(10_000);
        assert!(Path::Key(&Path::Root, &huge).to_string().len() < 200);
    }
}
