//! The responses of an operation.

use openapiv3::{MediaType, Operation as Source, ReferenceOr, Response as Documented, StatusCode};

use super::{
    Lowering, component,
    media::{BodyFormat, Received},
};
use crate::{
    diagnostic::Reported,
    ir::{Content, Payload, Response, StatusPattern},
    source::Pointer,
};

/// What a document says of an operation whose response holds the value in a field.
const RESPONSE_KEY: &str = "x-response-key";

impl<'a> Lowering<'a> {
    /// The responses of a call that went well: none where none is documented.
    pub(super) fn responses(
        &mut self,
        source: &'a Source,
        at: &Pointer,
    ) -> Result<Vec<Response>, Reported> {
        let stated = source.extensions.get(RESPONSE_KEY);
        let stated = stated.and_then(|key| key.as_str());
        let mut responses: Vec<Response> = Vec::new();
        let mut sources: Vec<(StatusPattern, &Documented)> = Vec::new();
        for (status, response, pointer) in self.successes(source, at) {
            let (documented, pointer) = self.documented(response, pointer)?;
            let is_same = |(_, other): &&(StatusPattern, &Documented)| {
                !documented.content.is_empty() && other.content == documented.content
            };
            let same = sources.iter().find(is_same).map(|(status, _)| *status);
            let same = same.filter(|_| !status.forbids_body());
            if !status.forbids_body() {
                sources.push((status, documented));
            }
            let response = self.response(status, documented, same, &pointer);
            responses.push(Response {
                envelope: stated.map(str::to_owned),
                ..response
            });
        }
        Ok(responses)
    }

    /// What a response or a reference to one documents, and where.
    fn documented(
        &mut self,
        response: &'a ReferenceOr<Documented>,
        at: Pointer,
    ) -> Result<(&'a Documented, Pointer), Reported> {
        let reference = match response {
            ReferenceOr::Item(response) => return Ok((response, at)),
            ReferenceOr::Reference { reference } => reference,
        };
        let Some((response, _, at)) = self.shared_response(reference) else {
            return Err(self.skip(
                &at,
                "a response that refers to something other than a component",
            ));
        };
        Ok((response, at))
    }

    /// The response that a reference leads to, its name, and where it is.
    pub(super) fn shared_response(
        &self,
        reference: &str,
    ) -> Option<(&'a Documented, String, Pointer)> {
        let (pointer, name) = component(reference, "responses")?;
        let components = self.api.components.as_ref()?;
        match components.responses.get(&name)? {
            ReferenceOr::Item(response) => Some((response, name, pointer)),
            ReferenceOr::Reference { .. } => None,
        }
    }

    /// The media types that a response can have: none where HTTP forbids its body.
    fn received_types<'s>(
        &mut self,
        status: StatusPattern,
        source: &'s Documented,
        at: &Pointer,
    ) -> Received<'s> {
        let why = match status {
            _ if status.is_redirect() => "leads elsewhere: its body is not read",
            _ if status.forbids_body() => "has no body: this one is ignored",
            _ => return self.received_media(source),
        };
        if !source.content.is_empty() {
            let what = format!("a response with the status {status} {why}");
            self.warn_unsupported(at, what);
        }
        Received::default()
    }

    fn response(
        &mut self,
        status: StatusPattern,
        source: &Documented,
        same_as: Option<StatusPattern>,
        at: &Pointer,
    ) -> Response {
        let at_content = at.child("content");
        let media = self.received_types(status, source, &at_content);
        for name in &media.invalid {
            let what = format!("`{name}` is not a media type: any is accepted");
            self.warn_unsupported(&at_content.child(name), what);
        }
        for (name, unread) in &media.unread {
            let read = media.read.first();
            if let (Some((_, read, json)), Some(other)) = (read, source.content.get(name))
                && matches!(
                    self.received_format(read, json),
                    BodyFormat::Json | BodyFormat::Stream
                )
                && self.is_in_json((read, json), (unread, other))
            {
                continue;
            }
            let read = read.map_or("", |(name, ..)| name.as_str());
            let what = format!("the response is read as `{read}`, not as `{name}`");
            self.warn_unsupported(&at_content.child(name), what);
        }
        let mut contents = Vec::new();
        if same_as.is_none() {
            for (name, media, source) in media.read {
                let at = at_content.child(&name);
                self.warn_unused_schema(&media, source, &at.child("schema"));
                contents.push(self.received(media, source, &at));
            }
        }
        Response {
            status,
            origin: match contents.first() {
                Some(Content {
                    payload: Payload::Json(_),
                    origin,
                    ..
                }) => origin.clone(),
                _ => self.origin(at),
            },
            contents,
            alike: media.alike.into_iter().map(|(_, media)| media).collect(),
            unread: media.unread.into_iter().map(|(_, media)| media).collect(),
            same_as,
            headers: self.headers(source),
            envelope: None,
            siblings: Vec::new(),
            alternatives: Vec::new(),
            output: None,
        }
    }
}

