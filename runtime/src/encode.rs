//! Values into JSON: the one encoder.

mod members;
mod serde_bridge;
pub(crate) mod write;

pub use serde_bridge::serialize;

use std::fmt;

use crate::path::Path;
use crate::wire::{Ref, Wire};

use members::for_each_member;

/// Writes `value` as compact JSON: declared members in declared order, then the others.
///
/// # Errors
///
/// If a number is not finite, for which JSON has no form.
pub fn encode<T: Wire + ?Sized>(value: &T) -> Result<Vec<u8>, EncodeError> {
    let mut out = Vec::with_capacity(256);
    any(&mut out, value.to_ref(), &Path::Root)?;
    Ok(out)
}

/// A value that has no JSON form, and where it is.
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
            "{}: a number that is not finite has no JSON form",
            self.path
        )
    }
}

impl std::error::Error for EncodeError {}

fn any(out: &mut Vec<u8>, value: Ref<'_>, path: &Path<'_>) -> Result<(), EncodeError> {
    match value {
        Ref::Absent | Ref::Null => out.extend_from_slice(b"null"),
        Ref::Bool(true) => out.extend_from_slice(b"true"),
        Ref::Bool(false) => out.extend_from_slice(b"false"),
        Ref::I64(value) => write::display(out, value),
        Ref::F64(value) if value.is_finite() => write::number(out, value),
        Ref::F64(_) => {
            let path = path.to_string();
            return Err(EncodeError { path });
        }
        Ref::Str(value) => write::string(out, value),
        Ref::Raw(value) => write::raw(out, value),
        Ref::Seq(list) => {
            out.push(b'[');
            for index in 0..list.len() {
                if index > 0 {
                    out.push(b',');
                }
                any(out, list.get(index), &Path::Index(path, index))?;
            }
            out.push(b']');
        }
        value @ (Ref::Map(_) | Ref::Object(_) | Ref::Tagged(..)) => {
            out.push(b'{');
            let mut first = true;
            for_each_member(&value, &mut |key, value| {
                if !std::mem::take(&mut first) {
                    out.push(b',');
                }
                write::string(out, key);
                out.push(b':');
                any(out, value, &Path::Key(path, key))
            })?;
            out.push(b'}');
        }
    }
    Ok(())
}
