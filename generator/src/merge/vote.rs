//! Which version is used of what no page can lack: the definition of a credential.

use std::collections::{BTreeMap, BTreeSet};

use super::{fragment::Candidate, operations};

/// What the operations of the pages say about the versions of a fragment.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Vote {
    /// More operations have the version of this candidate than any other.
    Majority(usize),
    /// Equally many operations have several versions, those of different documents; this candidate
    /// is the first that has one of them.
    Even(usize),
    /// Equally many operations have several versions, and pages of one document differ: some of
    /// them are wrong.
    Split,
}

/// Counts the operations of all `candidates`; `version` is the index of the version of each.
pub(super) fn vote(
    candidates: &[Candidate<'_>],
    version: impl Fn(&Candidate<'_>) -> usize,
) -> Vote {
    let versions: Vec<usize> = candidates.iter().map(version).collect();
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for (candidate, version) in candidates.iter().zip(&versions) {
        *counts.entry(*version).or_default() += operations(candidate.input).len();
    }
    let most = counts.values().max().copied().unwrap_or_default();
    let mut leading: Vec<usize> = counts.keys().copied().collect();
    leading.retain(|version| counts.get(version) == Some(&most));
    let first = versions.iter().position(|it| leading.contains(it));
    let first = first.unwrap_or_default();
    if leading.len() < 2 {
        return Vote::Majority(first);
    }
    let mut of_document: BTreeMap<Document<'_>, BTreeSet<usize>> = BTreeMap::new();
    for (candidate, version) in candidates.iter().zip(versions) {
        for document in documents(candidate) {
            of_document.entry(document).or_default().insert(version);
        }
    }
    let is_split = |versions: &BTreeSet<usize>| {
        let leading = leading.iter().filter(|it| versions.contains(it));
        leading.count() > 1
    };
    match of_document.values().any(is_split) {
        true => Vote::Split,
        false => Vote::Even(first),
    }
}

/// What pages of the same document have in common.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Document<'a> {
    /// The name of the document in their info strings.
    Named(&'a str),
    /// The title of the API, and its first server.
    Described(&'a str, Option<&'a str>),
}

fn documents<'a>(candidate: &Candidate<'a>) -> Vec<Document<'a>> {
    let input = candidate.input;
    let server = input.api.servers.first().map(|server| &*server.url);
    let described = Document::Described(&input.api.info.title, server);
    let named = input.file.as_deref().map(Document::Named);
    named.into_iter().chain([described]).collect()
}
