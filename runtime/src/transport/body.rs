//! Bodies of requests and responses.

use std::{
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use super::exact_length::ExactLength;

/// Any error, as a stream of bytes or a transport may have it.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

type BoxStream = Pin<Box<dyn Stream<Item = Result<Bytes, BoxError>> + Send>>;

/// The body of a request or of a response: bytes, or a stream of them.
#[derive(Default)]
pub struct Body {
    inner: Inner,
    /// How many bytes a stream has.
    length: Option<u64>,
}

enum Inner {
    Bytes(Bytes),
    Stream(BoxStream),
}

impl Default for Inner {
    fn default() -> Self {
        Self::Bytes(Bytes::new())
    }
}

impl Body {
    /// An empty body.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// A stream of chunks.
    #[must_use]
    pub fn stream(stream: impl Stream<Item = Result<Bytes, BoxError>> + Send + 'static) -> Self {
        Self {
            inner: Inner::Stream(Box::pin(stream)),
            length: None,
        }
    }

    /// The bytes, if this is not a stream.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.inner {
            Inner::Bytes(bytes) => Some(bytes),
            Inner::Stream(_) => None,
        }
    }

    /// The same stream, of which the length is known. A transport can announce it.
    ///
    /// The stream fails if it has another length. Bytes keep their own.
    #[must_use]
    pub fn with_length(self, length: u64) -> Self {
        match self.inner {
            Inner::Bytes(_) => self,
            Inner::Stream(stream) => Self {
                inner: Inner::Stream(Box::pin(ExactLength::new(stream, length))),
                length: Some(length),
            },
        }
    }

    /// The number of bytes, if it is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        match &self.inner {
            Inner::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            Inner::Stream(_) => self.length,
        }
    }

    /// The body as a stream of chunks; bytes are one chunk.
    #[must_use]
    pub fn into_stream(self) -> BodyStream {
        BodyStream(self.inner)
    }

    /// Reads the whole body.
    ///
    /// # Errors
    ///
    /// If the body is longer than `limit` bytes, or the stream fails. The error contains what was
    /// read until then.
    pub async fn collect(self, limit: usize) -> Result<Bytes, CollectError> {
        let mut stream = match self.inner {
            Inner::Bytes(bytes) if bytes.len() <= limit => return Ok(bytes),
            Inner::Bytes(bytes) => {
                return Err(CollectError {
                    read: bytes.slice(..limit),
                    source: None,
                });
            }
            Inner::Stream(stream) => stream,
        };
        let mut buffer = Buffer::default();
        while let Some(chunk) = poll_fn(|cx| stream.as_mut().poll_next(cx)).await {
            let source = match chunk {
                Err(source) => Some(source),
                Ok(chunk) if chunk.len() <= limit - buffer.len() => {
                    buffer.push(chunk);
                    continue;
                }
                Ok(chunk) => {
                    buffer.push(chunk.slice(..limit - buffer.len()));
                    None
                }
            };
            let read = buffer.into_bytes();
            return Err(CollectError { read, source });
        }
        Ok(buffer.into_bytes())
    }
}

/// Collected chunks. Most bodies are one chunk, which is not copied.
#[derive(Default)]
struct Buffer {
    first: Bytes,
    all: BytesMut,
}

impl Buffer {
    fn len(&self) -> usize {
        self.first.len().max(self.all.len())
    }

    fn push(&mut self, chunk: Bytes) {
        if self.len() == 0 {
            self.first = chunk;
            return;
        }
        if self.all.is_empty() {
            self.all.extend_from_slice(&self.first);
        }
        self.all.extend_from_slice(&chunk);
    }

    fn into_bytes(self) -> Bytes {
        match self.all.is_empty() {
            true => self.first,
            false => self.all.freeze(),
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self {
            inner: Inner::Bytes(bytes),
            length: None,
        }
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self::from(Bytes::from(bytes))
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Self::from(Bytes::from(text))
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Self::from(Bytes::from_static(text.as_bytes()))
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.inner {
            Inner::Bytes(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Inner::Stream(_) => f.write_str("Body(stream)"),
        }
    }
}

/// The chunks of a [`Body`].
pub struct BodyStream(Inner);

impl Stream for BodyStream {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match &mut self.0 {
            Inner::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Inner::Bytes(bytes) => Poll::Ready(Some(Ok(std::mem::take(bytes)))),
            Inner::Stream(stream) => stream.as_mut().poll_next(cx),
        }
    }
}

impl fmt::Debug for BodyStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BodyStream")
    }
}

/// A body that could not be read to its end.
#[derive(Debug)]
pub struct CollectError {
    read: Bytes,
    source: Option<BoxError>,
}

impl CollectError {
    /// Whether the body is longer than the limit; otherwise the stream failed.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        self.source.is_none()
    }

    /// What was read; at most the limit.
    #[must_use]
    pub fn read(&self) -> &Bytes {
        &self.read
    }

    pub(crate) fn into_parts(self) -> (Bytes, Option<BoxError>) {
        (self.read, self.source)
    }
}

impl fmt::Display for CollectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.source {
            None => f.write_str("the body is larger than the limit"),
            Some(_) => f.write_str("the body ended early"),
        }
    }
}

impl std::error::Error for CollectError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.source {
            None => None,
            Some(source) => Some(&**source),
        }
    }
}
