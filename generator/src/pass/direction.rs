//! After this pass, the body of a request has no field that only responses have.
//!
//! A component that something else uses keeps such fields; the body is a copy of it without them.
//! So there is a type for sending and one for receiving, only where the two differ.

use super::{
    Decisions,
    request_copy::{own_object, uses},
};
use crate::{
    diagnostic::Diagnostic,
    ir::{Access, Api, Constraint, Shape, Struct, TypeKind},
};

pub(super) fn run(api: &mut Api, _: &Decisions<'_>) -> Vec<Diagnostic> {
    let uses = uses(api);
    for operation in api.operations.values_mut() {
        let Some(content) = operation.input.content_mut() else {
            continue;
        };
        if let Some(object) = own_object(&mut api.types, &uses, content, has_read_only) {
            remove_read_only(object);
        }
    }
    Vec::new()
}

fn has_read_only(object: &Struct) -> bool {
    object.fields.iter().any(|field| {
        field.access == Access::ReadOnly
            || matches!(&field.shape, Shape::Inline(def)
                if matches!(&def.kind, TypeKind::Struct(inner) if has_read_only(inner)))
    })
}

/// Objects in place are part of the body; components have the form that they have elsewhere.
fn remove_read_only(object: &mut Struct) {
    let count = object.fields.len();
    object
        .fields
        .retain(|field| field.access != Access::ReadOnly);
    if object.fields.len() < count {
        // It counts the fields that the server adds, too.
        object
            .constraints
            .retain(|it| !matches!(it, Constraint::MinProperties(_)));
    }
    for field in &mut object.fields {
        if let Shape::Inline(def) = &mut field.shape
            && let TypeKind::Struct(inner) = &mut def.kind
        {
            remove_read_only(inner);
        }
    }
}
