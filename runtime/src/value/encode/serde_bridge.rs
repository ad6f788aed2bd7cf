//! `Serialize` for every type that has a JSON form.

use serde::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};

use super::{error::EncodeError, fields::for_each_field};
use crate::value::wire::{ValueRef, Wire};

/// 2^53: from here on, neighbouring integers can be the same `f64`.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Writes a value in any format; the body of every generated `Serialize`.
///
/// # Errors
///
/// If a number is not finite, or the serializer fails.
pub fn serialize<T: Wire + ?Sized, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    value.to_ref().serialize(serializer)
}

impl Serialize for ValueRef<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            ValueRef::Absent | ValueRef::Null => serializer.serialize_none(),
            ValueRef::Bool(value) => serializer.serialize_bool(*value),
            ValueRef::I64(value) => serializer.serialize_i64(*value),
            ValueRef::U64(value) => serializer.serialize_u64(*value),
            ValueRef::F64(value) if value.is_finite() => match whole(*value) {
                Some(value) => serializer.serialize_i64(value),
                None => serializer.serialize_f64(*value),
            },
            ValueRef::F64(_) => Err(S::Error::custom(EncodeError::NOT_FINITE)),
            ValueRef::Upload(_) => Err(S::Error::custom(EncodeError::UPLOAD)),
            ValueRef::FormPart(_) => Err(S::Error::custom(EncodeError::FORM_PART)),
            ValueRef::Str(value) => serializer.serialize_str(value),
            ValueRef::Raw(value) => value.serialize(serializer),
            ValueRef::Seq(list) => {
                let mut out = serializer.serialize_seq(Some(list.len()))?;
                for index in 0..list.len() {
                    out.serialize_element(&list.get(index).to_ref())?;
                }
                out.end()
            }
            ValueRef::Map(_) | ValueRef::Object(_) | ValueRef::Tagged(..) => {
                let mut out = serializer.serialize_map(None)?;
                for_each_field(*self, &mut |key, value| out.serialize_entry(key, &value))?;
                out.end()
            }
        }
    }
}

/// The number as an integer, if it is whole and each of its neighbours is another `f64`. Formats
/// write the integer without a fraction, as the encoder does.
fn whole(value: f64) -> Option<i64> {
    let is_negative_zero = value == 0.0 && value.is_sign_negative();
    if value.fract() != 0.0 || value.abs() >= EXACT || is_negative_zero {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "whole, and below 2^53")]
    Some(value as i64)
}
