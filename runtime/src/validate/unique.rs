//! Lists without equal items.

use std::collections::{BTreeMap, btree_map::Entry};

use serde_json::{Number, Value};

use crate::value::wire::ValueRef;

/// The first two items that are equal in JSON, where `1` and `1.0` are equal and the order of
/// fields makes no difference. What has no JSON form is equal to nothing.
pub(super) fn first_equal<'a>(items: impl Iterator<Item = ValueRef<'a>>) -> Option<(usize, usize)> {
    let mut known = BTreeMap::new();
    for (index, item) in items.enumerate() {
        let Ok(json) = serde_json::to_value(item) else {
            continue;
        };
        match known.entry(canonical(json)) {
            Entry::Occupied(first) => return Some((*first.get(), index)),
            Entry::Vacant(place) => {
                place.insert(index);
            }
        }
    }
    None
}

/// A text that two values have in common if they are equal.
fn canonical(value: Value) -> String {
    match value {
        Value::Number(number) => {
            whole(&number).map_or_else(|| number.to_string(), |it| it.to_string())
        }
        Value::Array(items) => {
            let items: Vec<_> = items.into_iter().map(canonical).collect();
            format!("[{}]", items.join(","))
        }
        Value::Object(fields) => {
            let fields: BTreeMap<_, _> = fields
                .into_iter()
                .map(|(key, value)| (key, canonical(value)))
                .collect();
            format!("{fields:?}")
        }
        other => other.to_string(),
    }
}

/// The number as an integer, if it is written as a fraction and is one.
fn whole(number: &Number) -> Option<i128> {
    let value = number.as_f64().filter(|_| number.is_f64())?;
    let is_whole = value.fract() == 0.0 && value.abs() < 1e30;
    #[expect(clippy::cast_possible_truncation, reason = "whole, and in range")]
    is_whole.then_some(value as i128)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::first_equal;
    use crate::value::wire::Wire;

    fn equal(list: Value) -> Option<(usize, usize)> {
        let Value::Array(items) = list else {
            return None;
        };
        first_equal(items.iter().map(Wire::to_ref))
    }

    #[test]
    fn equality_is_that_of_json() {
        for list in [
            json!([1, 1.0]),
            json!([{"a": 1, "b": [2]}, {"b": [2.0], "a": 1}]),
            json!([null, null]),
            json!(["", ""]),
        ] {
            assert_eq!(equal(list.clone()), Some((0, 1)), "{list}");
        }
        for list in [
            json!([1, "1", true, null, [1], {"1": 1}, 1.5, [], {}, [[]], ""]),
            json!([[1, 2], [2, 1], [12], ["1,2"], ["1", "2"]]),
            json!([{"a": "b"}, {"a": "\"b"}, {"a": {"b": 1}}]),
        ] {
            assert_eq!(equal(list.clone()), None, "{list}");
        }
    }
}
