//! One schema → one shape.

use std::{borrow::Borrow, collections::BTreeSet};

use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, ObjectType, ReferenceOr, Schema, SchemaKind,
    StringType, Type,
};
use serde_json::Value;

use super::{Lowering, component, constraints, docs};
use crate::{
    diagnostic::{Code, Diagnostic, escape},
    ir::{
        Enum, Scalar, Shape, TypeDef, TypeKey, TypeKind, TypeRef, Untyped, Usage, add_constraints,
    },
    json_type::JsonType,
    source::Pointer,
};

impl Lowering<'_> {
    /// The type that `schema` at `at` describes.
    pub(super) fn item(
        &mut self,
        schema: &ReferenceOr<impl Borrow<Schema>>,
        at: &Pointer,
    ) -> TypeRef {
        match schema {
            ReferenceOr::Reference { reference } => match self.resolve(reference, 0) {
                // What an alias requires is known where it is resolved.
                Some((_, name, target)) => TypeRef {
                    nullable: self.admits_null(target),
                    ..Shape::Type(TypeKey::component(&name)).into()
                },
                None => json(Untyped::NotAComponent),
            },
            ReferenceOr::Item(schema) => {
                let schema = schema.borrow();
                let mut item = self.value(schema, at);
                item.nullable |= schema.schema_data.nullable;
                if !has_own_constraints(&item.shape) {
                    add_constraints(&mut item.constraints, self.constraints(schema, at));
                }
                item
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

    /// The schema that is meant, where it is a component too.
    pub(super) fn target_of<'s>(
        &'s self,
        schema: &'s ReferenceOr<impl Borrow<Schema>>,
    ) -> Option<&'s Schema> {
        match schema {
            ReferenceOr::Item(schema) => Some(schema.borrow()),
            ReferenceOr::Reference { reference } => {
                self.resolve(reference, 0).map(|(_, _, target)| target)
            }
        }
    }

    /// The type of the values, but for what is stated next to the keywords of its kind.
    fn value(&mut self, schema: &Schema, at: &Pointer) -> TypeRef {
        if let Some(branches) = self.subclasses(at) {
            return self.union(&branches, "oneOf", schema, at);
        }
        match &schema.schema_kind {
            SchemaKind::Type(Type::Boolean(kind)) => {
                let const_value = match kind.enumeration[..] {
                    [Some(only)] => Some(only),
                    _ => None,
                };
                TypeRef {
                    nullable: kind.enumeration.contains(&None),
                    ..Shape::Scalar(Scalar::Bool { const_value }).into()
                }
            }
            SchemaKind::Type(Type::Integer(kind)) => {
                let format = constraints::integer_format(kind);
                Shape::Scalar(Scalar::of_integer_format(format)).into()
            }
            SchemaKind::Type(Type::Number(_)) => Shape::Scalar(Scalar::Number).into(),
            SchemaKind::Type(Type::String(kind)) => self.text(kind, schema, at),
            SchemaKind::Type(Type::Array(kind)) => self.list(kind, at).into(),
            SchemaKind::Type(Type::Object(kind)) => {
                match (&kind.additional_properties, kind.properties.is_empty()) {
                    (Some(AdditionalProperties::Schema(values)), true) => {
                        let item = self.element(values, &at.child("additionalProperties"));
                        Shape::Map(Box::new(item)).into()
                    }
                    (None | Some(AdditionalProperties::Any(true)), true) => {
                        // It is an object nevertheless.
                        Shape::Map(Box::new(json(Untyped::UndocumentedFields))).into()
                    }
                    _ => {
                        let others = kind.additional_properties.as_ref();
                        let parts =
                            self.declared_fields(&kind.properties, &kind.required, others, at);
                        self.structure(parts, schema, at).into()
                    }
                }
            }
            SchemaKind::OneOf { one_of } => self.union(one_of, "oneOf", schema, at),
            SchemaKind::AnyOf { any_of } => self.union(any_of, "anyOf", schema, at),
            SchemaKind::AllOf { all_of } => self.all_of(all_of, None, schema, at),
            SchemaKind::Not { .. } => Shape::Json(Untyped::NotOnly).into(),
            SchemaKind::Any(any) => self.any(any, schema, at),
        }
    }

    fn text(&mut self, kind: &StringType, schema: &Schema, at: &Pointer) -> TypeRef {
        let values = self.enum_values(kind.enumeration.iter().flatten(), at);
        let shape = if values.is_empty() {
            let by_format = constraints::string_format(kind).and_then(Scalar::of_string_format);
            Shape::Scalar(by_format.unwrap_or(Scalar::String))
        } else {
            self.inline(TypeKind::Enum(Enum::of(values)), schema, at)
        };
        TypeRef {
            nullable: kind.enumeration.contains(&None),
            ..shape.into()
        }
    }

    fn list(&mut self, kind: &ArrayType, at: &Pointer) -> Shape {
        Shape::List(Box::new(match &kind.items {
            Some(items) => self.element(items, &at.child("items")),
            None => json(Untyped::UndocumentedItems),
        }))
    }

    /// An item of a list, or a value of a map. Frameworks write `{type: object}` for a value of
    /// their most general type, such as `Object` in Java, which strings and numbers are too.
    fn element<S: Borrow<Schema>>(&mut self, schema: &ReferenceOr<S>, at: &Pointer) -> TypeRef {
        match schema {
            ReferenceOr::Item(schema) if is_bare_object(schema.borrow()) => {
                json(Untyped::UndocumentedFields)
            }
            _ => self.item(schema, at),
        }
    }

    /// A schema that mixes keywords of several types, or that has no type.
    pub(super) fn any(&mut self, any: &AnySchema, schema: &Schema, at: &Pointer) -> TypeRef {
        if !any.all_of.is_empty() {
            return self.all_of(&any.all_of, Some(any), schema, at);
        }
        // Without fields of its own, an object is one of its branches; of two sets of branches, a
        // value has one of each.
        let branches = match (&any.one_of[..], &any.any_of[..]) {
            ([], []) => None,
            (one_of, []) => Some((one_of, "oneOf")),
            ([], any_of) => Some((any_of, "anyOf")),
            _ => return self.with_alternatives(any, schema, at).into(),
        };
        if let Some((branches, keyword)) = branches {
            let discriminator = schema.schema_data.discriminator.as_ref();
            if discriminator.is_some_and(|it| self.declares_only_tag(any, it, branches)) {
                return self.union(branches, keyword, schema, at);
            }
            if let Some(discriminator) = discriminator
                && !self.is_base_of(branches, at)
                && let Some(union) = self.with_own_fields(any, branches, discriminator, at)
            {
                return self.inline(TypeKind::Union(union), schema, at).into();
            }
            if !any.properties.is_empty() && !self.is_base_of(branches, at) {
                return match self.with_own_fields_in_objects(any, branches, keyword, at) {
                    Some(branches) => {
                        let branches = branches.iter().map(|(it, place)| (it, place.clone()));
                        let branches: Vec<_> = branches.collect();
                        self.union_of(&branches, discriminator, schema, at)
                    }
                    None => self.with_alternatives(any, schema, at).into(),
                };
            }
            self.report_lost_required(&any.required, branches, at);
            return self.union(branches, keyword, schema, at);
        }
        if !any.properties.is_empty() {
            let others = any.additional_properties.as_ref();
            let parts = self.declared_fields(&any.properties, &any.required, others, at);
            return self.structure(parts, schema, at).into();
        }
        if let Some(AdditionalProperties::Schema(values)) = &any.additional_properties {
            let item = self.element(values, &at.child("additionalProperties"));
            return Shape::Map(Box::new(item)).into();
        }
        if let Some(items) = &any.items
            && any.typ.as_deref().is_none_or(|name| name == "array")
        {
            return Shape::List(Box::new(self.item(items, &at.child("items")))).into();
        }
        self.listed_or_named(any, schema, at)
    }

    /// The type of a schema without fields, items and branches: that of the values which it lists,
    /// or the one that it names.
    fn listed_or_named(&mut self, any: &AnySchema, schema: &Schema, at: &Pointer) -> TypeRef {
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
        let shape = if !texts.is_empty() && texts.len() + nulls == any.enumeration.len() {
            let values = self.enum_values(texts.iter(), at);
            self.inline(TypeKind::Enum(Enum::of(values)), schema, at)
        } else if nulls > 0 && nulls == any.enumeration.len() {
            Shape::Json(Untyped::NullOnly)
        } else if let Some(shape) = of_listed(any) {
            shape
        } else if !any.enumeration.is_empty() {
            Shape::Json(Untyped::ValuesOfSeveralTypes)
        } else {
            match any.typ.as_deref() {
                Some("string") => Shape::Scalar(Scalar::String),
                Some("integer") => Shape::Scalar(Scalar::of_integer_format(any.format.as_deref())),
                Some("number") => Shape::Scalar(Scalar::Number),
                Some("boolean") => Shape::Scalar(Scalar::Bool { const_value: None }),
                Some("array") => Shape::List(Box::new(json(Untyped::UndocumentedItems))),
                Some("object") => Shape::Map(Box::new(json(Untyped::UndocumentedFields))),
                _ => Shape::Json(Untyped::NoType),
            }
        };
        TypeRef {
            nullable: nulls > 0,
            ..shape.into()
        }
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

/// The type of values that are all objects, all arrays, or all integers: which of them are allowed
/// is no type.
fn of_listed(any: &AnySchema) -> Option<Shape> {
    let mut types = any.enumeration.iter().map(JsonType::of);
    let first = types.find(|it| *it != JsonType::Null)?;
    if !types.all(|it| it == first || it == JsonType::Null) {
        return None;
    }
    match first {
        JsonType::Object => Some(Shape::Map(Box::new(json(Untyped::UndocumentedFields)))),
        JsonType::Array => Some(Shape::List(Box::new(json(Untyped::UndocumentedItems)))),
        // Some are beyond `i64`; where others are below zero, no type holds all.
        JsonType::Number if any.typ.as_deref() == Some("integer") => {
            let scalar = Scalar::of_integer_format(any.format.as_deref());
            let is_held = |value: &Value| match scalar {
                Scalar::Unsigned => value.is_u64(),
                _ => value.is_i64(),
            };
            let mut values = any.enumeration.iter();
            let are_held = values.all(|value| value.is_null() || is_held(value));
            are_held.then_some(Shape::Scalar(scalar))
        }
        _ => None,
    }
}

/// Whether the type has its constraints itself: an object, or the values of an enum.
fn has_own_constraints(shape: &Shape) -> bool {
    let Shape::Inline(def) = shape else {
        return false;
    };
    matches!(def.kind, TypeKind::Struct(_) | TypeKind::Enum(_))
}

/// Any JSON, and why.
fn json(why: Untyped) -> TypeRef {
    Shape::Json(why).into()
}

/// `{type: object}` and nothing else.
fn is_bare_object(schema: &Schema) -> bool {
    matches!(&schema.schema_kind, SchemaKind::Type(Type::Object(kind)) if *kind == ObjectType::default())
}
