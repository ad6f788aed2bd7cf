//! A transport with prepared responses.

use std::{
    collections::VecDeque,
    fmt,
    time::{Duration, Instant},
};

use http::{HeaderValue, StatusCode, header::CONTENT_TYPE};
use serde_json::Value;

use super::{
    recorded_request::RecordedRequest,
    recorder::{MakeStep, Outcome, Recorder, Script, Step},
};
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
///
/// [`Mock`](super::Mock) responds by operation instead.
#[derive(Clone, Default)]
pub struct MockTransport {
    recorder: Recorder<Steps>,
}

#[derive(Default)]
struct Steps {
    steps: VecDeque<Step>,
    /// The delay of the step that is added next.
    delay: Duration,
}

impl Script for Steps {
    fn next(&mut self, _: &RecordedRequest) -> MakeStep {
        let step = self.steps.pop_front();
        let step = step.unwrap_or_else(|| Step::refuse("the mock transport has no response left"));
        Box::new(|_| step)
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
        self.recorder.script(|script| script.delay += delay);
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
        self.recorder.requests()
    }

    /// How much virtual time has passed.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.recorder.elapsed()
    }

    fn then(self, outcome: Outcome) -> Self {
        self.recorder.script(|script| {
            let delay = std::mem::take(&mut script.delay);
            script.steps.push_back(Step {
                delay,
                outcome,
                empty_page: None,
            });
        });
        self
    }
}

impl Transport for MockTransport {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        self.recorder.send(request)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<()> {
        Box::pin(self.recorder.sleep(duration))
    }

    fn now(&self) -> Instant {
        self.recorder.now()
    }

    /// The same number for every request, so that tests can compare whole bodies.
    fn random(&self) -> u64 {
        0
    }
}

impl fmt::Debug for MockTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let responses = self.recorder.script(|script| script.steps.len());
        f.debug_struct("MockTransport")
            .field("responses", &responses)
            .field("requests", &self.recorder.requests().len())
            .finish_non_exhaustive()
    }
}
