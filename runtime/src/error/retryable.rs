//! Whether a call may be made again, and when.

use std::time::Duration;

use http::header::RETRY_AFTER;
use http::{Method, StatusCode};

use crate::api::Op;
use crate::retry;

use super::{Error, ErrorKind, Reply};

impl Error {
    /// Whether the same call may be made again without a risk that it takes effect twice, and may then succeed.
    ///
    /// `POST` and `PATCH`: no connection came about, or the server turned the request away (429, or 503 with
    /// `retry-after`). The other methods, and operations known to change nothing: also if it broke off, took too long,
    /// or failed on the server's side (408 and 5xx).
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        let Some(op) = self.0.op else {
            return false;
        };
        match (&self.0.kind, &self.0.reply) {
            (ErrorKind::Transport(error), _) => {
                error.is_sendable() && (is_repeatable(op) || !error.is_connected())
            }
            (ErrorKind::Timeout(_), _) => is_repeatable(op),
            (ErrorKind::Api, Some(reply)) => is_passing(reply, is_repeatable(op)),
            _ => false,
        }
    }

    /// How long the server wants to be left alone, counted from its answer.
    ///
    /// `None` if it does not say, or not in a form that is understood. The client waits on its own only if that is not
    /// more than a minute.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self.0.kind {
            ErrorKind::Api => retry::asked(self.headers()?),
            _ => None,
        }
    }

    /// How many requests were sent; 0 if it did not come to that.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }
}

/// Whether it makes no difference how often the operation runs.
fn is_repeatable(op: &Op) -> bool {
    op.safe || ![Method::POST, Method::PATCH].contains(&op.method)
}

/// Whether the server may say yes another time.
fn is_passing(reply: &Reply, repeatable: bool) -> bool {
    match reply.status {
        StatusCode::TOO_MANY_REQUESTS => true,
        // That a server which asks to come again has not begun is what HTTP clients rely on, and no standard says.
        StatusCode::SERVICE_UNAVAILABLE if reply.headers.contains_key(RETRY_AFTER) => true,
        StatusCode::REQUEST_TIMEOUT => repeatable,
        status => repeatable && status.is_server_error(),
    }
}
