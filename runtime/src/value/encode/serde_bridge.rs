//! `Serialize` for every type that has a JSON form.

use serde::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};

use super::{error::EncodeError, fields::for_each_field};
use crate::value::wire::{ValueRef, Wire};

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
            ValueRef::F64(value) if value.is_finite() => serializer.serialize_f64(*value),
            ValueRef::F64(_) => Err(S::Error::custom(EncodeError::NOT_FINITE)),
            ValueRef::Str(value) => serializer.serialize_str(value),
            ValueRef::Raw(value) => value.serialize(serializer),
            ValueRef::Seq(list) => {
                let mut out = serializer.serialize_seq(Some(list.len()))?;
                for index in 0..list.len() {
                    out.serialize_element(&list.get(index))?;
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
