//! Components whose branches have them as a part: what languages with classes call a base class.
//!
//! ```yaml
//! pet: {properties: {name: {type: string}}, oneOf: [{$ref: …/cat}, {$ref: …/dog}]}
//! cat: {allOf: [{$ref: …/pet}, {properties: {lives: {type: integer}}}]}
//! ```
//!
//! By the letter, no value is ever a `cat`, because a `pet` has to be found to be one first. What
//! is meant is that a `cat` has the fields of a `pet`, and that a `pet` is one of its branches.

use std::collections::{BTreeMap, BTreeSet};

use openapiv3::{AnySchema, OpenAPI, ReferenceOr, Schema, SchemaKind};

use super::{Lowering, component, recursive::part_names};
use crate::source::Pointer;

/// The bases, each with its descendants: the components on the way from a branch to the base.
#[derive(Default)]
pub(super) struct Bases(BTreeMap<String, BTreeSet<String>>);

impl Bases {
    pub(super) fn new(api: &OpenAPI) -> Self {
        let Some(components) = &api.components else {
            return Self::default();
        };
        let mut children: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for (name, schema) in &components.schemas {
            for part in part_names(schema) {
                children.entry(part).or_default().push(name);
            }
        }
        let mut bases = BTreeMap::new();
        for (base, schema) in &components.schemas {
            let branches = branch_names(schema);
            if branches.is_empty() || !children.contains_key(base) {
                continue;
            }
            let descendants = descendants(base, &children);
            if branches.iter().any(|it| descendants.contains(it)) {
                bases.insert(base.clone(), descendants);
            }
        }
        Self(bases)
    }

    fn is_descendant(&self, base: &str, name: &str) -> bool {
        self.0.get(base).is_some_and(|it| it.contains(name))
    }
}

/// The components of which `base` is a part, directly or not.
fn descendants(base: &str, children: &BTreeMap<String, Vec<&str>>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut rest = vec![base];
    while let Some(name) = rest.pop() {
        for child in children.get(name).into_iter().flatten() {
            if found.insert((*child).to_owned()) {
                rest.push(child);
            }
        }
    }
    found
}

/// The components that are branches of a schema.
fn branch_names(schema: &ReferenceOr<Schema>) -> Vec<String> {
    let ReferenceOr::Item(schema) = schema else {
        return Vec::new();
    };
    let (one_of, any_of): (&[_], &[_]) = match &schema.schema_kind {
        SchemaKind::OneOf { one_of } => (one_of, &[]),
        SchemaKind::AnyOf { any_of } => (&[], any_of),
        SchemaKind::Any(any) => (&any.one_of, &any.any_of),
        _ => return Vec::new(),
    };
    let branches = one_of.iter().chain(any_of);
    branches.filter_map(referred).collect()
}

fn referred(schema: &ReferenceOr<Schema>) -> Option<String> {
    match schema {
        ReferenceOr::Item(_) => None,
        ReferenceOr::Reference { reference } => Some(component(reference, "schemas")?.1),
    }
}

/// The name of the component whose values those of the schema at `at` are, by its `allOf` or as
/// one of its branches.
fn component_of(at: &Pointer) -> Option<String> {
    let tokens: Vec<_> = at.tokens().collect();
    let [components, schemas, name, steps @ ..] = &tokens[..] else {
        return None;
    };
    let is_same_value = steps
        .chunks(2)
        .all(|step| ["allOf", "oneOf", "anyOf"].contains(&&*step[0]));
    (components == "components" && schemas == "schemas" && is_same_value).then(|| name.to_string())
}

impl Lowering<'_> {
    /// Whether the `allOf` at `at` is that of a descendant of `base`, which has its fields and is
    /// one of its branches.
    pub(super) fn is_descendant(&self, base: &str, at: &Pointer) -> bool {
        component_of(at).is_some_and(|name| self.bases.is_descendant(base, &name))
    }

    /// Whether one of the parts of the `allOf` at `at` is a base, and it that of a descendant.
    pub(super) fn extends_base(&self, parts: &[ReferenceOr<Schema>], at: &Pointer) -> bool {
        let mut bases = parts.iter().filter_map(referred);
        bases.any(|base| self.is_descendant(&base, at))
    }

    /// Whether the branches of the schema at `at` have it as a part, so that each has its fields.
    pub(super) fn is_base_of(&self, branches: &[ReferenceOr<Schema>], at: &Pointer) -> bool {
        let Some(base) = component_of(at) else {
            return false;
        };
        let is_component = at.tokens().count() == 3;
        is_component
            && branches.iter().all(|branch| {
                referred(branch).is_some_and(|name| self.bases.is_descendant(&base, &name))
            })
    }
}

/// The schema of a base as a part of its descendants: without its branches.
pub(super) fn without_branches(mut schema: Schema) -> Schema {
    match &mut schema.schema_kind {
        SchemaKind::Any(any) => {
            any.one_of.clear();
            any.any_of.clear();
        }
        kind @ (SchemaKind::OneOf { .. } | SchemaKind::AnyOf { .. }) => {
            *kind = SchemaKind::Any(AnySchema::default());
        }
        _ => {}
    }
    schema
}
