//! Which types contain each other.

use std::collections::BTreeMap;

use petgraph::{algo::tarjan_scc, graph::DiGraph};

use super::Types;
use crate::ir::{Shape, TypeDef, TypeKey};

/// Types that contain each other; a single type where it is in no cycle.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// Their addresses.
    pub(crate) keys: Vec<TypeKey>,
    /// Whether the types contain themselves, directly or not.
    pub(crate) is_cyclic: bool,
}

impl Group {
    /// Whether `shape` is a type of the same cycle.
    pub(crate) fn is_cycle_through(&self, shape: &Shape) -> bool {
        let keys = &self.keys;
        self.is_cyclic && matches!(shape, Shape::Type(target) if keys.contains(target))
    }
}

impl Types {
    /// All types in groups, each after those that it contains. `contents` are the shapes of
    /// a type to follow, those of items in place of lists and maps if these are followed.
    pub(crate) fn groups<'a, I: IntoIterator<Item = &'a Shape>>(
        &'a self,
        contents: impl Fn(&'a TypeDef) -> I,
    ) -> Vec<Group> {
        let mut graph = DiGraph::<&TypeKey, ()>::new();
        let nodes: BTreeMap<&TypeKey, _> =
            self.keys().map(|key| (key, graph.add_node(key))).collect();
        for (key, def) in self {
            for shape in contents(def) {
                if let Shape::Type(target) = shape
                    && let (Some(from), Some(to)) = (nodes.get(key), nodes.get(target))
                {
                    graph.add_edge(*from, *to, ());
                }
            }
        }
        let groups = tarjan_scc(&graph).into_iter().map(|group| {
            let is_cyclic = match group[..] {
                [only] => graph.contains_edge(only, only),
                _ => true,
            };
            let keys = group.into_iter().map(|node| graph[node].clone()).collect();
            Group { keys, is_cyclic }
        });
        groups.collect()
    }
}
