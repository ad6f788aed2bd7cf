//! The media types of a response: which of them are read.

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, MediaType as Source, ReferenceOr, Response, Schema, SchemaKind, Type,
};

use super::{Lowering, constraints, null::is_any_value, once::Answers};
use crate::{
    diagnostic::{Code, Diagnostic},
    ir::{MediaType, Shape, TypeRef, Untyped},
    source::Pointer,
};

/// The media types of a response.
#[derive(Default)]
pub(super) struct Received<'a> {
    /// What calls ask for, and the stream beside it, with their names in the document.
    pub(super) read: Vec<(String, MediaType, &'a Source)>,
    /// What is read in the same way as the first, as bytes are, or as the same value, as the
    /// text of a string is that is JSON otherwise.
    pub(super) alike: Vec<(String, MediaType)>,
    /// What is not read.
    pub(super) unread: Vec<(String, MediaType)>,
    /// Names that are not media types.
    pub(super) invalid: Vec<String>,
}

/// The ways to read or write a body.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum BodyFormat {
    Json,
    Bytes,
    Text,
    Stream,
}

/// A media type of a response.
struct Candidate<'a> {
    name: String,
    media: MediaType,
    source: &'a Source,
    format: BodyFormat,
}

impl Lowering<'_> {
    /// Sorts the media types of a response: JSON is read where there is some, else the first
    /// one; a stream is read as well. JSON without a type says nothing that bytes do not.
    pub(super) fn received_media<'s>(&self, response: &'s Response) -> Received<'s> {
        let mut found = Received::default();
        let mut all = self.candidates(response, &mut found.invalid);
        if let Some(place) = all.iter().position(|it| self.is_only_a_stream(it, &all)) {
            let json = all.remove(place);
            found.alike.push((json.name, json.media));
            // Nor do other formats have a whole value.
            let others = all.extract_if(.., |it| it.format != BodyFormat::Stream);
            found.unread.extend(others.map(|it| (it.name, it.media)));
        }
        let position = |is: &dyn Fn(&Candidate<'_>) -> bool| all.iter().position(is);
        let is_json = |it: &Candidate<'_>| it.format == BodyFormat::Json;
        let typed = position(&|it| is_json(it) && !self.is_untyped(it.source));
        let json = position(&is_json);
        let bytes = position(&|it| it.format == BodyFormat::Bytes && !it.media.is_any());
        // What is read whole comes before a stream.
        let whole = position(&|it| it.format != BodyFormat::Stream);
        let first = typed.or(json.and(bytes)).or(json).or(whole);
        let first = first.or((!all.is_empty()).then_some(0));
        let Some(first) = first.map(|first| all.remove(first)) else {
            return found;
        };
        let takes_text =
            is_json(&first) && (self.is_untyped(first.source) || self.is_string(first.source));
        for other in all {
            let format = other.format;
            let is_alike = match first.format {
                BodyFormat::Bytes => format != BodyFormat::Stream,
                BodyFormat::Text => format == BodyFormat::Text,
                BodyFormat::Json => takes_text && self.is_same_text(&other),
                BodyFormat::Stream => false,
            };
            let is_stream = format == BodyFormat::Stream && first.format != BodyFormat::Stream;
            if is_stream && found.read.is_empty() {
                found.read.push((other.name, other.media, other.source));
            } else if is_alike {
                found.alike.push((other.name, other.media));
            } else {
                found.unread.push((other.name, other.media));
            }
        }
        found
            .read
            .insert(0, (first.name, first.media, first.source));
        found
    }

    /// Whether JSON has the events of a stream beside it, which is what is sent then.
    fn is_only_a_stream(&self, candidate: &Candidate<'_>, all: &[Candidate<'_>]) -> bool {
        candidate.format == BodyFormat::Json
            && self.is_watch_event(candidate.source)
            && all.iter().any(|it| it.media.stream().is_some())
    }

    /// The media types in the order of the document. What is not one is any.
    fn candidates<'s>(
        &self,
        response: &'s Response,
        invalid: &mut Vec<String>,
    ) -> Vec<Candidate<'s>> {
        let mut all = Vec::new();
        for (name, source) in &response.content {
            let media = match name.parse::<MediaType>() {
                Ok(media) => media,
                Err(_) => {
                    invalid.push(name.clone());
                    let Ok(any) = "*/*".parse() else { continue };
                    any
                }
            };
            all.push(Candidate {
                name: name.clone(),
                format: self.received_format(&media, source),
                media,
                source,
            });
        }
        all
    }

    /// How the body of a response is read. Generators of documents write `*/*` for whatever a
    /// method returns: a string is sent as it is, and one with a meaning, such as a date or a
    /// value of an enum, as JSON.
    pub(super) fn received_format(&self, media: &MediaType, source: &Source) -> BodyFormat {
        let schema = self.schema_of(source).map(|schema| &schema.schema_kind);
        match schema {
            // JSON has no bytes: a framework wrote its default media type for a file.
            Some(SchemaKind::Type(Type::String(kind)))
                if media.is_json() && constraints::string_format(kind) == Some("binary") =>
            {
                BodyFormat::Bytes
            }
            Some(SchemaKind::Type(Type::String(kind))) if media.is_any() => {
                match constraints::string_format(kind) {
                    Some("binary" | "byte") => BodyFormat::Bytes,
                    None if kind.enumeration.is_empty() => BodyFormat::Text,
                    _ => BodyFormat::Json,
                }
            }
            _ if media.is_json() && self.is_stream_result(source) => BodyFormat::Stream,
            _ => self.body_format(media, source),
        }
    }

    /// Whether the body is text that is the same value as a JSON string. Markup and YAML have
    /// a syntax of their own around it.
    fn is_same_text(&self, candidate: &Candidate<'_>) -> bool {
        let is_markup = || {
            ["xml", "yaml"]
                .iter()
                .any(|it| candidate.media.ends_with(it))
        };
        let is_bare = candidate.media.kind() == "text" && !is_markup();
        let source = candidate.source;
        candidate.format == BodyFormat::Text
            && is_bare
            && (source.schema.is_none() || self.is_untyped(source) || self.is_string(source))
    }

    /// Whether nothing is said of the value.
    fn is_untyped(&self, source: &Source) -> bool {
        source.schema.is_none() || self.schema_of(source).is_some_and(is_any_value)
    }

    fn is_string(&self, source: &Source) -> bool {
        let schema = self.schema_of(source).map(|schema| &schema.schema_kind);
        matches!(schema, Some(SchemaKind::Type(Type::String(_))))
    }

    /// The schema, where it is a component too.
    pub(super) fn schema_of<'m>(&'m self, media: &'m Source) -> Option<&'m Schema> {
        self.target_of(media.schema.as_ref()?)
    }

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

    /// Whether the schema is what grpc-gateway documents as the response of a method that streams:
    /// it sends a line with `result` or `error` for each message.
    fn is_stream_result(&self, source: &Source) -> bool {
        const TITLE: &str = "Stream result of ";

        let Some(schema) = self.schema_of(source) else {
            return false;
        };
        let title = schema.schema_data.title.as_deref().unwrap_or_default();
        let SchemaKind::Type(Type::Object(object)) = &schema.schema_kind else {
            return false;
        };
        let fields = &object.properties;
        title.starts_with(TITLE)
            && fields.contains_key("result")
            && fields
                .keys()
                .all(|name| matches!(name.as_str(), "result" | "error"))
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
        let Some(schema) = self.schema_of(media) else {
            return false;
        };
        match &schema.schema_kind {
            SchemaKind::Type(Type::String(_)) => false,
            SchemaKind::Any(any) => any.typ.as_deref() != Some("string") && any.format.is_none(),
            _ => true,
        }
    }

    /// Reports a body that callers get or give as it is, although its schema describes parts.
    pub(super) fn warn_unused_schema(&mut self, media: &MediaType, source: &Source, at: &Pointer) {
        let format = match self.body_format(media, source) {
            BodyFormat::Bytes => "bytes",
            BodyFormat::Text => "text",
            BodyFormat::Json | BodyFormat::Stream => return,
        };
        if self
            .schema_of(source)
            .is_some_and(|schema| self.has_parts(schema))
        {
            let media = media.essence();
            let what = format!("the body is {format}: the schema of `{media}` is not used");
            let warning = Diagnostic::new(Code::UnusedBodySchema, what);
            let warning = warning.at(self.origin(at), "declared here");
            self.diagnostics.push(warning);
        }
    }

    /// A JSON value; any where the document has no schema.
    pub(super) fn json_value(&mut self, media: &Source, at: &Pointer) -> TypeRef {
        match &media.schema {
            Some(schema) => self.item(schema, at),
            None => Shape::Json(Untyped::BodyWithoutSchema).into(),
        }
    }

    /// Whether the schema describes fields or items, or alternatives that may have some.
    fn has_parts(&self, schema: &Schema) -> bool {
        let mut answers = Answers::default();
        match &schema.schema_kind {
            SchemaKind::Type(Type::Object(object)) => {
                let others = &object.additional_properties;
                let has_others = matches!(others, Some(AdditionalProperties::Schema(_)));
                !object.properties.is_empty() || has_others
            }
            SchemaKind::Type(Type::Array(_)) => true,
            SchemaKind::OneOf { one_of: parts }
            | SchemaKind::AnyOf { any_of: parts }
            | SchemaKind::AllOf { all_of: parts } => parts
                .iter()
                .any(|part| !self.has_no_fields(part, &mut answers)),
            SchemaKind::Any(any) => !any.properties.is_empty(),
            SchemaKind::Type(_) | SchemaKind::Not { .. } => false,
        }
    }
}
