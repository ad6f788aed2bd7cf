//! After this pass, what the emitters rely on is known to hold: every name is
//! filled, every type that is spoken of exists, none is left in place, and no
//! union is undecided.

use super::Decisions;
use crate::{
    diagnostic::Diagnostic,
    ir::{Api, Kind, Shape, Tagging, TypeDef, TypeKey},
    origin::Origin,
};

pub(super) fn run(api: &mut Api, _: &Decisions<'_>) -> Vec<Diagnostic> {
    let mut broken = Vec::new();
    for (key, def) in &api.types {
        check_type(api, key, def, &mut broken);
    }
    for operation in &api.operations {
        let origin = &operation.origin;
        if operation.rust.is_empty() || operation.builder.is_empty() {
            broken.push(fault(format!("`{}` has no name", operation.key), origin));
        }
        let shapes = operation.request.iter().map(|request| &request.shape);
        for shape in shapes.chain(&operation.response.value) {
            check_shape(api, shape, origin, &mut broken);
        }
    }
    for (path, namespace) in &api.namespaces {
        if namespace.rust.is_empty() || namespace.handle.is_empty() {
            broken.push(Diagnostic::error(
                "internal",
                format!("group {path:?} has no name"),
            ));
        }
    }
    broken
}

fn check_type(api: &Api, key: &TypeKey, def: &TypeDef, broken: &mut Vec<Diagnostic>) {
    let named = match &def.kind {
        Kind::Struct(inner) => inner.fields.iter().all(|field| !field.rust.is_empty()),
        Kind::Enum(inner) => inner.values.iter().all(|value| !value.rust.is_empty()),
        Kind::Union(inner) => inner.branches.iter().all(|branch| !branch.rust.is_empty()),
        Kind::Alias(_) => {
            broken.push(fault(format!("`{key}` is still an alias"), &def.origin));
            true
        }
    };
    if !named || def.rust.is_empty() {
        broken.push(fault(format!("`{key}` lacks a name"), &def.origin));
    }
    if let Kind::Union(inner) = &def.kind
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
        Shape::Id(kind) if !api.ids.contains_key(kind) => {
            broken.push(fault(format!("there is no kind of ids `{kind}`"), origin));
        }
        _ => {}
    });
}

/// A mistake of ours, shown at the page that brings it out.
fn fault(message: String, origin: &Origin) -> Diagnostic {
    Diagnostic::error("internal", message)
        .at(origin, "brought out by this")
        .help("this is a fault of the generator: please report it with this page")
}
