//! The fields that a value writes, whatever the format.

use serde_json::Value;

use crate::{
    spec::{FieldSpec, Presence},
    value::{
        drift::DriftKind,
        extra::Extra,
        wire::{FieldReader, Fields, Object, ValueRef},
    },
};

/// Calls `write` for each field of a value that is an object: the tag, then the declared fields in
/// order, then the others. Other values have no fields.
pub(crate) fn for_each_field<'a, E>(
    value: ValueRef<'a>,
    write: &mut dyn FnMut(&'a str, ValueRef<'a>) -> Result<(), E>,
) -> Result<(), E> {
    match value {
        ValueRef::Object(object) => {
            let extra = for_each_declared(object, |spec, value| write(spec.wire, value))?;
            let mut extra = extra.into_iter().flatten();
            extra.try_for_each(|(key, value)| write(key, ValueRef::Raw(value)))
        }
        ValueRef::Map(map) => map
            .entries()
            .try_for_each(|(key, value)| write(key, value.to_ref())),
        ValueRef::Tagged(key, tag, payload) => {
            let payload = payload.to_ref();
            if declares(payload, key) || lacks(payload, key) {
                return for_each_field(payload, write);
            }
            write(key, ValueRef::Str(tag))?;
            // A field that was set by the name of the tag would be a second one.
            for_each_field(payload, &mut |name, value| match name == key {
                true => Ok(()),
                false => write(name, value),
            })
        }
        ValueRef::Raw(Value::Object(map)) => map
            .iter()
            .try_for_each(|(key, value)| write(key, ValueRef::Raw(value))),
        _ => Ok(()),
    }
}

/// Calls `write` for each declared field that is written, in order, and returns the undeclared
/// ones, which follow. One that was set by the name of a declared one is written in its place, so
/// that no name is written twice.
pub(crate) fn for_each_declared<'a, E>(
    object: &'a dyn Object,
    mut write: impl FnMut(&'static FieldSpec, ValueRef<'a>) -> Result<(), E>,
) -> Result<Option<&'a Extra>, E> {
    let specs = object.specs();
    let mut undeclared = None;
    let mut outcome = Ok(());
    object.values(&mut FieldReader::new(
        &mut |Fields { values, extra, .. }| {
            undeclared = extra;
            // Few values have others or corrections.
            let known = extra.filter(|it| it.has_contents());
            let mut fields = specs.iter().zip(values);
            outcome = fields.try_for_each(|(spec, value)| {
                if known.is_some_and(|extra| extra.get(spec.wire).is_some()) {
                    return Ok(());
                }
                let value = value.to_ref();
                match known.and_then(|extra| extra.correction(spec.wire)) {
                    Some(correction) if is_empty(value) => match correction {
                        DriftKind::UnexpectedNull => write(spec, ValueRef::Null),
                        _ => Ok(()),
                    },
                    _ if spec.kind.presence == Presence::Optional
                        && matches!(value, ValueRef::Absent) =>
                    {
                        Ok(())
                    }
                    _ => write(spec, value),
                }
            });
        },
    ));
    outcome.map(|()| undeclared)
}

/// Whether this is the value that a decoder starts from, as [`Wire::empty`] has it.
///
/// [`Wire::empty`]: crate::value::wire::Wire::empty
fn is_empty(value: ValueRef<'_>) -> bool {
    match value {
        ValueRef::Absent => true,
        // A `Nullable` that was set to it.
        ValueRef::Null | ValueRef::Tagged(..) => false,
        // They are never received.
        ValueRef::Upload(_) | ValueRef::FormPart(_) => false,
        ValueRef::Bool(value) => !value,
        ValueRef::I64(value) => value == 0,
        ValueRef::U64(value) => value == 0,
        ValueRef::F64(value) => value == 0.0,
        ValueRef::Str(value) => value.is_empty(),
        ValueRef::Seq(list) => list.is_empty(),
        ValueRef::Map(map) => map.entries().next().is_none(),
        ValueRef::Object(object) => {
            let is_plain = |extra: &Extra| extra.is_empty() && extra.corrections().next().is_none();
            let mut are_empty = true;
            object.values(&mut FieldReader::new(&mut |fields| {
                let mut values = fields.values.iter();
                are_empty = fields.extra.is_none_or(is_plain)
                    && values.all(|value| is_empty(value.to_ref()));
            }));
            are_empty
        }
        ValueRef::Raw(value) => value.is_null(),
    }
}

/// Whether `payload` was received without the field `key`, which its type does not declare.
fn lacks(payload: ValueRef<'_>, key: &str) -> bool {
    let ValueRef::Object(object) = payload else {
        return false;
    };
    let mut lacks = false;
    object.values(&mut FieldReader::new(&mut |fields| {
        lacks = fields
            .extra
            .is_some_and(|extra| extra.correction(key).is_some());
    }));
    lacks
}

/// Whether `payload` writes a field `key` of its own.
fn declares(payload: ValueRef<'_>, key: &str) -> bool {
    match payload {
        ValueRef::Object(object) => object.specs().iter().any(|spec| spec.wire == key),
        ValueRef::Tagged(inner, _, payload) => inner == key || declares(payload.to_ref(), key),
        ValueRef::Map(map) => map.entries().any(|(name, _)| name == key),
        ValueRef::Raw(value) => value.get(key).is_some(),
        _ => false,
    }
}
