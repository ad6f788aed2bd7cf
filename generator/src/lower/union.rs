//! `oneOf` and `anyOf`.

use std::collections::BTreeSet;

use openapiv3::{AnySchema, Discriminator, ReferenceOr, Schema, SchemaKind, Type};

use super::{Lowering, branch_constraints::BranchConstraints, docs, same::same_shapes};
use crate::{
    ir::{Boxing, Branch, Docs, Shape, Tagging, TypeDef, TypeKind, TypeRef, Union, Untyped},
    source::Pointer,
};

impl Lowering<'_> {
    /// `oneOf` or `anyOf`.
    pub(super) fn union(
        &mut self,
        branches: &[ReferenceOr<Schema>],
        keyword: &str,
        schema: &Schema,
        at: &Pointer,
    ) -> TypeRef {
        let own = schema.schema_data.discriminator.as_ref();
        let common = match own {
            None => self.common_discriminator(branches).cloned(),
            Some(_) => None,
        };
        let discriminator = own.or(common.as_ref());
        let placed = |(index, branch)| (branch, at.child(keyword).index(index));
        let placed: Vec<_> = branches.iter().enumerate().map(placed).collect();
        self.union_of(&placed, discriminator, schema, at)
    }

    /// The union of `branches`, each with the place where it is declared.
    pub(super) fn union_of(
        &mut self,
        branches: &[(&ReferenceOr<Schema>, Pointer)],
        discriminator: Option<&Discriminator>,
        schema: &Schema,
        at: &Pointer,
    ) -> TypeRef {
        if let ([(only, pointer)], None) = (branches, discriminator) {
            return self.item(only, pointer);
        }
        let mut nullable = false;
        let mut allows_others = false;
        let mut lowered = Vec::new();
        let mut constraints = BranchConstraints::default();
        for (branch, pointer) in branches {
            let item = self.item(branch, pointer);
            nullable |= item.nullable;
            if !item.shape.is_null() {
                constraints.add(self, *branch, &item);
            }
            if discriminator.is_none()
                && let Some(inner) = undecided(&item.shape)
            {
                // Nested unions are flattened.
                allows_others |= inner.allows_others;
                lowered.extend_from_slice(&inner.branches);
                continue;
            }
            let tags = match branch {
                ReferenceOr::Reference { reference } => {
                    discriminator.and_then(|it| self.branch_tags(it, reference))
                }
                ReferenceOr::Item(_) => self.own_tag(at).map(|tag| vec![tag]),
            };
            // One branch for each tag, which a union with a tag has a variant of.
            let of_each: Vec<Vec<String>> = match tags {
                Some(tags) => tags.into_iter().map(|tag| vec![tag]).collect(),
                None => vec![Vec::new()],
            };
            lowered.extend(of_each.into_iter().map(|tags| Branch {
                tags,
                label: String::new(),
                docs: branch_docs(branch),
                shape: item.shape.clone(),
                boxing: Boxing::None,
                origin: self.origin(pointer),
            }));
        }
        // What matches no branch is kept as JSON anyway, so that a branch of any JSON needs no
        // variant; without another branch there is no union.
        lowered.retain(|branch| {
            let is_json = matches!(branch.shape, Shape::Json(_));
            allows_others |= is_json && !branch.shape.is_null();
            !is_json
        });
        let mut lowered = join_scalars(lowered);
        if are_equal(branches) {
            lowered.truncate(1);
        }
        let constraints = constraints.common();
        if let [only] = &lowered[..]
            && !allows_others
            && branches.len() > 1
            && let Some(shape) = only_shape(only, schema)
        {
            return TypeRef {
                nullable,
                constraints,
                ..shape.into()
            };
        }
        if lowered.is_empty() {
            return TypeRef {
                nullable,
                ..Shape::Json(Untyped::UntypedBranches).into()
            };
        }
        let tagging = Tagging::Undecided(discriminator.map(|found| found.property_name.clone()));
        let union = Union {
            tagging,
            branches: lowered,
            allows_others,
            shared: Vec::new(),
            constraints: Vec::new(),
        };
        TypeRef {
            nullable,
            constraints,
            ..self.inline(TypeKind::Union(union), schema, at).into()
        }
    }
}

