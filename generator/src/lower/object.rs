//! Members: of one object, and of several that a page puts together.

use indexmap::IndexMap;
use openapiv3::{AnySchema, ReferenceOr, Schema, SchemaKind, Type};

use super::{Lowering, schema};
use crate::{
    diagnostic::Diagnostic,
    ident::RustIdent,
    ir::{Docs, Field, Kind, Presence, Shape, Struct},
    origin::Pointer,
};

type Properties = IndexMap<String, ReferenceOr<Box<Schema>>>;

impl Lowering<'_> {
    /// The members that `properties` at `at` declares.
    pub(super) fn fields(
        &mut self,
        properties: &Properties,
        required: &[String],
        at: &Pointer,
    ) -> Vec<Field> {
        let mut fields = Vec::new();
        for (wire, property) in properties {
            let pointer = at.child("properties").child(wire);
            let item = self.boxed_item(property, &pointer);
            // Any JSON may well be null, and a member that is left out is not.
            let nullable = item.nullable || matches!(item.shape, Shape::Json(_));
            let (docs, deprecated) = match property {
                ReferenceOr::Item(schema) => (field_docs(schema), schema.schema_data.deprecated),
                ReferenceOr::Reference { .. } => (Docs::default(), false),
            };
            fields.push(Field {
                wire: wire.clone(),
                rust: RustIdent::default(),
                docs,
                shape: item.shape,
                presence: Presence::new(required.contains(wire), nullable),
                boxed: false,
                deprecated,
                origin: self.origin(&pointer),
            });
        }
        for wire in required
            .iter()
            .filter(|wire| !properties.contains_key(*wire))
        {
            self.diagnostics.push(
                Diagnostic::warning(
                    "undeclared-member",
                    format!("`{wire}` is required but not declared"),
                )
                .at(self.origin(&at.child("required")), "required here")
                .help("the member is kept where the API answers it; users cannot send it"),
            );
        }
        fields
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
        let mut fields = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            match self.members(part, &at.child("allOf").index(index), 0) {
                Some(more) => add(&mut fields, more),
                None => return Shape::Json("it puts together things that are not all objects"),
            }
        }
        if let Some(own) = own {
            let more = self.fields(&own.properties, &own.required, at);
            add(&mut fields, more);
        }
        self.inline(Kind::Struct(Struct { fields }), whole, at)
    }

    /// An object with members of its own and alternatives beside them: one
    /// struct with all members, required only where every way requires them.
    pub(super) fn widened(&mut self, any: &AnySchema, whole: &Schema, at: &Pointer) -> Shape {
        let mut fields = self.fields(&any.properties, &any.required, at);
        for (branches, keyword) in [(&any.one_of, "oneOf"), (&any.any_of, "anyOf")] {
            if branches.is_empty() {
                continue;
            }
            match self.alternatives(branches, &at.child(keyword), 0) {
                Some(more) => add(&mut fields, more),
                None => return Shape::Json("it offers alternatives that are not all objects"),
            }
        }
        self.inline(Kind::Struct(Struct { fields }), whole, at)
    }

    /// The members of a schema that describes an object; `None` if it does not.
    fn members(
        &mut self,
        schema: &ReferenceOr<Schema>,
        at: &Pointer,
        depth: usize,
    ) -> Option<Vec<Field>> {
        // A component that contains itself through `allOf` has no members to give.
        if depth > 32 {
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
                Some(self.fields(&kind.properties, &kind.required, &at))
            }
            SchemaKind::OneOf { one_of } => {
                self.alternatives(one_of, &at.child("oneOf"), depth + 1)
            }
            SchemaKind::AnyOf { any_of } => {
                self.alternatives(any_of, &at.child("anyOf"), depth + 1)
            }
            SchemaKind::AllOf { all_of } => {
                let mut fields = Vec::new();
                for (index, part) in all_of.iter().enumerate() {
                    let more = self.members(part, &at.child("allOf").index(index), depth + 1)?;
                    add(&mut fields, more);
                }
                Some(fields)
            }
            SchemaKind::Any(any) => {
                let mut fields = self.fields(&any.properties, &any.required, &at);
                for (index, part) in any.all_of.iter().enumerate() {
                    let more = self.members(part, &at.child("allOf").index(index), depth + 1)?;
                    add(&mut fields, more);
                }
                for (branches, keyword) in [(&any.one_of, "oneOf"), (&any.any_of, "anyOf")] {
                    if !branches.is_empty() {
                        let more = self.alternatives(branches, &at.child(keyword), depth + 1)?;
                        add(&mut fields, more);
                    }
                }
                Some(fields)
            }
            SchemaKind::Type(_) | SchemaKind::Not { .. } => None,
        }
    }

    /// The members of any of `branches`, required where all of them require it.
    fn alternatives(
        &mut self,
        branches: &[ReferenceOr<Schema>],
        at: &Pointer,
        depth: usize,
    ) -> Option<Vec<Field>> {
        let mut all = Vec::new();
        for (index, branch) in branches.iter().enumerate() {
            all.push(self.members(branch, &at.index(index), depth + 1)?);
        }
        self.diagnostics.push(
            Diagnostic::warning(
                "widened-alternatives",
                "alternatives beside other members are read as one set of members",
            )
            .at(
                self.origin(at),
                "which of them belong together is not enforced",
            ),
        );
        let everywhere = |wire: &str| {
            all.iter().all(|fields| {
                fields
                    .iter()
                    .any(|field| field.wire == wire && field.presence.is_required())
            })
        };
        let required: Vec<String> = all
            .iter()
            .flatten()
            .filter(|field| everywhere(&field.wire))
            .map(|field| field.wire.clone())
            .collect();
        let mut fields = Vec::new();
        for mut more in all {
            for field in &mut more {
                let nullable = field.presence.is_nullable();
                field.presence = Presence::new(required.contains(&field.wire), nullable);
            }
            add(&mut fields, more);
        }
        Some(fields)
    }
}

/// Adds members that are not there yet; one that is there becomes required if
/// either says so.
fn add(fields: &mut Vec<Field>, more: Vec<Field>) {
    for field in more {
        match fields.iter_mut().find(|known| known.wire == field.wire) {
            Some(known) => {
                let required = known.presence.is_required() || field.presence.is_required();
                known.presence = Presence::new(required, known.presence.is_nullable());
            }
            None => fields.push(field),
        }
    }
}

/// What the document says of a member. The text of a type declared in place
/// stands at the type as well, where one is made of it.
fn field_docs(schema: &Schema) -> Docs {
    schema::docs(schema)
}
