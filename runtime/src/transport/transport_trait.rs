//! The transport trait and its error.

use std::{
    fmt,
    hash::{BuildHasher, RandomState},
    pin::Pin,
    sync::Arc,
    time::{Duration, Instant},
};

use super::body::{Body, BoxError};

/// A future that can be sent to another thread and borrows nothing.
pub type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// Sends requests, and provides the clock.
///
/// A transport sends each request once, follows no redirects, and limits neither time nor size: the
/// client does. Dropping the future of a request cancels it.
///
/// The extensions of a request contain the operation that is called, a `&'static`
/// [`OperationSpec`](crate::OperationSpec); those of a request for a token contain none.
pub trait Transport: Send + Sync + 'static {
    /// Sends `request`; resolves as soon as the head of the response has arrived.
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>>;

    /// Waits.
    fn sleep(&self, duration: Duration) -> BoxFuture<()>;

    /// The current time on the clock of [`Transport::sleep`].
    fn now(&self) -> Instant {
        Instant::now()
    }

    /// A number that nobody can guess, for the boundaries between the parts of a body.
    fn random(&self) -> u64 {
        // Each state has keys of its own, which the system draws.
        RandomState::new().hash_one(())
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

    fn random(&self) -> u64 {
        (**self).random()
    }
}

/// A request without a response.
#[derive(Debug)]
pub struct TransportError {
    source: BoxError,
    stage: SendStage,
}

/// How far the request got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SendStage {
    Unsendable,
    NotConnected,
    Connected,
}

impl TransportError {
    /// The connection failed during the request or the response: the server may have acted on it.
    pub fn new(source: impl Into<BoxError>) -> Self {
        Self {
            source: source.into(),
            stage: SendStage::Connected,
        }
    }

    /// No connection was established: the server cannot have seen the request.
    pub fn not_connected(source: impl Into<BoxError>) -> Self {
        Self {
            source: source.into(),
            stage: SendStage::NotConnected,
        }
    }

    /// The transport cannot send such a request, however often it is tried.
    pub fn unsendable(source: impl Into<BoxError>) -> Self {
        Self {
            source: source.into(),
            stage: SendStage::Unsendable,
        }
    }

    /// Whether a connection was established, so that the server may have acted on the request.
    #[must_use]
    pub fn is_connected(&self) -> bool {
        self.stage == SendStage::Connected
    }

    pub(crate) fn is_sendable(&self) -> bool {
        self.stage != SendStage::Unsendable
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
