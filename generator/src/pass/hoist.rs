//! After this pass, every type has an address of its own: none is inline, and none is
//! an alias. Equal unions of scalars are one shared type.

use std::collections::BTreeMap;

use super::Decisions;
use crate::{
    diagnostic::Diagnostic,
    ir::{Api, Docs, Presence, Shape, Step, TypeDef, TypeKey, TypeKind, TypeRef},
};

pub(super) fn run(api: &mut Api, _: &Decisions<'_>) -> Vec<Diagnostic> {
    let mut hoisted = BTreeMap::new();
    for (key, mut def) in std::mem::take(&mut api.types) {
        hoist_within(&mut def, &key, &mut hoisted);
        hoisted.insert(key, def);
    }
    for operation in api.operations.values_mut() {
        let request = TypeKey::request(&operation.key);
        for content in operation
            .input
            .body
            .iter_mut()
            .flat_map(|it| &mut it.contents)
        {
            hoist_shape(&mut content.json_mut().shape, &request, &mut hoisted);
        }
        let response = TypeKey::response(&operation.key);
        for content in operation
            .responses
            .iter_mut()
            .flat_map(|it| &mut it.contents)
        {
            hoist_shape(&mut content.json_mut().shape, &response, &mut hoisted);
        }
    }
    api.types = hoisted.into_iter().collect();
    resolve_aliases(api);
    Vec::new()
}

fn hoist_within(def: &mut TypeDef, key: &TypeKey, hoisted: &mut BTreeMap<TypeKey, TypeDef>) {
    for (step, shape) in def.shapes_mut() {
        let inside = match step {
            // The target of an alias has the address of the alias.
            Step::Alias => key.clone(),
            step => key.then(step),
        };
        hoist_shape(shape, &inside, hoisted);
    }
}

fn hoist_shape(shape: &mut Shape, key: &TypeKey, hoisted: &mut BTreeMap<TypeKey, TypeDef>) {
    match shape {
        Shape::List(item) => hoist_shape(&mut item.shape, &key.then(Step::Items), hoisted),
        Shape::Map(item) => hoist_shape(&mut item.shape, &key.then(Step::Values), hoisted),
        Shape::Inline(def) => {
            let shared = scalar_labels(def).map(TypeKey::shared);
            let key = shared.as_ref().unwrap_or(key);
            let Shape::Inline(mut def) = std::mem::replace(shape, Shape::Type(key.clone())) else {
                return;
            };
            if shared.is_some() {
                generalise(&mut def);
            }
            hoist_within(&mut def, key, hoisted);
            hoisted.insert(key.clone(), *def);
        }
        _ => {}
    }
}

/// The labels of a union of scalars that differ in their JSON type, in an order that
/// does not depend on the document.
fn scalar_labels(def: &TypeDef) -> Option<Vec<String>> {
    let TypeKind::Union(inner) = &def.kind else {
        return None;
    };
    let labels = inner.branches.iter().map(|branch| match &branch.shape {
        Shape::Scalar(scalar)
            if scalar.is_unconstrained() && scalar.info().label == branch.label =>
        {
            Some(branch.label.clone())
        }
        _ => None,
    });
    let mut labels: Vec<String> = labels.collect::<Option<_>>()?;
    labels.sort_by(|one, other| other.cmp(one));
    (labels.len() > 1).then_some(labels)
}

/// Replaces the docs of a shared union, which are about one of its uses, and sorts its
/// branches, whose order may differ between uses.
fn generalise(def: &mut TypeDef) {
    if let TypeKind::Union(inner) = &mut def.kind {
        for branch in &mut inner.branches {
            branch.docs = Docs::default();
        }
        inner
            .branches
            .sort_by(|one, other| other.label.cmp(&one.label));
        let names = inner
            .branches
            .iter()
            .filter_map(|branch| match &branch.shape {
                Shape::Scalar(scalar) => Some(scalar.info().name),
                _ => None,
            });
        let names: Vec<_> = names.collect();
        def.docs = Docs(format!("A {}.", names.join(" or ")));
    }
}

/// Replaces every reference to an alias by the target of the alias.
fn resolve_aliases(api: &mut Api) {
    let aliases: BTreeMap<TypeKey, TypeRef> = api
        .types
        .iter()
        .filter_map(|(key, def)| match &def.kind {
            TypeKind::Alias(item) => Some((key.clone(), item.clone())),
            _ => None,
        })
        .collect();
    if aliases.is_empty() {
        return;
    }
    api.types.retain(|key, _| !aliases.contains_key(key));
    for def in api.types.values_mut() {
        if let TypeKind::Struct(inner) = &mut def.kind {
            for field in &mut inner.fields {
                let nullable = resolve(&mut field.shape, &aliases) || field.presence.is_nullable();
                field.presence = Presence::new(field.presence.is_required(), nullable);
            }
        } else {
            for (_, shape) in def.shapes_mut() {
                resolve(shape, &aliases);
            }
        }
    }
    for operation in api.operations.values_mut() {
        for shape in operation.bodies_mut() {
            resolve(shape, &aliases);
        }
    }
}

/// Replaces an alias by its target; returns whether the target is nullable.
fn resolve(shape: &mut Shape, aliases: &BTreeMap<TypeKey, TypeRef>) -> bool {
    let mut nullable = false;
    // `normalise` rejects cycles of aliases; the bound ends the loop even if it missed one.
    for _ in 0..=aliases.len() {
        let Shape::Type(key) = shape else { break };
        let Some(item) = aliases.get(key) else { break };
        nullable |= item.nullable;
        *shape = item.shape.clone();
    }
    if let Shape::List(item) | Shape::Map(item) = shape {
        item.nullable |= resolve(&mut item.shape, aliases);
    }
    nullable
}
