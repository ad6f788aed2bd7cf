//! After this pass, what the emitters rely on is known to hold: every type that
//! is referred to exists, none is left inline, and no union is undecided.

use super::{Decisions, fault};
use crate::{
    diagnostic::Diagnostic,
    ir::{Api, Scalar, Shape, Tagging, TypeDef, TypeKey, TypeKind},
    source::Origin,
};

pub(super) fn run(api: &mut Api, _: &Decisions<'_>) -> Vec<Diagnostic> {
    let mut broken = Vec::new();
    for (key, def) in &api.types {
        check_type(api, key, def, &mut broken);
    }
    for operation in api.operations.values() {
        for shape in operation.shapes() {
            check_shape(api, shape, &operation.origin, &mut broken);
        }
    }
    broken
}

fn check_type(api: &Api, key: &TypeKey, def: &TypeDef, broken: &mut Vec<Diagnostic>) {
    if matches!(def.kind, TypeKind::Alias(_)) {
        broken.push(fault(format!("`{key}` is still an alias"), &def.origin));
    }
    if let TypeKind::Union(inner) = &def.kind
        && matches!(inner.tagging, Tagging::Undecided(_))
    {
        broken.push(fault(format!("`{key}` is an undecided union"), &def.origin));
    }
    for shape in def.shapes() {
        check_shape(api, shape, &def.origin, broken);
    }
}

fn check_shape(api: &Api, shape: &Shape, origin: &Origin, broken: &mut Vec<Diagnostic>) {
    shape.walk(&mut |shape| match shape {
        Shape::Inline(_) => broken.push(fault("a type is still in place".to_owned(), origin)),
        Shape::Type(key) if api.type_at(key).is_none() => {
            broken.push(fault(format!("there is no type `{key}`"), origin));
        }
        Shape::Scalar(Scalar::Id(kind)) if !api.ids.contains(kind) => {
            broken.push(fault(format!("there is no kind of ids `{kind}`"), origin));
        }
        _ => {}
    });
}
