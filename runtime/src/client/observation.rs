//! Calls the hooks of a client for one attempt.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

use http::Request;

use super::{
    handle::Settings,
    hook::{Attempt, AttemptOutcome, Hooks, RequestHook},
    redact,
};
use crate::{error::Error, request::RequestBody, spec::OperationSpec, transport::RawResponse};

/// The id of the next attempt.
static NEXT_ID: AtomicU64 = AtomicU64::new(1);

/// An attempt whose end the hooks have not seen yet. Dropped before its end, it was cancelled.
///
/// Empty if the client has no hooks: the clock is not read then, which some platforms lack.
pub(super) struct Observation<'a>(Option<Observed<'a>>);

struct Observed<'a> {
    settings: &'a Settings,
    attempt: Attempt,
    began: Instant,
}

impl<'a> Observation<'a> {
    /// The attempt `number` to send `request` begins.
    pub(super) fn start(
        settings: &'a Settings,
        spec: &'static OperationSpec,
        request: &Request<Option<RequestBody>>,
        number: u32,
    ) -> Self {
        if settings.hooks.is_empty() {
            return Self(None);
        }
        let attempt = Attempt {
            id: NEXT_ID.fetch_add(1, Ordering::Relaxed),
            number,
            operation: spec.identity(),
            url: redact::url(settings, request.uri()),
            headers: redact::headers(settings.api, request.headers()),
        };
        let began = settings.transport.now();
        call(&settings.hooks, |hook| hook.started(&attempt));
        Self(Some(Observed {
            settings,
            attempt,
            began,
        }))
    }

    /// The attempt ends with a success.
    pub(super) fn succeeded(mut self, response: &RawResponse) {
        if let Some(observed) = self.0.take() {
            observed.end(AttemptOutcome {
                status: Some(response.status),
                request_id: response.request_id.as_deref(),
                ..cancelled()
            });
        }
    }

    /// The attempt ends with an error, and the next one follows after the pause `retry_after`.
    pub(super) fn failed(mut self, error: &Error, retry_after: Option<Duration>) {
        if let Some(observed) = self.0.take() {
            observed.end(AttemptOutcome {
                status: error.status(),
                error: Some(error.kind()),
                request_id: error.request_id(),
                retry_after,
                ..cancelled()
            });
        }
    }
}

impl Drop for Observation<'_> {
    fn drop(&mut self) {
        if let Some(observed) = self.0.take() {
            observed.end(cancelled());
        }
    }
}

impl Observed<'_> {
    fn end(self, mut outcome: AttemptOutcome<'_>) {
        let now = self.settings.transport.now();
        outcome.duration = now.saturating_duration_since(self.began);
        call(&self.settings.hooks, |hook| {
            hook.ended(&self.attempt, &outcome);
        });
    }
}

fn cancelled() -> AttemptOutcome<'static> {
    AttemptOutcome {
        status: None,
        error: None,
        request_id: None,
        duration: Duration::ZERO,
        retry_after: None,
    }
}

/// Calls each hook. One that panics has been reported by the panic handler; the call, and the
/// other hooks, are not concerned. This also runs while a cancelled call is dropped, where a panic
/// could abort the process.
fn call(hooks: &Hooks, report: impl Fn(&dyn RequestHook)) {
    for hook in hooks {
        let _ = catch_unwind(AssertUnwindSafe(|| report(&**hook)));
    }
}
