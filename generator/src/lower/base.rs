//! Components that are parts of others by which they are extended: what languages with classes
//! call a base class.
//!
//! ```yaml
//! pet: {properties: {name: {type: string}}, oneOf: [{$ref: …/cat}, {$ref: …/dog}]}
//! cat: {allOf: [{$ref: …/pet}, {properties: {lives: {type: integer}}}]}
//! ```
//!
//! By the letter, no value is ever a `cat`, because a `pet` has to be found to be one first. What
//! is meant is that a `cat` has the fields of a `pet`, and that a `pet` is one of its branches.
//!
//! With a `discriminator`, a base need not list its branches: they are the components that it is a
//! part of, as in OpenAPI 2.0, which has no `oneOf`.

use std::collections::{BTreeMap, BTreeSet};

use openapiv3::{AnySchema, Components, Discriminator, OpenAPI, ReferenceOr, Schema, SchemaKind};

use super::{Lowering, component, recursive::part_names};
use crate::{
    diagnostic::{Code, Diagnostic},
    source::Pointer,
};

/// What the generators of Microsoft call the tag of a component.
const TAG: &str = "x-ms-discriminator-value";

/// How many descendants bases may have in all. Where many bases share many descendants, each base
/// has all of them, so that a small document can have very many branches.
pub(super) const DESCENDANT_LIMIT: usize = 30_000;

/// The bases by name.
#[derive(Default)]
pub(super) struct Bases(BTreeMap<String, Base>);

struct Base {
    /// The components on the way from a branch to the base.
    descendants: BTreeSet<String>,
    /// The branches that the document does not list itself.
    branches: Vec<ReferenceOr<Schema>>,
}

impl Bases {
    /// The bases of a document without those whose descendants exceed what is left of the `limit`,
    /// and the first one of those.
    pub(super) fn new(api: &OpenAPI, limit: usize) -> (Self, Option<String>) {
        let Some(components) = &api.components else {
            return Default::default();
        };
        let mut children: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for (name, schema) in &components.schemas {
            for part in part_names(schema) {
                if !is_wrapper(schema) || is_branch(components, &part, name) {
                    children.entry(part).or_default().push(name);
                }
            }
        }
        let mut bases = BTreeMap::new();
        let mut rest = limit;
        let mut beyond_limit = None;
        for (name, schema) in &components.schemas {
            let ReferenceOr::Item(schema) = schema else {
                continue;
            };
            let discriminator = schema.schema_data.discriminator.as_ref();
            let listed = branch_names(schema);
            if !children.contains_key(name) || discriminator.is_none() && listed.is_empty() {
                continue;
            }
            let descendants = descendants(name, &children);
            let Some(left) = rest.checked_sub(descendants.len()) else {
                beyond_limit.get_or_insert_with(|| name.clone());
                continue;
            };
            rest = left;
            let branches = match discriminator {
                Some(discriminator) if listed.is_empty() => {
                    let mut branches = subclasses(components, discriminator, &descendants);
                    if !branches.is_empty() && own_tag(schema, name).is_some() {
                        branches.push(ReferenceOr::Item(without_discriminator(schema)));
                    }
                    branches
                }
                _ => Vec::new(),
            };
            if !branches.is_empty() || listed.iter().any(|it| descendants.contains(it)) {
                let base = Base {
                    descendants,
                    branches,
                };
                bases.insert(name.clone(), base);
            }
        }
        (Self(bases), beyond_limit)
    }

    fn is_descendant(&self, base: &str, name: &str) -> bool {
        let base = self.0.get(base);
        base.is_some_and(|base| base.descendants.contains(name))
    }
}

/// The tag of the values of a base that are none of its subclasses, if the document has one.
fn own_tag(base: &Schema, name: &str) -> Option<String> {
    let discriminator = base.schema_data.discriminator.as_ref()?;
    tag_of(discriminator, base, name).map(str::to_owned)
}

