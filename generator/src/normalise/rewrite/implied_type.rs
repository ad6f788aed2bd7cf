//! Types that a schema does not state, and that its other keywords imply.

use serde_json::{Map, Value, json};

use super::nullable::is_of_type;
use crate::{normalise::context::Context, source::Pointer};

/// The keywords that say of which type values are, in their own way.
const STATES_TYPE: &[&str] = &[
    "type",
    "$ref",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "properties",
    "additionalProperties",
    "items",
    "prefixItems",
];

/// The formats of one type, by OpenAPI and JSON Schema. Those that strings and numbers have, such
/// as `decimal`, imply none.
const FORMATS: &[(&str, &[&str])] = &[
    (
        "string",
        &[
            "binary",
            "byte",
            "date",
            "date-time",
            "duration",
            "email",
            "hostname",
            "idn-email",
            "idn-hostname",
            "ipv4",
            "ipv6",
            "iri",
            "password",
            "time",
            "uri",
            "uri-reference",
            "url",
            "uuid",
        ],
    ),
    ("integer", &["int32", "int64"]),
    ("number", &["double", "float"]),
];

/// The keywords that restrict values of one type alone.
const RESTRICTIONS: &[(&str, &[&str])] = &[
    ("string", &["minLength", "maxLength", "pattern"]),
    (
        "number",
        &[
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
        ],
    ),
    ("array", &["minItems", "maxItems", "uniqueItems"]),
];

/// An integer or a string, as Kubernetes writes it: in 2.0, which has no alternatives.
pub(super) fn int_or_string(schema: &mut Map<String, Value>, _: &Pointer, _: &mut Context<'_>) {
    let by_format = schema.get("format").is_some_and(|it| it == "int-or-string");
    let by_extension = schema.get("x-kubernetes-int-or-string") == Some(&Value::Bool(true));
    let has_branches = ["anyOf", "oneOf", "allOf"]
        .iter()
        .any(|keyword| schema.contains_key(*keyword));
    if (by_format || by_extension) && !has_branches {
        schema.shift_remove("type");
        schema.shift_remove("format");
        let branches = json!([{ "type": "integer" }, { "type": "string" }]);
        schema.insert("anyOf".to_owned(), branches);
    }
}

/// Adds the `type` that the values, the format or the restrictions imply.
///
/// By the letter, values of other types match such a schema too; its author did not think of them.
pub(super) fn implied_type(schema: &mut Map<String, Value>, _: &Pointer, _: &mut Context<'_>) {
    if STATES_TYPE
        .iter()
        .any(|keyword| schema.contains_key(*keyword))
    {
        return;
    }
    let implied = match schema.get("enum").and_then(Value::as_array) {
        // Strings are an enum without a type too.
        Some(values) => of_values(values),
        None => of_format(schema).or_else(|| of_restrictions(schema)),
    };
    if let Some(name) = implied {
        schema.insert("type".to_owned(), name.into());
    }
}

fn of_values(values: &[Value]) -> Option<&'static str> {
    let mut given = values.iter().filter(|value| !value.is_null()).peekable();
    given.peek()?;
    let names = ["integer", "number", "boolean"];
    names
        .into_iter()
        .find(|name| given.clone().all(|value| is_of_type(value, name)))
}

fn of_format(schema: &Map<String, Value>) -> Option<&'static str> {
    let format = schema.get("format")?.as_str()?;
    let mut types = FORMATS.iter();
    let (name, _) = types.find(|(_, formats)| formats.contains(&format))?;
    Some(name)
}

/// The type whose restrictions are there, if no other one's are.
fn of_restrictions(schema: &Map<String, Value>) -> Option<&'static str> {
    let mut found = RESTRICTIONS
        .iter()
        .filter(|(_, keywords)| keywords.iter().any(|keyword| schema.contains_key(*keyword)));
    match (found.next(), found.next()) {
        (Some((name, _)), None) => Some(name),
        _ => None,
    }
}
