//! Values that can be parameters of another request.

use serde_json::Value;

use super::wire::ValueRef;

/// A string or a number, which can be a parameter of another request.
pub(crate) fn scalar(value: ValueRef<'_>) -> Option<Value> {
    match value {
        ValueRef::Str(text) => Some(Value::from(text)),
        ValueRef::I64(number) => Some(Value::from(number)),
        ValueRef::U64(number) => Some(Value::from(number)),
        // `f64` has every integer that a position in a list can be.
        ValueRef::F64(number) => Some(Value::from(number)),
        ValueRef::Raw(value) if value.is_string() || value.is_number() => Some(value.clone()),
        _ => None,
    }
}
