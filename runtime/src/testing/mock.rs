//! A transport that responds by operation.

use std::{
    collections::BTreeSet,
    fmt,
    time::{Duration, Instant},
};

use serde_json::{Map, Value};

use super::{
    body,
    list_end::selector,
    mock_response::MockResponse,
    recorded_request::RecordedRequest,
    recorder::{MakeStep, Recorder, Script, Step},
    sample_responses::SampleResponses,
};
use crate::{
    spec::{LongRunning, Operation, OperationSpec},
    transport::{Body, BoxFuture, Transport, TransportError},
};

/// Responds to each operation as a test decides, records the requests, and has its own clock.
///
/// The key is the constant `OPERATION` of an operation's request builder. The response is what the
/// call returns, or anything else that a [`MockResponse`] can be; it is given to every call, until
/// the operation is given another. A request without a response is an error that says so, and is
/// one of [`Mock::unmatched`].
///
/// Clones share everything. Waiting takes no real time, as with
/// [`MockTransport`](super::MockTransport).
///
/// ```
/// # use seamstress_runtime::{Api, Call, Client, OperationSpec, ResponseSpec};
/// # use seamstress_runtime::testing::{Mock, MockResponse};
/// # use serde_json::{Value, json};
/// # static API: Api = Api::new("Locks", "https://locks.example");
/// # struct UnlockDoor;
/// # impl UnlockDoor {
/// #     const OPERATION: &'static OperationSpec = &OperationSpec::post("/locks/unlock_door")
/// #         .json_body()
/// #         .responses(&[ResponseSpec::code(200).envelope("lock")]);
/// # }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), seamstress_runtime::Error> {
/// let mock = Mock::new().on(
///     UnlockDoor::OPERATION,
///     MockResponse::in_turn([MockResponse::status(429, json!({})), json!({"id": "a"}).into()]),
/// );
/// # let client = Client::builder(&API).transport(mock.clone()).build()?;
/// # let call = Call::<Value>::new(client, UnlockDoor::OPERATION);
/// # let call = call.params(json!({"id": "a"}));
/// assert_eq!(call.await?, json!({"id": "a"}));
///
/// let calls = mock.calls(UnlockDoor::OPERATION);
/// assert_eq!(calls.len(), 2);
/// assert_eq!(calls[1].json(), Some(json!({"id": "a"})));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default)]
pub struct Mock {
    recorder: Recorder<Routes>,
}

#[derive(Default)]
struct Routes {
    routes: Vec<Route>,
    samples: Option<SampleResponses>,
    /// The latest long-running operation of each poll.
    started: Vec<&'static LongRunning>,
    unmatched: Vec<RecordedRequest>,
    /// The pages after the last ones of lists, by what selects them.
    empty_pages: BTreeSet<(String, String)>,
}

struct Route {
    operation: Operation,
    response: MockResponse,
    /// How many requests were responded to.
    count: usize,
}

impl Mock {
    /// A mock without responses.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A mock that responds with the samples of documentation pages, where a test does not decide
    /// otherwise.
    ///
    /// A list is one page. Long-running operations succeed if a page shows how. `samples` is the
    /// file `samples.json` of a generated crate, whose clients have a function for this with the
    /// feature `samples`.
    ///
    /// # Panics
    ///
    /// If `samples` is not such a file.
    #[must_use]
    pub fn from_samples(samples: &str) -> Self {
        let mock = Self::new();
        let samples = SampleResponses::read(samples);
        mock.recorder
            .script(|script| script.samples = Some(samples));
        mock
    }

    /// Responds to all further requests of `operation` with `response`.
    #[must_use]
    pub fn on(self, operation: &'static OperationSpec, response: impl Into<MockResponse>) -> Self {
        let operation = operation.identity();
        let response = response.into();
        self.recorder.script(|script| {
            script.routes.retain(|route| route.operation != operation);
            let name = operation.to_string();
            script.empty_pages.retain(|(other, _)| *other != name);
            script.routes.push(Route {
                operation,
                response,
                count: 0,
            });
        });
        self
    }

