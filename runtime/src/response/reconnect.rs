//! How a stream of events continues after its connection has ended.

use std::{fmt, sync::Arc, time::Duration};

use crate::{error::Error, transport::BoxFuture};

/// Where a stream continues.
#[derive(Debug)]
pub(crate) struct Resume {
    /// The id of the last event that had one.
    pub(crate) last_id: Option<String>,
    /// The pause that the server has asked for.
    pub(crate) pause: Option<Duration>,
    /// How many connections in a row have ended without an event.
    pub(crate) failures: usize,
}

/// The response `R` that continues a stream, after a pause.
pub(crate) type Continuation<R> = BoxFuture<Result<R, Error>>;

type Connect<R> = dyn Fn(Resume) -> Option<Continuation<R>> + Send + Sync;

/// Connects a stream of events again. Clones are the same.
pub(crate) struct Reconnect<R>(Arc<Connect<R>>);

impl<R> Reconnect<R> {
    /// `connect` requests what follows; `None` where the stream ends instead.
    pub(crate) fn new(
        connect: impl Fn(Resume) -> Option<Continuation<R>> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(connect))
    }

    pub(super) fn connect(&self, resume: Resume) -> Option<Continuation<R>> {
        (self.0)(resume)
    }
}

impl<R> Clone for Reconnect<R> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<R> fmt::Debug for Reconnect<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reconnect")
    }
}
