//! How requests reach a server.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

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

    /// The time on the clock that [`Transport::sleep`] goes by.
    fn now(&self) -> Instant {
        Instant::now()
    }
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

    fn now(&self) -> Instant {
        (**self).now()
    }
}

/// A request that got no response.
#[derive(Debug)]
pub struct TransportError {
    source: BoxError,
    reach: Reach,
}

/// How far a request came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    Unsendable,
    NotConnected,
    Connected,
}

impl TransportError {
    /// The request, or the response, broke off: the server may have acted on it.
    pub fn new(source: impl Into<BoxError>) -> Self {
        Self {
            source: source.into(),
            reach: Reach::Connected,
        }
    }

    /// No connection came about: the server cannot have seen the request.
    pub fn not_connected(source: impl Into<BoxError>) -> Self {
        Self {
            source: source.into(),
            reach: Reach::NotConnected,
        }
    }

    /// The transport cannot send such a request, and could not if it were asked again.
    pub fn unsendable(source: impl Into<BoxError>) -> Self {
        Self {
            source: source.into(),
            reach: Reach::Unsendable,
        }
    }

    /// Whether a connection came about, so that the server may have acted on the request.
    #[must_use]
    pub fn is_connected(&self) -> bool {
        self.reach == Reach::Connected
    }

    pub(crate) fn is_sendable(&self) -> bool {
        self.reach != Reach::Unsendable
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
