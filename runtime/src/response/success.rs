//! Successful responses before their bodies are decoded.

use std::fmt;

use bytes::Bytes;
use serde_json::Value;

use super::{
    chunks::{Chunks, Unread},
    content_type::{charset, content_type, is_json, is_text, is_utf8},
    drift_hook::{Corrections, DriftHook},
    reconnect::Reconnect,
    requested_page::RequestedPage,
};
use crate::{
    error::{Error, ErrorKind},
    spec::{OperationSpec, ResponseFormat, ResponseSpec},
    transport::RawResponse,
    value::{Cursor, Decoding, Envelope, observe_fields, wire::ValueMut},
};

/// A successful response before its body is decoded.
#[derive(Clone)]
pub struct SuccessResponse {
    pub(crate) spec: &'static OperationSpec,
    pub(crate) raw: RawResponse,
    pub(crate) drift_hook: DriftHook,
    /// Whether a value that would have to be corrected is an error.
    pub(crate) strict: bool,
    /// The body, where it is read as a stream.
    pub(crate) unread: Option<Unread>,
    /// Which page was requested, where the operation returns pages.
    pub(crate) requested: Option<RequestedPage>,
    /// How the stream in the body continues after its connection has ended.
    pub(crate) reconnect: Option<Reconnect<Self>>,
}

impl SuccessResponse {
    /// Decodes the value into `target`, and the cursor of the next page into `cursor`.
    pub(crate) fn decode(
        &self,
        target: ValueMut<'_>,
        cursor: Option<&mut Cursor>,
    ) -> Result<(), Error> {
        let spec = self.spec;
        let documented = self.documented();
        match self.format() {
            ResponseFormat::JsonOrText if self.is_text() => return self.decode_text(target),
            ResponseFormat::Json | ResponseFormat::JsonOrText => {}
            ResponseFormat::Text => return self.decode_text(target),
            ResponseFormat::Empty => return Ok(()),
        }
        let body = self.json().map_err(|kind| self.error(kind))?;
        let envelope = documented.and_then(|documented| {
            Some(Envelope {
                field: documented.envelope?,
                alternatives: documented.alternatives,
                siblings: Some(documented.siblings.unwrap_or_default()),
                optional: documented.optional,
            })
        });
        let decoded = self.drift_hook.observe(spec.identity(), |observer| {
            let decoding = Decoding {
                observer,
                lenient: false,
                strict: self.strict,
                keep_all: false,
                envelope,
                paging: spec.paging.zip(cursor),
            };
            decoding.fill(target, body)
        });
        decoded.map_err(|error| self.error(ErrorKind::Decode(error)))
    }

    /// The same response, whose corrections are added to `corrections` too.
    pub(super) fn collecting(&self, corrections: Corrections) -> Self {
        let mut response = self.clone();
        response.drift_hook = response.drift_hook.collecting(corrections);
        response
    }

    /// The same response, for what is read after the call: nobody collects its corrections.
    pub(super) fn detached(&self) -> Self {
        let mut response = self.clone();
        response.drift_hook = response.drift_hook.without_corrections();
        response
    }

    /// Decodes the data of an event: JSON, or text where the target is a string.
    pub(crate) fn decode_event(&self, target: ValueMut<'_>, data: &Bytes) -> Result<(), Error> {
        if !matches!(target, ValueMut::Str(_) | ValueMut::StringScalar(_)) {
            return self.decode_item(target, data);
        }
        let text = text(data).map_err(|_| self.item_error(ErrorKind::NotUtf8(None), data))?;
        fill_text(target, text);
        Ok(())
    }

    /// Decodes an item of a stream from JSON.
    pub(crate) fn decode_item(&self, target: ValueMut<'_>, item: &Bytes) -> Result<(), Error> {
        let decoded = self.drift_hook.observe(self.spec.identity(), |observer| {
            let decoding = Decoding {
                observer,
                strict: self.strict,
                ..Decoding::default()
            };
            decoding.fill(target, item)
        });
        decoded.map_err(|failure| self.item_error(ErrorKind::Decode(failure), item))
    }

    /// An error of one item, with the item in place of the body.
    fn item_error(&self, kind: ErrorKind, item: &Bytes) -> Error {
        let raw = RawResponse {
            body: item.clone(),
            ..self.raw.clone()
        };
        Error::with_response(kind, self.spec, raw)
    }

