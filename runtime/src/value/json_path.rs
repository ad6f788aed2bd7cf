//! The position of a value in a JSON document.

use std::{fmt, iter::successors};

/// Longest key that is displayed whole; keys can be data of any length.
const LONGEST_KEY: usize = 64;

/// How many steps are displayed of each end of a path that is long; values nest as deep as a server
/// likes.
const STEPS: usize = 8;

/// A path as a chain of the callers' stack frames: it costs nothing until it is displayed.
#[derive(Clone, Copy)]
pub(crate) enum JsonPath<'a> {
    Root,
    Key(&'a JsonPath<'a>, &'a str),
    Index(&'a JsonPath<'a>, usize),
}

impl fmt::Display for JsonPath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // From the last step to the first.
        let steps: Vec<_> = successors(Some(self), |path| path.parent()).collect();
        let left_out = STEPS..steps.len().saturating_sub(STEPS);
        for (nth, step) in steps.into_iter().rev().enumerate() {
            if !left_out.contains(&nth) {
                step.fmt_last(f)?;
            } else if nth == left_out.start {
                f.write_str("…")?;
            }
        }
        Ok(())
    }
}

impl<'a> JsonPath<'a> {
    fn parent(&self) -> Option<&'a Self> {
        match self {
            JsonPath::Root => None,
            JsonPath::Key(parent, _) | JsonPath::Index(parent, _) => Some(parent),
        }
    }

    /// Displays the last step alone.
    fn fmt_last(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            JsonPath::Root => f.write_str("$"),
            JsonPath::Key(_, key) if is_identifier(key) => write!(f, ".{key}"),
            JsonPath::Key(_, key) => match key.char_indices().nth(LONGEST_KEY) {
                None => write!(f, "[{key:?}]"),
                Some((end, _)) => write!(f, "[{:?}…]", &key[..end]),
            },
            JsonPath::Index(_, index) => write!(f, "[{index}]"),
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
    fn a_long_path_has_both_ends() {
        fn display(path: &JsonPath<'_>, depth: usize) -> String {
            match depth {
                0 => JsonPath::Key(path, "last").to_string(),
                _ => display(&JsonPath::Index(path, depth), depth - 1),
            }
        }
        for (depth, displayed) in [
            (14, "$[14][13][12][11][10][9][8][7][6][5][4][3][2][1].last"),
            (
                15,
                "$[15][14][13][12][11][10][9]…[7][6][5][4][3][2][1].last",
            ),
            (
                999,
                "$[999][998][997][996][995][994][993]…[7][6][5][4][3][2][1].last",
            ),
        ] {
            assert_eq!(display(&JsonPath::Root, depth), displayed);
        }
    }

    #[test]
    fn a_long_key_is_truncated() {
        let huge = "ä".repeat(10_000);
        assert!(JsonPath::Key(&JsonPath::Root, &huge).to_string().len() < 200);
    }
}
