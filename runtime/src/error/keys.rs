//! Looks up values in the body of an error.

use serde_json::Value;

/// The string or number that `keys` lead to.
pub(crate) fn string_at(body: &Value, keys: &[&str]) -> Option<String> {
    match value_at(body, keys)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The value that `keys` lead to; `None` if there are no keys.
pub(super) fn value_at<'a>(body: &'a Value, keys: &[&str]) -> Option<&'a Value> {
    if keys.is_empty() {
        return None;
    }
    keys.iter().try_fold(body, |value, key| value.get(key))
}
