//! The entry points of the decoder.

use super::{
    cursor::Cursor,
    decoder::Decoder,
    envelope::Envelope,
    error::{Failure, Reason},
    observer::Observer,
    reader::Reader,
};
use crate::{
    spec::Paging,
    value::{
        decode_error::DecodeError,
        drift::Drift,
        json_path::JsonPath,
        wire::{ValueMut, Wire},
    },
};

/// Decodes the JSON text `body`; differences from the documentation that do not stop it are
/// ignored.
///
/// In objects that a server sends, required fields that are missing or `null` are empty, and a
/// value of a union that cannot be decoded is kept as JSON: [`DriftKind`](crate::DriftKind) lists
/// all of it.
///
/// # Errors
///
/// If `body` is not JSON, or not the JSON of a `T`.
pub fn decode<T: Wire>(body: &[u8]) -> Result<T, DecodeError> {
    Decoding::default().decode(body)
}

/// Like [`decode`]; what a type would keep although it is undeclared, and cannot, is an error.
pub(crate) fn decode_all<T: Wire>(body: &[u8]) -> Result<T, DecodeError> {
    let decoding = Decoding {
        keep_all: true,
        ..Decoding::default()
    };
    decoding.decode(body)
}

/// Like [`decode`], and adds to `drift` the differences from the documentation, without contents.
///
/// # Errors
///
/// If `body` is not JSON, or not the JSON of a `T`.
pub fn decode_observed<T: Wire>(body: &[u8], drift: &mut Vec<Drift>) -> Result<T, DecodeError> {
    let mut sink = |found: Drift| drift.push(found);
    let observer = Observer {
        operation: None,
        contents: false,
        only_corrections: false,
        sink: &mut sink,
    };
    let decoding = Decoding {
        observer: Some(observer),
        ..Decoding::default()
    };
    decoding.decode(body)
}

/// How to decode a body.
#[derive(Default)]
pub(crate) struct Decoding<'o, 'c> {
    pub(crate) observer: Option<Observer<'o>>,
    /// Leave missing required fields empty, in every object and without reports.
    pub(crate) lenient: bool,
    /// Fail where a value would have to be corrected.
    pub(crate) strict: bool,
    /// Fail where something undeclared, which a type would keep, cannot be kept.
    pub(crate) keep_all: bool,
    /// The field of the body that holds the value; `None` if the value is the whole body.
    pub(crate) envelope: Option<Envelope>,
    /// Where the body names the next page, and where to put the cursor that it names.
    pub(crate) paging: Option<(&'static Paging, &'c mut Cursor)>,
}

impl Decoding<'_, '_> {
    fn decode<T: Wire>(self, body: &[u8]) -> Result<T, DecodeError> {
        let mut value = T::empty();
        self.fill(value.to_mut(), body)?;
        Ok(value)
    }

    pub(crate) fn fill(self, target: ValueMut<'_>, body: &[u8]) -> Result<(), DecodeError> {
        let reader = Reader::new(body).map_err(|error| {
            Failure::new(&JsonPath::Root, Reason::Syntax(error), 0).locate(body)
        })?;
        let mut decoder = Decoder::new(reader, self.observer);
        decoder.lenient = self.lenient;
        decoder.strict = self.strict;
        decoder.keep_all = self.keep_all || self.strict;
        decoder.corrects = !self.strict;
        let filled = match self.envelope {
            None => decoder.fill(target, &JsonPath::Root, None),
            Some(envelope) => decoder.envelope(envelope, target, self.paging),
        };
        filled
            .and_then(|()| decoder.end())
            .map_err(|failure| failure.locate(body))
    }
}
