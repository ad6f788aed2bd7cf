//! The position of a value in a JSON document.

use std::fmt;

/// Longest key that is displayed whole; keys can be data of any length.
const LONGEST_KEY: usize = 64;

/// A path as a chain of the callers' stack frames: it costs nothing until it is displayed.
#[derive(Clone, Copy)]
pub(crate) enum JsonPath<'a> {
    Root,
    Key(&'a JsonPath<'a>, &'a str),
    Index(&'a JsonPath<'a>, usize),
}

impl fmt::Display for JsonPath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            JsonPath::Root => f.write_str("$"),
            JsonPath::Key(parent, key) if is_identifier(key) => write!(f, "{parent}.{key}"),
            JsonPath::Key(parent, key) => match key.char_indices().nth(LONGEST_KEY) {
                None => write!(f, "{parent}[{key:?}]"),
                Some((end, _)) => write!(f, "{parent}[{:?}…]", &key[..end]),
            },
            JsonPath::Index(parent, index) => write!(f, "{parent}[{index}]"),
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
    use super::JsonPath;

    #[test]
    fn keys_that_are_not_identifiers_are_quoted() {
        let root = JsonPath::Root;
        let list = JsonPath::Key(&root, "list");
        let item = JsonPath::Index(&list, 3);
        assert_eq!(JsonPath::Key(&item, "a_1").to_string(), "$.list[3].a_1");
        for (key, shown) in [
            ("", r#"$[""]"#),
            ("1a", r#"$["1a"]"#),
            ("a b", r#"$["a b"]"#),
            ("a\"\n", r#"$["a\"\n"]"#),
            ("é", r#"$["é"]"#),
        ] {
            assert_eq!(JsonPath::Key(&root, key).to_string(), shown);
        }
    }

    #[test]
    fn a_long_key_is_truncated() {
        let huge = "ä".repeat(10_000);
        assert!(JsonPath::Key(&JsonPath::Root, &huge).to_string().len() < 200);
    }
}
