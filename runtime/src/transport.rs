//! How requests reach a server.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use crate::body::{Body, BoxError};

/// A future that can be sent to another thread and borrows nothing.
pub type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// Sends requests, and knows the time.
///
/// A transport sends each request once, follows no redirect, and puts no limit on time or size: the client does.
/// Dropping the future of a request gives the request up.
pub trait Transport: Send + Sync + 'static {
    /// Sends `request`; answers as soon as the head of the response is there.
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>>;

    /// Waits.
    fn sleep(&self, duration: Duration) -> BoxFuture<()>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        (**self).send(request)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<()> {
        (**self).sleep(duration)
    }
}

/// A request that got no response.
#[derive(Debug)]
pub struct TransportError {
    source: BoxError,
    connected: bool,
}

impl TransportError {
    /// The request, or the response, broke off: the server may have acted on it.
    pub fn new(source: impl Into<BoxError>) -> Self {
        Self {
            source: source.into(),
            connected: true,
        }
    }

    /// No connection came about: the server cannot have seen the request.
    pub fn not_connected(source: impl Into<BoxError>) -> Self {
        Self {
            source: source.into(),
            connected: false,
        }
    }

    /// Whether a connection came about, so that the server may have acted on the request.
    #[must_use]
    pub fn is_connected(&self) -> bool {
        self.connected
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.source, f)
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.source()
    }
}
