//! JSON into values: the one decoder.

mod cursor;
mod decoder;
mod decoding;
mod envelope;
mod error;
mod fill;
mod key_set;
mod missing_tag;
mod number;
mod object;
mod observer;
mod raw;
mod reader;
mod serde_bridge;
mod union;

pub(crate) use {
    cursor::Cursor,
    decoding::Decoding,
    envelope::{Envelope, observe_fields},
    observer::Observer,
};
pub use {
    decoding::{decode, decode_observed},
    serde_bridge::deserialize,
};
