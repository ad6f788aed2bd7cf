//! A transport with prepared responses.

use std::{
    collections::VecDeque,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header::CONTENT_TYPE};
use serde_json::Value;

use super::clock::Clock;
use crate::transport::{Body, BoxFuture, Transport, TransportError};

/// Returns prepared responses in order, records the requests, and has its own clock.
///
/// Clones share the responses. Waiting takes no real time: the clock advances when every task
/// waits. With several calls at once, the order of their responses is deterministic on one thread
/// only.
///
/// ```
/// # use seamstress_runtime::testing::MockTransport;
/// # use serde_json::json;
/// let server = MockTransport::new()
///     .respond(200, json!({"ok": true}))
///     .respond(404, json!({"ok": false, "error": {"type": "device_not_found"}}));
/// ```
#[derive(Clone, Default)]
pub struct MockTransport {
    script: Arc<Mutex<Script>>,
    clock: Clock,
}

#[derive(Default)]
struct Script {
    steps: VecDeque<Step>,
    /// The delay of the step that is added next.
    delay: Duration,
    requests: Vec<RecordedRequest>,
}

struct Step {
    delay: Duration,
    outcome: Outcome,
}

enum Outcome {
    Respond(http::Response<Body>),
    Fail(TransportError),
    Hang,
}

/// A request that a [`MockTransport`] received.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// The method.
    pub method: Method,
    /// The path, with the query if there is one.
    pub path: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl RecordedRequest {
    /// The body as JSON; `None` if it is not JSON.
    #[must_use]
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    /// The value of a header, if it is present and visible ASCII.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

impl MockTransport {
    /// A transport without responses.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Responds to the next request with JSON. An invalid status becomes 500.
    #[must_use]
    pub fn respond(self, status: u16, json: Value) -> Self {
        let mut response = http::Response::new(Body::from(json.to_string()));
        *response.status_mut() =
            StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let json = HeaderValue::from_static("application/json");
        response.headers_mut().insert(CONTENT_TYPE, json);
        self.respond_with(response)
    }

    /// Responds to the next request with any response.
    #[must_use]
    pub fn respond_with<B: Into<Body>>(self, response: http::Response<B>) -> Self {
        self.then(Outcome::Respond(response.map(Into::into)))
    }

    /// Delays the response that is added next.
    #[must_use]
    pub fn delay(self, delay: Duration) -> Self {
        self.script().delay += delay;
        self
    }

    /// Never responds to the next request.
    #[must_use]
    pub fn hang(self) -> Self {
        self.then(Outcome::Hang)
    }

    /// Fails the next request.
    #[must_use]
    pub fn fail(self, error: TransportError) -> Self {
        self.then(Outcome::Fail(error))
    }

    /// The requests so far.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.script().requests.clone()
    }

    /// How much virtual time has passed.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.clock.elapsed()
    }

    fn then(self, outcome: Outcome) -> Self {
        let mut script = self.script();
        let delay = std::mem::take(&mut script.delay);
        script.steps.push_back(Step { delay, outcome });
        drop(script);
        self
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        self.script.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records a request and takes its step.
    fn next(&self, head: http::request::Parts, body: Bytes) -> Option<Step> {
        let mut script = self.script();
        let path = head.uri.path_and_query();
        script.requests.push(RecordedRequest {
            method: head.method,
            path: path.map(ToString::to_string).unwrap_or_default(),
            headers: head.headers,
            body,
        });
        script.steps.pop_front()
    }
}

impl Transport for MockTransport {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        let server = self.clone();
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = body
                .collect(usize::MAX)
                .await
                .map_err(TransportError::new)?;
            let Some(step) = server.next(head, body) else {
                return Err(TransportError::unsendable(
                    "the mock transport has no response left",
                ));
            };
            if !step.delay.is_zero() {
                server.clock.sleep(step.delay).await;
            }
            match step.outcome {
                Outcome::Respond(response) => Ok(response),
                Outcome::Fail(error) => Err(error),
                Outcome::Hang => std::future::pending().await,
            }
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<()> {
        Box::pin(self.clock.sleep(duration))
    }

    fn now(&self) -> Instant {
        self.clock.now()
    }
}

impl fmt::Debug for MockTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let script = self.script();
        f.debug_struct("MockTransport")
            .field("responses", &script.steps.len())
            .field("requests", &script.requests.len())
            .finish_non_exhaustive()
    }
}