impl Lowering<'_> {
    /// Whether the field that selects the branch is all that a schema declares next to its
    /// branches, so that it is a union.
    pub(super) fn declares_only_tag(
        &self,
        any: &AnySchema,
        discriminator: &Discriminator,
        branches: &[ReferenceOr<Schema>],
    ) -> bool {
        let tag = &discriminator.property_name;
        any.properties.len() == 1
            && any.properties.contains_key(tag)
            && any.required.iter().all(|it| it == tag)
            && any.additional_properties.is_none()
            && self.has_tags(any, discriminator, branches)
    }

    /// Whether each value of the discriminator that a schema declares next to its branches selects
    /// one of them.
    pub(super) fn has_tags(
        &self,
        any: &AnySchema,
        discriminator: &Discriminator,
        branches: &[ReferenceOr<Schema>],
    ) -> bool {
        let Some(field) = any.properties.get(&discriminator.property_name) else {
            return false;
        };
        let tags = branches.iter().map(|branch| match branch {
            ReferenceOr::Reference { reference } => self.branch_tags(discriminator, reference),
            ReferenceOr::Item(_) => None,
        });
        let Some(tags) = tags.collect::<Option<Vec<_>>>() else {
            return false;
        };
        let tags: Vec<String> = tags.into_iter().flatten().collect();
        let names: BTreeSet<&String> = tags.iter().collect();
        if names.len() < tags.len() || discriminator.mapping.len() > names.len() {
            return false;
        }
        let values = match self.target_of(field).map(|it| &it.schema_kind) {
            Some(SchemaKind::Type(Type::String(text))) => &text.enumeration,
            _ => return false,
        };
        let values: BTreeSet<&String> = values.iter().flatten().collect();
        values.is_empty() || values.into_iter().eq(names)
    }
}

/// What a union is of which all branches are one: nothing but their documentation and, of scalars,
/// what types do not express told them apart. `None` if it has a tag, or a name of its own.
fn only_shape(only: &Branch, schema: &Schema) -> Option<Shape> {
    match &only.shape {
        Shape::Scalar(_) => Some(only.shape.clone()),
        Shape::Inline(def) if only.tags.is_empty() => {
            let docs = docs::of(schema);
            Some(Shape::Inline(Box::new(TypeDef {
                docs,
                ..TypeDef::clone(def)
            })))
        }
        _ => None,
    }
}

/// Whether the branches are schemas without a name of which nothing but the documentation differs.
fn are_equal(branches: &[(&ReferenceOr<Schema>, Pointer)]) -> bool {
    let [(ReferenceOr::Item(first), _), others @ ..] = branches else {
        return false;
    };
    others.iter().all(|(other, _)| match other {
        ReferenceOr::Item(other) => {
            let (one, another) = (&first.schema_data, &other.schema_data);
            first.schema_kind == other.schema_kind
                && one.nullable == another.nullable
                && one.extensions == another.extensions
        }
        ReferenceOr::Reference { .. } => false,
    })
}

/// The branches without those whose values are those of another one: equal scalars, of which only
/// what types do not express differs, and numbers beside those that hold more.
fn join_scalars(branches: Vec<Branch>) -> Vec<Branch> {
    let rank = |shape: &Shape| match shape {
        Shape::Scalar(scalar) => scalar.number_rank(),
        _ => None,
    };
    let widest = branches.iter().filter_map(|it| rank(&it.shape)).max();
    let mut joined: Vec<Branch> = Vec::new();
    for branch in branches {
        let is_covered = match &branch.shape {
            shape if rank(shape).is_some() && rank(shape) < widest => true,
            Shape::Scalar(_) => joined
                .iter()
                .any(|known| same_shapes(&known.shape, &branch.shape)),
            _ => false,
        };
        if !is_covered {
            joined.push(branch);
        }
    }
    joined
}

/// The inline union without a discriminator.
pub(super) fn undecided(shape: &Shape) -> Option<&Union> {
    let Shape::Inline(def) = shape else {
        return None;
    };
    match &def.kind {
        TypeKind::Union(inner) if inner.tagging == Tagging::Undecided(None) => Some(inner),
        _ => None,
    }
}

fn branch_docs(branch: &ReferenceOr<Schema>) -> Docs {
    match branch {
        ReferenceOr::Item(schema) => Docs(
            schema
                .schema_data
                .description
                .clone()
                .unwrap_or_default()
                .trim()
                .to_owned(),
        ),
        ReferenceOr::Reference { .. } => Docs::default(),
    }
}
