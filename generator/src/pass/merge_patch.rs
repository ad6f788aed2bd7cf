//! After this pass, every optional field of a JSON merge patch can be null, which removes
//! the field (RFC 7396): set it, remove it, or leave it as it is.

use super::{
    Decisions,
    request_copy::{own_object, uses},
};
use crate::{
    diagnostic::Diagnostic,
    ir::{Api, Presence, Shape, Struct, TypeKind},
};

pub(super) fn run(api: &mut Api, _: &Decisions<'_>) -> Vec<Diagnostic> {
    let uses = uses(api);
    for operation in api.operations.values_mut() {
        let content = operation.input.content_mut();
        let Some(content) = content.filter(|content| content.media.is_merge_patch()) else {
            continue;
        };
        let is_other = |object: &Struct| {
            let mut fields = object.fields.iter();
            fields.any(|field| field.presence == Presence::Optional)
        };
        let object = content.type_ref_mut();
        if let Some(object) = object.and_then(|it| own_object(&mut api.types, &uses, it, is_other))
        {
            removable(object);
        }
    }
    Vec::new()
}

/// Objects in place are patched field by field; components keep the form that they have
/// elsewhere.
fn removable(object: &mut Struct) {
    for field in &mut object.fields {
        if field.presence == Presence::Optional {
            field.presence = Presence::OptionalNullable;
        }
        if let Shape::Inline(def) = &mut field.shape
            && let TypeKind::Struct(object) = &mut def.kind
        {
            removable(object);
        }
    }
}
