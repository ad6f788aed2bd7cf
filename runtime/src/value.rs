//! JSON and the Rust types that have a JSON form: the wire traits, one decoder, one encoder, and
//! the scalar types.

mod date_time;
mod decode;
mod decode_error;
mod drift;
mod encode;
mod erased_box;
mod extra;
mod from_header;
mod id;
mod into_number;
mod json_path;
mod nullable;
mod scalar;
mod scan;
mod shared_field;
mod undeclared;
mod unknown_value;
mod unknown_variant;
pub mod wire;

pub(crate) use decode::{Cursor, Decoding, Envelope, Observer, observe_fields};
#[cfg(feature = "validate")]
pub(crate) use encode::for_each_declared;
pub(crate) use encode::{encode_at, encode_object, for_each_field};
pub(crate) use from_header::header_as;
pub(crate) use json_path::JsonPath;
pub(crate) use scalar::scalar;
pub(crate) use undeclared::is_secret_name;
pub use {
    date_time::{DateTime, DateTimeError},
    decode::{decode, decode_observed, deserialize},
    decode_error::DecodeError,
    drift::{Drift, DriftKind},
    encode::{EncodeError, encode, serialize},
    erased_box::ErasedBox,
    extra::{Extra, ExtraIter},
    from_header::{FromHeader, HeaderError},
    id::Id,
    into_number::{IntoF64, IntoI64},
    nullable::Nullable,
    shared_field::shared_field,
    unknown_value::UnknownValue,
    unknown_variant::UnknownVariant,
};
