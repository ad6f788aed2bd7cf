//! One schema → one shape.

use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, ReferenceOr, Schema, SchemaKind, StringType, Type,
};

use super::{Lowering, component, constraints, lifecycle};
use crate::{
    ir::{
        Branch, Docs, Enum, Scalar, Shape, Struct, Tagging, TypeDef, TypeKey, TypeKind, TypeRef,
        Union, Usage,
    },
    source::Pointer,
};

impl Lowering<'_> {
    /// What `schema` at `at` describes.
    pub(super) fn item(&mut self, schema: &ReferenceOr<Schema>, at: &Pointer) -> TypeRef {
        match schema {
            ReferenceOr::Reference { reference } => match self.resolve(reference, 0) {
                Some((_, name, target)) => TypeRef {
                    shape: Shape::Type(TypeKey::component(&name)),
                    nullable: target.schema_data.nullable,
                },
                None => json("it refers to a part of the document that is no component"),
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

    /// As [`item`](Self::item), for the boxed schemas of members and items.
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
            // Components that only name each other are refused when the page is
            // read; the bound keeps a mistake there from running on here.
            ReferenceOr::Reference { reference } if depth < 64 => {
                let (pointer, _, schema) = self.resolve(reference, depth + 1)?;
                Some((pointer, name, schema))
            }
            ReferenceOr::Reference { .. } => None,
        }
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
                        // It is an object all the same.
                        Shape::Map(Box::new(json("the page says nothing about its members")))
                    }
                    _ => {
                        let fields = self.fields(&kind.properties, &kind.required, at);
                        self.inline(TypeKind::Struct(Struct::new(fields)), schema, at)
                    }
                };
                (shape, false)
            }
            SchemaKind::OneOf { one_of } => self.union(one_of, "oneOf", schema, at),
            SchemaKind::AnyOf { any_of } => self.union(any_of, "anyOf", schema, at),
            SchemaKind::AllOf { all_of } => (self.all_of(all_of, None, schema, at), false),
            SchemaKind::Not { .. } => (Shape::Json("the page only says what it is not"), false),
            SchemaKind::Any(any) => self.any(any, schema, at),
        }
    }

    fn text(&mut self, kind: &StringType, schema: &Schema, at: &Pointer) -> (Shape, bool) {
        let values: Vec<String> = kind.enumeration.iter().flatten().cloned().collect();
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
            None => json("the page says nothing about its items"),
        }))
    }

    fn union(
        &mut self,
        branches: &[ReferenceOr<Schema>],
        keyword: &str,
        schema: &Schema,
        at: &Pointer,
    ) -> (Shape, bool) {
        let discriminator = schema.schema_data.discriminator.as_ref();
        if let ([only], None) = (branches, discriminator) {
            let item = self.item(only, &at.child(keyword).index(0));
            return (item.shape, item.nullable);
        }
        let mut nullable = false;
        let mut lowered = Vec::new();
        for (index, branch) in branches.iter().enumerate() {
            let pointer = at.child(keyword).index(index);
            let item = self.item(branch, &pointer);
            nullable |= item.nullable;
            if discriminator.is_none()
                && let Some(inner) = undecided(&item.shape)
            {
                // One of several, one of which is one of several.
                lowered.extend(inner);
                continue;
            }
            let tag = match branch {
                ReferenceOr::Reference { reference } => discriminator.and_then(|discriminator| {
                    let (_, name) = component(reference, "schemas")?;
                    let mapped = discriminator
                        .mapping
                        .iter()
                        .find(|(_, target)| *target == reference || **target == name);
                    Some(mapped.map_or(name, |(tag, _)| tag.clone()))
                }),
                ReferenceOr::Item(_) => None,
            };
            lowered.push(Branch {
                tag,
                label: String::new(),
                docs: branch_docs(branch),
                shape: item.shape,
                boxed: false,
                origin: self.origin(&pointer),
            });
        }
        // What fits no branch is kept as JSON anyway, so that a branch of any JSON
        // adds nothing; a union of nothing else is no union.
        lowered.retain(|branch| !matches!(branch.shape, Shape::Json(_)));
        if lowered.is_empty() {
            return (Shape::Json("none of its alternatives has a type"), nullable);
        }
        let tagging = Tagging::Undecided(discriminator.map(|found| found.property_name.clone()));
        let union = Union {
            tagging,
            branches: lowered,
        };
        (self.inline(TypeKind::Union(union), schema, at), nullable)
    }

    /// A schema that mixes keywords of several types, or that has no type.
    fn any(&mut self, any: &AnySchema, schema: &Schema, at: &Pointer) -> (Shape, bool) {
        let is_object = any.typ.as_deref() == Some("object") || !any.properties.is_empty();
        if !any.all_of.is_empty() {
            return (self.all_of(&any.all_of, Some(any), schema, at), false);
        }
        if is_object && (!any.one_of.is_empty() || !any.any_of.is_empty()) {
            return (self.widened(any, schema, at), false);
        }
        if !any.one_of.is_empty() {
            return self.union(&any.one_of, "oneOf", schema, at);
        }
        if !any.any_of.is_empty() {
            return self.union(&any.any_of, "anyOf", schema, at);
        }
        if !any.properties.is_empty() {
            let fields = self.fields(&any.properties, &any.required, at);
            return (
                self.inline(TypeKind::Struct(Struct::new(fields)), schema, at),
                false,
            );
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
            return (
                self.inline(TypeKind::Enum(Enum { values: texts }), schema, at),
                nulls > 0,
            );
        }
        let why = if any.enumeration.is_empty() {
            "the page gives it no type"
        } else {
            "the page gives it values of several types"
        };
        (Shape::Json(why), false)
    }

    /// A type declared in place.
    pub(super) fn inline(&mut self, kind: TypeKind, schema: &Schema, at: &Pointer) -> Shape {
        Shape::Inline(Box::new(TypeDef {
            docs: docs(schema),
            kind,
            usage: Usage::default(),
            origin: self.origin(at),
        }))
    }
}

/// The branches of a union declared in place that names no discriminator.
fn undecided(shape: &Shape) -> Option<Vec<Branch>> {
    let Shape::Inline(def) = shape else {
        return None;
    };
    match &def.kind {
        TypeKind::Union(Union {
            tagging: Tagging::Undecided(None),
            branches,
            ..
        }) => Some(branches.clone()),
        _ => None,
    }
}

/// Any JSON, and why.
fn json(why: &'static str) -> TypeRef {
    TypeRef {
        shape: Shape::Json(why),
        nullable: false,
    }
}

/// What the document says of a schema, its bounds included.
pub(super) fn docs(schema: &Schema) -> Docs {
    let data = &schema.schema_data;
    let text = data
        .description
        .as_deref()
        .or(data.title.as_deref())
        .unwrap_or_default()
        .trim();
    let mut paragraphs: Vec<String> = Vec::new();
    if !text.is_empty() {
        paragraphs.push(text.to_owned());
    }
    paragraphs.extend(constraints::sentence(schema));
    paragraphs.extend(lifecycle::sentences(&data.extensions));
    Docs(paragraphs.join("\n\n"))
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
