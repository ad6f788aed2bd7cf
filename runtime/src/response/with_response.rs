//! A value together with the response that contained it.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::{output::Output, success::SuccessResponse};
use crate::error::Error;

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
    /// The whole body, as it was received.
    pub body: Bytes,
}

impl<T: Output> Output for Response<T> {
    fn read(response: &SuccessResponse) -> Result<Self, Error> {
        let value = T::read(response)?;
        let raw = response.raw.clone();
        Ok(Self {
            value,
            status: raw.status,
            headers: raw.headers,
            request_id: raw.request_id,
            body: raw.body,
        })
    }
}
