//! The fields that a page lists, as properties and parameters.

use serde_json::{Value, json};

use super::type_text;
use crate::extract::{Field, Place};

/// The parameter of an operation.
pub(super) fn parameter(field: &Field) -> Value {
    let location = match field.place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
        // The caller separates the fields of the body.
        Place::Body => "body",
    };
    let is_required = field.place == Place::Path || field.required == Some(true);
    let parameter = json!({
        "name": field.wire,
        "in": location,
        "required": is_required,
    });
    with_schema(parameter, field)
}

/// A header of a response.
pub(super) fn header(field: &Field) -> Value {
    with_schema(json!({}), field)
}

/// Adds the schema and the description of `field` to the parameter or header that it is.
fn with_schema(mut value: Value, field: &Field) -> Value {
    let mut schema = schema(field, None);
    let description = schema
        .as_object_mut()
        .and_then(|it| it.shift_remove("description"));
    value["schema"] = schema;
    if let Some(description) = description {
        value["description"] = description;
    }
    value
}

/// The object with `fields`, and with what `sample`, a schema that was inferred, shows about
/// them.
pub(super) fn object(fields: &[&Field], sample: Option<Value>) -> Value {
    let mut object = match sample {
        Some(sample) if sample["type"] == "object" => sample,
        _ => json!({ "type": "object" }),
    };
    if object.get("properties").is_none() {
        object["properties"] = json!({});
    }
    let mut required = Vec::new();
    if let Some(properties) = object["properties"].as_object_mut() {
        for field in fields {
            let shown = properties.get(&field.wire).cloned();
            properties.insert(field.wire.clone(), schema(field, shown));
            let name = Value::from(field.wire.as_str());
            if field.required == Some(true) && !required.contains(&name) {
                required.push(name);
            }
        }
    }
    match required.is_empty() {
        true => object.as_object_mut().map(|it| it.shift_remove("required")),
        false => object
            .as_object_mut()
            .map(|it| it.insert("required".to_owned(), required.into())),
    };
    object
}

/// The schema of a field; `shown` is what samples show.
fn schema(field: &Field, shown: Option<Value>) -> Value {
    let declared = field
        .type_text
        .as_deref()
        .map_or(json!({}), type_text::schema);
    // `Timestamp` is a text elsewhere.
    let declared = match declared["format"] == "date-time" && is_unix_time(&field.description) {
        true => json!({ "type": "integer" }),
        false => declared,
    };
    // What is in code may be the names of types that the page does not describe.
    let is_value = |it: &Value| !it["type"].is_string() || it["type"] == "string";
    let declared = match shown.as_ref().is_none_or(is_value) || declared.get("enum").is_none() {
        true => declared,
        false => json!({}),
    };
    let is_nullable = declared.get("nullable").is_some();
    let mut schema = match shown {
        // An empty list does not show its items.
        Some(shown) if shown["items"] == json!({}) && declared["type"] == "array" => declared,
        Some(shown) if is_same_or_vague(&declared, &shown) => shown,
        _ => declared,
    };
    // Samples that have a value do not show that it may be null.
    if is_nullable {
        schema["nullable"] = true.into();
    }
    if !field.fields.is_empty() {
        let fields: Vec<&Field> = field.fields.iter().collect();
        if schema["type"] == "array" {
            let items = schema["items"].take();
            schema["items"] = object(&fields, Some(items));
        } else {
            schema = object(&fields, Some(schema));
        }
    }
    if !field.values.is_empty() {
        // What is said of a list is about its items.
        let restricted = match schema["type"] == "array" {
            true => &mut schema["items"],
            false => &mut schema,
        };
        let (null, values): (Vec<&String>, Vec<&String>) =
            field.values.iter().partition(|text| *text == "null");
        let values = values.into_iter().map(|text| value(text, restricted));
        restricted["enum"] = values.collect();
        if !null.is_empty() {
            restricted["nullable"] = true.into();
        }
    }
    if let Some(default) = &field.default {
        schema["default"] = value(default, &schema);
    }
    if field.deprecated {
        schema["deprecated"] = true.into();
    }
    if !field.description.is_empty() {
        schema["description"] = field.description.as_str().into();
    }
    schema
}

/// Whether a description says that a time is the number of seconds or milliseconds since 1970.
fn is_unix_time(description: &str) -> bool {
    let text = description.to_ascii_lowercase();
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words.any(|word| matches!(word, "unix" | "epoch"))
}

/// Whether samples show more about a field than its declaration: the type is the same, or none.
fn is_same_or_vague(declared: &Value, shown: &Value) -> bool {
    let is_untyped = declared.get("type").is_none();
    let is_precise = ["format", "enum"]
        .iter()
        .any(|it| declared.get(it).is_some());
    is_untyped || (declared["type"] == shown["type"] && !is_precise)
}

/// The value that the page writes as `text`, of the type of `schema`.
fn value(text: &str, schema: &Value) -> Value {
    let is_string = schema["type"] == "string";
    match serde_json::from_str(text) {
        Ok(Value::String(text)) => text.into(),
        Ok(value) if !is_string => value,
        _ => text.into(),
    }
}
