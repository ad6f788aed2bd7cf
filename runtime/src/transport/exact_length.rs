//! A stream of a known length.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use futures_core::Stream;

/// The chunks of a stream, which fails if it has another length than this one.
///
/// A transport stops reading after the last byte that it has announced. So the chunk with that byte
/// is held back until the stream has ended: what follows it would be lost without a word.
pub(super) struct ExactLength<S> {
    stream: S,
    length: u64,
    left: u64,
    last: Option<Bytes>,
}

impl<S> ExactLength<S> {
    pub(super) fn new(stream: S, length: u64) -> Self {
        Self {
            stream,
            length,
            left: length,
            last: None,
        }
    }

    fn fail<E: From<String>>(&self, what: &str) -> Poll<Option<Result<Bytes, E>>> {
        let length = self.length;
        let message = format!("the stream is {what} than its length of {length} bytes");
        Poll::Ready(Some(Err(message.into())))
    }
}

impl<S, E> Stream for ExactLength<S>
where
    S: Stream<Item = Result<Bytes, E>> + Unpin,
    E: From<String>,
{
    type Item = S::Item;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        loop {
            let chunk = match ready!(Pin::new(&mut self.stream).poll_next(cx)) {
                None if self.left > 0 => return self.fail("shorter"),
                None => return Poll::Ready(self.last.take().map(Ok)),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(chunk)) => chunk,
            };
            let length = u64::try_from(chunk.len()).unwrap_or(u64::MAX);
            let Some(left) = self.left.checked_sub(length) else {
                return self.fail("longer");
            };
            self.left = left;
            if left > 0 {
                return Poll::Ready(Some(Ok(chunk)));
            }
            if !chunk.is_empty() {
                self.last = Some(chunk);
            }
        }
    }
}
