//! What an operation is sent, and the JSON form of any body.

use indexmap::IndexMap;
use openapiv3::{AdditionalProperties, MediaType, ReferenceOr, RequestBody, SchemaKind, Type};

use super::{Lowering, component};
use crate::{
    diagnostic::Reported,
    ir::{self, Body, Content, Docs, Payload},
    source::Pointer,
};

impl Lowering<'_> {
    /// The body that is sent; none where the document describes one that is empty.
    pub(super) fn body(
        &mut self,
        body: &ReferenceOr<RequestBody>,
        at: &Pointer,
    ) -> Result<Option<Body>, Reported> {
        let (body, at) = match body {
            ReferenceOr::Item(body) => (body, at.clone()),
            ReferenceOr::Reference { reference } => {
                let found = component(reference, "requestBodies");
                let components = self.api.components.as_ref();
                match found.and_then(|(pointer, name)| {
                    Some((components?.request_bodies.get(&name)?, pointer))
                }) {
                    Some((ReferenceOr::Item(body), pointer)) => (body, pointer),
                    _ => {
                        return Err(self.skip(
                            at,
                            "a request body that refers to something other than a component",
                        ));
                    }
                }
            }
        };
        let Some((name, media)) = json_media(&body.content) else {
            if !body.required && body.content.values().all(is_empty) {
                return Ok(None);
            }
            return Err(self.skip(&at, "a request body that is not JSON"));
        };
        let content = at.child("content");
        for other in body.content.keys().filter(|other| *other != name) {
            self.warn_unsupported(
                &content.child(other),
                format!("the body is sent as JSON, not as `{other}`"),
            );
        }
        Ok(Some(Body {
            docs: Docs(body.description.clone().unwrap_or_default()),
            required: body.required,
            contents: vec![self.json(name, media, &content.child(name))?],
        }))
    }

    /// A body as JSON.
    pub(super) fn json(
        &mut self,
        name: &str,
        media: &MediaType,
        at: &Pointer,
    ) -> Result<Content, Reported> {
        let Some(schema) = &media.schema else {
            return Err(self.skip(at, "a body without a schema"));
        };
        let Ok(media) = name.parse() else {
            return Err(self.skip(at, "a body whose media type is not one"));
        };
        let at = at.child("schema");
        Ok(Content {
            media,
            payload: Payload::Json(self.item(schema, &at)),
            origin: self.origin(&at),
        })
    }
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

/// The JSON form of a body, if it has one.
pub(super) fn json_media(content: &IndexMap<String, MediaType>) -> Option<(&str, &MediaType)> {
    content
        .iter()
        .map(|(name, media)| (name.as_str(), media))
        .find(|(name, _)| {
            let media = name.parse::<ir::MediaType>();
            media.is_ok_and(|media| media.is_json() || media.is_any())
        })
}
