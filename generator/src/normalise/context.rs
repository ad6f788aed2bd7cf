//! What the steps of this stage share while one document is normalised.

use std::{collections::BTreeMap, sync::Arc};

use serde_json::{Map, Value};

use super::{
    model::Kind,
    moved::{IndexRemap, Moved},
    promote::{self, Promotions},
};
use crate::{
    bundle::percent_decode,
    diagnostic::{Code, Diagnostic, Location},
    source::{Origin, Pointer},
    yaml::Elsewhere,
};

/// The document at hand, and the diagnostics about it.
#[derive(Debug)]
pub(super) struct Context<'a> {
    /// The path of the page that holds the document.
    pub(super) page: &'a Arc<str>,
    /// The document before any rewrite.
    pub(super) original: &'a Value,
    /// Whether it is a whole document, and not a block on a page, which is one operation.
    pub(super) is_whole: bool,
    /// The schemas that become components.
    pub(super) promotions: Promotions,
    /// The nodes that are elsewhere than where they were read.
    pub(super) moved: Moved,
    /// The indices of the lists that lost items during the walk, for what was reported before it.
    pub(super) walk_remap: IndexRemap,
    /// The components that the document lacks, and that other pages have.
    pub(super) elsewhere: BTreeMap<Pointer, Elsewhere>,
    /// How many operations are left out.
    pub(super) skipped: usize,
    /// The references that were replaced by copies of nodes that are not components.
    pub(super) copied: Vec<Pointer>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'a> Context<'a> {
    pub(super) fn new(page: &'a Arc<str>, original: &'a Value, is_whole: bool) -> Self {
        Self {
            page,
            original,
            is_whole,
            promotions: Promotions::new(original),
            moved: Moved::default(),
            walk_remap: IndexRemap::default(),
            elsewhere: BTreeMap::new(),
            skipped: 0,
            copied: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// The schema outside of the components that a reference means, if it has a name there.
    pub(super) fn named(&self, reference: &str) -> Option<Pointer> {
        let pointer = percent_decode(reference.strip_prefix('#')?)?;
        let pointer: Pointer = pointer.parse().ok()?;
        let exists = self.original.pointer(pointer.as_str()).is_some();
        (exists && promote::has_name(&pointer)).then_some(pointer)
    }

    /// Whether references to the schema at `target` are references to a component.
    pub(super) fn is_promoted(&self, target: &Pointer) -> bool {
        let schema = self.original.pointer(target.as_str());
        self.promotions.is_named(target)
            || schema.is_some_and(|schema| promote::is_inner_type(target, schema))
    }

    pub(super) fn origin(&self, pointer: &Pointer) -> Origin {
        Origin::new(Arc::clone(self.page), pointer.clone())
    }

    /// Records that the node at `to` was at `from` before a rewrite.
    pub(super) fn moved(&mut self, to: Pointer, from: &Pointer) {
        match self.moved.origin(from) {
            Some(origin) => self.moved.insert(to, origin),
            None if to == *from => {}
            None => {
                let origin = self.origin(from);
                self.moved.insert(to, origin);
            }
        }
    }

    /// Records, during the walk, which items of a list are kept. This walk has reported nothing of
    /// the list yet.
    pub(super) fn retain_items(&mut self, list: &Pointer, kept: &[bool]) {
        let mut remap = IndexRemap::default();
        remap.retain(list.clone(), kept);
        // Each is looked up before any is recorded, since they take the places of each other.
        let moved = (0..kept.len()).filter_map(|index| {
            let was = list.index(index);
            let now = remap.remapped(&was).filter(|now| *now != was)?;
            let origin = self.moved.origin(&was);
            Some((now, origin.unwrap_or_else(|| self.origin(&was))))
        });
        let moved: Vec<_> = moved.collect();
        for (to, origin) in moved {
            self.moved.insert(to, origin);
        }
        self.walk_remap.retain(list.clone(), kept);
    }

    /// Records, after the walk, that items of lists have other indices, and moves what was reported
    /// of them.
    pub(super) fn remap_lists(&mut self, lists: &IndexRemap) {
        if lists.is_empty() {
            return;
        }
        self.moved.remap(lists, self.page);
        move_reported(&mut self.diagnostics, lists, self.page);
    }

    /// Adds a diagnostic with one label, at the node `at`.
    pub(super) fn report(&mut self, code: Code, message: String, at: &Pointer, label: &str) {
        let origin = self.origin(at);
        self.diagnostics
            .push(Diagnostic::new(code, message).at(origin, label));
    }
}

/// Moves what was reported of items that have another index now.
pub(super) fn move_reported(diagnostics: &mut [Diagnostic], lists: &IndexRemap, page: &Arc<str>) {
    if lists.is_empty() {
        return;
    }
    for label in diagnostics.iter_mut().flat_map(|it| &mut it.labels) {
        if let Location::Node(origin) = &mut label.location
            && origin.page == *page
            && let Some(now) = lists.remapped(&origin.pointer)
        {
            origin.pointer = now;
        }
    }
}

/// One way in which a document may differ from OpenAPI 3.0, rewritten.
pub(super) struct Rewrite {
    /// The objects that it applies to.
    pub(super) kind: Kind,
    /// Changes the object at the pointer; reports what the author should know.
    pub(super) apply: fn(&mut Map<String, Value>, &Pointer, &mut Context<'_>),
}
