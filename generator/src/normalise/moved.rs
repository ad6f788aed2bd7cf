//! Which nodes are elsewhere than where they were read, while a document is rewritten.

use std::collections::BTreeMap;

use super::Moves;
use crate::source::{Origin, Pointer};

/// The nodes that were moved: where they are now, and where they were read.
#[derive(Debug, Default)]
pub(super) struct Moved(BTreeMap<Pointer, Origin>);

impl Moved {
    /// Records that the node at `to` was read at `origin`.
    pub(super) fn insert(&mut self, to: Pointer, origin: Origin) {
        self.0.insert(to, origin);
    }

    /// Where the node that is now at `pointer` was read; `None` if that was there.
    pub(super) fn origin(&self, pointer: &Pointer) -> Option<Origin> {
        if self.0.is_empty() {
            return None;
        }
        pointer.ancestors().find_map(|(ancestor, below)| {
            let Origin { page, pointer } = self.0.get(ancestor)?;
            Some(Origin::new(page.clone(), pointer.join_escaped(below)))
        })
    }

    /// All of them.
    pub(super) fn into_moves(self) -> Moves {
        self.0.into_iter().collect()
    }

    /// Moves what is in lists whose items have other indices now.
    pub(super) fn remap(&mut self, lists: &IndexRemap, page: &std::sync::Arc<str>) {
        let mut moved = BTreeMap::new();
        for (list, places) in &lists.0 {
            for (before, now) in places.iter().enumerate() {
                let was = list.index(before);
                let origin = self.origin(&was);
                if before != *now || origin.is_some() {
                    let origin = origin.unwrap_or_else(|| Origin::new(page.clone(), was));
                    moved.insert(list.index(*now), origin);
                }
            }
        }
        for (to, origin) in std::mem::take(&mut self.0) {
            let to = lists.remapped(&to).unwrap_or(to);
            moved.insert(to, origin);
        }
        self.0 = moved;
    }
}

/// The new index of each item of some lists, by its index before others were removed.
///
/// Items that were removed are after those that were kept, where nothing is, so that what was
/// reported of them has a place.
#[derive(Debug, Default)]
pub(super) struct IndexRemap(BTreeMap<Pointer, Vec<usize>>);

impl IndexRemap {
    /// Adds a list; `kept` says of each of its items whether it is one still.
    pub(super) fn retain(&mut self, list: Pointer, kept: &[bool]) {
        if kept.iter().all(|is_kept| *is_kept) {
            return;
        }
        let (mut next, mut after) = (0, kept.iter().filter(|is_kept| **is_kept).count());
        let places = kept.iter().map(|is_kept| {
            let place = if *is_kept { &mut next } else { &mut after };
            *place += 1;
            *place - 1
        });
        self.0.insert(list, places.collect());
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Where the node is now that was at `pointer`, if it is in one of the lists.
    pub(super) fn remapped(&self, pointer: &Pointer) -> Option<Pointer> {
        pointer.ancestors().find_map(|(list, below)| {
            let places = self.0.get(list)?;
            let item = below.strip_prefix('/')?;
            let (index, below) = item.split_at(item.find('/').unwrap_or(item.len()));
            let place = places.get(index.parse::<usize>().ok()?)?;
            let list: Pointer = list.parse().ok()?;
            Some(list.index(*place).join_escaped(below))
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn at(pointer: &str) -> Pointer {
        pointer.parse().unwrap()
    }

    #[test]
    fn what_is_in_a_list_moves_with_its_items() {
        let page: Arc<str> = "a.yaml".into();
        let mut moved = Moved::default();
        moved.insert(at("/list/2/x"), Origin::new(page.clone(), at("/list/2/y")));
        let mut lists = IndexRemap::default();
        lists.retain(at("/list"), &[true, false, true]);
        moved.remap(&lists, &page);
        assert_eq!(lists.remapped(&at("/list/1/z")), Some(at("/list/2/z")));
        assert_eq!(lists.remapped(&at("/other/1")), None);
        for (now, was) in [
            ("/list/1/x", "/list/2/y"),
            ("/list/1/z", "/list/2/z"),
            ("/list/2", "/list/1"),
        ] {
            let origin = moved.origin(&at(now)).map(|origin| origin.pointer);
            assert_eq!(origin, Some(at(was)));
        }
        assert_eq!(moved.origin(&at("/list/0")), None);
    }
}
