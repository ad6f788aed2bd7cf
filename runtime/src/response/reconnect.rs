//! How a stream of events continues after its connection has ended.

use std::{fmt, sync::Arc, time::Duration};

use super::success::SuccessResponse;
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

/// The response that continues a stream, after a pause.
pub(crate) type Continuation = BoxFuture<Result<SuccessResponse, Error>>;

type Connect = dyn Fn(Resume) -> Option<Continuation> + Send + Sync;

/// Connects a stream of events again. Clones are the same.
#[derive(Clone)]
pub(crate) struct Reconnect(Arc<Connect>);

impl Reconnect {
    /// `connect` requests what follows; `None` where the stream ends instead.
    pub(crate) fn new(
        connect: impl Fn(Resume) -> Option<Continuation> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(connect))
    }

    pub(super) fn connect(&self, resume: Resume) -> Option<Continuation> {
        (self.0)(resume)
    }
}

impl fmt::Debug for Reconnect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reconnect")
    }
}
