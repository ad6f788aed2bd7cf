//! Fields that all branches of a union have.

use std::any::Any;

use serde_json::Value;

use crate::value::{
    decode::decode,
    encode::encode,
    nullable::Nullable,
    wire::{ValueRef, Wire},
};

/// The field `name` of the object that `union` holds, whatever its branch: what generated
/// accessors of unions return.
///
/// `None` if the value is not an object, or if the field is absent, `null`, or of another type in a
/// variant that the documentation does not list.
#[must_use]
pub fn shared_field<T: Wire + Clone>(union: &dyn Wire, name: &str) -> Option<T> {
    match find(union.to_ref(), name)? {
        Found::Declared(field) => {
            let field: &dyn Any = field;
            let own = field.downcast_ref::<T>().or_else(|| {
                let boxed = field.downcast_ref::<Box<T>>();
                boxed.map(|value| &**value)
            });
            own.or_else(|| optional(field)).cloned()
        }
        Found::Undeclared(value) => decode(&encode(value).ok()?).ok(),
    }
}

/// The value of an optional field.
fn optional<T: Wire>(field: &dyn Any) -> Option<&T> {
    if let Some(value) = field.downcast_ref::<Option<T>>() {
        return value.as_ref();
    }
    if let Some(value) = field.downcast_ref::<Nullable<T>>() {
        return value.as_option();
    }
    if let Some(value) = field.downcast_ref::<Option<Box<T>>>() {
        return value.as_deref();
    }
    let value = field.downcast_ref::<Nullable<Box<T>>>()?;
    value.as_option().map(|value| &**value)
}

enum Found<'a> {
    /// A field of a documented branch.
    Declared(&'a dyn Wire),
    /// A field of a variant that the documentation does not list.
    Undeclared(&'a Value),
}

fn find<'a>(value: ValueRef<'a>, name: &str) -> Option<Found<'a>> {
    match value {
        ValueRef::Tagged(_, _, payload) => find(payload.to_ref(), name),
        ValueRef::Object(object) => {
            let index = object.specs().iter().position(|spec| spec.wire == name)?;
            let mut found = None;
            object.values(&mut |values| found = values.get(index).copied());
            found.map(Found::Declared)
        }
        ValueRef::Raw(value) => value
            .get(name)
            .filter(|value| !value.is_null())
            .map(Found::Undeclared),
        _ => None,
    }
}
