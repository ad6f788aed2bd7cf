//! Values that match several schemas, one of which is the special case of the others.

use std::{collections::BTreeSet, slice};

use openapiv3::{AnySchema, ReferenceOr, Schema};

use super::{
    Lowering,
    all_of::{DEPTH_LIMIT, describe},
    combine::{self, Conflict},
    docs,
    object::ObjectParts,
    recursive::part_names,
    same::same_shapes,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    ir::{Docs, Field, Shape, TypeKind, TypeRef, add_constraints},
    json_type::JsonType,
    source::Pointer,
};

/// How many components are looked at to find one of which another is an extension.
const EXTENSION_LIMIT: usize = 100;

impl Lowering<'_> {
    /// The type of the values that match all `parts` of an `allOf` and the keywords next to it;
    /// `None` where no type is a special case of the others.
    pub(super) fn narrow(
        &mut self,
        parts: &[ReferenceOr<Schema>],
        own: Option<&AnySchema>,
        whole: &Schema,
        at: &Pointer,
    ) -> Option<TypeRef> {
        let permits_null = |item: &TypeRef| item.nullable || matches!(item.shape, Shape::Json(_));
        let mut conflicts = Vec::new();
        let mut narrowed: Option<TypeRef> = None;
        let mut nullable = true;
        for (index, part) in parts.iter().enumerate() {
            let item = self.item(part, &at.child("allOf").index(index));
            nullable &= permits_null(&item);
            narrowed = Some(match narrowed {
                Some(known) => {
                    let both = self.both(&known, &item, &mut conflicts);
                    let Some(both) = both.or_else(|| self.beside_brand(&known, &item)) else {
                        let at = at.child("allOf").index(index);
                        self.report_disjoint(&known.shape, &item.shape, &at);
                        return None;
                    };
                    both
                }
                None => item,
            });
        }
        let mut narrowed = narrowed?;
        if let Some(own) = own {
            let mut rest = own.clone();
            rest.all_of.clear();
            let item = self.any(&rest, whole, at);
            nullable &= permits_null(&item);
            match self.both(&narrowed, &item, &mut conflicts) {
                Some(both) => narrowed = both,
                None => self.report_no_effect(at),
            }
        }
        for conflict in conflicts {
            self.report_conflict(conflict);
        }
        narrowed.nullable = nullable;
        if let Shape::Inline(def) = &mut narrowed.shape {
            let documented = docs::of(whole);
            if documented != Docs::default() {
                def.docs = documented;
            }
            def.origin = self.origin(at);
        }
        Some(narrowed)
    }

    /// The scalar, where the other part is an object without fields that JSON has. The type of a
    /// branded string in TypeScript is written so: `string & {__brand: 'Email'}`, `string & {}`.
    fn beside_brand(&mut self, one: &TypeRef, other: &TypeRef) -> Option<TypeRef> {
        let mut pairs = [(one, other), (other, one)].into_iter();
        let found = pairs.find(|(value, brand)| {
            let target = self.target(&value.shape);
            let shape = target.as_ref().map_or(&value.shape, |target| &target.shape);
            is_brand(&brand.shape) && is_scalar(shape)
        });
        found.map(|(value, _)| value.clone())
    }

    /// Reports a part of an `allOf` that has no value in common with the `known` ones before it.
    fn report_disjoint(&mut self, known: &Shape, part: &Shape, at: &Pointer) {
        // The limit is reported.
        if self.copied_fields > self.field_limit {
            return;
        }
        let message = match [known, part].map(|shape| self.describe(shape)) {
            [one, same] if one == same => "parts of an `allOf` have no value in common".to_owned(),
            [one, other] => format!("parts of an `allOf` are {one} and {other}"),
        };
        let origin = self.origin(at);
        self.diagnostics
            .push(Diagnostic::new(Code::DisjointAllOf, message).at(
                origin,
                "allows no value that the parts before it allow; any JSON is read",
            ));
    }

    /// What a part is, for messages; of a component, what its target is.
    fn describe(&mut self, shape: &Shape) -> &'static str {
        match self.target(shape) {
            Some(target) => describe(&target.shape),
            None if matches!(shape, Shape::Type(_)) => JsonType::Object.describe(),
            None => describe(shape),
        }
    }

    /// Narrows a field of `merged` that one part of an `allOf` declares as a component to what
    /// another part allows of its values, as a base class and a subclass do. Where neither is a
    /// special case of the other, the conflict is reported.
    pub(super) fn narrow_component(&mut self, merged: &mut ObjectParts, conflict: Conflict) {
        let Some(known) = merged.field_of(&conflict.known) else {
            return self.report_conflict(conflict);
        };
        let mut conflicts = Vec::new();
        let both = self.both(&type_of(known), &type_of(&conflict.other), &mut conflicts);
        let Some(mut both) = both.filter(|_| conflicts.is_empty()) else {
            return self.report_conflict(conflict);
        };
        if let (Shape::Inline(both), Shape::Inline(other)) =
            (&mut both.shape, &conflict.other.shape)
        {
            both.docs.clone_from(&other.docs);
            both.origin.clone_from(&other.origin);
        }
        combine::narrow(known, both.shape, both.nullable, conflict.other);
    }

    fn report_no_effect(&mut self, at: &Pointer) {
        let message = "an `allOf` and the keywords next to it describe values of different types";
        let origin = self.origin(at);
        self.diagnostics.push(
            Diagnostic::new(Code::ConflictingAllOf, message)
                .at(origin, "the parts of the `allOf` are used"),
        );
    }

    /// The type of the values of both. A reference to a component stays one where the other type
    /// allows all of the component's values.
    fn both(
        &mut self,
        one: &TypeRef,
        other: &TypeRef,
        conflicts: &mut Vec<Conflict>,
    ) -> Option<TypeRef> {
        let before = conflicts.len();
        if let Some(both) = combine::both_items(one, other, conflicts) {
            return Some(both);
        }
        conflicts.truncate(before);
        // The items may be components.
        let (items, others, outer): (_, _, fn(_) -> _) = match (&one.shape, &other.shape) {
            (Shape::List(items), Shape::List(others)) => (items, others, Shape::List),
            (Shape::Map(items), Shape::Map(others)) => (items, others, Shape::Map),
            _ => return self.both_components(one, other, conflicts),
        };
        let mut constraints = one.constraints.clone();
        add_constraints(&mut constraints, other.constraints.clone());
        Some(TypeRef {
            shape: outer(Box::new(self.both(items, others, conflicts)?)),
            nullable: one.nullable && other.nullable,
            constraints,
        })
    }

    /// As [`both`](Self::both), where one of them refers to a component.
    fn both_components(
        &mut self,
        one: &TypeRef,
        other: &TypeRef,
        conflicts: &mut Vec<Conflict>,
    ) -> Option<TypeRef> {
        for (special, general) in [(one, other), (other, one)] {
            if let (Shape::Type(name), Shape::Type(base)) = (&special.shape, &general.shape)
                && self.is_extension(name.as_component()?, base.as_component()?)
            {
                let mut both = special.clone();
                both.nullable &= general.nullable;
                add_constraints(&mut both.constraints, general.constraints.clone());
                return Some(both);
            }
        }
        for (reference, other) in [(one, other), (other, one)] {
            let Some(target) = self.target(&reference.shape) else {
                continue;
            };
            // The items of a list can be the list itself.
            self.narrowed += 1;
            let both = self.both(&target, other, conflicts);
            self.narrowed -= 1;
            let mut both = both?;
            if same_shapes(&both.shape, &target.shape) {
                both.shape = reference.shape.clone();
                both.constraints.clone_from(&reference.constraints);
                add_constraints(&mut both.constraints, other.constraints.clone());
            }
            return Some(both);
        }
        None
    }

    /// Whether the component `base` is a part of the component `name`, so that each of its values
    /// is one of `base`.
    fn is_extension(&self, name: &str, base: &str) -> bool {
        let schemas = self.api.components.as_ref().map(|it| &it.schemas);
        let mut open = vec![name.to_owned()];
        let mut seen = BTreeSet::new();
        while let Some(name) = open.pop() {
            let schema = schemas.and_then(|schemas| schemas.get(&name));
            if seen.len() == EXTENSION_LIMIT || !seen.insert(name) {
                continue;
            }
            let parts = schema.map(part_names).unwrap_or_default();
            if parts.iter().any(|part| part == base) {
                return true;
            }
            open.extend(parts);
        }
        false
    }

    /// The type of the component that `shape` refers to, as if it were declared in its place;
    /// `None` for objects, which are merged instead.
    fn target(&mut self, shape: &Shape) -> Option<TypeRef> {
        let Shape::Type(key) = shape else {
            return None;
        };
        if self.narrowed == DEPTH_LIMIT || self.copied_fields > self.field_limit {
            return None;
        }
        let name = key.as_component()?;
        let at = Pointer::root()
            .child("components")
            .child("schemas")
            .child(name);
        let api = self.api;
        let target = api.components.as_ref()?.schemas.get(name)?;
        if self.are_objects(slice::from_ref(target)) {
            return None;
        }
        if let Some(known) = self.targets.get(name) {
            return Some(known.clone());
        }
        let name = name.to_owned();
        self.count_copied(1, &at);
        let before = self.diagnostics.len();
        self.narrowed += 1;
        let item = self.item(target, &at);
        self.narrowed -= 1;
        // The rest is reported where the component is lowered.
        let reported = self.diagnostics.split_off(before);
        let limits = reported.into_iter().filter(|it| it.code == Code::TooLarge);
        self.diagnostics.extend(limits);
        self.targets.insert(name, item.clone());
        Some(item)
    }
}

/// Whether an object has no fields, or such that no JSON has: their names begin with `_`.
fn is_brand(shape: &Shape) -> bool {
    match shape {
        Shape::Map(values) => matches!(values.shape, Shape::Json(_)),
        Shape::Inline(def) => match &def.kind {
            TypeKind::Struct(inner) => inner.fields.iter().all(|it| it.wire.starts_with('_')),
            _ => false,
        },
        _ => false,
    }
}

fn is_scalar(shape: &Shape) -> bool {
    match shape {
        Shape::Scalar(_) => true,
        Shape::Inline(def) => matches!(def.kind, TypeKind::Enum(_)),
        _ => false,
    }
}

fn type_of(field: &Field) -> TypeRef {
    TypeRef {
        shape: field.shape.clone(),
        nullable: field.presence.is_nullable(),
        constraints: field.constraints.clone(),
    }
}
