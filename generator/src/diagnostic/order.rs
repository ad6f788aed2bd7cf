//! The order of diagnostics, which does not depend on the order in which stages find them.

use super::{Code, Diagnostic, Label};
use crate::source::SourceMap;

/// Orders diagnostics by path, then position, then code, and drops repetitions.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| key(a).cmp(&key(b)));
    diagnostics.dedup();
}

/// The diagnostics in reading order: by path, then position in the text, then as given.
pub(super) fn in_reading_order<'d>(
    diagnostics: &'d [Diagnostic],
    sources: &SourceMap,
) -> Vec<&'d Diagnostic> {
    let start = |label: &Label| {
        let resolved = label.location.resolve(sources);
        resolved.map_or(0, |(_, range)| range.start)
    };
    let mut ordered: Vec<_> = diagnostics
        .iter()
        .map(|diagnostic| {
            let first = diagnostic.labels.first();
            let key = first.map(|label| (label.location.path(), start(label)));
            (key, diagnostic)
        })
        .collect();
    ordered.sort_by_key(|(key, _)| *key);
    ordered
        .into_iter()
        .map(|(_, diagnostic)| diagnostic)
        .collect()
}

/// A location as its parts: path, start, end, pointer.
pub(super) type LocationKey<'a> = (&'a str, usize, usize, &'a str);

type Key<'a> = (
    Option<LocationKey<'a>>,
    Code,
    &'a str,
    Vec<(LocationKey<'a>, &'a str)>,
    Option<&'a str>,
);

fn key(diagnostic: &Diagnostic) -> Key<'_> {
    let labels: Vec<_> = diagnostic
        .labels
        .iter()
        .map(|label| (label.location.key(), label.text.as_str()))
        .collect();
    (
        labels.first().map(|(location, _)| *location),
        diagnostic.code,
        &diagnostic.message,
        labels,
        diagnostic.help.as_deref(),
    )
}