impl Lowering<'_> {
    /// The successes in the order of the document; where there is none, the redirects, which is how
    /// downloads from elsewhere are documented, and `default`. Beside redirects, that is an error
    /// unless it has a body, which is not that of errors.
    pub(super) fn successes<'s>(
        &self,
        source: &'s Source,
        at: &Pointer,
    ) -> Vec<(StatusPattern, &'s ReferenceOr<Documented>, Pointer)> {
        let those = |is: fn(StatusPattern) -> bool| -> Vec<_> {
            let responses = source.responses.responses.iter();
            let found = responses.filter(|(status, _)| is(pattern(status)));
            found
                .map(|(status, it)| (pattern(status), it, at.child(&status.to_string())))
                .collect()
        };
        let successes = those(StatusPattern::is_success);
        if !successes.is_empty() {
            return successes;
        }
        let default = source.responses.default.as_ref();
        let mut successes = those(StatusPattern::is_redirect);
        let is_success = |it: &_| self.has_content(it) && !self.is_error(it);
        let default = default.filter(|it| successes.is_empty() || is_success(it));
        successes.extend(default.map(|it| (StatusPattern::Default, it, at.child("default"))));
        successes
    }

    /// Whether a response, or the one that a reference leads to, has a body.
    fn has_content(&self, response: &ReferenceOr<Documented>) -> bool {
        let documented = match response {
            ReferenceOr::Item(response) => Some(response),
            ReferenceOr::Reference { reference } => self
                .shared_response(reference)
                .map(|(response, ..)| response),
        };
        documented.is_some_and(|it| !it.content.is_empty())
    }
}

pub(super) fn pattern(status: &StatusCode) -> StatusPattern {
    match status {
        StatusCode::Code(code) => StatusPattern::Code(*code),
        // `normalise` lets no other class through.
        StatusCode::Range(class) => StatusPattern::Range(u8::try_from(*class).unwrap_or(u8::MAX)),
    }
}

impl Lowering<'_> {
    /// What a response holds in one media type.
    pub(super) fn received(
        &mut self,
        media: crate::ir::MediaType,
        source: &MediaType,
        at: &Pointer,
    ) -> Content {
        let at_schema = at.child("schema");
        let payload = match self.received_format(&media, source) {
            BodyFormat::Stream if media.is_events() => {
                Payload::Events(self.event_data(source, &at_schema))
            }
            BodyFormat::Stream => Payload::Lines(self.line(&media, source, &at_schema)),
            BodyFormat::Json => Payload::Json(self.json_value(source, &at_schema)),
            BodyFormat::Text => Payload::Text,
            BodyFormat::Bytes => Payload::Bytes,
        };
        Content {
            origin: self.origin(match source.schema {
                Some(_) => &at_schema,
                None => at,
            }),
            media,
            payload,
        }
    }
}
