//! Makes the types of a set one type.

use std::collections::{BTreeMap, BTreeSet};

use super::{form::is_inline, plan::Plan};
use crate::ir::{
    Api, Branch, Docs, Field, Owner, Shape, Shares, TypeDef, TypeKey, TypeKind, common_constraints,
};

/// Replaces the types of each set by one type at the address of the set.
pub(super) fn apply(api: &mut Api, plan: &Plan, addresses: &[TypeKey]) {
    let mut moved: BTreeMap<TypeKey, TypeKey> = BTreeMap::new();
    let mut merged: BTreeMap<&TypeKey, Vec<TypeDef>> = BTreeMap::new();
    let mut places: BTreeMap<TypeKey, BTreeSet<TypeKey>> = BTreeMap::new();
    for (set, address) in plan.sets.iter().zip(addresses) {
        let keys: Vec<&TypeKey> = set.nodes.iter().map(|it| &plan.nodes[*it].key).collect();
        let is_own = |key: &&TypeKey| *key == address;
        if keys.iter().all(is_own) {
            continue;
        }
        let defs: Vec<TypeDef> = keys.iter().filter_map(|it| api.types.remove(it)).collect();
        merged.entry(address).or_default().extend(defs);
        moved.extend(keys.into_iter().map(|key| (key.clone(), address.clone())));
        // What is inside of a shared type is shared with it.
        if address.steps().is_empty() {
            let joined = places.entry(address.clone()).or_default();
            joined.extend(plan.places(set));
        }
    }
    for (key, defs) in merged {
        // A component that others join stays as it is, and so does what is inside of it; but none
        // of its constraints is stricter than those of a place.
        match api.types.get_mut(key) {
            Some(component) => defs
                .iter()
                .for_each(|it| keep_common_constraints(component, it)),
            None => {
                if let Some(def) = merge(defs) {
                    api.types.insert(key.clone(), def);
                }
            }
        }
    }
    let rewrite = |shape: &mut Shape| {
        shape.walk_mut(&mut |shape| {
            if let Shape::Type(key) = shape
                && let Some(to) = moved.get(key)
            {
                *key = to.clone();
            }
        });
    };
    for def in api.types.values_mut() {
        def.shapes_mut()
            .into_iter()
            .for_each(|(_, shape)| rewrite(shape));
    }
    for operation in api.operations.values_mut() {
        let bodies = operation.bodies_mut();
        bodies.for_each(|body| rewrite(&mut body.shape));
        operation.input.params.iter_mut().for_each(rewrite);
    }
    let incoming = api.incoming.iter_mut();
    incoming.for_each(|it| rewrite(&mut it.payload.shape));
    remove_unreachable(api);
    api.shares = Shares {
        owners: owners(plan, &moved, &places),
        places,
        ..Shares::default()
    };
}

/// What contains each shared type in its places: where that is a shared type itself, it has another
/// address now.
fn owners(
    plan: &Plan,
    moved: &BTreeMap<TypeKey, TypeKey>,
    places: &BTreeMap<TypeKey, BTreeSet<TypeKey>>,
) -> BTreeMap<TypeKey, BTreeSet<Owner>> {
    let owner = |place: &TypeKey| match plan.parent(place).and_then(|it| moved.get(it)) {
        Some(outer) => outer.owner(),
        None => place.owner(),
    };
    places
        .iter()
        .map(|(key, places)| (key.clone(), places.iter().map(owner).collect()))
        .collect()
}

/// Removes inline types that nothing contains: what a component has that is less exact.
fn remove_unreachable(api: &mut Api) {
    let mut open: Vec<&TypeKey> = api.types.keys().filter(|key| !is_inline(key)).collect();
    for operation in api.operations.values() {
        let shapes = operation.bodies().chain(&operation.input.params);
        open.extend(shapes.filter_map(Shape::named));
    }
    open.extend(
        api.incoming
            .iter()
            .filter_map(|it| it.payload.shape.named()),
    );
    let mut reachable: BTreeSet<TypeKey> = BTreeSet::new();
    while let Some(key) = open.pop() {
        if reachable.insert(key.clone()) {
            let inside = api.type_at(key).into_iter().flat_map(TypeDef::shapes);
            open.extend(inside.filter_map(Shape::named));
        }
    }
    api.types.retain(|key, _| reachable.contains(key));
}

