//! One schema → one shape.

use std::collections::BTreeSet;

use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, ReferenceOr, Schema, SchemaKind, StringType, Type,
};

use super::{Lowering, component, constraints, docs};
use crate::{
    diagnostic::{Code, Diagnostic, escape},
    ir::{Enum, Scalar, Shape, TypeDef, TypeKey, TypeKind, TypeRef, Usage},
    source::Pointer,
};

impl Lowering<'_> {
    /// The type that `schema` at `at` describes.
    pub(super) fn item(&mut self, schema: &ReferenceOr<Schema>, at: &Pointer) -> TypeRef {
        match schema {
            ReferenceOr::Reference { reference } => match self.resolve(reference, 0) {
                Some((_, name, target)) => TypeRef {
                    shape: Shape::Type(TypeKey::component(&name)),
                    nullable: self.admits_null(target, &mut BTreeSet::new()),
                },
                None => json("it refers to a node that is not a component"),
            },
            ReferenceOr::Item(schema) => {
                let (shape, nulls) = self.shape(schema, at);
                TypeRef {
                    shape,
                    nullable: schema.schema_data.nullable || nulls,
                }
            }
        }
    }

    /// As [`item`](Self::item), for the boxed schemas of fields and items.
    pub(super) fn boxed_item(
        &mut self,
        schema: &ReferenceOr<Box<Schema>>,
        at: &Pointer,
    ) -> TypeRef {
        match schema {
            ReferenceOr::Reference { reference } => self.item(
                &ReferenceOr::Reference {
                    reference: reference.clone(),
                },
                at,
            ),
            ReferenceOr::Item(schema) => {
                let (shape, nulls) = self.shape(schema, at);
                TypeRef {
                    shape,
                    nullable: schema.schema_data.nullable || nulls,
                }
            }
        }
    }

    /// The component schema that a reference leads to, its address, and the name
    /// that the reference gives it.
    pub(super) fn resolve(
        &self,
        reference: &str,
        depth: usize,
    ) -> Option<(Pointer, String, &Schema)> {
        let (pointer, name) = component(reference, "schemas")?;
        match self.api.components.as_ref()?.schemas.get(&name)? {
            ReferenceOr::Item(schema) => Some((pointer, name, schema)),
            // `normalise` rejects cycles of aliases; the bound ends the recursion even if it
            // missed one.
            ReferenceOr::Reference { reference } if depth < 64 => {
                let (pointer, _, schema) = self.resolve(reference, depth + 1)?;
                Some((pointer, name, schema))
            }
            ReferenceOr::Reference { .. } => None,
        }
    }

    /// Whether null is a value of a schema that is referred to: by its keyword, as one of its
    /// enumerated values, or in a branch. `seen` has the components that were looked at.
    fn admits_null(&self, schema: &Schema, seen: &mut BTreeSet<String>) -> bool {
        let has_null = match &schema.schema_kind {
            SchemaKind::Type(Type::String(kind)) => kind.enumeration.contains(&None),
            SchemaKind::Type(Type::Boolean(kind)) => kind.enumeration.contains(&None),
            SchemaKind::OneOf { one_of: all } | SchemaKind::AnyOf { any_of: all } => {
                all.iter().any(|branch| match branch {
                    ReferenceOr::Item(schema) => self.admits_null(schema, seen),
                    ReferenceOr::Reference { reference } => {
                        let found = self.resolve(reference, 0);
                        found.is_some_and(|(_, name, target)| {
                            seen.insert(name) && self.admits_null(target, seen)
                        })
                    }
                })
            }
            _ => false,
        };
        schema.schema_data.nullable || has_null
    }

    /// The shape, and whether null is one of its values.
    fn shape(&mut self, schema: &Schema, at: &Pointer) -> (Shape, bool) {
        match &schema.schema_kind {
            SchemaKind::Type(Type::Boolean(kind)) => {
                let const_value = match kind.enumeration[..] {
                    [Some(only)] => Some(only),
                    _ => None,
                };
                (
                    Shape::Scalar(Scalar::Bool { const_value }),
                    kind.enumeration.contains(&None),
                )
            }
            SchemaKind::Type(Type::Integer(_)) => (Shape::Scalar(Scalar::Integer), false),
            SchemaKind::Type(Type::Number(_)) => (Shape::Scalar(Scalar::Number), false),
            SchemaKind::Type(Type::String(kind)) => self.text(kind, schema, at),
            SchemaKind::Type(Type::Array(kind)) => (self.list(kind, at), false),
            SchemaKind::Type(Type::Object(kind)) => {
                let shape = match (&kind.additional_properties, kind.properties.is_empty()) {
                    (Some(AdditionalProperties::Schema(values)), true) => {
                        let item = self.item(values, &at.child("additionalProperties"));
                        Shape::Map(Box::new(item))
                    }
                    (None | Some(AdditionalProperties::Any(true)), true) => {
                        // It is an object nevertheless.
                        Shape::Map(Box::new(json("its fields are not documented")))
                    }
                    _ => {
                        let others = kind.additional_properties.as_ref();
                        let parts =
                            self.declared_fields(&kind.properties, &kind.required, others, at);
                        self.structure(parts, schema, at)
                    }
                };
                (shape, false)
            }
            SchemaKind::OneOf { one_of } => self.union(one_of, "oneOf", schema, at),
            SchemaKind::AnyOf { any_of } => self.union(any_of, "anyOf", schema, at),
            SchemaKind::AllOf { all_of } => (self.all_of(all_of, None, schema, at), false),
            SchemaKind::Not { .. } => (Shape::Json("it is described by `not` only"), false),
            SchemaKind::Any(any) => self.any(any, schema, at),
        }
    }

    fn text(&mut self, kind: &StringType, schema: &Schema, at: &Pointer) -> (Shape, bool) {
        let values = self.enum_values(kind.enumeration.iter().flatten(), at);
        let nullable = kind.enumeration.contains(&None);
        if !values.is_empty() {
            return (
                self.inline(TypeKind::Enum(Enum { values }), schema, at),
                nullable,
            );
        }
        let by_format = constraints::string_format(kind).and_then(Scalar::of_string_format);
        (Shape::Scalar(by_format.unwrap_or(Scalar::String)), nullable)
    }

    fn list(&mut self, kind: &ArrayType, at: &Pointer) -> Shape {
        Shape::List(Box::new(match &kind.items {
            Some(items) => self.boxed_item(items, &at.child("items")),
            None => json("its items are not documented"),
        }))
    }

    /// A schema that mixes keywords of several types, or that has no type.
    fn any(&mut self, any: &AnySchema, schema: &Schema, at: &Pointer) -> (Shape, bool) {
        if !any.all_of.is_empty() {
            return (self.all_of(&any.all_of, Some(any), schema, at), false);
        }
        // Without fields of its own, an object is one of its branches; of two sets of branches, a
        // value has one of each.
        let branches = match (&any.one_of[..], &any.any_of[..]) {
            ([], []) => None,
            (one_of, []) => Some((one_of, "oneOf")),
            ([], any_of) => Some((any_of, "anyOf")),
            _ => return (self.with_alternatives(any, schema, at), false),
        };
        if let Some((branches, keyword)) = branches {
            if !any.properties.is_empty() {
                return (self.with_alternatives(any, schema, at), false);
            }
            self.report_lost_required(&any.required, branches, at);
            return self.union(branches, keyword, schema, at);
        }
        if !any.properties.is_empty() {
            let others = any.additional_properties.as_ref();
            let parts = self.declared_fields(&any.properties, &any.required, others, at);
            return (self.structure(parts, schema, at), false);
        }
        if let Some(AdditionalProperties::Schema(values)) = &any.additional_properties {
            let item = self.item(values, &at.child("additionalProperties"));
            return (Shape::Map(Box::new(item)), false);
        }
        if let Some(items) = &any.items {
            return (
                Shape::List(Box::new(self.boxed_item(items, &at.child("items")))),
                false,
            );
        }
        let texts: Vec<String> = any
            .enumeration
            .iter()
            .filter_map(|value| value.as_str())
            .map(str::to_owned)
            .collect();
        let nulls = any
            .enumeration
            .iter()
            .filter(|value| value.is_null())
            .count();
        if !texts.is_empty() && texts.len() + nulls == any.enumeration.len() {
            let values = self.enum_values(texts.iter(), at);
            return (
                self.inline(TypeKind::Enum(Enum { values }), schema, at),
                nulls > 0,
            );
        }
        if !any.enumeration.is_empty() {
            return (Shape::Json("its values have several types"), nulls > 0);
        }
        let shape = match any.typ.as_deref() {
            Some("string") => Shape::Scalar(Scalar::String),
            Some("integer") => Shape::Scalar(Scalar::Integer),
            Some("number") => Shape::Scalar(Scalar::Number),
            Some("boolean") => Shape::Scalar(Scalar::Bool { const_value: None }),
            Some("array") => Shape::List(Box::new(json("its items are not documented"))),
            Some("object") => Shape::Map(Box::new(json("its fields are not documented"))),
            _ => Shape::Json("it has no type"),
        };
        (shape, false)
    }

    /// The values of an enum, each once.
    fn enum_values<'a>(
        &mut self,
        listed: impl Iterator<Item = &'a String>,
        at: &Pointer,
    ) -> Vec<String> {
        let mut values = Vec::new();
        let mut known = BTreeSet::new();
        for value in listed {
            if known.insert(value) {
                values.push(value.clone());
            } else {
                let message = format!("the enum lists `{}` twice", escape(value));
                self.diagnostics.push(
                    Diagnostic::new(Code::DuplicateEnumValue, message)
                        .at(self.origin(&at.child("enum")), "in this list"),
                );
            }
        }
        values
    }

    /// An inline type.
    pub(super) fn inline(&mut self, kind: TypeKind, schema: &Schema, at: &Pointer) -> Shape {
        Shape::Inline(Box::new(TypeDef {
            docs: docs::of(schema),
            kind,
            usage: Usage::default(),
            origin: self.origin(at),
        }))
    }
}

/// Any JSON, and why.
fn json(why: &'static str) -> TypeRef {
    TypeRef {
        shape: Shape::Json(why),
        nullable: false,
    }
}
