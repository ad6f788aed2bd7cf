//! What an operation is sent, and what it answers.

use openapiv3::{
    MediaType, Operation as Source, ReferenceOr, RequestBody, Response as Answer, StatusCode,
};

use super::{Lowering, component};
use crate::{
    ir::{Request, Response, TypeRef},
    origin::Pointer,
};

/// What a document says of an operation whose answer holds the value in a member.
const RESPONSE_KEY: &str = "x-response-key";

impl Lowering<'_> {
    /// The body that is sent; `None` where it is none that we can send, which is
    /// reported then.
    pub(super) fn request(
        &mut self,
        body: &ReferenceOr<RequestBody>,
        at: &Pointer,
    ) -> Option<Request> {
        let (body, at) = match body {
            ReferenceOr::Item(body) => (body, at.clone()),
            ReferenceOr::Reference { reference } => {
                let found = component(reference, "requestBodies");
                let components = self.api.components.as_ref();
                match found.and_then(|(pointer, name)| {
                    Some((components?.request_bodies.get(&name)?, pointer))
                }) {
                    Some((ReferenceOr::Item(body), pointer)) => (body, pointer),
                    _ => return self.skip(at, "a request body that is no component"),
                }
            }
        };
        let Some((name, media)) = json_media(body.content.iter()) else {
            return self.skip(&at, "a request body that is not JSON");
        };
        let content = at.child("content");
        for other in body.content.keys().filter(|other| *other != name) {
            self.warn_unsupported(
                &content.child(other),
                format!("the body is sent as JSON, not as `{other}`"),
            );
        }
        let pointer = content.child(name);
        let item = self.body(media, &pointer)?;
        Some(Request {
            shape: item.shape,
            origin: self.origin(&pointer.child("schema")),
        })
    }

    /// The answer of a call that went well; `None` where it is none that we can
    /// read, which is reported then.
    pub(super) fn response(&mut self, source: &Source, at: &Pointer) -> Option<Response> {
        let stated = source.extensions.get(RESPONSE_KEY);
        Some(Response {
            envelope: stated.and_then(|key| key.as_str()).map(str::to_owned),
            ..self.success(source, at)?
        })
    }

    fn success(&mut self, source: &Source, at: &Pointer) -> Option<Response> {
        let is_success = |status: &StatusCode| {
            matches!(status, StatusCode::Code(200..=299) | StatusCode::Range(2))
        };
        let mut successes = source
            .responses
            .responses
            .iter()
            .filter(|(status, _)| is_success(status));
        let (answer, pointer) = match (successes.next(), &source.responses.default) {
            (Some((status, answer)), _) => (answer, at.child(&status.to_string())),
            (None, Some(answer)) => (answer, at.child("default")),
            (None, None) => return Some(self.silent(at)),
        };
        let others: Vec<StatusCode> = successes.map(|(status, _)| status.clone()).collect();
        for status in others {
            let what = format!("an answer of status {status} is read like the first success");
            self.warn_unsupported(&at.child(&status.to_string()), what);
        }
        let (answer, pointer) = match answer {
            ReferenceOr::Item(answer) => (answer, pointer),
            ReferenceOr::Reference { reference } => {
                let found = component(reference, "responses");
                let components = self.api.components.as_ref();
                match found
                    .and_then(|(pointer, name)| Some((components?.responses.get(&name)?, pointer)))
                {
                    Some((ReferenceOr::Item(answer), pointer)) => (answer, pointer),
                    _ => return self.skip(&pointer, "a response that is no component"),
                }
            }
        };
        self.answer(answer, &pointer)
    }

    fn answer(&mut self, answer: &Answer, at: &Pointer) -> Option<Response> {
        if answer.content.is_empty() {
            return Some(self.silent(at));
        }
        let Some((name, media)) = json_media(answer.content.iter()) else {
            return self.skip(at, "a response that is not JSON");
        };
        let pointer = at.child("content").child(name);
        let body = self.body(media, &pointer)?;
        Some(Response {
            body: Some(body),
            ..self.silent(&pointer.child("schema"))
        })
    }

    fn silent(&self, at: &Pointer) -> Response {
        Response {
            body: None,
            envelope: None,
            beside: Vec::new(),
            value: None,
            origin: self.origin(at),
        }
    }

    fn body(&mut self, media: &MediaType, at: &Pointer) -> Option<TypeRef> {
        let Some(schema) = &media.schema else {
            return self.skip(at, "a body without a schema");
        };
        Some(self.item(schema, &at.child("schema")))
    }
}

/// The JSON form of a body, if it has one.
fn json_media<'a>(
    content: impl Iterator<Item = (&'a String, &'a MediaType)>,
) -> Option<(&'a str, &'a MediaType)> {
    content
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
