//! Members: of one object, and of several that a page puts together.

use indexmap::IndexMap;
use openapiv3::{AnySchema, ReferenceOr, Schema, SchemaKind, Type};

use super::{Lowering, lifecycle, schema};
use crate::{
    diagnostic::{Code, Diagnostic},
    ir::{Docs, Field, Presence, Shape, Struct, TypeKind},
    source::Pointer,
};

type Properties = IndexMap<String, ReferenceOr<Box<Schema>>>;

/// How deep schemas are followed that put each other together. A component
/// that contains itself in this way has no members to give.
const DEEPEST: usize = 32;

/// Members that are still being put together: what one part requires, another
/// may declare.
#[derive(Default)]
struct Members {
    fields: Vec<Field>,
    /// Names, and where each is required.
    required: Vec<(String, Pointer)>,
}

impl Members {
    fn add(&mut self, more: Self) {
        for field in more.fields {
            if !self.fields.iter().any(|known| known.wire == field.wire) {
                self.fields.push(field);
            }
        }
        self.required.extend(more.required);
    }

    fn requires(&self, wire: &str) -> bool {
        self.required.iter().any(|(name, _)| name == wire)
    }
}

impl Lowering<'_> {
    /// The members that `properties` at `at` declares.
    pub(super) fn fields(
        &mut self,
        properties: &Properties,
        required: &[String],
        at: &Pointer,
    ) -> Vec<Field> {
        let members = self.declared(properties, required, at);
        self.settle(members)
    }

    /// All of several schemas: one struct with the members of each.
    pub(super) fn all_of(
        &mut self,
        parts: &[ReferenceOr<Schema>],
        own: Option<&AnySchema>,
        whole: &Schema,
        at: &Pointer,
    ) -> Shape {
        if let ([only @ ReferenceOr::Reference { .. }], None) = (parts, own) {
            return self.item(only, &at.child("allOf").index(0)).shape;
        }
        match self.put_together(parts, own, at, 0) {
            Some(members) => self.structure(members, whole, at),
            None => Shape::Json("it puts together things that are not all objects"),
        }
    }

    /// An object with members of its own and alternatives beside them: one
    /// struct with all members, required only where every way requires them.
    pub(super) fn widened(&mut self, any: &AnySchema, whole: &Schema, at: &Pointer) -> Shape {
        match self.put_together(&[], Some(any), at, 0) {
            Some(members) => self.structure(members, whole, at),
            None => Shape::Json("it offers alternatives that are not all objects"),
        }
    }

    fn structure(&mut self, members: Members, whole: &Schema, at: &Pointer) -> Shape {
        let fields = self.settle(members);
        self.inline(TypeKind::Struct(Struct::new(fields)), whole, at)
    }

    /// Fields that know whether they are required; what nobody declares is reported.
    fn settle(&mut self, mut members: Members) -> Vec<Field> {
        for (wire, at) in &members.required {
            match members.fields.iter_mut().find(|field| field.wire == *wire) {
                Some(field) => {
                    field.presence = Presence::new(true, field.presence.is_nullable());
                }
                None => self.diagnostics.push(
                    Diagnostic::new(
                        Code::UndeclaredField,
                        format!("`{wire}` is required but not declared"),
                    )
                    .at(self.origin(at), "required here")
                    .help("declare it in `properties`: without that, responses keep its value and requests cannot set it"),
                ),
            }
        }
        members.fields
    }

    fn declared(&mut self, properties: &Properties, required: &[String], at: &Pointer) -> Members {
        let mut members = Members::default();
        for (wire, property) in properties {
            let pointer = at.child("properties").child(wire);
            let item = self.boxed_item(property, &pointer);
            // Any JSON may well be null, and a member that is left out is not.
            let nullable = item.nullable || matches!(item.shape, Shape::Json(_));
            let (docs, deprecated) = match property {
                ReferenceOr::Item(schema) => {
                    let data = &schema.schema_data;
                    let deprecated = lifecycle::deprecated(data.deprecated, &data.extensions);
                    (schema::docs(schema), deprecated)
                }
                ReferenceOr::Reference { .. } => (Docs::default(), None),
            };
            members.fields.push(Field {
                wire: wire.clone(),
                docs,
                shape: item.shape,
                presence: Presence::new(false, nullable),
                boxed: false,
                deprecated,
                origin: self.origin(&pointer),
            });
        }
        let place = at.child("required");
        members.required = required
            .iter()
            .map(|wire| (wire.clone(), place.clone()))
            .collect();
        members
    }

    /// The members of a schema that describes an object; `None` if it does not.
    fn members(
        &mut self,
        schema: &ReferenceOr<Schema>,
        at: &Pointer,
        depth: usize,
    ) -> Option<Members> {
        if depth > DEEPEST {
            return None;
        }
        let (schema, at) = match schema {
            ReferenceOr::Item(schema) => (schema.clone(), at.clone()),
            ReferenceOr::Reference { reference } => {
                let (pointer, _, schema) = self.resolve(reference, 0)?;
                (schema.clone(), pointer)
            }
        };
        match &schema.schema_kind {
            SchemaKind::Type(Type::Object(kind)) => {
                Some(self.declared(&kind.properties, &kind.required, &at))
            }
            SchemaKind::OneOf { one_of } => self.alternatives(one_of, &at.child("oneOf"), depth),
            SchemaKind::AnyOf { any_of } => self.alternatives(any_of, &at.child("anyOf"), depth),
            SchemaKind::AllOf { all_of } => self.put_together(all_of, None, &at, depth),
            SchemaKind::Any(any) => self.put_together(&any.all_of, Some(any), &at, depth),
            SchemaKind::Type(_) | SchemaKind::Not { .. } => None,
        }
    }

    /// The members of all `parts`, of the schema itself, and of the alternatives
    /// beside them.
    fn put_together(
        &mut self,
        parts: &[ReferenceOr<Schema>],
        own: Option<&AnySchema>,
        at: &Pointer,
        depth: usize,
    ) -> Option<Members> {
        let mut members = Members::default();
        for (index, part) in parts.iter().enumerate() {
            members.add(self.members(part, &at.child("allOf").index(index), depth + 1)?);
        }
        if let Some(own) = own {
            members.add(self.declared(&own.properties, &own.required, at));
            for (branches, keyword) in [(&own.one_of, "oneOf"), (&own.any_of, "anyOf")] {
                if !branches.is_empty() {
                    members.add(self.alternatives(branches, &at.child(keyword), depth)?);
                }
            }
        }
        Some(members)
    }

    /// The members of any of `branches`, required where all of them require it.
    fn alternatives(
        &mut self,
        branches: &[ReferenceOr<Schema>],
        at: &Pointer,
        depth: usize,
    ) -> Option<Members> {
        let mut all = Vec::new();
        for (index, branch) in branches.iter().enumerate() {
            all.push(self.members(branch, &at.index(index), depth + 1)?);
        }
        self.diagnostics.push(
            Diagnostic::new(
                Code::MergedAlternatives,
                "alternatives next to `properties` are read as one set of fields",
            )
            .at(
                self.origin(at),
                "which fields belong together is not enforced",
            ),
        );
        let everywhere: Vec<(String, Pointer)> = match all.split_first() {
            Some((first, others)) => first
                .required
                .iter()
                .filter(|(wire, _)| others.iter().all(|other| other.requires(wire)))
                .cloned()
                .collect(),
            None => Vec::new(),
        };
        let mut members = Members::default();
        for more in all {
            members.add(more);
        }
        members.required = everywhere;
        Some(members)
    }
}
