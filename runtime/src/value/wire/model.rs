//! What every object with declared fields has, by way of its table: `Clone`, `Debug`, `PartialEq`.
//!
//! The derives of these traits have code for every field of every type; these are compiled once.

use std::fmt;

use super::{
    redacted::Redacted,
    structure::{Shown, assign, equal},
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

/// Makes `to`, which is empty and has the same type, a clone of `from`.
pub(super) fn assign_object(from: &dyn Object, to: &mut dyn Object) {
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
        let mut out = f.debug_struct(fields.name);
        for (spec, value) in object.specs().iter().zip(fields.values) {
            debug_field(&mut out, spec, *value);
        }
        if let Some(extra) = fields.extra {
            out.field("extra", extra);
        }
        outcome = out.finish();
    }));
    outcome
}

fn debug_field(out: &mut fmt::DebugStruct<'_, '_>, spec: &FieldSpec, value: &dyn Wire) {
    let name = spec.name.strip_prefix("r#").unwrap_or(spec.name);
    if spec.kind.is_secret {
        out.field(name, &Redacted(value));
    } else {
        out.field(name, &Shown(value));
    }
}
