//! What an operation is sent, and the JSON form of any body.

use indexmap::IndexMap;
use openapiv3::{MediaType, ReferenceOr, RequestBody};

use super::{Lowering, component};
use crate::{
    diagnostic::Reported,
    ir::{Body, Content, Payload},
    source::Pointer,
};

impl Lowering<'_> {
    /// The body that is sent.
    pub(super) fn body(
        &mut self,
        body: &ReferenceOr<RequestBody>,
        at: &Pointer,
    ) -> Result<Body, Reported> {
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
            return Err(self.skip(&at, "a request body that is not JSON"));
        };
        let content = at.child("content");
        for other in body.content.keys().filter(|other| *other != name) {
            self.warn_unsupported(
                &content.child(other),
                format!("the body is sent as JSON, not as `{other}`"),
            );
        }
        Ok(Body {
            required: body.required,
            contents: vec![self.json(name, media, &content.child(name))?],
        })
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
        let at = at.child("schema");
        Ok(Content {
            media: name.to_owned(),
            payload: Payload::Json(self.item(schema, &at)),
            origin: self.origin(&at),
        })
    }
}

/// The JSON form of a body, if it has one.
pub(super) fn json_media(content: &IndexMap<String, MediaType>) -> Option<(&str, &MediaType)> {
    content
        .iter()
        .map(|(name, media)| (name.as_str(), media))
        .find(|(name, _)| {
            let essence = name
                .split(';')
                .next()
                .unwrap_or_default()
                .trim()
                .to_ascii_lowercase();
            essence == "application/json" || essence.ends_with("+json") || essence == "*/*"
        })
}
