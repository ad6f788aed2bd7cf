//! What an operation is sent.

use openapiv3::{AdditionalProperties, MediaType, ReferenceOr, RequestBody, SchemaKind, Type};

use super::{Lowering, component, constraints, media::BodyFormat};
use crate::{
    diagnostic::Reported,
    ir::{self, Body, Content, Docs, OperationKey, Payload, Shape},
    normalise::extension::OPTIONAL,
    source::Pointer,
};

impl<'a> Lowering<'a> {
    /// The body of a request or the component that a reference leads to, and where it is; `None`
    /// for other references.
    pub(super) fn documented_body(
        &self,
        body: &'a ReferenceOr<RequestBody>,
        at: Pointer,
    ) -> Option<(&'a RequestBody, Pointer)> {
        match body {
            ReferenceOr::Item(body) => Some((body, at)),
            ReferenceOr::Reference { reference } => {
                let (at, name) = component(reference, "requestBodies")?;
                let components = self.api.components.as_ref()?;
                Some((components.request_bodies.get(&name)?.as_item()?, at))
            }
        }
    }

    /// The body that is sent; none where the document describes one that is empty.
    pub(super) fn body(
        &mut self,
        key: &OperationKey,
        body: &'a ReferenceOr<RequestBody>,
        at: &Pointer,
    ) -> Result<Option<Body>, Reported> {
        let Some((body, at)) = self.documented_body(body, at.clone()) else {
            return Err(self.skip(
                at,
                "a request body that refers to something other than a component",
            ));
        };
        if !body.required && body.content.values().all(is_empty) {
            return Ok(None);
        }
        let at_content = at.child("content");
        let mut media_types = self.media_types(body, &at_content);
        let Some(first) = self.preferred(&media_types) else {
            return Err(self.skip(&at, "a request body without a media type"));
        };
        let (name, source, used) = media_types.remove(first);
        let mut contents = vec![self.sent(used.clone(), source, &at_content.child(name))?];
        let mut alike = Vec::new();
        for (other_name, other, media) in media_types {
            let at = at_content.child(other_name);
            let is_in_json = self.is_in_json((&used, source), (&media, other));
            if other.schema == source.schema || is_in_json {
                // Callers give an upload the media type that it has.
                let are_uploads = self.are_bytes(&used, source) && self.are_bytes(&media, other);
                if !is_in_json && !are_uploads {
                    let what = format!("the body is sent as `{name}`, not as `{other_name}`");
                    self.warn_unsupported(&at, what);
                }
                alike.push(media);
            } else {
                contents.push(self.sent(media, other, &at)?);
            }
        }
        let stated_optional = body.extensions.contains_key(OPTIONAL);
        Ok(Some(Body {
            docs: Docs(body.description.clone().unwrap_or_default()),
            required: body.required,
            can_be_omitted: !body.required && (stated_optional || !key.has_body_by_default()),
            contents,
            alike,
        }))
    }

    /// Whether a body of this media type is an upload, which can have a media type of its own.
    fn are_bytes(&self, media: &ir::MediaType, source: &MediaType) -> bool {
        let has_fields = media.is_form() || media.is_multipart();
        !has_fields && self.body_format(media, source) == BodyFormat::Bytes
    }

    /// The media types of a body. What is not one is left out with a warning, unless it is all
    /// that there is.
    fn media_types(
        &mut self,
        body: &'a RequestBody,
        at: &Pointer,
    ) -> Vec<(&'a str, &'a MediaType, ir::MediaType)> {
        let mut found = Vec::new();
        let mut invalid = Vec::new();
        for (name, source) in &body.content {
            match name.parse::<ir::MediaType>() {
                Ok(media) => found.push((name.as_str(), source, media)),
                Err(ir::NotAMediaType) => invalid.push((name.as_str(), source)),
            }
        }
        for (name, source) in invalid {
            let meant = found.is_empty().then(|| self.meant(name, source)).flatten();
            let what = match &meant {
                Some(meant) => format!("`{name}` is not a media type: it is read as `{meant}`"),
                None => format!("`{name}` is not a media type: the body is not sent as it"),
            };
            self.warn_unsupported(&at.child(name), what);
            found.extend(meant.map(|meant| (name, source, meant)));
        }
        found
    }

    /// The media type that is meant by a name which is none: the one with its slash
    /// (`applicationjson`, `application-json`) or without its parameters (`text/plain; utf-8`), a
    /// form, or else JSON where the schema is more than a string.
    fn meant(&self, name: &str, source: &MediaType) -> Option<ir::MediaType> {
        let essence = name.split(';').next().unwrap_or_default().trim();
        let subtype = name.strip_prefix("application");
        let meant = match subtype {
            Some(subtype) => {
                let subtype = subtype.trim_start_matches(|it: char| !it.is_ascii_alphanumeric());
                format!("application/{subtype}").parse().ok()
            }
            None if essence.eq_ignore_ascii_case("form-data") => "multipart/form-data".parse().ok(),
            None => None,
        };
        let is_json = || self.is_structured(source);
        let json = || "application/json".parse().ok().filter(|_| is_json());
        meant.or_else(|| essence.parse().ok()).or_else(json)
    }

