//! After this pass, every type has a finite size, and every type has a finite empty
//! value.
//!
//! Fields that refer back to their own type are boxed. Where a cycle consists of
//! required fields only, no finite value exists: these fields are made optional, with
//! a warning.

use std::collections::BTreeMap;

use petgraph::{algo::tarjan_scc, graph::DiGraph};

use super::Decisions;
use crate::{
    diagnostic::{Code, Diagnostic},
    ir::{Api, Field, Presence, Shape, TypeKey, TypeKind},
};

pub(super) fn run(api: &mut Api, _: &Decisions<'_>) -> Vec<Diagnostic> {
    let required_cycles = cycles(api, |field| field.presence == Presence::Required, false);
    let diagnostics = relax(api, &required_cycles);
    let cycles = cycles(api, |_| true, true);
    for (key, def) in &mut api.types {
        let in_cycle = |shape: &Shape| match shape {
            Shape::Type(target) => cycles
                .get(key)
                .is_some_and(|own| cycles.get(target) == Some(own)),
            _ => false,
        };
        match &mut def.kind {
            TypeKind::Struct(inner) => {
                for field in &mut inner.fields {
                    field.boxed = in_cycle(&field.shape);
                }
            }
            TypeKind::Union(inner) => {
                for branch in &mut inner.branches {
                    branch.boxed = in_cycle(&branch.shape);
                }
            }
            TypeKind::Enum(_) | TypeKind::Alias(_) => {}
        }
    }
    diagnostics
}

/// For each type that refers back to itself, directly or not: a number that the types
/// of the same cycle share. Lists and maps break a cycle, because their items are on the
/// heap; so do unions in a cycle of required fields, because the empty value of a union
/// is its catch-all variant.
fn cycles(
    api: &Api,
    follow: impl Fn(&Field) -> bool,
    through_unions: bool,
) -> BTreeMap<TypeKey, usize> {
    let mut graph = DiGraph::<&TypeKey, ()>::new();
    let nodes: BTreeMap<&TypeKey, _> = api
        .types
        .keys()
        .map(|key| (key, graph.add_node(key)))
        .collect();
    for (key, def) in &api.types {
        let shapes: Vec<&Shape> = match &def.kind {
            TypeKind::Struct(inner) => inner
                .fields
                .iter()
                .filter(|field| follow(field))
                .map(|field| &field.shape)
                .collect(),
            TypeKind::Union(_) if through_unions => def.shapes(),
            _ => Vec::new(),
        };
        for shape in shapes {
            if let Shape::Type(target) = shape
                && let (Some(from), Some(to)) = (nodes.get(key), nodes.get(target))
            {
                graph.add_edge(*from, *to, ());
            }
        }
    }
    let mut found = BTreeMap::new();
    for (number, group) in tarjan_scc(&graph).into_iter().enumerate() {
        let is_cyclic = match group[..] {
            [only] => graph.contains_edge(only, only),
            _ => true,
        };
        if is_cyclic {
            found.extend(group.into_iter().map(|node| (graph[node].clone(), number)));
        }
    }
    found
}

/// Makes the required fields of these cycles optional.
fn relax(api: &mut Api, cycles: &BTreeMap<TypeKey, usize>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (key, def) in &mut api.types {
        let TypeKind::Struct(inner) = &mut def.kind else {
            continue;
        };
        for field in &mut inner.fields {
            let Shape::Type(target) = &field.shape else {
                continue;
            };
            let is_cyclic = cycles
                .get(key)
                .is_some_and(|own| cycles.get(target) == Some(own));
            if is_cyclic && field.presence == Presence::Required {
                field.presence = Presence::Optional;
                diagnostics.push(
                    Diagnostic::new(
                        Code::RequiredCycle,
                        format!(
                            "`{}` is required and refers back to its own type",
                            field.wire
                        ),
                    )
                    .at(
                        &field.origin,
                        "no finite value exists; it is treated as optional",
                    ),
                );
            }
        }
    }
    diagnostics
}