/// The first tag that the mapping, or the extension of the component, gives to a component.
fn tag_of<'s>(discriminator: &'s Discriminator, schema: &'s Schema, name: &str) -> Option<&'s str> {
    let stated = || schema.schema_data.extensions.get(TAG)?.as_str();
    mapped_tags(discriminator, name).next().or_else(stated)
}

/// The tags that the mapping gives to a component.
fn mapped_tags<'s>(discriminator: &'s Discriminator, name: &str) -> impl Iterator<Item = &'s str> {
    let mapping = discriminator.mapping.iter();
    let mapped = mapping.filter(move |(_, target)| name_of(target) == name);
    mapped.map(|(tag, _)| tag.as_str())
}

fn without_discriminator(base: &Schema) -> Schema {
    let mut base = base.clone();
    base.schema_data.discriminator = None;
    base
}

/// Whether a component has nothing but one part: it is that part with other words.
fn is_wrapper(schema: &ReferenceOr<Schema>) -> bool {
    matches!(
        schema,
        ReferenceOr::Item(schema) if matches!(
            &schema.schema_kind,
            SchemaKind::AllOf { all_of } if all_of.len() == 1
        )
    )
}

/// Whether the document says that `name` is a branch of the base: in the list of its branches, in
/// its mapping, or by a tag.
fn is_branch(components: &Components, base: &str, name: &str) -> bool {
    let Some(ReferenceOr::Item(base)) = components.schemas.get(base) else {
        return false;
    };
    let discriminator = base.schema_data.discriminator.as_ref();
    branch_names(base).iter().any(|it| it == name)
        || discriminator.is_some_and(|it| is_tagged(components, it, name))
}

fn is_tagged(components: &Components, discriminator: &Discriminator, name: &str) -> bool {
    matches!(
        components.schemas.get(name),
        Some(ReferenceOr::Item(schema)) if tag_of(discriminator, schema, name).is_some()
    )
}

/// The descendants that have a tag: those of the mapping, or of the extension, if there are any,
/// else all.
fn subclasses(
    components: &Components,
    discriminator: &Discriminator,
    descendants: &BTreeSet<String>,
) -> Vec<ReferenceOr<Schema>> {
    let is_tagged = |name: &String| is_tagged(components, discriminator, name);
    let has_tagged = descendants.iter().any(is_tagged);
    let names = descendants.iter();
    let mut names: Vec<_> = names.filter(|it| !has_tagged || is_tagged(it)).collect();
    // In the order of the document.
    names.sort_by_key(|name| components.schemas.get_index_of(*name));
    names
        .into_iter()
        .map(|name| ReferenceOr::Reference {
            reference: format!(
                "#{}",
                Pointer::root()
                    .child("components")
                    .child("schemas")
                    .child(name)
            ),
        })
        .collect()
}

