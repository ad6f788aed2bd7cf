//! The body in which an operation documents the value that a call returns.

use bytes::Bytes;
use http::{HeaderValue, StatusCode, header::CONTENT_TYPE};
use serde_json::{Map, Value};

use super::{
    format::Format,
    list_end::{MockPage, set},
    recorded_request::RecordedRequest,
    recorder::Outcome,
};
use crate::{
    request::{check_header, header_value},
    spec::{OperationSpec, PagingStyle, ResponseSpec},
    transport::Body,
};

/// A response that a mock has made.
pub(super) struct MockOutcome {
    pub(super) outcome: Outcome,
    /// What selects the page after the last one, where that has to be a page without items.
    pub(super) empty_page: Option<String>,
}

impl From<Outcome> for MockOutcome {
    fn from(outcome: Outcome) -> Self {
        Self {
            outcome,
            empty_page: None,
        }
    }
}

/// A request, and the operation that it calls.
#[derive(Clone, Copy)]
pub(super) struct MockCall<'a> {
    pub(super) spec: &'static OperationSpec,
    pub(super) request: &'a RecordedRequest,
}

impl MockCall<'_> {
    /// The documented success with `value`, and with `siblings` next to it where it has an
    /// envelope. A list is the last page.
    ///
    /// # Errors
    ///
    /// If the operation cannot have such a response.
    pub(super) fn value(
        self,
        value: Value,
        siblings: Map<String, Value>,
    ) -> Result<MockOutcome, String> {
        let (format, media) = self.format();
        let body = match format {
            Format::Json => wrap(self.spec.success(), value, siblings),
            _ => value,
        };
        self.last_page(body, format, &media)
    }

    /// The documented success with the whole body `body`: a sample. A list is the last page.
    ///
    /// # Errors
    ///
    /// If the operation cannot have such a response.
    pub(super) fn sample(self, body: Value) -> Result<MockOutcome, String> {
        let (format, media) = self.format();
        self.last_page(body, format, &media)
    }

    /// The documented success without a value.
    ///
    /// # Errors
    ///
    /// If the operation returns one.
    pub(super) fn unit(self, siblings: Map<String, Value>) -> Result<MockOutcome, String> {
        let (format, media) = self.format();
        match self.spec.success() {
            _ if format.is_stream() => {
                let body = format.write(self.spec, &Value::Array(Vec::new()))?;
                self.respond(body, &media)
            }
            Some(documented) if documented.envelope.is_some() => {
                Err("it returns a value, and `()` is not one".to_owned())
            }
            Some(_) if !siblings.is_empty() => self.last_page(siblings.into(), format, &media),
            _ => {
                let mut response = http::Response::new(Body::empty());
                *response.status_mut() = status(self.spec);
                Ok(Outcome::Respond(response).into())
            }
        }
    }

    /// The documented success with the body `bytes`.
    ///
    /// # Errors
    ///
    /// If its media type is not one.
    pub(super) fn bytes(self, bytes: Bytes) -> Result<MockOutcome, String> {
        let (_, media) = self.format();
        self.respond(bytes, &media)
    }

    /// A page with the cursor `next`.
    ///
    /// # Errors
    ///
    /// If the operation does not return pages.
    pub(super) fn page(
        self,
        items: Value,
        siblings: Map<String, Value>,
        next: String,
    ) -> Result<MockOutcome, String> {
        let Some(paging) = self.spec.paging else {
            return Err("it does not return pages".to_owned());
        };
        let mut body = wrap(self.spec.success(), items, siblings);
        if let Some(page) = self.page_of(&body) {
            page.announce_next(&mut body);
        }
        let header = match paging.style {
            PagingStyle::Cursor { next: keys, .. } | PagingStyle::Url { next: keys } => {
                set(&mut body, Some(keys), next.into());
                None
            }
            PagingStyle::Header { header, .. } => Some((header, next)),
            PagingStyle::Link => Some(("link", format!("<{next}>; rel=\"next\""))),
            PagingStyle::LastItem { .. }
            | PagingStyle::Number { .. }
            | PagingStyle::Offset { .. } => None,
        };
        let mut response = json(status(self.spec), &body);
        if let Some((name, value)) = header {
            let (name, value) = check_header(name, &value)?;
            response.headers_mut().insert(name, value);
        }
        Ok(Outcome::Respond(response.map(Body::from)).into())
    }

    fn last_page(
        self,
        mut body: Value,
        format: Format,
        media: &str,
    ) -> Result<MockOutcome, String> {
        let page = self.page_of(&body);
        let empty_page = page.and_then(|page| page.end(&mut body));
        let made = self.respond(format.write(self.spec, &body)?, media)?;
        Ok(MockOutcome { empty_page, ..made })
    }

    /// The page in `body`, where the operation returns pages.
    fn page_of(&self, body: &Value) -> Option<MockPage<'_>> {
        let envelope = self
            .spec
            .success()
            .and_then(|documented| documented.envelope);
        let list = envelope.map_or(Some(body), |envelope| body.get(envelope));
        Some(MockPage {
            paging: self.spec.paging?,
            request: self.request,
            items: list.and_then(Value::as_array).cloned(),
        })
    }

    fn format(&self) -> (Format, String) {
        Format::of(self.spec, self.request)
    }

    fn respond(&self, body: Bytes, media: &str) -> Result<MockOutcome, String> {
        let mut response = http::Response::new(Body::from(body));
        *response.status_mut() = status(self.spec);
        let media = header_value(&CONTENT_TYPE, media)?;
        response.headers_mut().insert(CONTENT_TYPE, media);
        Ok(Outcome::Respond(response).into())
    }
}

/// Whether the documented success of `spec` has no value, as far as that is known.
pub(super) fn is_unit(spec: &'static OperationSpec) -> bool {
    spec.success().is_some_and(|documented| {
        let is_empty = matches!(documented.success_status(), Some(204 | 205));
        documented.envelope.is_none() && (is_empty || documented.siblings.is_some())
    })
}

/// The documented status of a success.
fn status(spec: &'static OperationSpec) -> StatusCode {
    let documented = spec.success().and_then(ResponseSpec::success_status);
    let status = documented.and_then(|status| StatusCode::from_u16(status).ok());
    status.unwrap_or(StatusCode::OK)
}

fn wrap(
    documented: Option<&ResponseSpec>,
    value: Value,
    mut siblings: Map<String, Value>,
) -> Value {
    match documented.and_then(|documented| documented.envelope) {
        None => value,
        Some(envelope) => {
            siblings.insert(envelope.to_owned(), value);
            siblings.into()
        }
    }
}

/// A response with a JSON body.
pub(super) fn json(status: StatusCode, body: &Value) -> http::Response<Bytes> {
    let mut response = http::Response::new(Bytes::from(body.to_string()));
    *response.status_mut() = status;
    let json = HeaderValue::from_static("application/json");
    response.headers_mut().insert(CONTENT_TYPE, json);
    response
}