    /// Whether the content type is that of text.
    fn is_text(&self) -> bool {
        content_type(&self.raw.headers).is_some_and(|found| is_text(&found))
    }

    /// The body as text.
    fn decode_text(&self, target: ValueMut<'_>) -> Result<(), Error> {
        let body = self.body().map_err(|kind| self.error(kind))?;
        let charset = charset(&self.raw.headers);
        // ASCII is the same in every charset that is still in use but UTF-16, which has zeros.
        let is_readable = charset.as_deref().is_none_or(is_utf8)
            || body.iter().all(|byte| (1..128).contains(byte));
        let Some(text) = text(body).ok().filter(|_| is_readable) else {
            return Err(self.error(ErrorKind::NotUtf8(charset)));
        };
        fill_text(target, text);
        Ok(())
    }

    /// Reports undocumented fields of the body to the drift hook, where the documented ones are
    /// known.
    pub(crate) fn observe_siblings(&self) {
        let Some(documented) = self.documented() else {
            return;
        };
        let Some(siblings) = documented.siblings else {
            return;
        };
        let envelope = documented.envelope;
        let known: Vec<_> = siblings.iter().copied().chain(envelope).collect();
        self.drift_hook.observe(self.spec.identity(), |observer| {
            if let Some(observer) = observer {
                observe_fields(&self.raw.body, observer, &known);
            }
        });
    }

    /// The field of the body that holds the value.
    pub(crate) fn envelope(&self) -> Option<&'static str> {
        self.documented()?.envelope
    }

    /// The body, unless it is still compressed.
    pub(crate) fn body(&self) -> Result<&Bytes, ErrorKind> {
        if !self.raw.body.is_empty() {
            self.check_content_encoding()?;
        }
        Ok(&self.raw.body)
    }

    /// The body as JSON, which it has to be. A response without a content type is accepted.
    pub(crate) fn json(&self) -> Result<&Bytes, ErrorKind> {
        let body = self.body()?;
        if body.is_empty() {
            return Err(ErrorKind::EmptyBody);
        }
        match content_type(&self.raw.headers) {
            Some(found) if !is_json(&found) => Err(ErrorKind::ContentType(found.into_owned())),
            _ => Ok(body),
        }
    }

    /// The body as chunks: what is left of it, where it is read as a stream.
    pub(crate) fn chunks(&self) -> Result<Chunks, Error> {
        let checked = self.check_content_encoding();
        checked.map_err(|kind| self.error(kind))?;
        let unread = self.unread.as_ref().and_then(Unread::take);
        Ok(unread.unwrap_or_else(|| Chunks::whole(self.raw.body.clone())))
    }

    pub(crate) fn format(&self) -> ResponseFormat {
        self.documented()
            .map_or(ResponseFormat::Json, |documented| documented.body)
    }

    /// The data of the event that ends a stream.
    pub(crate) fn last_event(&self) -> Option<&'static str> {
        self.documented()?.last_event
    }

    fn documented(&self) -> Option<&'static ResponseSpec> {
        self.spec.response(self.raw.status)
    }

    pub(crate) fn error(&self, kind: ErrorKind) -> Error {
        Error::with_response(kind, self.spec, self.raw.clone())
    }

    fn check_content_encoding(&self) -> Result<(), ErrorKind> {
        let encoding = self.raw.content_encoding();
        encoding.map_or(Ok(()), |found| Err(ErrorKind::ContentEncoding(found)))
    }
}

fn text(bytes: &Bytes) -> Result<String, std::string::FromUtf8Error> {
    String::from_utf8(bytes.to_vec())
}

/// Puts text where a string belongs; other places are left empty.
fn fill_text(target: ValueMut<'_>, text: String) {
    match target {
        ValueMut::Str(place) => *place = text,
        ValueMut::StringScalar(place) => place.set(&text),
        ValueMut::Optional(slot) => fill_text(slot.fill(), text),
        ValueMut::Raw(place) => *place = Value::String(text),
        _ => {}
    }
}

impl fmt::Debug for SuccessResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SuccessResponse")
            .field("path", &self.spec.path)
            .field("status", &self.raw.status)
            .finish_non_exhaustive()
    }
}