/// The name of the component that a mapping refers to, by a reference or by its name.
fn name_of(target: &str) -> String {
    component(target, "schemas").map_or_else(|| target.to_owned(), |(_, name)| name)
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
fn branch_names(schema: &Schema) -> Vec<String> {
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
    /// Reports that the component has more descendants than [`DESCENDANT_LIMIT`] leaves.
    pub(super) fn report_descendants(&mut self, base: &str) {
        let at = Pointer::root().child("components").child("schemas");
        let origin = self.origin(&at.child(base));
        let message = format!("base classes have more than {DESCENDANT_LIMIT} subclasses in all");
        self.diagnostics
            .push(Diagnostic::new(Code::TooLarge, message).at(origin, "the limit is reached here"));
    }

    /// The branches of the base at `at` that lists none itself.
    pub(super) fn subclasses(&self, at: &Pointer) -> Option<Vec<ReferenceOr<Schema>>> {
        if self.bases.0.is_empty() || at.tokens().count() != 3 {
            return None;
        }
        let base = self.bases.0.get(&component_of(at)?)?;
        (!base.branches.is_empty()).then(|| base.branches.clone())
    }

    /// The tag of the branch of the base at `at` that is the base itself.
    pub(super) fn own_tag(&self, at: &Pointer) -> Option<String> {
        self.subclasses(at)?;
        let name = component_of(at)?;
        match self.api.components.as_ref()?.schemas.get(&name)? {
            ReferenceOr::Item(schema) => own_tag(schema, &name),
            ReferenceOr::Reference { .. } => None,
        }
    }

    /// The discriminator of a base of which all `branches` are descendants.
    pub(super) fn common_discriminator(
        &self,
        branches: &[ReferenceOr<Schema>],
    ) -> Option<&Discriminator> {
        let names: Option<Vec<String>> = branches.iter().map(referred).collect();
        let names = names?;
        let schemas = &self.api.components.as_ref()?.schemas;
        let bases = self.bases.0.iter().filter(|(_, base)| {
            let mut names = names.iter();
            names.all(|name| base.descendants.contains(name))
        });
        let found = bases.filter_map(|(name, base)| match schemas.get(name)? {
            ReferenceOr::Item(schema) => {
                let discriminator = schema.schema_data.discriminator.as_ref()?;
                Some((base.descendants.len(), discriminator))
            }
            ReferenceOr::Reference { .. } => None,
        });
        // The nearest base has the fewest descendants.
        let mut found: Vec<_> = found.collect();
        found.sort_by_key(|(descendants, _)| *descendants);
        match &found[..] {
            [] => None,
            [(nearest, one), (next, other), ..]
                if nearest == next && one.property_name != other.property_name =>
            {
                None
            }
            [(_, nearest), ..] => Some(nearest),
        }
    }

    /// The tags of a branch that is a component, at least one: those of the mapping, else that of
    /// the extension, else its name. `None` if `reference` is not to a component.
    pub(super) fn branch_tags(
        &self,
        discriminator: &Discriminator,
        reference: &str,
    ) -> Option<Vec<String>> {
        let (_, name) = component(reference, "schemas")?;
        let mut tags: Vec<String> = mapped_tags(discriminator, &name)
            .map(str::to_owned)
            .collect();
        if tags.is_empty() {
            let target = self.resolve(reference, 0);
            let stated = target.and_then(|(_, _, schema)| tag_of(discriminator, schema, &name));
            tags.push(stated.map(str::to_owned).unwrap_or(name));
        }
        Some(tags)
    }

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

#[cfg(test)]
mod tests {
    use openapiv3::OpenAPI;
    use serde_json::{Map, Value, json};

    use super::Bases;

    /// A document of so many classes, each of which extends the one before it.
    fn chain(length: usize) -> OpenAPI {
        let class = |number: usize| {
            let base = format!("#/components/schemas/c{}", number.wrapping_sub(1));
            let base = (number > 0).then(|| json!({ "$ref": base }));
            let own = json!({"type": "object", "properties": {"kind": {"type": "string"}}});
            let parts: Vec<Value> = base.into_iter().chain([own]).collect();
            let schema = json!({"allOf": parts, "discriminator": {"propertyName": "kind"}});
            (format!("c{number}"), schema)
        };
        let schemas: Map<String, Value> = (0..length).map(class).collect();
        let document = json!({
            "openapi": "3.0.3",
            "info": {"title": "T", "version": "1"},
            "paths": {},
            "components": {"schemas": schemas},
        });
        serde_json::from_value(document).unwrap()
    }

    #[test]
    fn the_number_of_descendants_has_a_limit() {
        let api = chain(5);
        let (bases, beyond) = Bases::new(&api, 10);
        let branches: Vec<usize> = bases.0.values().map(|it| it.branches.len()).collect();
        assert_eq!((branches, beyond), (vec![4, 3, 2, 1], None));
        let (bases, beyond) = Bases::new(&api, 8);
        assert_eq!(bases.0.keys().collect::<Vec<_>>(), ["c0", "c1", "c3"]);
        assert_eq!(beyond.as_deref(), Some("c2"));
    }
}
