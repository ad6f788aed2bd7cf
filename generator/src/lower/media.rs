//! The media types of a response: which of them are read.

use indexmap::IndexMap;
use openapiv3::{MediaType as Source, ReferenceOr, Response, Schema, SchemaKind, Type};

use super::Lowering;
use crate::{
    ir::{MediaType, Shape, TypeRef},
    source::Pointer,
};

/// The media types of a response.
#[derive(Default)]
pub(super) struct Received<'a> {
    /// What calls ask for, and the stream beside it, with their names in the document.
    pub(super) read: Vec<(String, MediaType, &'a Source)>,
    /// What is read in the same way as the first, as bytes are.
    pub(super) alike: Vec<(String, MediaType)>,
    /// What is not read.
    pub(super) unread: Vec<(String, MediaType)>,
    /// Names that are not media types.
    pub(super) invalid: Vec<String>,
}

/// The ways to read or write a body, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum BodyFormat {
    Json,
    Bytes,
    Text,
    Stream,
}

/// Sorts the media types of a response: JSON is read where there is some, else the first one;
/// a stream is read as well.
pub(super) fn received(
    response: &Response,
    format_of: impl Fn(&MediaType, &Source) -> BodyFormat,
) -> Received<'_> {
    let mut found = Received::default();
    let mut all = Vec::new();
    for (name, source) in &response.content {
        let media = match name.parse::<MediaType>() {
            Ok(media) => media,
            Err(_) => {
                found.invalid.push(name.clone());
                let Ok(any) = "*/*".parse() else { continue };
                any
            }
        };
        let format = format_of(&media, source);
        all.push((format, name.clone(), media, source));
    }
    let is_json = |(format, ..): &(BodyFormat, _, _, _)| *format == BodyFormat::Json;
    let Some(first) = all.iter().position(is_json).or(match all.is_empty() {
        true => None,
        // What is read whole comes before a stream.
        false => all
            .iter()
            .position(|(format, ..)| *format != BodyFormat::Stream)
            .or(Some(0)),
    }) else {
        return found;
    };
    let (first, name, media, source) = all.remove(first);
    found.read.push((name, media, source));
    for (format, name, media, source) in all {
        if format == BodyFormat::Stream && first != BodyFormat::Stream && found.read.len() == 1 {
            found.read.push((name, media, source));
        } else if first == BodyFormat::Bytes && format != BodyFormat::Stream
            || first == BodyFormat::Text && format == first
        {
            found.alike.push((name, media));
        } else {
            found.unread.push((name, media));
        }
    }
    found
}

impl Lowering<'_> {
    /// How a body of this media type is read and, unless it is a form, written.
    pub(super) fn body_format(&self, media: &MediaType, source: &Source) -> BodyFormat {
        if media.is_events() || media.is_lines() {
            BodyFormat::Stream
        } else if media.is_json() || media.is_any() && self.is_structured(source) {
            BodyFormat::Json
        } else if media.is_text() {
            BodyFormat::Text
        } else {
            BodyFormat::Bytes
        }
    }

    /// The JSON form among the media types of one value, if there is one with a schema: the
    /// name, the schema and the media type.
    pub(super) fn json_form<'c>(
        &self,
        content: &'c IndexMap<String, Source>,
    ) -> Option<(&'c str, &'c ReferenceOr<Schema>, MediaType)> {
        content.iter().find_map(|(name, source)| {
            let media = name.parse().ok()?;
            let schema = source.schema.as_ref()?;
            let is_json = self.body_format(&media, source) == BodyFormat::Json;
            is_json.then_some((name.as_str(), schema, media))
        })
    }

    /// Whether the schema is more than a string, so that only JSON can be meant: generators
    /// of documents write `*/*` for it.
    pub(super) fn is_structured(&self, media: &Source) -> bool {
        let schema: &Schema = match &media.schema {
            None => return false,
            Some(ReferenceOr::Item(schema)) => schema,
            Some(ReferenceOr::Reference { reference }) => match self.resolve(reference, 0) {
                Some((_, _, schema)) => schema,
                None => return false,
            },
        };
        match &schema.schema_kind {
            SchemaKind::Type(Type::String(_)) => false,
            SchemaKind::Any(any) => any.typ.as_deref() != Some("string") && any.format.is_none(),
            _ => true,
        }
    }

    /// A JSON value; any where the document has no schema.
    pub(super) fn json_value(&mut self, media: &Source, at: &Pointer) -> TypeRef {
        match &media.schema {
            Some(schema) => self.item(schema, at),
            None => Shape::Json("the body has no schema").into(),
        }
    }
}
