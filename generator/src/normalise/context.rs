//! What the steps of this stage share while one document is normalised.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::{
    Moves,
    model::Kind,
    promote::{self, Promotions},
};
use crate::{
    bundle::percent_decode,
    diagnostic::{Code, Diagnostic},
    source::{Origin, Pointer},
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
    pub(super) moved: Moves,
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
            moved: Moves::new(),
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

    pub(super) fn origin(&self, pointer: &Pointer) -> Origin {
        Origin::new(Arc::clone(self.page), pointer.clone())
    }

    /// Adds a diagnostic with one label, at the node `at`.
    pub(super) fn report(&mut self, code: Code, message: String, at: &Pointer, label: &str) {
        let origin = self.origin(at);
        self.diagnostics
            .push(Diagnostic::new(code, message).at(origin, label));
    }
}

/// One way in which a document may differ from OpenAPI 3.0, rewritten.
pub(super) struct Rewrite {
    /// The objects that it applies to.
    pub(super) kind: Kind,
    /// Changes the object at the pointer; reports what the author should know.
    pub(super) apply: fn(&mut Map<String, Value>, &Pointer, &mut Context<'_>),
}
