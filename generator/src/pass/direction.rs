//! After this pass, the body of a request has no field that only responses have, nor have the items
//! of one that is a list; and no object inside of it requires one.
//!
//! A component that something else uses keeps such fields; what the body contains is a copy of it
//! without them. So there is a type for sending and one for receiving, only where the two differ.
//! Objects that contain themselves, and branches of unions, are not copied: see `one_direction`.

use std::collections::{BTreeMap, BTreeSet};

use super::{Decisions, request_copy::uses};
use crate::{
    diagnostic::Diagnostic,
    ir::{
        Access, Api, Constraint, Content, Field, Shape, Struct, TypeDef, TypeKey, TypeKind, Types,
        add_constraints,
    },
};

/// How many components are copied for one body, aliases included: with each component that refers
/// twice to the next one, the number doubles.
const COPY_LIMIT: usize = 200;

pub(super) fn run(api: &mut Api, _: &Decisions<'_>) -> Vec<Diagnostic> {
    let uses = uses(api);
    let requiring = requiring_read_only(&api.types);
    for operation in api.operations.values_mut() {
        let content = operation.input.content_mut();
        let Some(body) = content.and_then(Content::type_ref_mut) else {
            continue;
        };
        let mut removal = Removal {
            types: &mut api.types,
            uses: &uses,
            requiring: &requiring,
            enclosing: Vec::new(),
            copies: 0,
        };
        removal.remove_from(&mut body.shape, &mut body.constraints, true, true);
    }
    Vec::new()
}

/// The removal of fields that only responses have from one body.
struct Removal<'a> {
    types: &'a mut Types,
    uses: &'a BTreeMap<TypeKey, usize>,
    requiring: &'a BTreeSet<TypeKey>,
    /// The components around what is looked at.
    enclosing: Vec<TypeKey>,
    copies: usize,
}

impl Removal<'_> {
    /// Removes the fields from a value of a body, or from the items of one that is a list or a map.
    /// `is_own` says that nothing but the body has the value, and `is_body` that it is the body,
    /// from which optional fields are removed too.
    fn remove_from(
        &mut self,
        shape: &mut Shape,
        constraints: &mut Vec<Constraint>,
        is_own: bool,
        is_body: bool,
    ) {
        match shape {
            Shape::List(item) | Shape::Map(item) => {
                self.remove_from(&mut item.shape, &mut item.constraints, is_own, is_body);
            }
            Shape::Inline(def) => {
                if let TypeKind::Struct(object) = &mut def.kind {
                    self.remove_fields(object, is_own);
                }
            }
            Shape::Type(key) => {
                let key = key.clone();
                // Aliases that lead to themselves are reported elsewhere.
                if self.enclosing.contains(&key) {
                    return;
                }
                let is_own = is_own && self.uses.get(&key) == Some(&1);
                self.enclosing.push(key.clone());
                self.remove_from_type(&key, shape, constraints, is_own, is_body);
                self.enclosing.pop();
            }
            Shape::Scalar(_) | Shape::Json(_) => {}
        }
    }

    fn remove_from_type(
        &mut self,
        key: &TypeKey,
        shape: &mut Shape,
        constraints: &mut Vec<Constraint>,
        is_own: bool,
        is_body: bool,
    ) {
        match self.types.get(key).map(|def| &def.kind) {
            Some(TypeKind::Alias(target))
                if (is_body || self.requiring.contains(key)) && self.copies < COPY_LIMIT =>
            {
                self.copies += 1;
                add_constraints(constraints, target.constraints.clone());
                *shape = target.shape.clone();
                self.remove_from(shape, constraints, is_own, is_body);
            }
            Some(TypeKind::Struct(object))
                if is_body && has_read_only(object) || self.requiring.contains(key) =>
            {
                if is_own {
                    self.remove_in_place(key);
                } else if self.copies < COPY_LIMIT {
                    self.copies += 1;
                    self.copy_without(key, shape);
                }
            }
            _ => {}
        }
    }

    fn remove_in_place(&mut self, key: &TypeKey) {
        let Some(mut def) = self.types.get(key).cloned() else {
            return;
        };
        if let TypeKind::Struct(object) = &mut def.kind {
            self.remove_fields(object, true);
        }
        self.types.insert(key.clone(), def);
    }

    fn copy_without(&mut self, key: &TypeKey, shape: &mut Shape) {
        let Some(mut def) = self.types.get(key).cloned() else {
            return;
        };
        if let TypeKind::Struct(object) = &mut def.kind {
            self.remove_fields(object, false);
        }
        *shape = Shape::Inline(Box::new(def));
    }

    fn remove_fields(&mut self, object: &mut Struct, is_own: bool) {
        let count = object.fields.len();
        object
            .fields
            .retain(|field| field.access != Access::ReadOnly);
        if object.fields.len() < count {
            // It counts the fields that the server adds, too.
            object
                .constraints
                .retain(|it| !matches!(it, Constraint::MinProperties(_)));
        }
        for field in &mut object.fields {
            self.remove_from(&mut field.shape, &mut field.constraints, is_own, false);
        }
    }
}

