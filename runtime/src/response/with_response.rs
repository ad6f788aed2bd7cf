//! A value together with the response that contained it.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::{
    drift_hook::Corrections,
    output::{Output, Reception},
    success::SuccessResponse,
};
use crate::{
    error::Error,
    value::{Drift, FromHeader, HeaderError, header_as},
};

/// A value, and the response that contained it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Response<T> {
    /// What the call returns.
    pub value: T,
    /// The status, which is a success.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The server's id of the request, which its support asks for.
    pub request_id: Option<String>,
    /// The whole body, as it was received; empty if the value is a stream.
    pub body: Bytes,
    /// Where the value is not what the server sent, see [`DriftKind::is_correction`].
    ///
    /// [`DriftKind::is_correction`]: crate::DriftKind::is_correction
    pub corrections: Vec<Drift>,
}

impl<T> Response<T> {
    /// The value of a header, if it is present and visible ASCII.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The value of a header as a `V`; `None` if there is no such header.
    ///
    /// ```
    /// # use seamstress_runtime::{HeaderError, Response};
    /// # fn limit<D>(response: &Response<D>) -> Result<(), HeaderError> {
    /// let left: Option<u32> = response.header_as("x-ratelimit-remaining")?;
    /// let regions = response.header_as::<Vec<String>>("x-regions")?.unwrap_or_default();
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// If the header is not a `V`. [`Response::headers`] has what was received.
    pub fn header_as<V: FromHeader>(&self, name: &str) -> Result<Option<V>, HeaderError> {
        header_as(&self.headers, name)
    }
}

impl<T: Output> Output for Response<T> {
    const RECEPTION: Reception = T::RECEPTION;

    fn read(response: &SuccessResponse) -> Result<Self, Error> {
        let corrections = Corrections::default();
        let response = response.collecting(corrections.clone());
        let value = T::read(&response)?;
        let raw = response.raw;
        Ok(Self {
            value,
            status: raw.status,
            headers: raw.headers,
            request_id: raw.request_id,
            body: raw.body,
            corrections: corrections.take(),
        })
    }
}
