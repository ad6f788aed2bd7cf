//! Regular expressions.

use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock, PoisonError, RwLock},
};

use regress::Regex;

/// A compiled pattern; `None` for what is no regular expression.
type Compiled = Option<Arc<Regex>>;

/// The patterns of this process. They are parts of tables, so that there are only as many as the
/// tables have.
static COMPILED: LazyLock<RwLock<BTreeMap<&'static str, Compiled>>> =
    LazyLock::new(RwLock::default);

/// Whether a part of `text` matches. What is no regular expression restricts nothing: the generator
/// writes none into its tables.
pub(super) fn matches(pattern: &'static str, text: &str) -> bool {
    compiled(pattern).is_none_or(|regex| regex.find(text).is_some())
}

fn compiled(pattern: &'static str) -> Compiled {
    let known = COMPILED.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = known.get(pattern) {
        return known.clone();
    }
    drop(known);
    let regex = Regex::with_flags(pattern, "u").ok().map(Arc::new);
    let mut known = COMPILED.write().unwrap_or_else(PoisonError::into_inner);
    known.insert(pattern, regex.clone());
    regex
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn patterns_are_those_of_ecmascript() {
        // Digits are those of ASCII, `.` is a character, and `$` is the end, not that of a line.
        assert!(matches(r"^\d$", "7"));
        assert!(!matches(r"^\d$", "٧"));
        assert!(matches("^.$", "😀"));
        assert!(!matches("^a$", "a\n"));
        assert!(matches("^(?=.*[0-9])(?!x)", "a1"));
        assert!(!matches("^(?=.*[0-9])(?!x)", "x1"));
        assert!(matches(r"^\p{Lu}", "Éa"));
    }

    #[test]
    fn a_part_of_the_string_is_enough() {
        assert!(matches("b", "abc"));
    }

    #[test]
    fn what_is_no_pattern_restricts_nothing() {
        assert!(matches("(", "a"));
        assert!(matches("(", "b"));
    }
}
