//! A transport that answers from a script.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use serde_json::Value;

use crate::body::Body;
use crate::transport::{BoxFuture, Transport, TransportError};

use super::clock::Clock;

/// Answers requests in the order of its script, remembers them, and has its own time.
///
/// Clones share the script. Waiting takes no real time: the clock jumps when everyone waits. With several calls at
/// once, which of them is answered first is only certain on one thread.
///
/// ```
/// # use seamstress_runtime::testing::Scripted;
/// # use serde_json::json;
/// let server = Scripted::new()
///     .answer(200, json!({"ok": true}))
///     .answer(404, json!({"ok": false, "error": {"type": "device_not_found"}}));
/// ```
#[derive(Clone, Default)]
pub struct Scripted {
    script: Arc<Mutex<Script>>,
    clock: Clock,
}

#[derive(Default)]
struct Script {
    steps: VecDeque<Step>,
    /// How long the step that is added next keeps its caller waiting.
    delay: Duration,
    requests: Vec<Recorded>,
}

struct Step {
    delay: Duration,
    outcome: Outcome,
}

enum Outcome {
    Answer(http::Response<Body>),
    Fail(TransportError),
    Hang,
}

/// A request that a [`Scripted`] transport was asked to send.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Recorded {
    /// The method.
    pub method: Method,
    /// The path, with the query if there is one.
    pub path: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Recorded {
    /// The body as JSON; `None` if it is none.
    #[must_use]
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    /// The value of a header, if it is there and is plain text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

impl Scripted {
    /// A transport with nothing to answer yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers the next request with JSON. A status that is none becomes 500.
    #[must_use]
    pub fn answer(self, status: u16, json: Value) -> Self {
        let mut response = http::Response::new(Body::from(json.to_string()));
        *response.status_mut() =
            StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let json = HeaderValue::from_static("application/json");
        response.headers_mut().insert(CONTENT_TYPE, json);
        self.answer_with(response)
    }

    /// Answers the next request with any response.
    #[must_use]
    pub fn answer_with<B: Into<Body>>(self, response: http::Response<B>) -> Self {
        self.then(Outcome::Answer(response.map(Into::into)))
    }

    /// Lets the answer that is added next wait.
    #[must_use]
    pub fn delay(self, delay: Duration) -> Self {
        self.script().delay += delay;
        self
    }

    /// Never answers the next request.
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
    pub fn requests(&self) -> Vec<Recorded> {
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

    /// Remembers a request and takes the step that answers it.
    fn next(&self, head: http::request::Parts, body: Bytes) -> Option<Step> {
        let mut script = self.script();
        let path = head.uri.path_and_query();
        script.requests.push(Recorded {
            method: head.method,
            path: path.map(ToString::to_string).unwrap_or_default(),
            headers: head.headers,
            body,
        });
        script.steps.pop_front()
    }
}

impl Transport for Scripted {
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
                return Err(TransportError::unsendable("the script has no answer left"));
            };
            if !step.delay.is_zero() {
                server.clock.sleep(step.delay).await;
            }
            match step.outcome {
                Outcome::Answer(response) => Ok(response),
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

impl fmt::Debug for Scripted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let script = self.script();
        f.debug_struct("Scripted")
            .field("answers", &script.steps.len())
            .field("requests", &script.requests.len())
            .finish_non_exhaustive()
    }
}
