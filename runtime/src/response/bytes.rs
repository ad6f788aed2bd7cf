//! Bodies whose structure is not documented.

use std::{
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use futures_core::{FusedStream, Stream};

use super::{
    chunks::Chunks,
    output::{Expects, Output, Reception},
    success::SuccessResponse,
};
use crate::{error::Error, spec::ResponseFormat};

const BYTES: Reception = Reception {
    expects: Expects::Bytes,
    ..Reception::WHOLE
};

/// The body as it is, whatever its content type.
impl Output for Bytes {
    const RECEPTION: Reception = BYTES;

    fn read(response: &SuccessResponse) -> Result<Self, Error> {
        let body = response.body().map_err(|kind| response.error(kind))?;
        Ok(body.clone())
    }
}

/// `None` for a response that is documented without a body.
impl Output for Option<Bytes> {
    const RECEPTION: Reception = BYTES;

    fn read(response: &SuccessResponse) -> Result<Self, Error> {
        match response.format() {
            ResponseFormat::Empty => Ok(None),
            _ => Bytes::read(response).map(Some),
        }
    }
}

/// A body that is received while it is read: at most one chunk of it is in memory.
///
/// It ends after the last chunk, or after an error. Dropping it cancels the response.
#[must_use = "a stream does nothing until it is polled"]
pub struct ByteStream {
    response: SuccessResponse,
    chunks: Option<Chunks>,
}

impl ByteStream {
    /// The next chunk, which is not empty; `None` after the last one.
    ///
    /// Dropping the future loses nothing.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        poll_fn(|cx| self.poll_chunk(cx)).await
    }

    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        let Some(chunks) = &mut self.chunks else {
            return Poll::Ready(None);
        };
        chunks.poll_next(cx).map(|chunk| {
            if !matches!(chunk, Some(Ok(_))) {
                self.chunks = None;
            }
            chunk.map(|chunk| chunk.map_err(|kind| self.response.error(kind)))
        })
    }
}

impl Output for ByteStream {
    const RECEPTION: Reception = Reception::stream(Expects::Bytes);

    fn read(response: &SuccessResponse) -> Result<Self, Error> {
        Ok(Self {
            chunks: Some(response.chunks()?),
            response: response.detached(),
        })
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_chunk(cx)
    }
}

impl FusedStream for ByteStream {
    fn is_terminated(&self) -> bool {
        self.chunks.is_none()
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ByteStream")
    }
}
