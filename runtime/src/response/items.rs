//! What streams of events and of lines have in common: a body that is cut into items.

use std::task::{Context, Poll, ready};

use bytes::Bytes;

use super::{chunks::Chunks, line_buffer::TooLong, success::SuccessResponse};
use crate::error::{Error, ErrorKind};

/// Cuts a body into items.
pub(super) trait Framing {
    type Item;

    /// Takes a chunk.
    fn push(&mut self, chunk: &[u8]);

    /// The next item of what was pushed; `None` where the rest of it has not arrived.
    fn next(&mut self) -> Result<Option<Self::Item>, TooLong>;

    /// What is left at the end of the body.
    fn end(&mut self) -> Result<Option<Self::Item>, ErrorKind>;
}

/// The items of a body. It is compiled for each way to cut, not for each type of items.
pub(super) struct RawItems<F> {
    pub(super) response: SuccessResponse,
    chunks: Option<Chunks>,
    pub(super) framing: F,
    limit: usize,
}

impl<F: Framing> RawItems<F> {
    /// `framing` makes the framing of items of at most this number of bytes.
    pub(super) fn new(
        response: &SuccessResponse,
        framing: impl FnOnce(usize) -> F,
    ) -> Result<Self, Error> {
        let chunks = response.chunks()?;
        Ok(Self {
            response: response.detached(),
            limit: chunks.limit,
            framing: framing(chunks.limit),
            chunks: Some(chunks),
        })
    }

    pub(super) fn is_done(&self) -> bool {
        self.chunks.is_none()
    }

    /// Ends the stream, and with it the response.
    pub(super) fn close(&mut self) {
        self.chunks = None;
    }

    /// The next item; an error is the last one.
    pub(super) fn poll_next(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<F::Item, Error>>> {
        while let Some(chunks) = &mut self.chunks {
            match self.framing.next() {
                Ok(Some(item)) => return Poll::Ready(Some(Ok(item))),
                Ok(None) => {}
                Err(TooLong) => {
                    let kind = ErrorKind::BodyTooLarge(self.limit);
                    return Poll::Ready(Some(Err(self.fail(kind))));
                }
            }
            let chunk: Bytes = match ready!(chunks.poll_next(cx)) {
                Some(Ok(chunk)) => chunk,
                Some(Err(kind)) => return Poll::Ready(Some(Err(self.fail(kind)))),
                None => {
                    self.close();
                    let last = self.framing.end();
                    return Poll::Ready(match last {
                        Ok(item) => item.map(Ok),
                        Err(kind) => Some(Err(self.response.error(kind))),
                    });
                }
            };
            self.framing.push(&chunk);
        }
        Poll::Ready(None)
    }

    fn fail(&mut self, kind: ErrorKind) -> Error {
        self.close();
        self.response.error(kind)
    }
}
