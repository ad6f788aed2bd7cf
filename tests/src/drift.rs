//! The effect of a change of the pages on the crate, as a diff.

use std::collections::BTreeSet;

use seamstress_codegen::{
    Output,
    project::{DOCUMENT, LOCK},
    surface,
};
use similar::{ChangeTag, TextDiff};

use crate::snapshot::unified;

/// The number of changed lines of each file, then the diffs, `api.txt` first. Lock and merged
/// document are only counted.
pub fn show(before: &Output, after: &Output) -> String {
    let mut files: Vec<&String> = before
        .files
        .keys()
        .chain(after.files.keys())
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    files.sort_by_key(|path| (*path != surface::FILE, *path));
    let (lock, new_lock) = (before.lock.to_text(), after.lock.to_text());
    let mut counts = String::new();
    let mut diffs = String::new();
    for path in files {
        let text = |output: &Output| output.files.get(path).cloned().unwrap_or_default();
        let (old, new) = (text(before), text(after));
        counts.push_str(&count(path, &old, &new));
        diffs.push_str(&unified(path, &old, &new, 2));
    }
    counts.push_str(&count(LOCK, &lock, &new_lock));
    counts.push_str(&count(DOCUMENT, &before.document, &after.document));
    if counts.is_empty() {
        return "nothing changes\n".to_owned();
    }
    format!("{counts}\n{diffs}")
}

/// `api.txt +2 -1`; empty where the texts are equal.
pub fn count(path: &str, before: &str, after: &str) -> String {
    let (added, removed) = changed_lines(before, after);
    if (added, removed) == (0, 0) {
        String::new()
    } else {
        format!("{path} +{added} -{removed}\n")
    }
}

/// The number of added and of removed lines.
pub fn changed_lines(before: &str, after: &str) -> (usize, usize) {
    let diff = TextDiff::from_lines(before, after);
    let lines = |tag: ChangeTag| {
        diff.iter_all_changes()
            .filter(|change| change.tag() == tag)
            .count()
    };
    (lines(ChangeTag::Insert), lines(ChangeTag::Delete))
}
