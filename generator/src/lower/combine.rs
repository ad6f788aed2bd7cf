//! Two declarations of one field, as one.
//!
//! `allOf` means both: the field has the type that is the special case of the other. Alternatives
//! mean either: the field has a type that holds the values of both.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    same::{has_branches_of, same_branches},
    union::undecided,
};
use crate::ir::{
    Access, Boxing, Branch, Docs, Field, Presence, Scalar, Shape, Struct, Tagging, TypeDef,
    TypeKind, TypeRef, Union, Untyped, Usage, add_constraints, common_constraints,
};

/// A field that several parts of an `allOf` declare with different types, neither of which is a
/// special case of the other.
#[derive(Debug)]
pub(super) struct Conflict {
    /// The declaration that is used.
    pub(super) known: Field,
    /// The declaration that is not.
    pub(super) other: Field,
}

/// Narrows `known` to the values that `other` allows too.
pub(super) fn both(known: &mut Field, other: Field, conflicts: &mut Vec<Conflict>) {
    let nullable = known.presence.is_nullable() && other.presence.is_nullable();
    let shape = both_shapes(&known.shape, &other.shape, conflicts);
    let Some(shape) = shape.or_else(|| beside_any_object(&known.shape, &other.shape)) else {
        conflicts.push(Conflict {
            known: known.clone(),
            other,
        });
        return;
    };
    narrow(known, shape, nullable, other);
}

/// Gives `known` the type of the values that `other` allows too.
pub(super) fn narrow(known: &mut Field, shape: Shape, nullable: bool, other: Field) {
    known.shape = shape;
    known.presence = Presence::new(false, nullable);
    add_constraints(&mut known.constraints, other.constraints.clone());
    describe(known, other);
}

/// Widens `known` to the values that `other` allows.
pub(super) fn either(known: &mut Field, other: Field) {
    let nullable = known.presence.is_nullable() || other.presence.is_nullable();
    let shape = either_shape(known, &other);
    known.shape = shape;
    known.keep_common_constraints(&other);
    known.presence = Presence::new(false, nullable);
    describe(known, other);
}

/// Takes over what `known` does not say.
fn describe(known: &mut Field, other: Field) {
    if known.docs == Docs::default() {
        known.docs = other.docs;
    }
    known.secret |= other.secret;
    if known.access == Access::Both {
        known.access = other.access;
    }
    known.deprecated = known.deprecated.take().or(other.deprecated);
}

/// The shape of the values that both shapes allow; `None` where neither
/// is a special case of the other.
fn both_shapes(one: &Shape, other: &Shape, conflicts: &mut Vec<Conflict>) -> Option<Shape> {
    let shape = match (one, other) {
        _ if one.is_null() || other.is_null() => Shape::Json(Untyped::NullOnly),
        (Shape::Json(_), narrow) | (narrow, Shape::Json(_)) => narrow.clone(),
        (Shape::Scalar(one), Shape::Scalar(other)) => Shape::Scalar(both_scalars(one, other)?),
        (Shape::Type(one), Shape::Type(other)) if one == other => Shape::Type(one.clone()),
        (Shape::List(one), Shape::List(other)) => {
            Shape::List(Box::new(both_items(one, other, conflicts)?))
        }
        (Shape::Map(one), Shape::Map(other)) => {
            Shape::Map(Box::new(both_items(one, other, conflicts)?))
        }
        // An object of which nothing more is known, and one with fields.
        (Shape::Map(values), object @ (Shape::Inline(_) | Shape::Type(_)))
        | (object @ (Shape::Inline(_) | Shape::Type(_)), Shape::Map(values))
            if matches!(values.shape, Shape::Json(_)) =>
        {
            object.clone()
        }
        (Shape::Inline(def), Shape::Inline(more)) => {
            return both_types(def, more, conflicts).or_else(|| in_branch(one, other));
        }
        (text @ Shape::Scalar(Scalar::String), Shape::Inline(def))
        | (Shape::Inline(def), text @ Shape::Scalar(Scalar::String)) => match def.kind {
            TypeKind::Enum(_) => Shape::Inline(def.clone()),
            TypeKind::Union(_) => text.clone(),
            _ => return None,
        },
        _ => return in_branch(one, other),
    };
    Some(shape)
}

