//! What every object with declared fields has, by way of its table: `Clone`, `Debug`, `PartialEq`.
//!
//! The derives of these traits have code for every field of every type; these are compiled once.

use std::{any::Any, fmt};

use super::{
    redacted::Redacted,
    traits::{FieldFiller, FieldReader, Object, Wire},
};
use crate::spec::FieldSpec;

/// A clone of `object`.
#[must_use]
pub fn clone_object<T: Object + Wire>(object: &T) -> T {
    let mut copy = T::empty();
    assign_object(object, &mut copy);
    copy
}

/// Makes `to`, which has the same type, a clone of `from`.
fn assign_object(from: &dyn Object, to: &mut dyn Object) {
    let extra = from.extra();
    from.values(&mut FieldReader::new(&mut |values| {
        to.places(&mut FieldFiller::new(&mut |places, place| {
            for (place, value) in places.iter_mut().zip(values) {
                let value: &dyn Any = *value;
                place.assign(value);
            }
            if let (Some(place), Some(extra)) = (place, extra) {
                place.clone_from(extra);
            }
        }));
    }));
}

/// Whether two objects of the same type are equal.
#[must_use]
pub fn equal_objects(left: &dyn Object, right: &dyn Object) -> bool {
    let mut is_equal = left.extra() == right.extra();
    left.values(&mut FieldReader::new(&mut |left| {
        right.values(&mut FieldReader::new(&mut |right| {
            let mut pairs = left.iter().zip(right);
            is_equal = is_equal
                && pairs.all(|(left, right)| {
                    let right: &dyn Any = *right;
                    left.equals(right)
                });
        }));
    }));
    is_equal
}

/// Writes an object as a derived `Debug` does, without the values of secrets.
///
/// # Errors
///
/// If the formatter fails.
pub fn debug_object(object: &dyn Object, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut out = f.debug_struct(name);
    object.values(&mut FieldReader::new(&mut |values| {
        for (spec, value) in object.specs().iter().zip(values) {
            debug_field(&mut out, spec, *value);
        }
    }));
    if let Some(extra) = object.extra() {
        out.field("extra", extra);
    }
    out.finish()
}

fn debug_field(out: &mut fmt::DebugStruct<'_, '_>, spec: &FieldSpec, value: &dyn Wire) {
    let name = spec.name.strip_prefix("r#").unwrap_or(spec.name);
    if spec.kind.is_secret {
        out.field(name, &Redacted(value));
    } else {
        out.field(name, &Shown(value));
    }
}

struct Shown<'a>(&'a dyn Wire);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.debug(f)
    }
}