/// One of several equal types, in the order of the first, with the documentation of most.
fn merge(mut defs: Vec<TypeDef>) -> Option<TypeDef> {
    if defs.len() < 2 {
        return defs.pop();
    }
    let mut defs = defs.into_iter();
    let mut one = defs.next()?;
    let others: Vec<TypeDef> = defs.collect();
    one.docs = docs(&one.docs, others.iter().map(|other| &other.docs));
    for other in &others {
        keep_common_constraints(&mut one, other);
    }
    match &mut one.kind {
        TypeKind::Struct(inner) => {
            // What one place declares is no drift in another.
            inner.declares_others |= others.iter().any(declares_others);
            for field in &mut inner.fields {
                let same: Vec<&Field> =
                    others.iter().filter_map(|it| field_of(it, field)).collect();
                field.docs = docs(&field.docs, same.iter().map(|it| &it.docs));
                let deprecated = same.iter().map(|it| &it.deprecated);
                let deprecated = std::iter::once(&field.deprecated).chain(deprecated);
                field.deprecated = most(deprecated, Option::is_some).unwrap_or_default();
                field.secret |= same.iter().any(|it| it.secret);
            }
        }
        TypeKind::Union(inner) => {
            for branch in &mut inner.branches {
                let same = others.iter().filter_map(|it| branch_of(it, branch));
                branch.docs = docs(&branch.docs, same.map(|it| &it.docs));
            }
        }
        TypeKind::Enum(_) | TypeKind::Alias(_) => {}
    }
    Some(one)
}

/// Removes the constraints that `other`, an equal type, lacks.
fn keep_common_constraints(one: &mut TypeDef, other: &TypeDef) {
    let (TypeKind::Struct(inner), TypeKind::Struct(other)) = (&mut one.kind, &other.kind) else {
        return;
    };
    let places = [&inner.constraints[..], &other.constraints[..]];
    inner.constraints = common_constraints(places.into_iter());
    for field in &mut inner.fields {
        if let Some(same) = other.field(&field.wire) {
            field.keep_common_constraints(same);
        }
    }
}

fn declares_others(def: &TypeDef) -> bool {
    matches!(&def.kind, TypeKind::Struct(inner) if inner.declares_others)
}

fn field_of<'a>(def: &'a TypeDef, wanted: &Field) -> Option<&'a Field> {
    match &def.kind {
        TypeKind::Struct(inner) => inner.field(&wanted.wire),
        _ => None,
    }
}

fn branch_of<'a>(def: &'a TypeDef, wanted: &Branch) -> Option<&'a Branch> {
    match &def.kind {
        TypeKind::Union(inner) => inner.branches.iter().find(|it| it.label == wanted.label),
        _ => None,
    }
}

/// The documentation of most places that have any; of several, the shortest.
fn docs<'a>(first: &'a Docs, others: impl Iterator<Item = &'a Docs>) -> Docs {
    let all = std::iter::once(first).chain(others);
    most(all.filter(|it| !it.0.is_empty()), |docs| docs.0.len()).unwrap_or_default()
}

/// What most places have; of several, the least by `order`.
fn most<'a, T: Clone + Ord + 'a, K: Ord>(
    all: impl Iterator<Item = &'a T>,
    order: fn(&T) -> K,
) -> Option<T> {
    let mut counts: BTreeMap<&T, usize> = BTreeMap::new();
    for one in all {
        *counts.entry(one).or_default() += 1;
    }
    let best = counts
        .into_iter()
        .min_by(|(one, of_one), (other, of_other)| {
            let by_count = of_other.cmp(of_one);
            by_count
                .then_with(|| order(one).cmp(&order(other)))
                .then_with(|| one.cmp(other))
        });
    best.map(|(best, _)| best.clone())
}
