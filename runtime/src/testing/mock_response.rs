//! The responses of a [`Mock`](super::Mock).

use std::{fmt, sync::Arc, time::Duration};

use bytes::Bytes;
use http::StatusCode;
use serde_json::{Map, Value};

use super::{
    body::{self, MockCall},
    recorded_request::RecordedRequest,
    recorder::{Outcome, Step},
};
use crate::{
    spec::OperationSpec,
    transport::{Body, TransportError},
    value::{encode, wire::Wire},
};

/// How a [`Mock`](super::Mock) responds to the calls of an operation.
///
/// What a call returns is a response: JSON, or a value of a generated type. The mock puts it into
/// the envelope that the operation documents, next to the other fields of its sample, and gives it
/// the media type that the call expects. A string is the response of a call that returns text, and
/// [`Bytes`] of one that returns bytes. A list of items is the response of a call that returns
/// events or lines. `()` is the response of a call that returns nothing, and an [`http::Response`]
/// is sent as it is.
#[derive(Clone)]
pub struct MockResponse {
    delay: Duration,
    kind: Kind,
}

#[derive(Clone)]
enum Kind {
    Value(Value),
    Bytes(Bytes),
    /// A whole documented body.
    Sample(Value),
    Page(Value, String),
    Unit,
    Whole(http::Response<Bytes>),
    Fail(Arc<dyn Fn() -> TransportError + Send + Sync>),
    Hang,
    Function(Arc<dyn Fn(&RecordedRequest) -> MockResponse + Send + Sync>),
    InTurn(Vec<MockResponse>),
    /// It could not be made; why.
    Invalid(String),
}

impl MockResponse {
    /// A response with any status and a JSON body, as that of an error.
    #[must_use]
    pub fn status(status: u16, body: Value) -> Self {
        match StatusCode::from_u16(status) {
            Ok(status) => Self::from(body::json(status, &body)),
            Err(_) => Self::new(Kind::Invalid(format!("{status} is not an HTTP status"))),
        }
    }

    /// A page of a list that is not the last one: its items, and the cursor of the next page.
    ///
    /// The items alone are the last page. Where the number or the last item of a page leads to the
    /// next one, the cursor is not sent; and where no field marks the last page, the mock responds
    /// to the request after it with a page without items.
    #[must_use]
    pub fn page(items: impl Wire, next_cursor: impl Into<String>) -> Self {
        Self::new(match to_json(&items) {
            Ok(items) => Kind::Page(items, next_cursor.into()),
            Err(error) => Kind::Invalid(error),
        })
    }

    /// No response: the transport fails.
    #[must_use]
    pub fn fail(error: impl Fn() -> TransportError + Send + Sync + 'static) -> Self {
        Self::new(Kind::Fail(Arc::new(error)))
    }

    /// No response, and no end.
    #[must_use]
    pub fn hang() -> Self {
        Self::new(Kind::Hang)
    }

    /// The response that a function makes of the request.
    #[must_use]
    pub fn from_fn<R: Into<Self>>(
        respond: impl Fn(&RecordedRequest) -> R + Send + Sync + 'static,
    ) -> Self {
        let respond = move |request: &RecordedRequest| respond(request).into();
        Self::new(Kind::Function(Arc::new(respond)))
    }

    /// One response after the other; a request after the last one is an error.
    #[must_use]
    pub fn in_turn<R: Into<Self>>(responses: impl IntoIterator<Item = R>) -> Self {
        let responses = responses.into_iter().map(Into::into);
        Self::new(Kind::InTurn(responses.collect()))
    }

    /// The same response after a time, on the virtual clock of the mock.
    #[must_use]
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay += delay;
        self
    }

    /// A whole documented body.
    pub(super) fn sample(body: Value) -> Self {
        Self::new(Kind::Sample(body))
    }

    fn new(kind: Kind) -> Self {
        Self {
            delay: Duration::ZERO,
            kind,
        }
    }

    /// Whether there is a response to the request with the number `nth`, the first being 0.
    pub(super) fn covers(&self, nth: usize) -> bool {
        match &self.kind {
            Kind::InTurn(responses) => responses.get(nth).is_some_and(|it| it.covers(nth)),
            _ => true,
        }
    }

    /// The response to the request of `spec` with the number `nth`, the first being 0; a value gets
    /// the fields `siblings` next to it.
    pub(super) fn step(
        self,
        spec: &'static OperationSpec,
        siblings: Map<String, Value>,
        nth: usize,
        request: &RecordedRequest,
    ) -> Step {
        let call = MockCall { spec, request };
        let made = match self.kind {
            Kind::Value(value) => call.value(value, siblings),
            Kind::Bytes(bytes) => call.bytes(bytes),
            Kind::Sample(body) => call.sample(body),
            Kind::Unit => call.unit(siblings),
            Kind::Page(items, next) => call.page(items, siblings, next),
            Kind::Whole(response) => Ok(Outcome::Respond(response.map(Body::from)).into()),
            Kind::Fail(error) => Ok(Outcome::Fail(error()).into()),
            Kind::Hang => Ok(Outcome::Hang.into()),
            Kind::Invalid(error) => Err(error),
            Kind::Function(respond) => {
                let mut step = respond(request).step(spec, siblings, nth, request);
                step.delay += self.delay;
                return step;
            }
            Kind::InTurn(responses) => {
                let count = responses.len();
                let Some(response) = responses.into_iter().nth(nth) else {
                    return Step::refuse(format!(
                        "the mock has no response left for {}: it has {count}, and this is \
                         request {}",
                        spec.identity(),
                        nth + 1,
                    ));
                };
                let mut step = response.step(spec, siblings, nth, request);
                step.delay += self.delay;
                return step;
            }
        };
        match made {
            Ok(made) => Step {
                delay: self.delay,
                outcome: made.outcome,
                empty_page: made.empty_page,
            },
            Err(error) => Step::refuse(format!(
                "the mock cannot respond to {}: {error}",
                spec.identity()
            )),
        }
    }
}

/// What a call returns.
impl<T: Wire> From<T> for MockResponse {
    fn from(value: T) -> Self {
        Self::new(match to_json(&value) {
            Ok(value) => Kind::Value(value),
            Err(error) => Kind::Invalid(error),
        })
    }
}

/// The body of a call that returns bytes.
impl From<Bytes> for MockResponse {
    fn from(bytes: Bytes) -> Self {
        Self::new(Kind::Bytes(bytes))
    }
}

/// The response of a call that returns nothing.
impl From<()> for MockResponse {
    fn from((): ()) -> Self {
        Self::new(Kind::Unit)
    }
}

/// A whole response: status, headers, and body.
impl<B: Into<Bytes>> From<http::Response<B>> for MockResponse {
    fn from(response: http::Response<B>) -> Self {
        Self::new(Kind::Whole(response.map(Into::into)))
    }
}

impl fmt::Debug for MockResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            Kind::Value(_) => "Value",
            Kind::Bytes(_) => "Bytes",
            Kind::Sample(_) => "Sample",
            Kind::Page(..) => "Page",
            Kind::Unit => "Unit",
            Kind::Whole(_) => "Whole",
            Kind::Fail(_) => "Fail",
            Kind::Hang => "Hang",
            Kind::Function(_) => "Function",
            Kind::InTurn(_) => "InTurn",
            Kind::Invalid(_) => "Invalid",
        })
    }
}

fn to_json(value: &impl Wire) -> Result<Value, String> {
    let json = encode(value).map_err(|error| error.to_string())?;
    serde_json::from_slice(&json).map_err(|error| error.to_string())
}