    /// The requests of `operation` so far. Each attempt and each page is a request.
    #[must_use]
    pub fn calls(&self, operation: &'static OperationSpec) -> Vec<RecordedRequest> {
        let operation = Some(operation.identity());
        let requests = self.requests().into_iter();
        requests
            .filter(|request| request.operation() == operation)
            .collect()
    }

    /// All requests so far.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.recorder.requests()
    }

    /// The requests that the mock had no response for.
    #[must_use]
    pub fn unmatched(&self) -> Vec<RecordedRequest> {
        self.recorder.script(|script| script.unmatched.clone())
    }

    /// How much virtual time has passed.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.recorder.elapsed()
    }
}

impl Script for Routes {
    fn next(&mut self, request: &RecordedRequest) -> MakeStep {
        let Some(spec) = request.spec else {
            self.unmatched.push(request.clone());
            return Box::new(|request| {
                let RecordedRequest { method, path, .. } = request;
                Step::refuse(format!(
                    "the extensions of {method} {path} have no operation: a transport around the \
                     mock has to keep them"
                ))
            });
        };
        if let Some(job) = spec.long_running {
            let is_other = |started: &&LongRunning| started.poll.identity() != job.poll.identity();
            self.started.retain(is_other);
            self.started.push(job);
        }
        let samples = self.samples.as_ref();
        let siblings = samples.map_or_else(Map::new, |samples| samples.siblings(spec));
        if self.is_after_last_page(spec, request) {
            let response = MockResponse::from(Vec::<Value>::new());
            return Box::new(move |request| response.step(spec, siblings, 0, request));
        }
        let mut routes = self.routes.iter_mut();
        if let Some(route) = routes.find(|route| route.operation == spec.identity()) {
            let (response, nth) = (route.response.clone(), route.count);
            route.count += 1;
            if !response.covers(nth) {
                self.unmatched.push(request.clone());
            }
            return Box::new(move |request| response.step(spec, siblings, nth, request));
        }
        if let Some(response) = self.sample(spec) {
            return Box::new(move |request| response.step(spec, siblings, 0, request));
        }
        self.unmatched.push(request.clone());
        Box::new(move |_| {
            Step::refuse(format!(
                "the mock has no response for {}: add `.on(…::OPERATION, response)` with the \
                 constant of its request builder",
                spec.identity()
            ))
        })
    }

    fn made(&mut self, request: &RecordedRequest, step: &Step) {
        if let (Some(operation), Some(selector)) = (request.operation(), &step.empty_page) {
            let page = (operation.to_string(), selector.clone());
            self.empty_pages.insert(page);
        }
    }
}

impl Routes {
    /// Whether `request` is for the page after the last one, which nothing has marked as the last.
    fn is_after_last_page(&self, spec: &'static OperationSpec, request: &RecordedRequest) -> bool {
        let selector = spec.paging.and_then(|paging| selector(paging, request));
        selector.is_some_and(|selector| {
            let page = (spec.identity().to_string(), selector);
            self.empty_pages.contains(&page)
        })
    }

    /// The sample of `spec`; an operation that returns nothing needs none.
    fn sample(&self, spec: &'static OperationSpec) -> Option<MockResponse> {
        let samples = self.samples.as_ref()?;
        let mut started = self.started.iter().copied();
        let polled = started.find(|job| job.poll.identity() == spec.identity());
        let body = samples.body(spec, spec.long_running.or(polled));
        let response = body.map(MockResponse::sample);
        response.or_else(|| body::is_unit(spec).then(|| ().into()))
    }
}

impl Transport for Mock {
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
}

impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operations = self.recorder.script(|script| {
            let routes = script.routes.iter();
            let operations = routes.map(|route| route.operation.to_string());
            operations.collect::<Vec<_>>()
        });
        f.debug_struct("Mock")
            .field("operations", &operations)
            .field("requests", &self.recorder.requests().len())
            .finish_non_exhaustive()
    }
}
