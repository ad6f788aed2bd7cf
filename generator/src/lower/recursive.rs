//! Components of which an `allOf` makes a part of themselves.

use std::collections::{BTreeMap, BTreeSet};

use openapiv3::{OpenAPI, ReferenceOr, Schema, SchemaKind};
use petgraph::{algo::kosaraju_scc, graph::DiGraph};

use super::{Lowering, component};
use crate::{
    diagnostic::{Code, Diagnostic, escape},
    source::Pointer,
};

/// Sets of components each of which is a part of all.
fn cycles(api: &OpenAPI) -> Vec<BTreeSet<String>> {
    let Some(components) = &api.components else {
        return Vec::new();
    };
    let mut graph = DiGraph::<&str, ()>::new();
    let mut nodes = BTreeMap::new();
    for (name, schema) in &components.schemas {
        if !part_names(schema).is_empty() {
            nodes.insert(name.as_str(), graph.add_node(name));
        }
    }
    for (name, from) in &nodes {
        for part in part_names(&components.schemas[*name]) {
            if let Some(to) = nodes.get(part.as_str()) {
                graph.update_edge(*from, *to, ());
            }
        }
    }
    let groups = kosaraju_scc(&graph).into_iter();
    let mut cycles: Vec<BTreeSet<String>> = groups
        .filter(|group| group.len() > 1 || graph.contains_edge(group[0], group[0]))
        .map(|group| group.iter().map(|node| graph[*node].to_owned()).collect())
        .collect();
    cycles.sort();
    cycles
}

/// The parts of an `allOf`.
pub(super) fn parts(schema: &Schema) -> &[ReferenceOr<Schema>] {
    match &schema.schema_kind {
        SchemaKind::AllOf { all_of } => all_of,
        SchemaKind::Any(any) => &any.all_of,
        _ => &[],
    }
}

/// The components that are parts of a schema, by its `allOf` or by those inside of that.
pub(super) fn part_names(schema: &ReferenceOr<Schema>) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = match schema {
        ReferenceOr::Item(schema) => vec![schema],
        ReferenceOr::Reference { .. } => Vec::new(),
    };
    while let Some(schema) = rest.pop() {
        for part in parts(schema) {
            match part {
                ReferenceOr::Item(part) => rest.push(part),
                ReferenceOr::Reference { reference } => {
                    found.extend(component(reference, "schemas").map(|(_, name)| name));
                }
            }
        }
    }
    found
}

impl Lowering<'_> {
    /// Finds the components that are parts of themselves, and reports them.
    pub(super) fn find_recursive(&mut self) {
        let root = Pointer::root().child("components").child("schemas");
        for cycle in cycles(self.api) {
            let names: Vec<_> = cycle.iter().map(|it| format!("`{}`", escape(it))).collect();
            let message = match &names[..] {
                [only] => format!("the `allOf` of {only} has it as a part of itself"),
                _ => format!(
                    "each of {} is a part of itself by `allOf`",
                    names.join(", ")
                ),
            };
            let mut diagnostic = Diagnostic::new(Code::RecursiveAllOf, message);
            for name in &cycle {
                diagnostic = diagnostic.at(self.origin(&root.child(name)), "is read as any JSON");
            }
            self.diagnostics.push(diagnostic);
            self.recursive.extend(cycle);
        }
    }

    /// Whether one of the parts of an `allOf` is a part of itself.
    pub(super) fn is_recursive(&self, parts: &[ReferenceOr<Schema>]) -> bool {
        !self.recursive.is_empty()
            && parts.iter().any(|part| match part {
                ReferenceOr::Item(_) => false,
                ReferenceOr::Reference { reference } => component(reference, "schemas")
                    .is_some_and(|(_, name)| self.recursive.contains(&name)),
            })
    }
}
