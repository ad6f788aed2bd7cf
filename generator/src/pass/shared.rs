//! After this pass, every union knows the fields that all of its objects have with the same
//! type: they can be read without a match on the branches.

use std::collections::BTreeSet;

use super::Decisions;
use crate::{
    diagnostic::Diagnostic,
    ir::{Api, Docs, Field, Scalar, Shape, SharedField, Struct, Tagging, TypeKey, TypeKind, Union},
};

pub(super) fn run(api: &mut Api, _: &Decisions<'_>) -> Vec<Diagnostic> {
    let found: Vec<(TypeKey, Vec<SharedField>)> = api
        .types
        .iter()
        .filter_map(|(key, def)| match &def.kind {
            TypeKind::Union(inner) => Some((key.clone(), shared(api, key, inner))),
            _ => None,
        })
        .collect();
    for (key, shared) in found {
        if let Some(TypeKind::Union(inner)) = api.types.get_mut(&key).map(|def| &mut def.kind) {
            inner.shared = shared;
        }
    }
    Vec::new()
}

/// The fields that all objects of a union have, in the order of the first; none where there
/// are not several objects.
fn shared(api: &Api, key: &TypeKey, inner: &Union) -> Vec<SharedField> {
    let mut structs = Vec::new();
    collect(api, inner, &mut BTreeSet::from([key]), &mut structs);
    let [first, others @ ..] = &structs[..] else {
        return Vec::new();
    };
    if others.is_empty() {
        return Vec::new();
    }
    let tag = match &inner.tagging {
        Tagging::Tagged(tag) => Some(tag),
        _ => None,
    };
    let fields = first.fields.iter().filter(|field| Some(&field.wire) != tag);
    let shared = fields.filter_map(|field| {
        let others: Option<Vec<&Field>> = others
            .iter()
            .map(|other| {
                other
                    .field(&field.wire)
                    .filter(|it| same_type(&field.shape, &it.shape))
            })
            .collect();
        let has_same_docs = others?.iter().all(|other| other.docs == field.docs);
        Some(SharedField {
            wire: field.wire.clone(),
            docs: if has_same_docs {
                field.docs.clone()
            } else {
                Docs::default()
            },
            shape: field.shape.clone(),
        })
    });
    shared.collect()
}

/// The structs of the branches, also of branches that are unions.
fn collect<'a>(
    api: &'a Api,
    inner: &'a Union,
    enclosing: &mut BTreeSet<&'a TypeKey>,
    found: &mut Vec<&'a Struct>,
) {
    for branch in &inner.branches {
        let Shape::Type(key) = &branch.shape else {
            continue;
        };
        match api.type_at(key).map(|def| &def.kind) {
            Some(TypeKind::Struct(inner)) => found.push(inner),
            Some(TypeKind::Union(inner)) if enclosing.insert(key) => {
                collect(api, inner, enclosing, found);
            }
            _ => {}
        }
    }
}

/// Whether fields of these shapes have the same type in Rust, apart from whether they can be
/// left out.
fn same_type(one: &Shape, other: &Shape) -> bool {
    match (one, other) {
        (Shape::Scalar(Scalar::Bool { .. }), Shape::Scalar(Scalar::Bool { .. })) => true,
        (Shape::Scalar(one), Shape::Scalar(other)) => one == other,
        (Shape::Json(_), Shape::Json(_)) => true,
        (Shape::Type(one), Shape::Type(other)) => one == other,
        (Shape::List(one), Shape::List(other)) | (Shape::Map(one), Shape::Map(other)) => {
            one.nullable == other.nullable && same_type(&one.shape, &other.shape)
        }
        _ => false,
    }
}
