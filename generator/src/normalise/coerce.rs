//! Values of the wrong JSON type that have an obvious reading, and fields that have none.

use serde_json::{Map, Value};

/// Renames a field so that it is kept as an extension: `x-name`, or `x-seamstress-name` where
/// that exists already.
pub(super) fn to_extension(fields: &mut Map<String, Value>, name: &str) {
    if let Some(value) = fields.shift_remove(name) {
        let extension = format!("x-{name}");
        let free = if fields.contains_key(&extension) {
            format!("x-seamstress-{name}")
        } else {
            extension
        };
        fields.insert(free, value);
    }
}

pub(super) fn to_string(value: &Value) -> Option<Value> {
    match value {
        Value::Number(_) | Value::Bool(_) => Some(Value::String(value.to_string())),
        _ => None,
    }
}

pub(super) fn to_bool(value: &Value) -> Option<Value> {
    if let Some(number @ (0 | 1)) = value.as_u64() {
        return Some(Value::Bool(number == 1));
    }
    match value.as_str()? {
        "true" => Some(Value::Bool(true)),
        "false" => Some(Value::Bool(false)),
        _ => None,
    }
}

pub(super) fn to_number(value: &Value) -> Option<Value> {
    let text = value.as_str()?;
    text.parse().ok().map(Value::Number)
}

pub(super) fn to_count(value: &Value) -> Option<Value> {
    let number = match value {
        Value::String(text) => text.parse().ok()?,
        other => other.as_f64()?,
    };
    to_integer(number)
        .and_then(|number| u64::try_from(number).ok())
        .map(Value::from)
}

/// The number as an integer, if a float holds it without loss.
pub(super) fn to_integer(number: f64) -> Option<i64> {
    const LIMIT: f64 = 9_007_199_254_740_992.0;
    #[allow(clippy::cast_possible_truncation, reason = "the range is checked")]
    (number.fract() == 0.0 && number.abs() <= LIMIT).then_some(number as i64)
}
