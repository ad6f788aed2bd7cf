//! After this pass, an operation whose body is given whole or not at all has parameters,
//! of which the body will be an optional one.
//!
//! Such a body can be left out (`can_be_omitted`), and is no object of optional fields,
//! which callers fill in or not: the required fields of an object would have to be given.

use super::Decisions;
use crate::{
    diagnostic::Diagnostic,
    ir::{Api, Docs, Input, Operation, Shape, Struct, TypeDef, TypeKey, TypeKind, Types, Usage},
};

pub(super) fn run(api: &mut Api, _: &Decisions<'_>) -> Vec<Diagnostic> {
    for operation in api.operations.values_mut() {
        let input = &operation.input;
        if input.params.is_none() && is_one_optional_argument(&api.types, input) {
            let params = TypeKey::request(&operation.key);
            api.types.insert(params.clone(), no_fields(operation));
            operation.input.params = Some(Shape::Type(params));
        }
    }
    Vec::new()
}

/// Whether the body is given whole or not at all: it can be left out, and there is no
/// object of optional fields to fill in instead.
pub(super) fn is_one_optional_argument(types: &Types, input: &Input) -> bool {
    let (Some(body), Some(content)) = (&input.body, input.content()) else {
        return false;
    };
    let is_required = |object: &Struct| object.fields.iter().any(|it| it.presence.is_required());
    body.can_be_omitted
        && match content.sent_shape() {
            Shape::Inline(def) => match &def.kind {
                TypeKind::Struct(object) => is_required(object),
                _ => true,
            },
            shape => types.struct_of(shape).is_none_or(is_required),
        }
}

/// Parameters without fields.
fn no_fields(operation: &Operation) -> TypeDef {
    TypeDef {
        docs: Docs::default(),
        kind: TypeKind::Struct(Struct::default()),
        usage: Usage::default(),
        origin: operation.origin.clone(),
    }
}
