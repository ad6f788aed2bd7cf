//! Rows of a report: changes that are alike are one.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::counted;
use crate::{Change, ChangeKind, Impact, PageLocation, Review};

/// Changes that differ only in the item that they are about, and in what users of that item
/// have to do.
#[derive(Clone, Debug)]
pub(super) struct Row<'a> {
    /// The first of them.
    pub(super) first: &'a Change,
    /// All of them, each with its index in [`Review::changes`], in that order.
    pub(super) changes: Vec<(usize, &'a Change)>,
}

/// What alike changes have in common.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct RowKey<'a> {
    impact: Impact,
    kind: ChangeKind,
    summary: &'a str,
    because: &'a str,
    /// What was there before and after, of which the summary may tell less.
    values: &'a [String; 2],
    accepted: Option<&'a str>,
}

/// A row, for machines.
#[derive(Serialize)]
pub(super) struct RowSummary<'a> {
    impact: Impact,
    summary: &'a str,
    because: &'a str,
    count: usize,
    /// Indices of `changes`.
    changes: Vec<usize>,
}

/// The changes of a review that `is_shown`, as rows in the order of their first changes.
pub(super) fn rows<'a>(review: &'a Review, is_shown: impl Fn(&Change) -> bool) -> Vec<Row<'a>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    let mut known: BTreeMap<RowKey<'_>, usize> = BTreeMap::new();
    let changes = review.changes.iter().enumerate();
    for (index, change) in changes.filter(|(_, change)| is_shown(change)) {
        let row = *known.entry(RowKey::of(change)).or_insert(rows.len());
        match rows.get_mut(row) {
            Some(row) => row.changes.push((index, change)),
            None => rows.push(Row {
                first: change,
                changes: vec![(index, change)],
            }),
        }
    }
    rows
}

/// `7 breaking`, `7 breaking in 2 rows`; `None` where there is none.
pub(super) fn count_of(review: &Review, impact: Impact) -> Option<String> {
    let rows = rows(review, |change| change.impact == impact);
    let changes: usize = rows.iter().map(Row::len).sum();
    let title = impact.title().to_lowercase();
    match (changes, rows.len()) {
        (0, _) => None,
        (changes, rows) if changes == rows => Some(format!("{changes} {title}")),
        (changes, rows) => Some(format!(
            "{changes} {title} in {}",
            counted(rows, "row", "rows")
        )),
    }
}

impl<'a> RowKey<'a> {
    fn of(change: &'a Change) -> Self {
        Self {
            impact: change.impact,
            kind: change.provenance.kind,
            summary: &change.summary,
            because: &change.because,
            values: &change.provenance.values,
            accepted: change.accepted.as_deref(),
        }
    }
}

impl<'a> Row<'a> {
    /// Its changes.
    pub(super) fn iter(&self) -> impl Iterator<Item = &'a Change> {
        self.changes.iter().map(|(_, change)| *change)
    }

    /// How many changes it is.
    pub(super) fn len(&self) -> usize {
        self.changes.len()
    }

    /// The locations of its changes, each once, in order.
    pub(super) fn locations(&self) -> BTreeSet<&'a PageLocation> {
        self.iter().filter_map(|it| it.location.as_ref()).collect()
    }

    /// What users have to do, each advice once.
    pub(super) fn migrations(&self) -> Vec<&'a str> {
        let mut found: Vec<&str> = Vec::new();
        for change in self.iter() {
            let advice = change.migration.as_str();
            if !advice.is_empty() && !found.contains(&advice) {
                found.push(advice);
            }
        }
        found
    }

    pub(super) fn summary(&self) -> RowSummary<'a> {
        RowSummary {
            impact: self.first.impact,
            summary: &self.first.summary,
            because: &self.first.because,
            count: self.len(),
            changes: self.changes.iter().map(|(index, _)| *index).collect(),
        }
    }
}