fn is_union(shape: &Shape) -> bool {
    matches!(shape, Shape::Inline(def) if matches!(def.kind, TypeKind::Union(_)))
}

/// The shape that is a special case of one branch of the other, which is a union.
fn in_branch(one: &Shape, other: &Shape) -> Option<Shape> {
    [(one, other), (other, one)]
        .into_iter()
        .find_map(|(union, narrow)| {
            let Shape::Inline(def) = union else {
                return None;
            };
            let TypeKind::Union(union) = &def.kind else {
                return None;
            };
            // Each branch of one with each of the other would be very many pairs.
            if is_union(narrow) {
                return None;
            }
            let both = |branch: &Branch| both_shapes(&branch.shape, narrow, &mut Vec::new());
            let mut found = union.branches.iter().filter_map(both);
            found.next().filter(|_| found.next().is_none())
        })
}

/// The other shape, where one is an object of which nothing is known: that is also how libraries
/// for Java describe a value of any type, which a part of an `allOf` then describes.
fn beside_any_object(one: &Shape, other: &Shape) -> Option<Shape> {
    let is_any_object = |shape: &Shape| matches!(shape, Shape::Map(values) if matches!(values.shape, Shape::Json(_)));
    match (is_any_object(one), is_any_object(other)) {
        (true, _) => Some(other.clone()),
        (_, true) => Some(one.clone()),
        _ => None,
    }
}

/// The type of the values that both types allow; `None` where neither is a special case of the
/// other.
pub(super) fn both_items(
    one: &TypeRef,
    other: &TypeRef,
    conflicts: &mut Vec<Conflict>,
) -> Option<TypeRef> {
    let mut constraints = one.constraints.clone();
    add_constraints(&mut constraints, other.constraints.clone());
    Some(TypeRef {
        shape: both_shapes(&one.shape, &other.shape, conflicts)?,
        nullable: one.nullable && other.nullable,
        constraints,
    })
}

fn both_scalars(one: &Scalar, other: &Scalar) -> Option<Scalar> {
    use Scalar::String;
    let is_text = |scalar: &Scalar| scalar.info().json == String.info().json;
    match (one, other) {
        (one, other) if one == other => Some(one.clone()),
        (String, narrow) | (narrow, String) if is_text(narrow) => Some(narrow.clone()),
        (Scalar::Bool { const_value: None }, narrow @ Scalar::Bool { .. })
        | (narrow @ Scalar::Bool { .. }, Scalar::Bool { const_value: None }) => {
            Some(narrow.clone())
        }
        _ => one.narrower_number(other).cloned(),
    }
}

/// Two types that are declared in place.
fn both_types(one: &TypeDef, other: &TypeDef, conflicts: &mut Vec<Conflict>) -> Option<Shape> {
    let mut both = one.clone();
    match (&mut both.kind, &other.kind) {
        (TypeKind::Struct(one), TypeKind::Struct(other)) => {
            one.declares_others |= other.declares_others;
            add_constraints(&mut one.constraints, other.constraints.clone());
            let wires = one.fields.iter().map(|known| known.wire.clone());
            let places: BTreeMap<String, usize> = wires.zip(0..).collect();
            for field in &other.fields {
                let place = places.get(&field.wire);
                let Some(known) = place.and_then(|place| one.fields.get_mut(*place)) else {
                    one.fields.push(field.clone());
                    continue;
                };
                let required = known.presence.is_required() || field.presence.is_required();
                self::both(known, field.clone(), conflicts);
                known.presence = Presence::new(required, known.presence.is_nullable());
            }
        }
        (TypeKind::Enum(one), TypeKind::Enum(other)) => {
            let others: BTreeSet<&String> = other.values.iter().collect();
            one.values.retain(|value| others.contains(value));
            if one.values.is_empty() {
                return None;
            }
        }
        (TypeKind::Union(one), TypeKind::Union(other))
            if one.allows_others != other.allows_others =>
        {
            // One of them allows all values of the other.
            if one.allows_others {
                one.clone_from(other);
            }
        }
        // Where neither has all branches of the other, only values can show what both allow.
        (TypeKind::Union(one), TypeKind::Union(other)) if has_branches_of(other, one) => {}
        (TypeKind::Union(one), TypeKind::Union(other)) if has_branches_of(one, other) => {
            one.branches.clone_from(&other.branches);
        }
        _ => return None,
    }
    Some(Shape::Inline(Box::new(both)))
}

