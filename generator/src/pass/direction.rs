//! After this pass, the body of a request has no field that only responses have, nor have the items
//! of one that is a list.
//!
//! A component that something else uses keeps such fields; the body is a copy of it without them.
//! So there is a type for sending and one for receiving, only where the two differ.

use std::collections::BTreeMap;

use super::{
    Decisions,
    request_copy::{own_object, uses},
};
use crate::{
    diagnostic::Diagnostic,
    ir::{Access, Api, Constraint, Content, Shape, Struct, TypeKey, TypeKind, TypeRef, Types},
};

pub(super) fn run(api: &mut Api, _: &Decisions<'_>) -> Vec<Diagnostic> {
    let uses = uses(api);
    for operation in api.operations.values_mut() {
        let content = operation.input.content_mut();
        let Some(body) = content.and_then(Content::type_ref_mut) else {
            continue;
        };
        remove_from(body, &mut api.types, &uses);
    }
    Vec::new()
}

/// Removes the fields from a body, or from the items of one that is a list or a map.
fn remove_from(body: &mut TypeRef, types: &mut Types, uses: &BTreeMap<TypeKey, usize>) {
    if let Shape::List(item) | Shape::Map(item) = &mut body.shape {
        remove_from(item, types, uses);
    } else if let Some(object) = own_object(types, uses, body, has_read_only) {
        remove_read_only(object);
    }
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
