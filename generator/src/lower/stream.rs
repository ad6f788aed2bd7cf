//! The items of a stream: of events, or of lines.

use openapiv3::{MediaType as Source, ReferenceOr, Schema, SchemaKind, Type};

use super::Lowering;
use crate::{
    ir::{Scalar, Shape, TypeRef, Untyped},
    normalise::extension,
    source::Pointer,
};

/// The fields of an event, as the standard of server-sent events names them.
const EVENT_FIELDS: &[&str] = &["event", "data", "id", "retry", "comment"];

impl Lowering<'_> {
    /// The value of a line.
    pub(super) fn line(&mut self, media: &Source, at: &Pointer) -> TypeRef {
        match &media.schema {
            Some(schema) => {
                let (schema, at) = self.stream_item(media, schema, at);
                self.item(&schema, &at)
            }
            None => Shape::Json(Untyped::BodyWithoutSchema).into(),
        }
    }

    /// The data of an event; text where the document has no schema.
    pub(super) fn event_data(&mut self, media: &Source, at: &Pointer) -> TypeRef {
        let Some(schema) = &media.schema else {
            return Shape::Scalar(Scalar::String).into();
        };
        let (schema, at) = self.stream_item(media, schema, at);
        if let Some((data, at)) = self.data_of_event(&schema, &at) {
            return self.item(&data, &at);
        }
        if let Some((events, keyword, at)) = self.branches(&schema, &at) {
            let data: Option<Vec<_>> = events
                .iter()
                .map(|event| self.data_of_event(event, &at))
                .map(|found| found.map(|(data, _)| data))
                .collect();
            if let (Some(data), Some(mut whole)) = (data, self.target_of(&schema).cloned()) {
                // It is about the events, not about their data.
                whole.schema_data.discriminator = None;
                return self.union(&data, keyword, &whole, &at);
            }
        }
        self.item(&schema, &at)
    }

    /// What one item of the stream is. Some libraries describe a stream as the array of its items,
    /// though each is sent by itself.
    fn stream_item(
        &self,
        media: &Source,
        schema: &ReferenceOr<Schema>,
        at: &Pointer,
    ) -> (ReferenceOr<Schema>, Pointer) {
        let (target, place) = self.with_place(schema, at);
        let describes_item = media.extensions.contains_key(extension::ITEM_SCHEMA);
        match target.map(|it| &it.schema_kind) {
            Some(SchemaKind::Type(Type::Array(array))) if !describes_item => match &array.items {
                Some(items) => (items.clone().unbox(), place.child("items")),
                None => (schema.clone(), at.clone()),
            },
            _ => (schema.clone(), at.clone()),
        }
    }

    /// The schema of `data`, where a schema describes an event with its fields.
    fn data_of_event(
        &self,
        schema: &ReferenceOr<Schema>,
        at: &Pointer,
    ) -> Option<(ReferenceOr<Schema>, Pointer)> {
        let (target, place) = self.with_place(schema, at);
        let SchemaKind::Type(Type::Object(object)) = &target?.schema_kind else {
            return None;
        };
        let mut names = object.properties.keys();
        let data = object.properties.get("data")?;
        // Other objects have an `id` and `data` too.
        let has = |name: &str| object.properties.contains_key(name);
        let is_event = (has("event") || has("retry"))
            && names.all(|name| EVENT_FIELDS.contains(&name.as_str()));
        let at = place.child("properties").child("data");
        is_event.then(|| (data.clone().unbox(), at))
    }

    /// The branches of a union.
    fn branches(
        &self,
        schema: &ReferenceOr<Schema>,
        at: &Pointer,
    ) -> Option<(Vec<ReferenceOr<Schema>>, &'static str, Pointer)> {
        let (target, place) = self.with_place(schema, at);
        match &target?.schema_kind {
            SchemaKind::OneOf { one_of } => Some((one_of.clone(), "oneOf", place)),
            SchemaKind::AnyOf { any_of } => Some((any_of.clone(), "anyOf", place)),
            _ => None,
        }
    }

    /// The schema that is meant, and where it is.
    fn with_place<'s>(
        &'s self,
        schema: &'s ReferenceOr<Schema>,
        at: &Pointer,
    ) -> (Option<&'s Schema>, Pointer) {
        match schema {
            ReferenceOr::Item(schema) => (Some(schema), at.clone()),
            ReferenceOr::Reference { reference } => match self.resolve(reference, 0) {
                Some((place, _, target)) => (Some(target), place),
                None => (None, at.clone()),
            },
        }
    }
}
