//! Diagnostics that differ only in their places, of which people are shown the first.
//!
//! A document that is itself generated repeats a peculiarity on each of its operations or fields,
//! so that thousands of equal findings would hide the others. What is found on several pages is
//! shown for each page, since each has an author of its own.

use std::collections::BTreeMap;

use super::{Code, Diagnostic, Severity};

/// How many diagnostics that differ only in their places are shown each.
const LIMIT: usize = 3;

/// A diagnostic that is shown, and those that it stands for.
pub(super) struct Group<'d> {
    pub(super) diagnostic: &'d Diagnostic,
    /// Those like it that are not shown, in the same order.
    pub(super) others: Vec<&'d Diagnostic>,
}

/// What diagnostics that differ only in their places have in common; at first the file.
type Kind<'d> = (
    Option<&'d str>,
    Severity,
    Code,
    &'d str,
    Option<&'d str>,
    Vec<&'d str>,
);

/// Those of `ordered` to show, in the same order.
pub(super) fn groups(ordered: Vec<&Diagnostic>) -> Vec<Group<'_>> {
    let mut alike: BTreeMap<Kind<'_>, Vec<usize>> = BTreeMap::new();
    for (index, diagnostic) in ordered.iter().enumerate() {
        alike.entry(kind(diagnostic)).or_default().push(index);
    }
    let mut others: BTreeMap<usize, Vec<&Diagnostic>> = BTreeMap::new();
    let mut hidden = vec![false; ordered.len()];
    for group in alike.into_values().filter(|group| group.len() > LIMIT) {
        let [first, rest @ ..] = group.as_slice() else {
            continue;
        };
        rest.iter().for_each(|&index| hidden[index] = true);
        others.insert(*first, rest.iter().map(|&index| ordered[index]).collect());
    }
    let indexed = ordered.iter().enumerate();
    indexed
        .filter(|(index, _)| !hidden[*index])
        .map(|(index, diagnostic)| Group {
            diagnostic,
            others: others.remove(&index).unwrap_or_default(),
        })
        .collect()
}

fn kind(diagnostic: &Diagnostic) -> Kind<'_> {
    let labels = diagnostic.labels.iter();
    let primary = diagnostic.labels.first();
    (
        primary.map(|label| &**label.location.path()),
        diagnostic.severity(),
        diagnostic.code,
        &diagnostic.message,
        diagnostic.help.as_deref(),
        labels.map(|label| label.text.as_str()).collect(),
    )
}
