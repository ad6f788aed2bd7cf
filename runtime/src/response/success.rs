//! Successful responses before their bodies are decoded.

use std::fmt;

use http::header::CONTENT_TYPE;

use super::drift_hook::{Corrections, DriftHook};
use crate::{
    error::{Error, ErrorKind},
    spec::{OperationSpec, ResponseSpec},
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
}

impl SuccessResponse {
    /// Decodes the value into `target`, and the cursor of the next page into `cursor`.
    pub(crate) fn decode(
        &self,
        target: ValueMut<'_>,
        cursor: Option<&mut Cursor>,
    ) -> Result<(), Error> {
        self.check_content_type()?;
        let spec = self.spec;
        let documented = self.documented();
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
                envelope,
                paging: spec.paging.zip(cursor),
            };
            decoding.fill(target, &self.raw.body)
        });
        decoded.map_err(|error| self.error(ErrorKind::Decode(error)))
    }

    /// The same response, whose corrections are added to `corrections` too.
    pub(super) fn collecting(&self, corrections: Corrections) -> Self {
        let mut response = self.clone();
        response.drift_hook = response.drift_hook.collecting(corrections);
        response
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

    fn documented(&self) -> Option<&'static ResponseSpec> {
        self.spec.response(self.raw.status)
    }

    pub(crate) fn error(&self, kind: ErrorKind) -> Error {
        Error::with_response(kind, self.spec, self.raw.clone())
    }

    /// Fails if the content type is not JSON. A response without one is accepted.
    pub(crate) fn check_content_type(&self) -> Result<(), Error> {
        match self.unexpected_content_type() {
            Some(found) => Err(self.error(ErrorKind::ContentType(found))),
            None => Ok(()),
        }
    }

    fn unexpected_content_type(&self) -> Option<String> {
        let value = self.raw.headers.get(CONTENT_TYPE)?;
        let text = String::from_utf8_lossy(value.as_bytes());
        let essence = text.split(';').next().unwrap_or_default().trim();
        let essence = essence.to_ascii_lowercase();
        let is_json = essence == "application/json" || essence.ends_with("+json");
        (!is_json).then(|| text.into_owned())
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
