//! The hook of the feature `tracing`: a span for each attempt.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use tracing::{Span, field::Empty, info_span};

use super::hook::{Attempt, AttemptOutcome, RequestHook};
use crate::error::ErrorKind;

/// Opens a span when an attempt starts, as a child of the caller's span, and closes it when the
/// attempt ends. Names follow OpenTelemetry's conventions for HTTP clients.
#[derive(Default)]
pub(super) struct Spans {
    /// The open spans, by the id of the attempt.
    open: Mutex<BTreeMap<u64, Span>>,
}

impl RequestHook for Spans {
    fn started(&self, attempt: &Attempt) {
        let span = open(attempt);
        if !span.is_disabled() {
            let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
            open.insert(attempt.id(), span);
        }
    }

    fn ended(&self, attempt: &Attempt, outcome: &AttemptOutcome<'_>) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let span = open.remove(&attempt.id());
        drop(open);
        let Some(span) = span else {
            return;
        };
        if let Some(status) = outcome.status() {
            span.record("http.response.status_code", status.as_u16());
        }
        if let Some(error_type) = error_type(outcome) {
            span.record("error.type", error_type.as_str());
            span.record("otel.status_code", "ERROR");
        }
    }
}

fn open(attempt: &Attempt) -> Span {
    let (method, template) = (attempt.method(), attempt.operation().path);
    let url = attempt.url();
    let port = url.port_u16().or(match url.scheme_str() {
        Some("https") => Some(443),
        Some("http") => Some(80),
        _ => None,
    });
    // Only retries have the count.
    let resend_count = attempt.number().checked_sub(1).filter(|count| *count > 0);
    info_span!(
        target: "seamstress_runtime",
        "http_request",
        "otel.name" = %format_args!("{method} {template}"),
        "otel.kind" = "client",
        "otel.status_code" = Empty,
        "http.request.method" = method.as_str(),
        "http.request.resend_count" = resend_count,
        "http.response.status_code" = Empty,
        "url.full" = %url,
        "url.template" = template,
        "server.address" = url.host(),
        "server.port" = port,
        "error.type" = Empty,
    )
}

/// The value of `error.type`: the status where there is one, and few other values.
fn error_type(outcome: &AttemptOutcome<'_>) -> Option<String> {
    let name = match outcome.error() {
        None if outcome.is_cancelled() => "cancelled",
        None => return None,
        Some(ErrorKind::Api | ErrorKind::Redirect(_)) => {
            return outcome.status().map(|status| status.as_str().to_owned());
        }
        Some(ErrorKind::Timeout(_)) => "timeout",
        Some(ErrorKind::BodyTooLarge(_)) => "body_too_large",
        Some(ErrorKind::Transport(error)) if error.is_connected() => "connection_lost",
        Some(ErrorKind::Transport(_)) => "not_connected",
        Some(_) => "_OTHER",
    };
    Some(name.to_owned())
}
