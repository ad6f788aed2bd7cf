//! Bytes that a caller sends: a body, or a part of one.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use bytes::Bytes;
use futures_core::Stream;

use super::body::{Body, BoxError};

/// Bytes to send as the body of a request or as a part of it: in memory, or a stream.
///
/// ```
/// # use seamstress_runtime::Upload;
/// let photo = Upload::from(vec![0xFF, 0xD8]).file_name("door.jpg").content_type("image/jpeg");
/// ```
///
/// Clones share the bytes. A call with an upload from [`Upload::stream`] is never retried, because
/// the stream can be read only once; [`Upload::reopen`] has no such limit.
#[derive(Clone)]
pub struct Upload {
    source: Source,
    length: Option<u64>,
    file_name: Option<String>,
    content_type: Option<String>,
    /// Names and values, not checked yet.
    headers: Vec<(String, String)>,
}

#[derive(Clone)]
enum Source {
    Bytes(Bytes),
    Once(Arc<Mutex<Option<Body>>>),
    Reopen(Arc<dyn Fn() -> Body + Send + Sync>),
}

impl Upload {
    /// A stream of chunks, which is sent once. Sending the upload or a clone of it again is an
    /// error.
    #[must_use]
    pub fn stream(stream: impl Stream<Item = Result<Bytes, BoxError>> + Send + 'static) -> Self {
        let body = Body::stream(stream);
        Self::new(Source::Once(Arc::new(Mutex::new(Some(body)))))
    }

    /// A stream of chunks that `open` begins anew each time the upload is sent.
    ///
    /// What `open` cannot open is the first item of its stream, an error.
    #[must_use]
    pub fn reopen<S>(open: impl Fn() -> S + Send + Sync + 'static) -> Self
    where
        S: Stream<Item = Result<Bytes, BoxError>> + Send + 'static,
    {
        Self::new(Source::Reopen(Arc::new(move || Body::stream(open()))))
    }

    /// How many bytes a stream has. With the length of every part, the length of the body is sent;
    /// without, the body is sent in chunks.
    ///
    /// The request fails if the stream has another length, so that its last chunk is sent only once
    /// it has ended. Bytes in memory keep their own.
    #[must_use]
    pub fn length(mut self, length: u64) -> Self {
        if !matches!(self.source, Source::Bytes(_)) {
            self.length = Some(length);
        }
        self
    }

    /// The name of the file, which is sent with a part of a multipart body.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// The media type, where it is not the documented one.
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }

    /// A header of the part of a multipart body; it replaces one of the same name.
    ///
    /// A call fails before anything is sent if the name or the value is not that of a header, if
    /// it is `Content-Disposition` or `Content-Type`, which have methods of their own, or if the
    /// upload is a whole body.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let name = name.into();
        self.headers
            .retain(|(other, _)| !other.eq_ignore_ascii_case(&name));
        self.headers.push((name, value.into()));
        self
    }

    fn new(source: Source) -> Self {
        Self {
            source,
            length: None,
            file_name: None,
            content_type: None,
            headers: Vec::new(),
        }
    }

    pub(crate) fn name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    pub(crate) fn media_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    pub(crate) fn headers(&self) -> &[(String, String)] {
        &self.headers
    }

    /// The number of bytes, if it is known.
    pub(crate) fn len(&self) -> Option<u64> {
        match &self.source {
            Source::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            Source::Once(_) | Source::Reopen(_) => self.length,
        }
    }

    /// Whether it can be sent more than once.
    pub(crate) fn is_repeatable(&self) -> bool {
        !matches!(self.source, Source::Once(_))
    }

    /// The bytes as a body; `None` if this is a stream that was sent already.
    pub(crate) fn open(&self) -> Option<Body> {
        let body = match &self.source {
            Source::Bytes(bytes) => return Some(Body::from(bytes.clone())),
            Source::Reopen(open) => open(),
            Source::Once(body) => body.lock().unwrap_or_else(PoisonError::into_inner).take()?,
        };
        Some(match self.length {
            Some(length) => body.with_length(length),
            None => body,
        })
    }
}

impl From<Bytes> for Upload {
    fn from(bytes: Bytes) -> Self {
        Self::new(Source::Bytes(bytes))
    }
}

impl From<Vec<u8>> for Upload {
    fn from(bytes: Vec<u8>) -> Self {
        Self::from(Bytes::from(bytes))
    }
}

impl From<String> for Upload {
    fn from(text: String) -> Self {
        Self::from(Bytes::from(text))
    }
}

impl From<&'static str> for Upload {
    fn from(text: &'static str) -> Self {
        Self::from(Bytes::from_static(text.as_bytes()))
    }
}

impl From<&'static [u8]> for Upload {
    fn from(bytes: &'static [u8]) -> Self {
        Self::from(Bytes::from_static(bytes))
    }
}

/// Uploads are equal if their bytes, names, types and headers are; streams are equal to their
/// clones alone.
impl PartialEq for Upload {
    fn eq(&self, other: &Self) -> bool {
        let is_same_source = match (&self.source, &other.source) {
            (Source::Bytes(one), Source::Bytes(other)) => one == other,
            (Source::Once(one), Source::Once(other)) => Arc::ptr_eq(one, other),
            (Source::Reopen(one), Source::Reopen(other)) => Arc::ptr_eq(one, other),
            _ => false,
        };
        is_same_source
            && self.length == other.length
            && self.file_name == other.file_name
            && self.content_type == other.content_type
            && self.headers == other.headers
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Upload");
        match self.len() {
            Some(length) => out.field("bytes", &length),
            None => out.field("bytes", &format_args!("stream")),
        };
        out.field("file_name", &self.file_name)
            .field("content_type", &self.content_type);
        if !self.headers.is_empty() {
            // Their values may be secret.
            let names = self.headers.iter().map(|(name, _)| name);
            out.field("headers", &names.collect::<Vec<_>>());
        }
        out.finish()
    }
}
