//! Bodies of requests, in the format that the operation declares.

use std::sync::Arc;

use bytes::Bytes;
use http::HeaderValue;

use super::{
    form::urlencoded,
    multipart::Multipart,
    prepared::is_object,
    upload::{content_type, open},
};
use crate::{
    error::ErrorKind,
    spec::{BodyFormat, BodySpec},
    transport::{Body, PartContent, Transport, Upload},
    value::{EncodeError, JsonPath, encode_at, encode_object, for_each_field, wire::ValueRef},
};

/// The body of a request, which can be opened for each attempt. Clones share it.
#[derive(Clone)]
pub(crate) enum RequestBody {
    Bytes(Bytes),
    Upload(Upload),
    Multipart(Arc<Multipart>),
}

/// What a body is written from.
pub(super) enum BodyValue<'a> {
    /// A value, and where it is in the parameters.
    Whole(ValueRef<'a>, JsonPath<'a>),
    /// The fields of an object.
    Fields(Vec<(&'a str, ValueRef<'a>)>),
}

impl RequestBody {
    /// The body and its content type.
    pub(super) fn new(
        spec: BodySpec,
        value: BodyValue<'_>,
        transport: &dyn Transport,
    ) -> Result<(Self, HeaderValue), ErrorKind> {
        let documented = HeaderValue::from_static(spec.media_type);
        let body = match spec.format {
            BodyFormat::Json => Self::Bytes(json(&value)?.into()),
            BodyFormat::Lines => Self::Bytes(lines(&value, spec.media_type)?.into()),
            BodyFormat::Form(parts) => {
                let text = urlencoded(parts, &value.into_fields()?).map_err(ErrorKind::Encode)?;
                Self::Bytes(text.into())
            }
            BodyFormat::Multipart(parts) => {
                let fields = value.into_fields()?;
                let multipart = Multipart::new(parts, &fields, transport)?;
                let media = multipart.media_type();
                return Ok((Self::Multipart(Arc::new(multipart)), media));
            }
            BodyFormat::Raw => return raw(spec.media_type, value),
        };
        Ok((body, documented))
    }

    /// Whether the body can be sent more than once.
    pub(crate) fn is_repeatable(&self) -> bool {
        match self {
            Self::Bytes(_) => true,
            Self::Upload(upload) => upload.is_repeatable(),
            Self::Multipart(multipart) => multipart.is_repeatable(),
        }
    }

    /// Whether its content type has a boundary that only the body knows.
    pub(crate) fn is_multipart(&self) -> bool {
        matches!(self, Self::Multipart(_))
    }

    /// The body for one attempt.
    ///
    /// # Errors
    ///
    /// If a stream that can be read only once was sent already.
    pub(crate) fn open(&self) -> Result<Body, ErrorKind> {
        match self {
            Self::Bytes(bytes) => Ok(Body::from(bytes.clone())),
            Self::Upload(upload) => open(upload),
            Self::Multipart(multipart) => multipart.open(),
        }
    }
}

impl<'a> BodyValue<'a> {
    /// Whether it is an object without fields.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Whole(value, _) => {
                is_object(*value) && for_each_field(*value, &mut |_, _| Err(())).is_ok()
            }
            Self::Fields(fields) => fields.is_empty(),
        }
    }

    /// The fields of the object or of the list of parts that the body is.
    fn into_fields(self) -> Result<Vec<(&'a str, ValueRef<'a>)>, ErrorKind> {
        let value = match self {
            Self::Fields(fields) => return Ok(fields),
            Self::Whole(value, _) => value,
        };
        if let ValueRef::Seq(list) = value {
            return (0..list.len())
                .map(|index| named(list.get(index).to_ref()))
                .collect();
        }
        if !is_object(value) {
            return Err(without_fields());
        }
        let mut fields = Vec::new();
        for_each_field::<ErrorKind>(value, &mut |name, value| {
            fields.push((name, value));
            Ok(())
        })?;
        Ok(fields)
    }
}

/// The name and the value of an element of a list, if that is a part of a form.
fn named(element: ValueRef<'_>) -> Result<(&str, ValueRef<'_>), ErrorKind> {
    let ValueRef::FormPart(part) = element else {
        return Err(without_fields());
    };
    let value = match part.content() {
        PartContent::Text(text) => ValueRef::Str(text),
        PartContent::File(upload) => ValueRef::Upload(upload),
    };
    Ok((part.name(), value))
}

fn without_fields() -> ErrorKind {
    ErrorKind::Config("the body is not an object, so it has no fields to send".to_owned())
}

fn json(value: &BodyValue<'_>) -> Result<Vec<u8>, ErrorKind> {
    let json = match value {
        BodyValue::Whole(value, path) => encode_at(*value, path),
        BodyValue::Fields(fields) => encode_object(fields),
    };
    json.map_err(ErrorKind::Encode)
}

/// The items of a list, each as a line; in a sequence, each after a record separator.
fn lines(value: &BodyValue<'_>, media_type: &str) -> Result<Vec<u8>, ErrorKind> {
    const RECORD_SEPARATOR: u8 = 0x1e;

    let BodyValue::Whole(ValueRef::Seq(list), path) = value else {
        let message = "the body is not a list, whose items would be its lines";
        return Err(ErrorKind::Config(message.to_owned()));
    };
    let is_sequence = media_type.ends_with("json-seq");
    let mut text = Vec::new();
    for index in 0..list.len() {
        let path = JsonPath::Index(path, index);
        let line = encode_at(list.get(index).to_ref(), &path).map_err(ErrorKind::Encode)?;
        text.extend(is_sequence.then_some(RECORD_SEPARATOR));
        text.extend(line);
        text.push(b'\n');
    }
    Ok(text)
}

/// A string or an upload as it is.
fn raw(
    documented: &'static str,
    value: BodyValue<'_>,
) -> Result<(RequestBody, HeaderValue), ErrorKind> {
    match value {
        BodyValue::Whole(ValueRef::Str(text), _) => {
            let bytes = Bytes::copy_from_slice(text.as_bytes());
            Ok((
                RequestBody::Bytes(bytes),
                content_type(None, Some(documented))?,
            ))
        }
        BodyValue::Whole(ValueRef::Upload(upload), _) if !upload.headers().is_empty() => {
            let message = "the headers of an upload are sent with a part of a multipart body, and \
                           this one is the whole body";
            Err(ErrorKind::Config(message.to_owned()))
        }
        BodyValue::Whole(ValueRef::Upload(upload), _) => Ok((
            RequestBody::Upload(upload.clone()),
            content_type(Some(upload), Some(documented))?,
        )),
        BodyValue::Whole(_, path) => {
            let error = EncodeError::new(&path, "expected a string or an upload");
            Err(ErrorKind::Encode(error))
        }
        BodyValue::Fields(_) => {
            let message = "the body is an object, which has no bytes of its own";
            Err(ErrorKind::Config(message.to_owned()))
        }
    }
}