fn has_read_only(object: &Struct) -> bool {
    object.fields.iter().any(|field| {
        field.access == Access::ReadOnly
            || matches!(&field.shape, Shape::Inline(def)
                if matches!(&def.kind, TypeKind::Struct(inner) if has_read_only(inner)))
    })
}

/// The types whose values have an object, themselves or inside, that requires a field which only
/// responses have. Types that contain themselves are left out: a copy would contain the original.
fn requiring_read_only(types: &Types) -> BTreeSet<TypeKey> {
    let groups = types.groups(named_within).into_iter();
    let cyclic = groups.filter(|group| group.is_cyclic);
    let cyclic: BTreeSet<TypeKey> = cyclic.flat_map(|group| group.keys).collect();
    let mut users: BTreeMap<TypeKey, Vec<&TypeKey>> = BTreeMap::new();
    let mut open = Vec::new();
    for (key, def) in types {
        let mut inside = Inside::default();
        inside.add_type(def);
        if inside.requires_read_only {
            open.push(key);
        }
        for used in inside.types {
            users.entry(used).or_default().push(key);
        }
    }
    let mut found = BTreeSet::new();
    while let Some(key) = open.pop() {
        if !cyclic.contains(key) && found.insert(key.clone()) {
            open.extend(users.get(key).into_iter().flatten());
        }
    }
    found
}

/// The components that are in a type, and in the inline types of it.
fn named_within(def: &TypeDef) -> Vec<&Shape> {
    let mut open: Vec<&Shape> = def.shapes().collect();
    let mut named = Vec::new();
    while let Some(shape) = open.pop() {
        match shape {
            Shape::Type(_) => named.push(shape),
            Shape::List(item) | Shape::Map(item) => open.push(&item.shape),
            Shape::Inline(inner) => open.extend(inner.shapes()),
            Shape::Scalar(_) | Shape::Json(_) => {}
        }
    }
    named
}

/// What the objects of a type contain that requests have.
#[derive(Default)]
struct Inside {
    requires_read_only: bool,
    types: Vec<TypeKey>,
}

impl Inside {
    fn add_type(&mut self, def: &TypeDef) {
        match &def.kind {
            TypeKind::Struct(object) => object.fields.iter().for_each(|it| self.add_field(it)),
            TypeKind::Alias(target) => self.add_shape(&target.shape),
            TypeKind::Union(_) | TypeKind::Enum(_) => {}
        }
    }

    fn add_field(&mut self, field: &Field) {
        match field.access {
            Access::ReadOnly => self.requires_read_only |= field.presence.is_required(),
            Access::Both | Access::WriteOnly => self.add_shape(&field.shape),
        }
    }

    fn add_shape(&mut self, shape: &Shape) {
        match shape {
            Shape::List(item) | Shape::Map(item) => self.add_shape(&item.shape),
            Shape::Inline(def) => self.add_type(def),
            Shape::Type(key) => self.types.push(key.clone()),
            Shape::Scalar(_) | Shape::Json(_) => {}
        }
    }
}
