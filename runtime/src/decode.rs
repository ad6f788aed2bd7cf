//! JSON into values: the one decoder.

mod envelope;
mod error;
mod fill;
mod number;
mod object;
mod paging;
mod raw;
mod reader;
mod seen;
mod serde_bridge;
mod union;

pub use error::DecodeError;
pub use serde_bridge::deserialize;

pub(crate) use envelope::{Envelope, observe_members};
pub(crate) use paging::Cursor;
pub(crate) use reader::{Fault, Kind, Reader};

use reader::DEEPEST;

use crate::drift::Drift;
use crate::operation::Operation;
use crate::page::Paging;
use crate::path::Path;
use crate::wire::{Mut, Wire};

use error::{Failure, Reason};
use fill::Decoder;

/// Reads the JSON text `body`; what differs from the documentation without stopping it is passed over.
///
/// # Errors
///
/// If `body` is no JSON, or cannot be read as a `T`.
pub fn decode<T: Wire>(body: &[u8]) -> Result<T, DecodeError> {
    let mut value = T::blank();
    Decoding::default().fill(value.to_mut(), body)?;
    Ok(value)
}

/// Like [`decode`], and adds to `drift` what differs from the documentation, without contents.
///
/// # Errors
///
/// If `body` is no JSON, or cannot be read as a `T`.
pub fn decode_observed<T: Wire>(body: &[u8], drift: &mut Vec<Drift>) -> Result<T, DecodeError> {
    let mut value = T::blank();
    let mut sink = |found: Drift| drift.push(found);
    let observer = Observer {
        operation: None,
        contents: false,
        sink: &mut sink,
    };
    Decoding {
        observer: Some(observer),
        ..Decoding::default()
    }
    .fill(value.to_mut(), body)?;
    Ok(value)
}

/// Who is told about drift, and what.
pub(crate) struct Observer<'a> {
    pub(crate) operation: Option<Operation>,
    /// Whether the unknown text itself is told.
    pub(crate) contents: bool,
    pub(crate) sink: &'a mut dyn FnMut(Drift),
}

/// How to read a body.
#[derive(Default)]
pub(crate) struct Decoding<'o, 'c> {
    pub(crate) observer: Option<Observer<'o>>,
    /// Leave blank what is missing, instead of failing.
    pub(crate) lenient: bool,
    /// Where in the body the value is; `None` if it is the whole of it.
    pub(crate) envelope: Option<Envelope>,
    /// How the members beside the value name the page that follows, and where to put what they say.
    pub(crate) paging: Option<(&'static Paging, &'c mut Cursor)>,
}

impl Decoding<'_, '_> {
    pub(crate) fn fill(self, target: Mut<'_>, body: &[u8]) -> Result<(), DecodeError> {
        let reader = Reader::new(body)
            .map_err(|fault| Failure::new(&Path::Root, Reason::Syntax(fault), 0).locate(body))?;
        let mut decoder = Decoder::new(reader, self.observer, self.lenient);
        let filled = match self.envelope {
            None => decoder.fill(target, &Path::Root, None),
            Some(envelope) => decoder.envelope(envelope, target, self.paging),
        };
        filled
            .and_then(|()| decoder.end())
            .map_err(|failure| failure.locate(body))
    }
}
