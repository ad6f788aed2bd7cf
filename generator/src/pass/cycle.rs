//! After this pass, every type has a finite size, and an empty answer can be
//! decoded into any type without end.
//!
//! Members that lead back to their own type are boxed. Where a chain of
//! required members alone leads back, no finite value exists: its members are
//! made optional, with a warning.

use std::collections::BTreeMap;

use petgraph::{algo::tarjan_scc, graph::DiGraph};

use super::Decisions;
use crate::{
    diagnostic::{Code, Diagnostic},
    ir::{Api, Field, Presence, Shape, TypeKey, TypeKind},
};

pub(super) fn run(api: &mut Api, _: &Decisions<'_>) -> Vec<Diagnostic> {
    let endless = cycles(api, |field| field.presence == Presence::Required, false);
    let diagnostics = relax(api, &endless);
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

/// For each type that leads back to itself: a number that the types of the same
/// cycle share. Lists and maps end a chain, because they hold their items on
/// the heap; a union's blank is its open variant, so that unions end a chain of
/// required members too.
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
        let leads_back = match group[..] {
            [only] => graph.contains_edge(only, only),
            _ => true,
        };
        if leads_back {
            found.extend(group.into_iter().map(|node| (graph[node].clone(), number)));
        }
    }
    found
}

fn relax(api: &mut Api, endless: &BTreeMap<TypeKey, usize>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (key, def) in &mut api.types {
        let TypeKind::Struct(inner) = &mut def.kind else {
            continue;
        };
        for field in &mut inner.fields {
            let Shape::Type(target) = &field.shape else {
                continue;
            };
            let leads_back = endless
                .get(key)
                .is_some_and(|own| endless.get(target) == Some(own));
            if leads_back && field.presence == Presence::Required {
                field.presence = Presence::Optional;
                diagnostics.push(
                    Diagnostic::new(
                        Code::RequiredCycle,
                        format!(
                            "`{}` is required and leads back to its own type",
                            field.wire
                        ),
                    )
                    .at(
                        &field.origin,
                        "not even a `Box` gives it a finite value; it is read as optional",
                    ),
                );
            }
        }
    }
    diagnostics
}
