//! The fields that a value writes, whatever the format.

use serde_json::Value;

use crate::value::wire::{Object, Presence, ValueRef};

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
    for index in 0..object.len() {
        let field = object.field(index);
        match object.get(index) {
            ValueRef::Absent if field.presence == Presence::Optional => {}
            value => write(field.wire, value)?,
        }
    }
    let extra = object.extra();
    extra
        .into_iter()
        .flatten()
        .try_for_each(|(key, value)| write(key, ValueRef::Raw(value)))
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
