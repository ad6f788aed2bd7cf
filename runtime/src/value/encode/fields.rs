//! The fields that a value writes, whatever the format.

use serde_json::Value;

use crate::value::{
    drift::DriftKind,
    extra::Extra,
    wire::{Object, Presence, ValueRef},
};

/// Calls `write` for each field of a value that is an object: the tag, then the declared fields in
/// order, then the others. Other values have no fields.
pub(crate) fn for_each_field<'a, E>(
    value: ValueRef<'a>,
    write: &mut dyn FnMut(&'a str, ValueRef<'a>) -> Result<(), E>,
) -> Result<(), E> {
    match value {
        ValueRef::Object(object) => for_each_declared(object, write),
        ValueRef::Map(map) => map.entries().try_for_each(|(key, value)| write(key, value)),
        ValueRef::Tagged(key, tag, payload) => {
            let payload = payload.to_ref();
            if !declares(payload, key) {
                write(key, ValueRef::Str(tag))?;
            }
            for_each_field(payload, write)
        }
        ValueRef::Raw(Value::Object(map)) => map
            .iter()
            .try_for_each(|(key, value)| write(key, ValueRef::Raw(value))),
        _ => Ok(()),
    }
}

fn for_each_declared<'a, E>(
    object: &'a dyn Object,
    write: &mut dyn FnMut(&'a str, ValueRef<'a>) -> Result<(), E>,
) -> Result<(), E> {
    let extra = object.extra();
    for index in 0..object.len() {
        let field = object.field(index);
        let value = object.get(index);
        match extra.and_then(|extra| extra.correction(field.wire)) {
            Some(correction) if is_empty(value) => {
                if correction == DriftKind::UnexpectedNull {
                    write(field.wire, ValueRef::Null)?;
                }
            }
            _ if field.presence == Presence::Optional && matches!(value, ValueRef::Absent) => {}
            _ => write(field.wire, value)?,
        }
    }
    extra
        .into_iter()
        .flatten()
        .try_for_each(|(key, value)| write(key, ValueRef::Raw(value)))
}

/// Whether this is the value that a decoder starts from, as [`Wire::empty`] has it.
///
/// [`Wire::empty`]: crate::value::wire::Wire::empty
fn is_empty(value: ValueRef<'_>) -> bool {
    match value {
        ValueRef::Absent => true,
        // A `Nullable` that was set to it.
        ValueRef::Null | ValueRef::Tagged(..) => false,
        // Uploads are never received.
        ValueRef::Upload(_) => false,
        ValueRef::Bool(value) => !value,
        ValueRef::I64(value) => value == 0,
        ValueRef::F64(value) => value == 0.0,
        ValueRef::Str(value) => value.is_empty(),
        ValueRef::Seq(list) => list.is_empty(),
        ValueRef::Map(map) => map.entries().next().is_none(),
        ValueRef::Object(object) => {
            let is_plain = |extra: &Extra| extra.is_empty() && extra.corrections().next().is_none();
            object.extra().is_none_or(is_plain)
                && (0..object.len()).all(|index| is_empty(object.get(index)))
        }
        ValueRef::Raw(value) => value.is_null(),
    }
}

/// Whether `payload` writes a field `key` of its own.
fn declares(payload: ValueRef<'_>, key: &str) -> bool {
    match payload {
        ValueRef::Object(object) => (0..object.len()).any(|index| object.field(index).wire == key),
        ValueRef::Tagged(inner, _, payload) => inner == key || declares(payload.to_ref(), key),
        ValueRef::Map(map) => map.entries().any(|(name, _)| name == key),
        ValueRef::Raw(value) => value.get(key).is_some(),
        _ => false,
    }
}
