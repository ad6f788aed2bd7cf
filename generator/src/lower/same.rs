//! Whether two shapes allow the same values, whatever their documentation says.

use std::collections::BTreeSet;

use crate::ir::{Branch, Field, Shape, TypeDef, TypeKind, TypeRef, Union};

pub(super) fn same_shapes(one: &Shape, other: &Shape) -> bool {
    match (one, other) {
        (Shape::Json(_), Shape::Json(_)) => true,
        (Shape::Scalar(one), Shape::Scalar(other)) => one == other,
        (Shape::Type(one), Shape::Type(other)) => one == other,
        (Shape::List(one), Shape::List(other)) | (Shape::Map(one), Shape::Map(other)) => {
            same_items(one, other)
        }
        (Shape::Inline(one), Shape::Inline(other)) => same_types(one, other),
        _ => false,
    }
}

fn same_items(one: &TypeRef, other: &TypeRef) -> bool {
    one.nullable == other.nullable && same_shapes(&one.shape, &other.shape)
}

fn same_types(one: &TypeDef, other: &TypeDef) -> bool {
    match (&one.kind, &other.kind) {
        (TypeKind::Struct(one), TypeKind::Struct(other)) => {
            one.fields.len() == other.fields.len()
                && one.fields.iter().all(|field| {
                    let other = other.fields.iter().find(|it| it.wire == field.wire);
                    other.is_some_and(|other| same_fields(field, other))
                })
        }
        (TypeKind::Enum(one), TypeKind::Enum(other)) => {
            let values: BTreeSet<&String> = one.values.iter().collect();
            one.values.len() == other.values.len()
                && other.values.iter().all(|value| values.contains(value))
        }
        (TypeKind::Union(one), TypeKind::Union(other)) => {
            has_branches_of(one, other) && has_branches_of(other, one)
        }
        (TypeKind::Alias(one), TypeKind::Alias(other)) => same_items(one, other),
        _ => false,
    }
}

fn same_fields(one: &Field, other: &Field) -> bool {
    one.presence == other.presence
        && one.access == other.access
        && same_shapes(&one.shape, &other.shape)
}

/// Whether each branch of `few` is one of `all`, recognised in the same way, and `all` allows any
/// other value if `few` does.
pub(super) fn has_branches_of(all: &Union, few: &Union) -> bool {
    let is_known = |branch: &Branch| all.branches.iter().any(|it| same_branches(it, branch));
    let allows_others = all.allows_others || !few.allows_others;
    all.tagging == few.tagging && allows_others && few.branches.iter().all(is_known)
}

pub(super) fn same_branches(one: &Branch, other: &Branch) -> bool {
    one.tags == other.tags && same_shapes(&one.shape, &other.shape)
}
