//! Looks up values in the body of an error.

use serde_json::Value;

/// The string or number that `keys` lead to; of lists on the way, the first item counts.
pub(crate) fn string_at(body: &Value, keys: &[&str]) -> Option<String> {
    match first_at(body, keys)? {
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

fn first_at<'a>(body: &'a Value, keys: &[&str]) -> Option<&'a Value> {
    let first = |value: &'a Value| match value {
        Value::Array(items) => items.first(),
        other => Some(other),
    };
    if keys.is_empty() {
        return None;
    }
    let found = keys
        .iter()
        .try_fold(body, |value, key| first(value)?.get(key))?;
    first(found)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn of_a_list_the_first_item_counts() {
        let body = json!({"errors": [{"detail": ["no wind", "no string"]}, {"detail": "no"}]});
        let found = |keys| string_at(&body, keys);
        assert_eq!(found(&["errors", "detail"]).as_deref(), Some("no wind"));
        assert_eq!(found(&["errors"]), None);
        assert_eq!(
            string_at(&json!({"errors": []}), &["errors", "detail"]),
            None
        );
    }
}
