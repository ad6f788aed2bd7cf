//! A stream of a known length.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use futures_core::Stream;

use super::body::{BoxError, BoxStream};

/// The chunks of a stream, which fails if it has another length than this one.
///
/// A transport stops reading after the last byte that it has announced. So the chunk with that byte
/// is held back until the stream has ended: what follows it would be lost without a word.
pub(super) struct ExactLength {
    stream: BoxStream,
    length: u64,
    left: u64,
    last: Option<Bytes>,
}

impl ExactLength {
    pub(super) fn new(stream: BoxStream, length: u64) -> Self {
        Self {
            stream,
            length,
            left: length,
            last: None,
        }
    }

    fn fail(&self, what: &str) -> Poll<Option<Result<Bytes, BoxError>>> {
        let message = format!(
            "the stream is {what} than its length of {} bytes",
            self.length
        );
        Poll::Ready(Some(Err(message.into())))
    }
}

impl Stream for ExactLength {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let chunk = match ready!(self.stream.as_mut().poll_next(cx)) {
                None if self.left > 0 => return self.fail("shorter"),
                None => return Poll::Ready(self.last.take().map(Ok)),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(chunk)) => chunk,
            };
            let left = u64::try_from(chunk.len()).ok();
            let left = left.and_then(|length| self.left.checked_sub(length));
            match left {
                None => return self.fail("longer"),
                Some(0) if chunk.is_empty() => {}
                Some(0) => {
                    self.left = 0;
                    self.last = Some(chunk);
                }
                Some(left) => {
                    self.left = left;
                    return Poll::Ready(Some(Ok(chunk)));
                }
            }
        }
    }
}
