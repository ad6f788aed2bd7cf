//! What stands behind an item in `api.txt`: `non_exhaustive`, `deprecated`, derives.

use std::collections::BTreeSet;

/// A line, taken apart.
#[derive(Debug, PartialEq, Eq)]
struct Marked<'a> {
    /// The item.
    text: &'a str,
    /// `non_exhaustive`, `deprecated`.
    flags: BTreeSet<&'a str>,
    /// The traits that it derives.
    derives: BTreeSet<&'a str>,
}

fn read(line: &str) -> Marked<'_> {
    for keyword in [": struct", ": enum"] {
        let Some(at) = line.find(keyword) else {
            continue;
        };
        let (text, rest) = line.split_at(at + keyword.len());
        let (flags, derives) = rest.split_once(": ").unwrap_or((rest, ""));
        return Marked {
            text,
            flags: flags.split_whitespace().collect(),
            derives: derives
                .split(", ")
                .filter(|name| !name.is_empty())
                .collect(),
        };
    }
    let (text, flags) = match line.strip_suffix(" deprecated") {
        Some(text) => (text, BTreeSet::from(["deprecated"])),
        None => (line, BTreeSet::new()),
    };
    Marked {
        text,
        flags,
        derives: BTreeSet::new(),
    }
}

/// Whether each line that is gone differs from one that came only by marks that break no
/// program: by `deprecated`, by a derive that came, by a `non_exhaustive` that went.
pub(super) fn is_harmless(gone: &[String], new: &[String]) -> bool {
    let new: Vec<_> = new.iter().map(|line| read(line)).collect();
    gone.iter().all(|line| {
        let old = read(line);
        new.iter().any(|new| {
            old.text == new.text
                && old.derives.is_subset(&new.derives)
                && (old.flags.contains("non_exhaustive") || !new.flags.contains("non_exhaustive"))
        })
    })
}

/// The items that lose derives, and which.
pub(super) fn lost_derives<'a>(
    gone: &'a [String],
    new: &'a [String],
) -> Vec<(&'a str, Vec<&'a str>)> {
    let new: Vec<_> = new.iter().map(|line| read(line)).collect();
    let lost = gone.iter().filter_map(|line| {
        let old = read(line);
        let heir = new.iter().find(|new| old.text == new.text)?;
        let lost: Vec<_> = old.derives.difference(&heir.derives).copied().collect();
        let item = old.text.split(": ").next()?;
        (!lost.is_empty()).then_some((item, lost))
    });
    lost.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn harmless(gone: &str, new: &str) -> bool {
        is_harmless(&[gone.to_owned()], &[new.to_owned()])
    }

    #[test]
    fn marks_that_break_nothing_are_known() {
        assert!(harmless(
            "A::f(self) -> Self",
            "A::f(self) -> Self deprecated"
        ));
        assert!(harmless(
            "A: struct deprecated: Clone",
            "A: struct: Clone, Debug"
        ));
        assert!(harmless(
            "A: struct non_exhaustive: Clone",
            "A: struct: Clone"
        ));
    }

    #[test]
    fn marks_that_break_something_are_known() {
        assert!(!harmless(
            "A: struct: Clone",
            "A: struct non_exhaustive: Clone"
        ));
        assert!(!harmless("A: struct: Clone, Default", "A: struct: Clone"));
        assert!(!harmless("A: struct: Clone", "A: enum: Clone"));
        assert!(!harmless(
            "A::f(self) -> Self",
            "A::f(self) -> B deprecated"
        ));
        assert!(!is_harmless(&["A.f: B".to_owned()], &[]));
    }

    #[test]
    fn a_lost_derive_is_named() {
        let gone = ["A: struct: Clone, Default".to_owned()];
        let new = ["A: struct: Clone".to_owned()];
        assert_eq!(lost_derives(&gone, &new), [("A", vec!["Default"])]);
    }
}
