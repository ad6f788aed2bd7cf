//! The encoder.

use std::fmt;

use super::fields::for_each_field;
use super::write;
use crate::value::json_path::JsonPath;
use crate::value::wire::{ValueRef, Wire};

/// Writes `value` as compact JSON: declared fields in declared order, then the others.
///
/// # Errors
///
/// If a number is not finite, for which JSON has no form.
pub fn encode<T: Wire + ?Sized>(value: &T) -> Result<Vec<u8>, EncodeError> {
    let mut out = Vec::with_capacity(256);
    any(&mut out, value.to_ref(), &JsonPath::Root)?;
    Ok(out)
}

/// A value without a JSON form, and where it is.
#[derive(Debug)]
pub struct EncodeError {
    path: String,
}

impl EncodeError {
    /// Where in the value, as in `$.setpoints[0].celsius`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: expected a finite number, found NaN or an infinity",
            self.path
        )
    }
}

impl std::error::Error for EncodeError {}

fn any(out: &mut Vec<u8>, value: ValueRef<'_>, path: &JsonPath<'_>) -> Result<(), EncodeError> {
    match value {
        ValueRef::Absent | ValueRef::Null => out.extend_from_slice(b"null"),
        ValueRef::Bool(true) => out.extend_from_slice(b"true"),
        ValueRef::Bool(false) => out.extend_from_slice(b"false"),
        ValueRef::I64(value) => write::display(out, value),
        ValueRef::F64(value) if value.is_finite() => write::number(out, value),
        ValueRef::F64(_) => {
            let path = path.to_string();
            return Err(EncodeError { path });
        }
        ValueRef::Str(value) => write::string(out, value),
        ValueRef::Raw(value) => write::raw(out, value),
        ValueRef::Seq(list) => {
            out.push(b'[');
            for index in 0..list.len() {
                if index > 0 {
                    out.push(b',');
                }
                any(out, list.get(index), &JsonPath::Index(path, index))?;
            }
            out.push(b']');
        }
        value @ (ValueRef::Map(_) | ValueRef::Object(_) | ValueRef::Tagged(..)) => {
            out.push(b'{');
            let mut first = true;
            for_each_field(value, &mut |key, value| {
                if !std::mem::take(&mut first) {
                    out.push(b',');
                }
                write::string(out, key);
                out.push(b':');
                any(out, value, &JsonPath::Key(path, key))
            })?;
            out.push(b'}');
        }
    }
    Ok(())
}
