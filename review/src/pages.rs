//! The pages that changed.

use std::collections::{BTreeMap, BTreeSet};

use seamstress_codegen::{
    Output,
    ir::OperationKey,
    source::{Origin, Pointer, SourceFile},
};
use serde::Serialize;
use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::{Change, compare::short_digest};

/// What happened to a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PageKind {
    /// It is new.
    Added,
    /// Its text changed.
    Changed,
    /// It was removed.
    Removed,
    /// Another path has its text or its operation.
    Moved,
}

/// A page that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PageChange {
    /// Its path; of a removed page, the path that it had.
    pub path: String,
    /// Its path before, if it moved.
    pub from: Option<String>,
    /// What happened to it.
    pub kind: PageKind,
    /// The first 12 hex digits of its SHA-256 before; `None` if it is new.
    pub before: Option<String>,
    /// The first 12 hex digits of its SHA-256 now; `None` if it was removed.
    pub after: Option<String>,
    /// How many lines were added.
    pub lines_added: usize,
    /// How many lines were removed.
    pub lines_removed: usize,
    /// How many changes it causes; 0 for a page that changed without an effect.
    pub changes: usize,
}

/// The pages that changed, by path, each with how many of `changes` it causes.
pub fn changes(before: &Output, after: &Output, changes: &[Change]) -> Vec<PageChange> {
    let (old, new) = (sources(before), sources(after));
    let moves = moves(before, after, &old, &new);
    let moved_from: BTreeSet<&str> = moves.values().copied().collect();
    let mut pages = Vec::new();
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
        pages.push(PageChange {
            from: from.map(str::to_owned),
            ..PageChange::new(kind, path, [was, Some(page)], changes)
        });
    }
    for (path, page) in &old {
        if !new.contains_key(path) && !moved_from.contains(path) {
            let versions = [Some(*page), None];
            pages.push(PageChange::new(PageKind::Removed, path, versions, changes));
        }
    }
    pages.sort_by(|one, other| one.path.cmp(&other.path));
    pages
}

/// The pages of a run, without its other sources.
fn sources(output: &Output) -> BTreeMap<&str, &SourceFile> {
    let files = output.page_files();
    files.map(|file| (&**file.path(), file)).collect()
}

/// New path → old path of each page that moved: with the same text, or the same operation.
fn moves<'a>(
    before: &'a Output,
    after: &'a Output,
    old: &BTreeMap<&'a str, &'a SourceFile>,
    new: &BTreeMap<&'a str, &'a SourceFile>,
) -> BTreeMap<&'a str, &'a str> {
    let mut unmatched: BTreeMap<&str, &SourceFile> = old
        .iter()
        .filter(|(path, _)| !new.contains_key(*path))
        .map(|(path, page)| (*path, *page))
        .collect();
    let mut moves = BTreeMap::new();
    if unmatched.is_empty() {
        return moves;
    }
    let added = || new.iter().filter(|(path, _)| !old.contains_key(*path));
    for (path, page) in added() {
        let same_text = unmatched.iter().find(|(_, old)| old.text() == page.text());
        if let Some(same_text) = same_text.map(|(path, _)| *path) {
            unmatched.remove(same_text);
            moves.insert(*path, same_text);
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
            && unmatched.remove(from).is_some()
        {
            moves.insert(path, from);
        }
    }
    moves
}

impl PageChange {
    fn new(
        kind: PageKind,
        path: &str,
        versions: [Option<&SourceFile>; 2],
        changes: &[Change],
    ) -> Self {
        let (lines_added, lines_removed) = changed_lines(versions);
        let [before, after] = versions.map(|page| Some(short_digest(page?.text())));
        Self {
            path: path.to_owned(),
            from: None,
            kind,
            before,
            after,
            lines_added,
            lines_removed,
            changes: count_caused(versions, changes),
        }
    }
}

/// How many of `changes` the page causes.
fn count_caused(versions: [Option<&SourceFile>; 2], changes: &[Change]) -> usize {
    // Many changes are about parts of one component, and most pages do not have it.
    let mut units: BTreeMap<&str, bool> = BTreeMap::new();
    let mut count = 0;
    for change in changes {
        let mut origins = change.provenance.origins.iter();
        let is_caused = origins.any(|origin| {
            let unit = unit(origin.pointer.as_str());
            let unit_differs = *units
                .entry(unit)
                .or_insert_with(|| unit.parse().is_ok_and(|unit| differs(versions, &unit)));
            (unit_differs || origin.pointer.is_root()) && causes(versions, origin)
        });
        count += usize::from(is_caused);
    }
    count
}

/// How many lines were added and removed.
fn changed_lines(versions: [Option<&SourceFile>; 2]) -> (usize, usize) {
    let [old, new] = versions.map(|page| -> Vec<&str> {
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

/// Whether a page has a node, and has it differently than before.
///
/// Many pages have the same component, and any of them may be its origin.
fn causes(versions: [Option<&SourceFile>; 2], origin: &Origin) -> bool {
    let pages = || versions.into_iter().flatten();
    if origin.pointer.is_root() {
        return pages().any(|page| *page.path() == origin.page);
    }
    // Which fields are required is not part of the fields, and whether a body is required not
    // of the schema of its content.
    let owner = || origin.pointer.parent()?.parent();
    let body = || owner()?.parent();
    let required = [owner(), body()].into_iter().flatten();
    let mut required = required.map(|owner| owner.child("required"));
    differs(versions, &origin.pointer) || required.any(|node| differs(versions, &node))
}

fn differs(versions: [Option<&SourceFile>; 2], pointer: &Pointer) -> bool {
    let [before, after] = versions.map(|page| node(page?, pointer));
    before != after
}

/// The text of a node, if the page has it.
fn node<'a>(page: &'a SourceFile, pointer: &Pointer) -> Option<&'a str> {
    page.text().get(page.locate_exact(pointer)?)
}
