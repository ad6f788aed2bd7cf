//! Operations that entries of `overrides.toml` describe by patterns.

use super::Decisions;
use crate::{
    diagnostic::Diagnostic,
    ir::{Api, Operation, Types},
    overrides::Entry,
};

/// What the patterns of an entry can be about.
pub(super) struct Subject {
    /// What diagnostics call it.
    pub(super) noun: &'static str,
    /// Whether an operation is one.
    pub(super) is_one: fn(&Operation) -> bool,
}

impl Subject {
    /// Every operation.
    pub(super) const ANY: Self = Self {
        noun: "operation",
        is_one: |_| true,
    };
}

/// Calls `apply` for each of `entries` and every operation that one of its patterns describes.
/// Returns a diagnostic at the entry for each pattern that describes none, and for each operation
/// to which the entry cannot be applied: `apply` returns why.
///
/// A pattern with a `*` describes operations that are a `subject`. An operation whose name is
/// written in full is always described.
pub(super) fn for_each_match<T>(
    api: &mut Api,
    decisions: &Decisions<'_>,
    entries: &[Entry<T>],
    patterns: fn(&T) -> &[String],
    subject: &Subject,
    mut apply: impl FnMut(&T, &mut Types, &mut Operation) -> Result<(), String>,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for entry in entries {
        let mut unmatched = Vec::new();
        for pattern in patterns(&entry.value) {
            let mut is_matched = false;
            for operation in api.operations.values_mut() {
                let is_subject = !pattern.contains('*') || (subject.is_one)(operation);
                if is_subject && glob_match(pattern, &operation.key.to_string()) {
                    is_matched = true;
                    if let Err(what) = apply(&entry.value, &mut api.types, operation) {
                        unmatched.push(decisions.overrides.unmatched(entry, what));
                    }
                }
            }
            if !is_matched {
                let what = format!("no {} is called `{pattern}`", subject.noun);
                diagnostics.extend(decisions.overrides.absent(entry, what));
            }
        }
        diagnostics.extend(unmatched);
    }
    diagnostics
}

/// Whether `text` is what `pattern` describes, where `*` stands for any text.
pub fn glob_match(pattern: &str, text: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else {
        return pattern == text;
    };
    let Some(mut left) = text.strip_prefix(start) else {
        return false;
    };
    let mut parts: Vec<&str> = rest.split('*').collect();
    // `split` gives at least one part.
    let end = parts.pop().unwrap_or_default();
    for part in parts {
        match left.split_once(part) {
            Some((_, after)) => left = after,
            None => return false,
        }
    }
    left.ends_with(end)
}

#[cfg(test)]
mod tests {
    use super::glob_match;

    #[test]
    fn a_star_stands_for_any_text() {
        for (pattern, text, wanted) in [
            ("POST /a/get", "POST /a/get", true),
            ("POST /a/get", "POST /a/get_all", false),
            ("POST */get", "POST /a/b/get", true),
            ("POST */get", "POST /a/get_all", false),
            ("POST */list*", "POST /a/list_users", true),
            ("POST */list*", "POST /a/list", true),
            ("POST */list*", "GET /a/list", false),
            ("*a*a", "a", false),
            ("*a*a", "aa", true),
            ("*", "", true),
        ] {
            assert_eq!(glob_match(pattern, text), wanted, "{pattern} {text}");
        }
    }
}
