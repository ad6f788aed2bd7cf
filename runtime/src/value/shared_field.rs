//! Fields that all branches of a union have.

use std::{any::Any, ops::Deref};

use serde_json::Value;

use crate::value::{
    decode::decode,
    encode::encode,
    erased_box::ErasedBox,
    nullable::Nullable,
    wire::{FieldReader, ValueRef, Wire},
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
            let value = held(field, |value: &T| value)
                .or_else(|| held::<Box<T>, T>(field, Deref::deref))
                .or_else(|| held::<ErasedBox<T>, T>(field, Deref::deref));
            value.cloned()
        }
        Found::Undeclared(value) => decode(&encode(value).ok()?).ok(),
    }
}

/// The contents of a field that is a `B` or an optional one.
fn held<B: 'static, T>(field: &dyn Any, contents: fn(&B) -> &T) -> Option<&T> {
    let value = field.downcast_ref::<B>();
    let optional = || field.downcast_ref::<Option<B>>()?.as_ref();
    let nullable = || field.downcast_ref::<Nullable<B>>()?.as_option();
    value.or_else(optional).or_else(nullable).map(contents)
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
            object.values(&mut FieldReader::new(&mut |fields| {
                found = fields.values.get(index).copied();
            }));
            found.map(Found::Declared)
        }
        ValueRef::Raw(value) => value
            .get(name)
            .filter(|value| !value.is_null())
            .map(Found::Undeclared),
        _ => None,
    }
}