    /// The place of the media type that is sent by default: the best JSON one, else the
    /// first one. Files have no form in JSON, so that a form with files goes before JSON of
    /// the same schema.
    fn preferred(&self, all: &[(&str, &MediaType, ir::MediaType)]) -> Option<usize> {
        let json = all
            .iter()
            .enumerate()
            .filter(|(_, (_, source, media))| self.body_format(media, source) == BodyFormat::Json);
        let json = json.min_by_key(|(_, (_, source, media))| self.json_rank(media, source));
        let json = json.map(|(place, _)| place);
        let with_files = json.and_then(|json| {
            all.iter().position(|(_, source, media)| {
                media.is_multipart()
                    && source.schema == all[json].1.schema
                    && self.has_files(source)
            })
        });
        with_files
            .or(json)
            .or_else(|| (!all.is_empty()).then_some(0))
    }

    /// What JSON a body is sent as, best first; the first of several that are equally good.
    fn json_rank(&self, media: &ir::MediaType, source: &MediaType) -> JsonRank {
        let schema = self.schema_of(source).map(|schema| &schema.schema_kind);
        if media.essence() == "application/json" {
            JsonRank::Plain
        } else if media.has_wildcard() {
            JsonRank::Unusable
        } else if matches!(schema, Some(SchemaKind::Type(Type::Array(_)))) {
            JsonRank::Fitting
        } else if media.is_json_patch() {
            // It is a list of changes, which servers expect where the header says so.
            JsonRank::Unusable
        } else if media.is_merge_patch() {
            JsonRank::Fitting
        } else {
            JsonRank::Other
        }
    }

    /// Whether the schema is an object with a field of bytes.
    fn has_files(&self, media: &MediaType) -> bool {
        let object = self.schema_of(media).map(|schema| &schema.schema_kind);
        let Some(SchemaKind::Type(Type::Object(object))) = object else {
            return false;
        };
        object.properties.values().any(|property| match property {
            ReferenceOr::Item(schema) => match &schema.schema_kind {
                SchemaKind::Type(Type::String(kind)) => {
                    constraints::string_format(kind) == Some("binary")
                }
                _ => false,
            },
            ReferenceOr::Reference { .. } => false,
        })
    }

    /// A request body in one media type.
    fn sent(
        &mut self,
        media: ir::MediaType,
        source: &MediaType,
        at: &Pointer,
    ) -> Result<Content, Reported> {
        let at_schema = at.child("schema");
        let payload = if media.is_form() || media.is_multipart() {
            let fields = self.form_fields(source, at);
            let encodings = self.encodings(&media, source, at);
            match media.is_form() {
                true => Payload::Form(fields, encodings),
                false => Payload::Multipart(fields, encodings),
            }
        } else {
            match self.body_format(&media, source) {
                BodyFormat::Json => Payload::Json(self.json_value(source, &at_schema)),
                BodyFormat::Stream if media.is_lines() && self.is_structured(source) => {
                    let line = self.line(&media, source, &at_schema);
                    Payload::Json(Shape::List(Box::new(line)).into())
                }
                BodyFormat::Text | BodyFormat::Stream => Payload::Text,
                BodyFormat::Bytes => Payload::Bytes,
            }
        };
        if matches!(payload, Payload::Text | Payload::Bytes) {
            self.warn_unused_schema(&media, source, &at_schema);
        }
        Ok(Content {
            media,
            payload,
            origin: self.origin(match source.schema {
                Some(_) => &at_schema,
                None => at,
            }),
        })
    }
}

/// How well a JSON media type says what a body is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum JsonRank {
    /// `application/json`, which servers that read any JSON read.
    Plain,
    /// One that is made for such a schema.
    Fitting,
    Other,
    /// One that values of the schema cannot have, or that is no media type of a body.
    Unusable,
}

/// Whether a body has nothing to send: it is an object without members.
fn is_empty(media: &MediaType) -> bool {
    let Some(ReferenceOr::Item(schema)) = &media.schema else {
        return false;
    };
    match &schema.schema_kind {
        SchemaKind::Type(Type::Object(object)) => {
            let is_closed = object.additional_properties == Some(AdditionalProperties::Any(false));
            object.properties.is_empty() && is_closed
        }
        _ => false,
    }
}
