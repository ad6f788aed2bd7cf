//! The encoder.

use super::{
    error::EncodeError,
    fields::{for_each_declared, for_each_field},
    write,
};
use crate::value::{
    json_path::JsonPath,
    wire::{Object, ValueRef, Wire},
};

/// Writes `value` as compact JSON: declared fields in declared order, then the others.
///
/// # Errors
///
/// If a number is not finite, for which JSON has no form.
pub fn encode<T: Wire + ?Sized>(value: &T) -> Result<Vec<u8>, EncodeError> {
    encode_at(value.to_ref(), &JsonPath::Root)
}

/// Writes the value at `path` as compact JSON.
pub(crate) fn encode_at(value: ValueRef<'_>, path: &JsonPath<'_>) -> Result<Vec<u8>, EncodeError> {
    let mut out = Vec::with_capacity(256);
    any(&mut out, value, path)?;
    Ok(out)
}

/// Writes fields as a compact JSON object.
pub(crate) fn encode_object(fields: &[(&str, ValueRef<'_>)]) -> Result<Vec<u8>, EncodeError> {
    let mut out = Vec::with_capacity(256);
    out.push(b'{');
    for (index, (key, value)) in fields.iter().enumerate() {
        field(&mut out, index == 0, key, *value, &JsonPath::Root)?;
    }
    out.push(b'}');
    Ok(out)
}

fn any(out: &mut Vec<u8>, value: ValueRef<'_>, path: &JsonPath<'_>) -> Result<(), EncodeError> {
    match value {
        ValueRef::Absent | ValueRef::Null => out.extend_from_slice(b"null"),
        ValueRef::Bool(true) => out.extend_from_slice(b"true"),
        ValueRef::Bool(false) => out.extend_from_slice(b"false"),
        ValueRef::I64(value) => write::display(out, value),
        ValueRef::U64(value) => write::display(out, value),
        ValueRef::F64(value) if value.is_finite() => write::number(out, value),
        ValueRef::F64(_) => {
            return Err(EncodeError::new(path, EncodeError::NOT_FINITE));
        }
        ValueRef::Upload(_) => {
            return Err(EncodeError::new(path, EncodeError::UPLOAD));
        }
        ValueRef::FormPart(_) => {
            return Err(EncodeError::new(path, EncodeError::FORM_PART));
        }
        ValueRef::Str(value) => write::string(out, value),
        ValueRef::Raw(value) => write::raw(out, value),
        ValueRef::Seq(list) => {
            out.push(b'[');
            for index in 0..list.len() {
                if index > 0 {
                    out.push(b',');
                }
                any(out, list.get(index).to_ref(), &JsonPath::Index(path, index))?;
            }
            out.push(b']');
        }
        ValueRef::Object(value) => object(out, value, path)?,
        value @ (ValueRef::Map(_) | ValueRef::Tagged(..)) => {
            out.push(b'{');
            let mut first = true;
            for_each_field(value, &mut |key, value| {
                field(out, std::mem::take(&mut first), key, value, path)
            })?;
            out.push(b'}');
        }
    }
    Ok(())
}

fn object(out: &mut Vec<u8>, object: &dyn Object, path: &JsonPath<'_>) -> Result<(), EncodeError> {
    out.push(b'{');
    let mut first = true;
    let extra = for_each_declared(object, |spec, value| {
        let Some(key) = spec.key() else {
            return field(out, std::mem::take(&mut first), spec.wire, value, path);
        };
        if !std::mem::take(&mut first) {
            out.push(b',');
        }
        out.extend_from_slice(key.as_bytes());
        any(out, value, &JsonPath::Key(path, spec.wire))
    })?;
    for (key, value) in extra.into_iter().flatten() {
        let first = std::mem::take(&mut first);
        field(out, first, key, ValueRef::Raw(value), path)?;
    }
    out.push(b'}');
    Ok(())
}

fn field(
    out: &mut Vec<u8>,
    first: bool,
    key: &str,
    value: ValueRef<'_>,
    path: &JsonPath<'_>,
) -> Result<(), EncodeError> {
    if !first {
        out.push(b',');
    }
    write::string(out, key);
    out.push(b':');
    any(out, value, &JsonPath::Key(path, key))
}
