//! Excerpts for a change: of the page that caused it, and of the crate.

use std::collections::BTreeMap;

use seamstress_codegen::Output;

use crate::{
    Change, Review,
    render::{
        hunk::{FileDiff, Hunk, Lines},
        item::{ItemName, Items},
    },
};

/// The texts of both snapshots, and what differs between them.
#[derive(Debug)]
pub(super) struct Evidence<'a> {
    /// Page → what differs; by the path that it has, and by the one that it had.
    pages: BTreeMap<&'a str, FileDiff<'a>>,
    /// The same of files of the crate that differ.
    files: BTreeMap<&'a str, FileDiff<'a>>,
    before: Items<'a>,
    after: Items<'a>,
}

impl<'a> Evidence<'a> {
    pub(super) fn new(review: &'a Review, before: &'a Output, after: &'a Output) -> Self {
        let texts = |output: &'a Output| -> BTreeMap<&'a str, &'a str> {
            let files = output.sources.files();
            files.map(|file| (&**file.path(), file.text())).collect()
        };
        let (old, new) = (texts(before), texts(after));
        let moves: BTreeMap<&str, &str> = review
            .pages
            .iter()
            .filter_map(|page| Some((page.path.as_str(), page.from.as_deref()?)))
            .collect();
        let mut named: BTreeMap<&str, ()> = BTreeMap::new();
        let lints = review.lints.iter().map(|lint| &lint.location);
        let places = review
            .changes
            .iter()
            .map(|change| &change.location)
            .chain(lints);
        named.extend(places.flatten().map(|place| (place.page.as_str(), ())));
        let pages = named.keys().map(|&path| {
            let was = moves.get(path).copied().unwrap_or(path);
            let is = moves
                .iter()
                .find(|(_, from)| **from == path)
                .map_or(path, |(to, _)| *to);
            let text = |texts: &BTreeMap<&str, &'a str>, path: &str| {
                texts.get(path).copied().unwrap_or_default()
            };
            (path, FileDiff::new(text(&old, was), text(&new, is)))
        });
        let mut files: BTreeMap<&str, FileDiff<'_>> = BTreeMap::new();
        for path in before.files.keys().chain(after.files.keys()) {
            let text = |output: &'a Output| output.files.get(path).map_or("", String::as_str);
            let (old, new) = (text(before), text(after));
            if path.starts_with("src/") && old != new && !files.contains_key(path.as_str()) {
                files.insert(path, FileDiff::new(old, new));
            }
        }
        Self {
            pages: pages.collect(),
            files,
            before: Items::of(&before.files),
            after: Items::of(&after.files),
        }
    }

    /// The lines of the page at the change's location.
    pub(super) fn page<'e>(&self, change: &'e Change, max: usize) -> Option<(&'e str, Hunk)> {
        let place = change.location.as_ref()?;
        let line = place.line.saturating_sub(1);
        let lines = if place.is_before {
            Lines::Before(line..line + 1)
        } else {
            Lines::After(line..line + 1)
        };
        let word = ItemName::parse(&change.item).and_then(|item| item.member);
        let diff = self.pages.get(place.page.as_str())?;
        let hunk = diff.near(&lines, word.unwrap_or_default(), max);
        (!hunk.lines.is_empty()).then_some((place.page.as_str(), hunk))
    }

    /// The lines of the crate that declare the item, or an item that was added or removed with it.
    pub(super) fn rust(&self, change: &Change, max: usize) -> Option<(&'a str, Hunk)> {
        let others = change.removed.iter().chain(&change.added);
        ItemName::parse(&change.item)
            .into_iter()
            .chain(others.map(|item| ItemName::of(&item.path)))
            .find_map(|item| self.rust_of(&item, max))
    }

    fn rust_of(&self, item: &ItemName<'_>, max: usize) -> Option<(&'a str, Hunk)> {
        let mut parts: BTreeMap<&str, Vec<Lines>> = BTreeMap::new();
        for (file, lines) in self.before.find(item) {
            parts.entry(file).or_default().push(Lines::Before(lines));
        }
        for (file, lines) in self.after.find(item) {
            parts.entry(file).or_default().push(Lines::After(lines));
        }
        parts.into_iter().find_map(|(file, parts)| {
            let (file, diff) = self.files.get_key_value(file)?;
            Some((*file, diff.within(&parts, max)?))
        })
    }
}
