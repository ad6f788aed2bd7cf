//! `Clone`, `PartialEq` and `Debug` of any value, by its [`WireStructure`].
//!
//! The derives of these traits have code for every container and every field of every type; this is
//! compiled once. Objects are read and filled by way of their tables.

use std::fmt::{self, Debug as _};

use super::{
    redacted::Redacted,
    traits::{FieldFiller, FieldReader, Object, ValueMut, ValueRef, Wire, WireStructure},
};
use crate::spec::FieldSpec;

/// Whether two values of the same type are equal.
fn equal(left: &dyn Wire, right: &dyn Wire) -> bool {
    match (left.structure(), right.structure()) {
        (WireStructure::Json, WireStructure::Json)
        | (WireStructure::Variant(_), WireStructure::Variant(_)) => {
            equal_json(left.to_ref(), right.to_ref())
        }
        (WireStructure::Own(left), WireStructure::Own(right)) => left.equals(right),
        (WireStructure::Unit(left), WireStructure::Unit(right)) => left == right,
        (WireStructure::Around(left, inner), WireStructure::Around(right, other)) => {
            left == right && equal(inner, other)
        }
        _ => false,
    }
}

fn equal_json(left: ValueRef<'_>, right: ValueRef<'_>) -> bool {
    match (left, right) {
        (ValueRef::Absent, ValueRef::Absent) | (ValueRef::Null, ValueRef::Null) => true,
        (ValueRef::Bool(left), ValueRef::Bool(right)) => left == right,
        (ValueRef::I64(left), ValueRef::I64(right)) => left == right,
        (ValueRef::U64(left), ValueRef::U64(right)) => left == right,
        (ValueRef::F64(left), ValueRef::F64(right)) => left == right,
        (ValueRef::Str(left), ValueRef::Str(right)) => left == right,
        (ValueRef::Raw(left), ValueRef::Raw(right)) => left == right,
        (ValueRef::Seq(left), ValueRef::Seq(right)) => {
            left.len() == right.len()
                && (0..left.len()).all(|index| equal(left.get(index), right.get(index)))
        }
        (ValueRef::Map(left), ValueRef::Map(right)) => {
            // Ordered by key.
            let mut others = right.entries();
            left.entries().all(|(key, value)| {
                let other = others.next();
                other.is_some_and(|(other, right)| key == other && equal(value, right))
            }) && others.next().is_none()
        }
        (ValueRef::Object(left), ValueRef::Object(right)) => equal_objects(left, right),
        (ValueRef::Tagged(key, tag, left), ValueRef::Tagged(other_key, other_tag, right)) => {
            key == other_key && tag == other_tag && equal(left, right)
        }
        _ => false,
    }
}

/// An implementation of [`Wire`] by hand would lose its values.
const MISMATCH: &str = "`Wire::structure` does not fit `Wire::to_mut`";

/// Makes `to`, which is empty and has the same type, a clone of `from`.
fn assign(from: &dyn Wire, to: ValueMut<'_>) {
    match (from.structure(), to) {
        (WireStructure::Json | WireStructure::Variant(_), to) => assign_json(from.to_ref(), to),
        (WireStructure::Around(_, inner), ValueMut::Optional(slot)) => assign(inner, slot.fill()),
        (WireStructure::Unit(_), ValueMut::Optional(slot)) => {
            // An empty one is absent.
            if matches!(from.to_ref(), ValueRef::Null) {
                slot.set_null();
            }
        }
        (WireStructure::Own(value), ValueMut::StringScalar(place)) => value.clone_to(place),
        (WireStructure::Own(value), ValueMut::TaggedUnion(place)) => value.clone_to(place),
        (WireStructure::Own(value), ValueMut::UntaggedUnion(place)) => value.clone_to(place),
        (WireStructure::Own(value), ValueMut::Unknown(place)) => value.clone_to(place),
        (WireStructure::Own(_) | WireStructure::Around(..) | WireStructure::Unit(_), _) => {
            debug_assert!(false, "{MISMATCH}");
        }
    }
}

