//! What a whole document lacks as a whole, filled in before anything else looks at it.

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::{
    diagnostic::{Code, Diagnostic},
    source::{Origin, Pointer},
};

/// A document without `paths`, which 3.1 allows, gets an empty object of them.
pub(super) fn document(page: &Arc<str>, document: &mut Value) -> Vec<Diagnostic> {
    let Value::Object(fields) = document else {
        return Vec::new();
    };
    let is_openapi = fields.contains_key("openapi");
    if !is_openapi || fields.get("paths").is_some_and(|paths| !paths.is_null()) {
        return Vec::new();
    }
    fields.insert("paths".to_owned(), Value::Object(Map::new()));
    let origin = Origin::new(Arc::clone(page), Pointer::root());
    let mut diagnostic = Diagnostic::new(Code::MissingPaths, "the document has no `paths`")
        .at(origin, "no operation can be called");
    diagnostic.contain();
    vec![diagnostic]
}
