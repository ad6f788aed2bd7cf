//! The pages that changed.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::{Entry, compare::short_digest};
use seamstress_codegen::{
    Output,
    ir::OperationKey,
    source::{Origin, Pointer, SourceFile},
};

/// What happened to a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PageKind {
    /// It is new.
    Added,
    /// Its text changed.
    Changed,
    /// It is gone.
    Removed,
    /// The same operation stands on a page with another path.
    Moved,
}

/// A page that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PageChange {
    /// Its path; where it is gone, the path that it had.
    pub path: String,
    /// Where it stood before, if it moved.
    pub from: Option<String>,
    /// What happened to it.
    pub kind: PageKind,
    /// The first 12 hex digits of its SHA-256 before; `None` if it is new.
    pub before: Option<String>,
    /// The first 12 hex digits of its SHA-256 now; `None` if it is gone.
    pub after: Option<String>,
    /// How many lines came.
    pub lines_added: usize,
    /// How many lines went.
    pub lines_removed: usize,
    /// How many entries it bears; none of a page that changed without an effect.
    pub entries: usize,
}

/// The pages that changed, by path, each with how many of `entries` it bears.
pub fn changes(before: &Output, after: &Output, entries: &[Entry]) -> Vec<PageChange> {
    let (old, new) = (sources(before), sources(after));
    let moves = moves(before, after, &old, &new);
    let left: BTreeSet<&str> = moves.values().copied().collect();
    let mut changes = Vec::new();
    for (path, page) in &new {
        let from = moves.get(path).copied();
        let was = old.get(from.unwrap_or(path)).copied();
        if from.is_none() && was.is_some_and(|was| was.text() == page.text()) {
            continue;
        }
        let kind = match (from, was) {
            (Some(_), _) => PageKind::Moved,
            (None, Some(_)) => PageKind::Changed,
            (None, None) => PageKind::Added,
        };
        changes.push(change(kind, path, from, was, Some(page), entries));
    }
    for (path, page) in &old {
        if !new.contains_key(path) && !left.contains(path) {
            changes.push(change(
                PageKind::Removed,
                path,
                None,
                Some(page),
                None,
                entries,
            ));
        }
    }
    changes.sort_by(|one, other| one.path.cmp(&other.path));
    changes
}

/// The pages of a run, without what it was told beside them.
fn sources(output: &Output) -> BTreeMap<&str, &SourceFile> {
    let files = output.page_files();
    files.map(|file| (&**file.path(), file)).collect()
}

/// The new path of each page that moved, and the old one: the same text stands there, or
/// the same operation.
fn moves<'a>(
    before: &'a Output,
    after: &'a Output,
    old: &BTreeMap<&'a str, &'a SourceFile>,
    new: &BTreeMap<&'a str, &'a SourceFile>,
) -> BTreeMap<&'a str, &'a str> {
    let mut left: BTreeMap<&str, &SourceFile> = old
        .iter()
        .filter(|(path, _)| !new.contains_key(*path))
        .map(|(path, page)| (*path, *page))
        .collect();
    let mut moves = BTreeMap::new();
    if left.is_empty() {
        return moves;
    }
    let came = || new.iter().filter(|(path, _)| !old.contains_key(*path));
    for (path, page) in came() {
        let twin = left.iter().find(|(_, old)| old.text() == page.text());
        if let Some(twin) = twin.map(|(path, _)| *path) {
            left.remove(twin);
            moves.insert(*path, twin);
        }
    }
    let pages = |output: &'a Output| -> BTreeMap<&'a OperationKey, &'a str> {
        let operations = output.api.operations.values();
        operations.map(|it| (&it.key, &*it.origin.page)).collect()
    };
    let (pages_before, pages) = (pages(before), pages(after));
    for (key, path) in pages {
        let is_new = !old.contains_key(path) && !moves.contains_key(path);
        if let Some(from) = pages_before.get(key).filter(|_| is_new)
            && left.remove(from).is_some()
        {
            moves.insert(path, from);
        }
    }
    moves
}

fn change(
    kind: PageKind,
    path: &str,
    from: Option<&str>,
    before: Option<&SourceFile>,
    after: Option<&SourceFile>,
    entries: &[Entry],
) -> PageChange {
    let (lines_added, lines_removed) = lines(before, after);
    let hash = |page: Option<&SourceFile>| Some(short_digest(page?.text()));
    let both = [before, after];
    // Many entries are about parts of one component, and most pages do not have it.
    let mut units: BTreeMap<&str, bool> = BTreeMap::new();
    let mut count = 0;
    for entry in entries {
        let mut origins = entry.trace.origins.iter();
        let is_borne = origins.any(|origin| {
            let unit = unit(origin.pointer.as_str());
            let is_other = *units
                .entry(unit)
                .or_insert_with(|| unit.parse().is_ok_and(|unit| differs(both, &unit)));
            (is_other || origin.pointer.is_root()) && bears(both, origin)
        });
        count += usize::from(is_borne);
    }
    PageChange {
        path: path.to_owned(),
        from: from.map(str::to_owned),
        kind,
        before: hash(before),
        after: hash(after),
        lines_added,
        lines_removed,
        entries: count,
    }
}

/// How many lines came and how many went.
fn lines(before: Option<&SourceFile>, after: Option<&SourceFile>) -> (usize, usize) {
    let [old, new] = [before, after].map(|page| -> Vec<&str> {
        let text = page.map(SourceFile::text).unwrap_or_default();
        text.lines().collect()
    });
    let steps = capture_diff_slices(Algorithm::Myers, &old, &new);
    let (mut added, mut removed) = (0, 0);
    for step in steps {
        if step.tag() != DiffTag::Equal {
            added += step.new_range().len();
            removed += step.old_range().len();
        }
    }
    (added, removed)
}

/// The component or the operation that a node is part of: the first three steps to it.
fn unit(pointer: &str) -> &str {
    let end = pointer.match_indices('/').nth(3);
    end.map_or(pointer, |(end, _)| &pointer[..end])
}

/// Whether a page writes a node, and not as it did.
///
/// Many pages write the same component, and any of them may be the one that is believed.
fn bears(both: [Option<&SourceFile>; 2], origin: &Origin) -> bool {
    let pages = || both.into_iter().flatten();
    if origin.pointer.is_root() {
        return pages().any(|page| *page.path() == origin.page);
    }
    // What is required is not said where the member is.
    let required = || {
        let owner = origin.pointer.parent()?.parent()?;
        Some(owner.child("required"))
    };
    differs(both, &origin.pointer) || required().is_some_and(|list| differs(both, &list))
}

fn differs(both: [Option<&SourceFile>; 2], pointer: &Pointer) -> bool {
    let [before, after] = both.map(|page| node(page?, pointer));
    before != after
}

/// The text of a node, if the page writes it.
fn node<'a>(page: &'a SourceFile, pointer: &Pointer) -> Option<&'a str> {
    page.text().get(page.locate_exact(pointer)?)
}