fn assign_json(from: ValueRef<'_>, to: ValueMut<'_>) {
    match (from, to) {
        (ValueRef::Bool(value), ValueMut::Bool(place)) => *place = value,
        (ValueRef::I64(value), ValueMut::I64(place)) => *place = value,
        (ValueRef::U64(value), ValueMut::U64(place)) => *place = value,
        (ValueRef::F64(value), ValueMut::F64(place)) => *place = value,
        (ValueRef::Str(value), ValueMut::Str(place)) => value.clone_into(place),
        (ValueRef::Str(value), ValueMut::StringScalar(place)) => place.set(value),
        (ValueRef::Raw(value), ValueMut::Raw(place)) => place.clone_from(value),
        (ValueRef::Seq(list), ValueMut::Seq(place)) => {
            for index in 0..list.len() {
                assign(list.get(index), place.push());
            }
        }
        (ValueRef::Map(map), ValueMut::Map(place)) => {
            for (key, value) in map.entries() {
                if let Some(place) = place.insert(key) {
                    assign(value, place);
                }
            }
        }
        (ValueRef::Object(object), ValueMut::Object(place)) => assign_object(object, place),
        // What is empty has no more.
        (ValueRef::Absent | ValueRef::Null, _) => {}
        _ => debug_assert!(false, "{MISMATCH}"),
    }
}

/// Shows a value as the `Debug` of its type does.
struct Shown<'a>(&'a dyn Wire);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.structure() {
            WireStructure::Json => debug_json(self.0.to_ref(), f),
            WireStructure::Variant(value) => value.fmt(f),
            WireStructure::Own(value) => value.as_debug().fmt(f),
            WireStructure::Unit(name) => f.write_str(name),
            WireStructure::Around(name, inner) => f.debug_tuple(name).field(&Shown(inner)).finish(),
        }
    }
}

fn debug_json(value: ValueRef<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match value {
        ValueRef::Absent | ValueRef::Null => f.write_str("null"),
        ValueRef::Bool(value) => value.fmt(f),
        ValueRef::I64(value) => value.fmt(f),
        ValueRef::U64(value) => value.fmt(f),
        ValueRef::F64(value) => value.fmt(f),
        ValueRef::Str(value) => value.fmt(f),
        ValueRef::Raw(value) => value.fmt(f),
        ValueRef::Seq(list) => {
            let items = (0..list.len()).map(|index| Shown(list.get(index)));
            f.debug_list().entries(items).finish()
        }
        ValueRef::Map(map) => {
            let entries = map.entries().map(|(key, value)| (key, Shown(value)));
            f.debug_map().entries(entries).finish()
        }
        ValueRef::Object(object) => debug_object(object, f),
        ValueRef::Tagged(_, _, payload) => Shown(payload).fmt(f),
        ValueRef::Upload(value) => value.fmt(f),
        ValueRef::FormPart(value) => value.fmt(f),
    }
}

/// A clone of `object`.
#[must_use]
pub fn clone_object<T: Object + Wire>(object: &T) -> T {
    let mut copy = T::empty();
    assign_object(object, &mut copy);
    copy
}

/// Makes `to`, which is empty and has the same type, a clone of `from`.
fn assign_object(from: &dyn Object, to: &mut dyn Object) {
    from.values(&mut FieldReader::new(&mut |from| {
        to.places(&mut FieldFiller::new(&mut |places, place| {
            for (place, value) in places.iter_mut().zip(from.values) {
                assign(*value, place.to_mut());
            }
            if let (Some(place), Some(extra)) = (place, from.extra) {
                place.clone_from(extra);
            }
        }));
    }));
}

/// Whether two objects of the same type are equal.
#[must_use]
pub fn equal_objects(left: &dyn Object, right: &dyn Object) -> bool {
    let mut is_equal = false;
    left.values(&mut FieldReader::new(&mut |left| {
        right.values(&mut FieldReader::new(&mut |right| {
            let mut pairs = left.values.iter().zip(right.values);
            is_equal = left.extra == right.extra && pairs.all(|(left, right)| equal(*left, *right));
        }));
    }));
    is_equal
}

/// Writes an object as a derived `Debug` does, without the values of secrets.
///
/// # Errors
///
/// If the formatter fails.
pub fn debug_object(object: &dyn Object, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut outcome = Ok(());
    object.values(&mut FieldReader::new(&mut |fields| {
        let mut names = fields.names.split_ascii_whitespace();
        let mut out = f.debug_struct(names.next().unwrap_or_default());
        for (spec, value) in object.specs().iter().zip(fields.values) {
            let name = names.next().unwrap_or(spec.wire);
            debug_field(&mut out, name, spec, *value);
        }
        if let Some(extra) = fields.extra {
            out.field("extra", extra);
        }
        outcome = out.finish();
    }));
    outcome
}

fn debug_field(out: &mut fmt::DebugStruct<'_, '_>, name: &str, spec: &FieldSpec, value: &dyn Wire) {
    let name = name.strip_prefix("r#").unwrap_or(name);
    if spec.kind.is_secret {
        out.field(name, &Redacted(value));
    } else {
        out.field(name, &Shown(value));
    }
}
