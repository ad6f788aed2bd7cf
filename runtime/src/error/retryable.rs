//! Whether a call may be repeated, and when.

use std::time::Duration;

use http::{Method, StatusCode, header::RETRY_AFTER};

use super::{
    call_error::{Error, ErrorKind},
    retry_after::retry_after,
};
use crate::{spec::OperationSpec, transport::RawResponse};

impl Error {
    /// Whether the same call may be repeated without a risk that it takes effect twice, and may
    /// then succeed.
    ///
    /// `POST` and `PATCH`: no connection was established, or the server rejected the request before
    /// processing it (429, or 503 with `retry-after`). The other methods, and safe operations: also
    /// if the connection failed, the response took too long, or the server failed (408 and 5xx).
    ///
    /// The client itself also repeats a call with an idempotency key then. A call that is made
    /// again has another key, unless the caller sets it.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.is_retryable_with(false)
    }

    /// Whether the same request may be repeated; one that `has_key` takes effect once.
    pub(crate) fn is_retryable_with(&self, has_key: bool) -> bool {
        let Some(spec) = self.0.spec else {
            return false;
        };
        let is_repeatable = has_key || is_repeatable(spec);
        match (&self.0.kind, &self.0.response) {
            (ErrorKind::Transport(error), _) => {
                error.is_sendable() && (is_repeatable || !error.is_connected())
            }
            (ErrorKind::Timeout(_), _) => is_repeatable,
            (ErrorKind::Api, Some(response)) => is_transient(response, is_repeatable),
            _ => false,
        }
    }

    /// How long to wait before the next request, as the server asks with `retry-after`.
    ///
    /// `None` without such a header, or if it is malformed. The client retries by itself only if
    /// that is not more than a minute.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self.0.kind {
            ErrorKind::Api => retry_after(self.headers()?),
            _ => None,
        }
    }

    /// How many requests were sent; 0 if the call failed before the first.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }
}

/// Whether the operation may run more than once: it is safe or idempotent.
fn is_repeatable(spec: &OperationSpec) -> bool {
    spec.safe || ![Method::POST, Method::PATCH].contains(&spec.method)
}

/// Whether the server may accept the same request another time.
fn is_transient(response: &RawResponse, repeatable: bool) -> bool {
    match response.status {
        StatusCode::TOO_MANY_REQUESTS => true,
        // No standard says so, but HTTP clients rely on it: a server that asks for a retry has not
        // begun.
        StatusCode::SERVICE_UNAVAILABLE if response.headers.contains_key(RETRY_AFTER) => true,
        StatusCode::REQUEST_TIMEOUT => repeatable,
        status => repeatable && status.is_server_error(),
    }
}
