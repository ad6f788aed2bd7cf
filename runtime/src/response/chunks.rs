//! The body of a response that is read after the call has returned.

use std::{
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;
use futures_core::Stream;

use crate::{
    error::ErrorKind,
    transport::{Body, BodyStream, BoxFuture, Transport, TransportError},
};

/// A body that nobody has read yet. Clones share it, and the first to take it has it.
#[derive(Clone)]
pub(crate) struct Unread(Arc<Mutex<Option<Chunks>>>);

impl Unread {
    /// `idle` is the longest time between two chunks, `limit` the most bytes of one item.
    pub(crate) fn new(
        body: BodyStream,
        transport: Arc<dyn Transport>,
        idle: Duration,
        limit: usize,
    ) -> Self {
        let chunks = Chunks {
            body,
            limit,
            clock: Some(Clock {
                transport,
                idle,
                sleep: None,
            }),
        };
        Self(Arc::new(Mutex::new(Some(chunks))))
    }

    pub(super) fn take(&self) -> Option<Chunks> {
        let mut chunks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        chunks.take()
    }
}

/// The chunks of a body, as they arrive. Dropping this cancels the response.
pub(crate) struct Chunks {
    body: BodyStream,
    /// The most bytes of an item that is made of several chunks.
    pub(super) limit: usize,
    clock: Option<Clock>,
}

/// Limits the time between two chunks.
struct Clock {
    transport: Arc<dyn Transport>,
    idle: Duration,
    /// The time that is left, while a chunk is awaited.
    sleep: Option<BoxFuture<()>>,
}

impl Chunks {
    /// A body that has arrived.
    pub(super) fn whole(body: Bytes) -> Self {
        Self {
            body: Body::from(body).into_stream(),
            limit: usize::MAX,
            clock: None,
        }
    }

    /// The next chunk, which is not empty; an error is the last item.
    pub(super) fn poll_next(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, ErrorKind>>> {
        loop {
            match Pin::new(&mut self.body).poll_next(cx) {
                Poll::Ready(chunk) => {
                    if let Some(clock) = &mut self.clock {
                        clock.sleep = None;
                    }
                    if matches!(&chunk, Some(Ok(chunk)) if chunk.is_empty()) {
                        continue;
                    }
                    let failure = |error| ErrorKind::Transport(TransportError::new(error));
                    return Poll::Ready(chunk.map(|chunk| chunk.map_err(failure)));
                }
                Poll::Pending => {
                    let Some(clock) = &mut self.clock else {
                        return Poll::Pending;
                    };
                    let sleep = clock
                        .sleep
                        .get_or_insert_with(|| clock.transport.sleep(clock.idle));
                    return sleep.as_mut().poll(cx).map(|()| {
                        clock.sleep = None;
                        Some(Err(ErrorKind::Timeout(clock.idle)))
                    });
                }
            }
        }
    }
}
