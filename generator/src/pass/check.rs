//! After this pass, the invariants that the emitters rely on are verified: every type
//! that is referred to exists, none is left inline, and no union is undecided.

use super::{Decisions, internal_error::internal_error};
use crate::{
    diagnostic::Diagnostic,
    ir::{Api, Scalar, Shape, Tagging, TypeDef, TypeKey, TypeKind},
    source::Origin,
};

pub(super) fn run(api: &mut Api, _: &Decisions<'_>) -> Vec<Diagnostic> {
    let mut bugs = Vec::new();
    for (key, def) in &api.types {
        check_type(api, key, def, &mut bugs);
    }
    for operation in api.operations.values() {
        for shape in operation.shapes() {
            check_shape(api, shape, &operation.origin, &mut bugs);
        }
    }
    bugs
}

fn check_type(api: &Api, key: &TypeKey, def: &TypeDef, bugs: &mut Vec<Diagnostic>) {
    if matches!(def.kind, TypeKind::Alias(_)) {
        bugs.push(internal_error(
            format!("`{key}` is still an alias"),
            &def.origin,
        ));
    }
    if let TypeKind::Union(inner) = &def.kind
        && matches!(inner.tagging, Tagging::Undecided(_))
    {
        bugs.push(internal_error(
            format!("`{key}` is an undecided union"),
            &def.origin,
        ));
    }
    for shape in def.shapes() {
        check_shape(api, shape, &def.origin, bugs);
    }
}

fn check_shape(api: &Api, shape: &Shape, origin: &Origin, bugs: &mut Vec<Diagnostic>) {
    shape.walk(&mut |shape| match shape {
        Shape::Inline(_) => bugs.push(internal_error("a type is still inline".to_owned(), origin)),
        Shape::Type(key) if api.type_at(key).is_none() => {
            bugs.push(internal_error(format!("there is no type `{key}`"), origin));
        }
        Shape::Scalar(Scalar::Id(kind)) if !api.ids.contains(kind) => {
            bugs.push(internal_error(
                format!("there is no kind of ids `{kind}`"),
                origin,
            ));
        }
        _ => {}
    });
}
