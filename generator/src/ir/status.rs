//! The statuses of responses.

use std::fmt;

/// The statuses that a response is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusPattern {
    /// One status: `200`.
    Code(u16),
    /// All statuses of a class: `2XX` is 2.
    Range(u8),
    /// Every status that no other response is for.
    Default,
}

impl StatusPattern {
    /// Whether it is for successful calls. `default` is, where nothing else is documented.
    pub fn is_success(self) -> bool {
        matches!(self, Self::Code(200..=299) | Self::Range(2) | Self::Default)
    }

    /// Whether it leads elsewhere: 304 does not.
    pub fn is_redirect(self) -> bool {
        matches!(self, Self::Code(301..=303 | 307 | 308) | Self::Range(3))
    }

    /// Whether HTTP forbids a body (RFC 9110, sections 15.3.5 and 15.3.6).
    pub fn forbids_body(self) -> bool {
        matches!(self, Self::Code(204 | 205))
    }

    /// What it is called in names: the reason phrase of RFC 9110 in words. No two statuses
    /// have the same, and none ever changes.
    pub fn words(self) -> String {
        let known = match self {
            Self::Range(1) => "informational",
            Self::Range(2) => "success",
            Self::Range(3) => "redirection",
            Self::Range(4) => "client_error",
            Self::Range(5) => "server_error",
            Self::Range(class) => return format!("class_{class}"),
            Self::Default => "error",
            Self::Code(code) => match code {
                200 => "ok",
                201 => "created",
                202 => "accepted",
                203 => "non_authoritative",
                204 => "no_content",
                205 => "reset_content",
                206 => "partial_content",
                207 => "multi_status",
                400 => "bad_request",
                401 => "unauthorized",
                402 => "payment_required",
                403 => "forbidden",
                404 => "not_found",
                405 => "method_not_allowed",
                406 => "not_acceptable",
                408 => "request_timeout",
                409 => "conflict",
                410 => "gone",
                412 => "precondition_failed",
                413 => "content_too_large",
                415 => "unsupported_media_type",
                422 => "unprocessable_content",
                423 => "locked",
                424 => "failed_dependency",
                429 => "too_many_requests",
                500 => "internal_server_error",
                501 => "not_implemented",
                502 => "bad_gateway",
                503 => "service_unavailable",
                504 => "gateway_timeout",
                _ => return format!("status_{code}"),
            },
        };
        known.to_owned()
    }
}

impl fmt::Display for StatusPattern {
    /// As a document writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Range(class) => write!(f, "{class}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}
