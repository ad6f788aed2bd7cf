//! Responses before they are decoded.

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header::CONTENT_ENCODING};

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

impl RawResponse {
    /// How the body is encoded still: a transport that decodes it removes the header.
    pub(crate) fn content_encoding(&self) -> Option<String> {
        self.headers.get(CONTENT_ENCODING)?;
        let values = self.headers.get_all(CONTENT_ENCODING).iter();
        let values: Vec<_> = values
            .map(|it| String::from_utf8_lossy(it.as_bytes()))
            .collect();
        let encodings = values.iter().flat_map(|value| value.split(','));
        let encodings: Vec<_> = encodings
            .map(|encoding| encoding.trim().to_ascii_lowercase())
            .filter(|encoding| !["", "identity"].contains(&encoding.as_str()))
            .collect();
        (!encodings.is_empty()).then(|| encodings.join(", "))
    }
}
