//! Bodies of the type `multipart/form-data` (RFC 7578).

use std::{
    collections::VecDeque,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, HeaderValue};

use super::{
    form::{is_exploded, is_json, spec, text},
    header::part_header,
    parameter::{Kind, for_each_element, kind},
    query::unencoded,
    upload::{content_type, open},
};
use crate::{
    error::ErrorKind,
    spec::PartSpec,
    transport::{Body, BodyStream, BoxError, Transport, Upload},
    value::{JsonPath, wire::ValueRef},
};

/// A body of parts, which can be opened for each attempt. The parts are never collected.
pub(crate) struct Multipart {
    media_type: HeaderValue,
    /// Consecutive bytes of the body.
    pieces: Vec<Upload>,
}

impl Multipart {
    /// The fields as parts; `parts` has those that are not written by default.
    ///
    /// Fields that are absent or `null` are left out. Each element of a list is a part. A field
    /// with a style is the parts that are its pairs in a query, unencoded.
    ///
    /// # Errors
    ///
    /// If a value cannot be encoded, or the media type of an upload is not one.
    pub(super) fn new(
        parts: &[PartSpec],
        fields: &[(&str, ValueRef<'_>)],
        transport: &dyn Transport,
    ) -> Result<Self, ErrorKind> {
        let [high, low] = [transport.random(), transport.random()];
        let mut writer = Writer {
            boundary: format!("{high:016x}{low:016x}"),
            pieces: Vec::new(),
            last: Vec::new(),
        };
        for (name, value) in fields {
            writer.field(name, *value, spec(parts, name))?;
        }
        let boundary = writer.boundary;
        writer
            .last
            .extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        writer.pieces.push(Upload::from(writer.last));
        let media_type = format!("multipart/form-data; boundary={boundary}");
        Ok(Self {
            media_type: super::header::media_type(&media_type).map_err(ErrorKind::Config)?,
            pieces: writer.pieces,
        })
    }

    /// The media type, with the boundary.
    pub(super) fn media_type(&self) -> HeaderValue {
        self.media_type.clone()
    }

    pub(super) fn is_repeatable(&self) -> bool {
        self.pieces.iter().all(Upload::is_repeatable)
    }

    /// The body for one attempt, with its length if that of every part is known.
    pub(super) fn open(&self) -> Result<Body, ErrorKind> {
        let mut length = Some(0_u64);
        let mut left = VecDeque::new();
        for piece in &self.pieces {
            let body = open(piece)?;
            let sum = length.zip(body.length());
            length = sum.and_then(|(sum, more)| sum.checked_add(more));
            left.push_back(body.into_stream());
        }
        let body = Body::stream(Pieces(left));
        Ok(match length {
            Some(length) => body.with_length(length),
            None => body,
        })
    }
}

/// Writes parts.
struct Writer {
    boundary: String,
    pieces: Vec<Upload>,
    /// What follows the last piece: delimiters, headers, and the values of small parts.
    last: Vec<u8>,
}

impl Writer {
    fn field(
        &mut self,
        name: &str,
        value: ValueRef<'_>,
        spec: Option<&PartSpec>,
    ) -> Result<(), ErrorKind> {
        let path = JsonPath::Key(&JsonPath::Root, name);
        let style = spec.and_then(|spec| spec.style);
        // Bytes have no style, and the elements of a list are parts of their own without one too.
        let is_list = matches!(kind(value), Kind::List);
        let is_plain = |(style, explode)| is_list && is_exploded(style, explode);
        if let Some((style, explode)) = style.filter(|it| !is_plain(*it) && !has_uploads(value)) {
            let pairs = unencoded(style, explode, name, value, &path).map_err(ErrorKind::Encode)?;
            for (name, text) in pairs {
                self.text(&name, &text, None, spec)?;
            }
            return Ok(());
        }
        if !matches!(kind(value), Kind::List) || is_json(spec) {
            return self.part(name, value, spec, &path);
        }
        let mut elements = Vec::new();
        for_each_element(value, &mut |_, element| {
            elements.push(element);
            Ok(())
        })
        .map_err(ErrorKind::Encode)?;
        for (index, element) in elements.into_iter().enumerate() {
            self.part(name, element, spec, &JsonPath::Index(&path, index))?;
        }
        Ok(())
    }

    fn part(
        &mut self,
        name: &str,
        value: ValueRef<'_>,
        spec: Option<&PartSpec>,
        path: &JsonPath<'_>,
    ) -> Result<(), ErrorKind> {
        let documented = spec.and_then(|spec| spec.media_type);
        if let ValueRef::Upload(upload) = value {
            return self.file(name, upload, spec);
        }
        let is_scalar = matches!(kind(value), Kind::Scalar);
        let media = documented.or((!is_scalar).then_some("application/json"));
        if let Some(text) = text(value, path).map_err(ErrorKind::Encode)? {
            self.text(name, &text, media, spec)?;
        }
        Ok(())
    }

    fn text(
        &mut self,
        name: &str,
        text: &str,
        media_type: Option<&str>,
        spec: Option<&PartSpec>,
    ) -> Result<(), ErrorKind> {
        let headers = headers(spec, &[])?;
        self.head(name, None, media_type.map(str::as_bytes), &headers);
        self.push(text.as_bytes());
        self.push(b"\r\n");
        Ok(())
    }

    /// Servers take a part for a file if it has a file name; browsers call what has none `blob`.
    fn file(
        &mut self,
        name: &str,
        upload: &Upload,
        spec: Option<&PartSpec>,
    ) -> Result<(), ErrorKind> {
        let documented = spec.and_then(|spec| spec.media_type);
        let media = content_type(Some(upload), documented)?;
        let headers = headers(spec, upload.headers())?;
        let file_name = upload.name().unwrap_or("blob");
        self.head(name, Some(file_name), Some(media.as_bytes()), &headers);
        self.pieces
            .push(Upload::from(std::mem::take(&mut self.last)));
        self.pieces.push(upload.clone());
        self.push(b"\r\n");
        Ok(())
    }

    fn head(
        &mut self,
        name: &str,
        file_name: Option<&str>,
        media_type: Option<&[u8]>,
        headers: &HeaderMap,
    ) {
        let delimiter = format!("--{}\r\n", self.boundary);
        self.push(delimiter.as_bytes());
        self.push(b"Content-Disposition: form-data; name=\"");
        self.push(escape(name).as_bytes());
        if let Some(file_name) = file_name {
            self.push(b"\"; filename=\"");
            self.push(escape(file_name).as_bytes());
        }
        self.push(b"\"\r\n");
        if let Some(media_type) = media_type {
            self.push(b"Content-Type: ");
            self.push(media_type);
            self.push(b"\r\n");
        }
        for (name, value) in headers {
            self.push(name.as_str().as_bytes());
            self.push(b": ");
            self.push(value.as_bytes());
            self.push(b"\r\n");
        }
        self.push(b"\r\n");
    }

    fn push(&mut self, bytes: &[u8]) {
        self.last.extend_from_slice(bytes);
    }
}

/// The headers of a part: the documented ones that have one value only, and those of the upload
/// over them.
fn headers(spec: Option<&PartSpec>, own: &[(String, String)]) -> Result<HeaderMap, ErrorKind> {
    let documented = spec.map_or(&[][..], |spec| spec.headers).iter().copied();
    let own = own.iter().map(|(name, value)| (&**name, &**value));
    let mut headers = HeaderMap::new();
    for (name, value) in documented.chain(own) {
        let (name, value) = part_header(name, value).map_err(ErrorKind::Config)?;
        headers.insert(name, value);
    }
    Ok(headers)
}

fn has_uploads(value: ValueRef<'_>) -> bool {
    match value {
        ValueRef::Upload(_) => true,
        ValueRef::Seq(list) => (0..list.len()).any(|index| has_uploads(list.get(index).to_ref())),
        _ => false,
    }
}

/// A name in quotes, as browsers write it: what would end the quotes or the line is
/// percent-encoded, everything else is UTF-8.
fn escape(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// The pieces of a body, one after another.
struct Pieces(VecDeque<BodyStream>);

impl Stream for Pieces {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while let Some(first) = self.0.front_mut() {
            match Pin::new(first).poll_next(cx) {
                Poll::Ready(None) => drop(self.0.pop_front()),
                other => return other,
            }
        }
        Poll::Ready(None)
    }
}