/// A shape that holds the values of both fields.
fn either_shape(known: &Field, other: &Field) -> Shape {
    match (&known.shape, &other.shape) {
        // That null is a value is known of the field.
        (null, shape) | (shape, null) if null.is_null() => return shape.clone(),
        (Shape::Json(why), _) | (_, Shape::Json(why)) => return Shape::Json(*why),
        (Shape::Scalar(one), Shape::Scalar(other)) if one == other => {
            return known.shape.clone();
        }
        (Shape::Type(one), Shape::Type(other)) if one == other => return known.shape.clone(),
        (Shape::Scalar(Scalar::Bool { .. }), Shape::Scalar(Scalar::Bool { .. })) => {
            return Shape::Scalar(Scalar::Bool { const_value: None });
        }
        (Shape::Scalar(one), Shape::Scalar(other)) => {
            if let Some(wider) = one.wider_number(other) {
                return Shape::Scalar(wider.clone());
            }
        }
        (Shape::Inline(one), Shape::Inline(other)) => {
            if let Some(def) = either_type(one, other) {
                return Shape::Inline(Box::new(def));
            }
        }
        _ => {}
    }
    let shapes = [&known.shape, &other.shape];
    let allows_others = (shapes.into_iter().filter_map(undecided)).any(|it| it.allows_others);
    let mut branches = branches(known);
    for branch in self::branches(other) {
        match branches.iter_mut().find(|it| same_branches(it, &branch)) {
            Some(known) => known.shape.keep_common_constraints(&branch.shape),
            None => branches.push(branch),
        }
    }
    let union = Union {
        tagging: Tagging::Undecided(None),
        branches,
        allows_others,
        shared: Vec::new(),
        constraints: Vec::new(),
    };
    Shape::Inline(Box::new(TypeDef {
        docs: known.docs.clone(),
        kind: TypeKind::Union(union),
        usage: Usage::default(),
        origin: known.origin.clone(),
    }))
}

/// Enums and objects that are declared in place: the values, or the fields, of both.
fn either_type(one: &TypeDef, other: &TypeDef) -> Option<TypeDef> {
    let mut either = one.clone();
    match (&mut either.kind, &other.kind) {
        (TypeKind::Enum(one), TypeKind::Enum(other)) => {
            for value in &other.values {
                if !one.values.contains(value) {
                    one.values.push(value.clone());
                }
            }
        }
        (TypeKind::Struct(one), TypeKind::Struct(other)) => either_fields(one, other),
        _ => return None,
    }
    Some(either)
}

fn either_fields(one: &mut Struct, other: &Struct) {
    one.declares_others |= other.declares_others;
    let places = [&one.constraints[..], &other.constraints[..]];
    one.constraints = common_constraints(places.into_iter());
    let optional = |field: &Field| Presence::new(false, field.presence.is_nullable());
    let fields = other.fields.iter().map(|field| (&*field.wire, field));
    let mut others: BTreeMap<&str, &Field> = fields.collect();
    for known in &mut one.fields {
        let Some(field) = others.remove(&*known.wire) else {
            known.presence = optional(known);
            continue;
        };
        let required = known.presence.is_required() && field.presence.is_required();
        either(known, field.clone());
        known.presence = Presence::new(required, known.presence.is_nullable());
    }
    let more = other.fields.iter();
    let more = more.filter(|field| others.contains_key(&*field.wire));
    one.fields.extend(more.map(|field| Field {
        presence: optional(field),
        ..field.clone()
    }));
}

/// The branches of a field's shape: those of a union that is not decided yet, or one.
fn branches(field: &Field) -> Vec<Branch> {
    if let Some(union) = undecided(&field.shape) {
        return union.branches.clone();
    }
    vec![Branch {
        tags: Vec::new(),
        label: String::new(),
        docs: Docs::default(),
        shape: field.shape.clone(),
        boxing: Boxing::None,
        origin: field.origin.clone(),
    }]
}
