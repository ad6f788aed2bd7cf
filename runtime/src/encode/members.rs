//! The members that a value writes, whatever the format.

use serde_json::Value;

use crate::wire::{Object, Presence, Ref};

/// Calls `write` for each member of a value that is an object: a tag, then the declared members in order, then the
/// others. Other values have no members.
pub(super) fn for_each_member<E>(
    value: &Ref<'_>,
    write: &mut dyn FnMut(&str, Ref<'_>) -> Result<(), E>,
) -> Result<(), E> {
    match value {
        Ref::Object(object) => of_object(*object, write),
        Ref::Map(map) => map.entries().try_for_each(|(key, value)| write(key, value)),
        Ref::Tagged(key, tag, payload) => {
            let payload = payload.to_ref();
            if !declares(&payload, key) {
                write(key, Ref::Str(tag))?;
            }
            for_each_member(&payload, write)
        }
        Ref::Raw(Value::Object(map)) => map
            .iter()
            .try_for_each(|(key, value)| write(key, Ref::Raw(value))),
        _ => Ok(()),
    }
}

fn of_object<E>(
    object: &dyn Object,
    write: &mut dyn FnMut(&str, Ref<'_>) -> Result<(), E>,
) -> Result<(), E> {
    for index in 0..object.len() {
        let row = object.row(index);
        match object.get(index) {
            Ref::Absent if row.presence == Presence::Optional => {}
            value => write(row.wire, value)?,
        }
    }
    let extra = object.extra();
    extra
        .into_iter()
        .flatten()
        .try_for_each(|(key, value)| write(key, Ref::Raw(value)))
}

/// Whether `payload` writes a member `key` of its own.
fn declares(payload: &Ref<'_>, key: &str) -> bool {
    match payload {
        Ref::Object(object) => (0..object.len()).any(|index| object.row(index).wire == key),
        Ref::Tagged(inner, _, payload) => *inner == key || declares(&payload.to_ref(), key),
        Ref::Map(map) => map.entries().any(|(name, _)| name == key),
        Ref::Raw(value) => value.get(key).is_some(),
        _ => false,
    }
}
