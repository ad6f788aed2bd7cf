//! What all mocks have in common: recorded requests, and virtual time.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use super::{
    clock::{Clock, Sleep},
    recorded_request::RecordedRequest,
};
use crate::transport::{Body, BoxFuture, TransportError};

/// Decides how a mock responds.
pub(super) trait Script: Send + 'static {
    /// The response to `request`. It is made after the recorder has been unlocked, because the
    /// functions of a test may use the mock.
    fn next(&mut self, request: &RecordedRequest) -> MakeStep;

    /// Takes note of the response to `request`.
    fn made(&mut self, _request: &RecordedRequest, _step: &Step) {}
}

/// Makes the response to a request.
pub(super) type MakeStep = Box<dyn FnOnce(&RecordedRequest) -> Step + Send>;

/// A response, and how long it takes.
pub(super) struct Step {
    pub(super) delay: Duration,
    pub(super) outcome: Outcome,
    /// What selects the page after the last one, where that has to be a page without items.
    pub(super) empty_page: Option<String>,
}

pub(super) enum Outcome {
    Respond(http::Response<Body>),
    Fail(TransportError),
    Hang,
}

impl Step {
    /// An error about the mock itself, which is not retried.
    pub(super) fn refuse(message: impl Into<String>) -> Self {
        Self {
            delay: Duration::ZERO,
            outcome: Outcome::Fail(TransportError::unsendable(message.into())),
            empty_page: None,
        }
    }
}

/// Records requests, and responds as its script decides. Clones share both, and the clock.
#[derive(Default)]
pub(super) struct Recorder<S> {
    state: Arc<Mutex<State<S>>>,
    clock: Clock,
}

#[derive(Default)]
struct State<S> {
    script: S,
    requests: Vec<RecordedRequest>,
}

impl<S: Script> Recorder<S> {
    /// Does `work` with the script.
    pub(super) fn script<R>(&self, work: impl FnOnce(&mut S) -> R) -> R {
        work(&mut self.state().script)
    }

    /// The requests so far.
    pub(super) fn requests(&self) -> Vec<RecordedRequest> {
        self.state().requests.clone()
    }

    /// How much virtual time has passed.
    pub(super) fn elapsed(&self) -> Duration {
        self.clock.elapsed()
    }

    pub(super) fn now(&self) -> Instant {
        self.clock.now()
    }

    pub(super) fn sleep(&self, duration: Duration) -> Sleep {
        self.clock.sleep(duration)
    }

    /// Records `request` and responds to it.
    pub(super) fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        let recorder = self.clone();
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = body
                .collect(usize::MAX)
                .await
                .map_err(TransportError::new)?;
            let request = RecordedRequest::new(head, body);
            let make = recorder.record(request.clone());
            let step = make(&request);
            recorder.script(|script| script.made(&request, &step));
            if !step.delay.is_zero() {
                recorder.clock.sleep(step.delay).await;
            }
            match step.outcome {
                Outcome::Respond(response) => Ok(response),
                Outcome::Fail(error) => Err(error),
                Outcome::Hang => std::future::pending().await,
            }
        })
    }

    fn record(&self, request: RecordedRequest) -> MakeStep {
        let mut state = self.state();
        let make = state.script.next(&request);
        state.requests.push(request);
        make
    }

    fn state(&self) -> MutexGuard<'_, State<S>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<S> Clone for Recorder<S> {
    fn clone(&self) -> Self {
        Self {
            state: self.state.clone(),
            clock: self.clock.clone(),
        }
    }
}
