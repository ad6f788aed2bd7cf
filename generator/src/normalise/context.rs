//! What the steps of this stage share while one document is normalised.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::model::Kind;
use crate::{
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
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'a> Context<'a> {
    pub(super) fn new(page: &'a Arc<str>, original: &'a Value) -> Self {
        Self {
            page,
            original,
            diagnostics: Vec::new(),
        }
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
