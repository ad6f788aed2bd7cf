//! The items of a stream: of events, or of lines.

use openapiv3::{
    MediaType as Source, ObjectType, ReferenceOr, Schema, SchemaData, SchemaKind, StringType, Type,
};

use super::Lowering;
use crate::{
    ir::{MediaType, Scalar, Shape, TypeRef, Untyped},
    normalise::extension,
    source::Pointer,
};

/// The fields of an event about a watched object.
const EVENT_OF_WATCH: [&str; 2] = ["type", "object"];

/// The fields of an event, as the standard of server-sent events names them.
const EVENT_FIELDS: &[&str] = &["event", "data", "id", "retry", "comment"];

impl Lowering<'_> {
    /// The value of a line.
    pub(super) fn line(&mut self, media: &MediaType, source: &Source, at: &Pointer) -> TypeRef {
        let Some(schema) = &source.schema else {
            return Shape::Json(Untyped::BodyWithoutSchema).into();
        };
        let watched = media.stream().and_then(|_| self.watched_object(schema, at));
        let (schema, at) = match watched {
            Some((object, at)) => (ReferenceOr::Item(watch_event(object)), at),
            None => self.stream_item(source, schema, at),
        };
        self.item(&schema, &at)
    }

    /// The objects of a list that is watched. Kubernetes documents the list as what the stream has,
    /// and sends events about its objects.
    fn watched_object(
        &self,
        schema: &ReferenceOr<Schema>,
        at: &Pointer,
    ) -> Option<(ReferenceOr<Box<Schema>>, Pointer)> {
        let (target, place) = self.with_place(schema, at);
        let SchemaKind::Type(Type::Object(list)) = &target?.schema_kind else {
            return None;
        };
        let items = list.properties.get("items")?.clone().unbox();
        let at_items = place.child("properties").child("items");
        let (items, place) = self.with_place(&items, &at_items);
        let SchemaKind::Type(Type::Array(array)) = &items?.schema_kind else {
            return None;
        };
        Some((array.items.clone()?, place.child("items")))
    }

    /// Whether the schema describes such an event itself.
    pub(super) fn is_watch_event(&self, media: &Source) -> bool {
        let schema = self.schema_of(media).map(|schema| &schema.schema_kind);
        let Some(SchemaKind::Type(Type::Object(event))) = schema else {
            return false;
        };
        let names = event.properties.keys();
        names.eq(EVENT_OF_WATCH) || event.properties.keys().rev().eq(EVENT_OF_WATCH)
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

/// An event about a watched object.
fn watch_event(object: ReferenceOr<Box<Schema>>) -> Schema {
    let of_kind = |schema_kind| Schema {
        schema_data: SchemaData::default(),
        schema_kind,
    };
    let mut kind = of_kind(SchemaKind::Type(Type::String(StringType::default())));
    let text =
        "What happened to the object: `ADDED`, `MODIFIED`, `DELETED`, `BOOKMARK` or `ERROR`.";
    kind.schema_data.description = Some(text.to_owned());
    let [type_field, object_field] = EVENT_OF_WATCH.map(str::to_owned);
    of_kind(SchemaKind::Type(Type::Object(ObjectType {
        required: vec![type_field.clone(), object_field.clone()],
        properties: [
            (type_field, ReferenceOr::Item(Box::new(kind))),
            (object_field, object),
        ]
        .into_iter()
        .collect(),
        ..ObjectType::default()
    })))
}
