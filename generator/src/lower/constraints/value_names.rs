//! What frameworks call the values of an enum of numbers, for which OpenAPI has no keyword.

use std::{collections::BTreeMap, fmt};

use openapiv3::SchemaData;
use serde_json::Value;

use crate::diagnostic::code_span;

/// The names in the order of the values, as OpenAPI Generator and NSwag write them.
const IN_ORDER: &[&str] = &["x-enum-varnames", "x-enumNames"];

/// A phrase for each value: `0` (`Packed`).
pub(super) fn phrases(values: &[Option<impl fmt::Display>], data: &SchemaData) -> Vec<String> {
    let values = values.iter().map(|it| Some(it.as_ref()?.to_string()));
    let values: Vec<Option<String>> = values.collect();
    let names = names(&values, data);
    let phrases = values.iter().flatten().map(|value| match names.get(value) {
        Some(name) => format!("`{value}` ({})", code_span(name)),
        None => format!("`{value}`"),
    });
    phrases.collect()
}

/// By the text of the value.
fn names<'a>(values: &[Option<String>], data: &'a SchemaData) -> BTreeMap<String, &'a str> {
    let extension = |name: &str| data.extensions.get(name);
    let in_order = IN_ORDER.iter().find_map(|it| extension(it)?.as_array());
    // One name too few would give a value the name of another.
    if let Some(names) = in_order.filter(|names| names.len() == values.len()) {
        let pairs = values.iter().zip(names);
        return pairs
            .filter_map(|(value, name)| Some((value.clone()?, name.as_str()?)))
            .collect();
    }
    // AutoRest
    let listed = extension("x-ms-enum").and_then(|it| it.get("values")?.as_array());
    let pairs = listed.into_iter().flatten().filter_map(|it| {
        let value = match it.get("value")? {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        Some((value, it.get("name")?.as_str()?))
    });
    pairs.collect()
}
