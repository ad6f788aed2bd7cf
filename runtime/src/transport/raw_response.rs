//! Responses before they are decoded.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

/// A response whose body has been received.
#[derive(Clone)]
pub(crate) struct RawResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) request_id: Option<String>,
    pub(crate) body: Bytes,
    /// How many requests were sent to get it.
    pub(crate) attempts: u32,
}
