//! `Serialize` for every type that has a JSON form.

use serde::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::wire::{Ref, Wire};

use super::members::for_each_member;

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

impl Serialize for Ref<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Ref::Absent | Ref::Null => serializer.serialize_none(),
            Ref::Bool(value) => serializer.serialize_bool(*value),
            Ref::I64(value) => serializer.serialize_i64(*value),
            Ref::F64(value) if value.is_finite() => serializer.serialize_f64(*value),
            Ref::F64(_) => Err(S::Error::custom(
                "a number that is not finite has no JSON form",
            )),
            Ref::Str(value) => serializer.serialize_str(value),
            Ref::Raw(value) => value.serialize(serializer),
            Ref::Seq(list) => {
                let mut out = serializer.serialize_seq(Some(list.len()))?;
                for index in 0..list.len() {
                    out.serialize_element(&list.get(index))?;
                }
                out.end()
            }
            Ref::Map(_) | Ref::Object(_) | Ref::Tagged(..) => {
                let mut out = serializer.serialize_map(None)?;
                for_each_member(self, &mut |key, value| out.serialize_entry(key, &value))?;
                out.end()
            }
        }
    }
}
