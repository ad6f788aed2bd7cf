//! The evidence on a page without an OpenAPI block → an OpenAPI document.

use serde_json::{Map, Value, json};

use crate::extract::Evidence;

/// A minimal OpenAPI 3.0 document of what the page shows.
///
/// Types come from the samples, required parameters from the table. The operation carries
/// `x-seamstress-confidence: low`, because such pages have no enums, nullability or variants.
pub fn document(evidence: &Evidence) -> Value {
    let mut operation = Map::new();
    if let Some(title) = &evidence.title {
        operation.insert("summary".to_owned(), title.as_str().into());
    }
    if let Some(description) = &evidence.description {
        operation.insert("description".to_owned(), description.as_str().into());
    }
    if let Some(body) = request_schema(evidence) {
        let content = json!({ "application/json": { "schema": body } });
        operation.insert("requestBody".to_owned(), json!({ "content": content }));
    }
    let mut response = json!({ "description": "OK" });
    if let Some(sample) = &evidence.response {
        response["content"] = json!({ "application/json": { "schema": schema(&sample.json) } });
    }
    operation.insert("responses".to_owned(), json!({ "200": response }));
    operation.insert("x-seamstress-confidence".to_owned(), "low".into());

    let mut document = json!({
        "openapi": "3.0.3",
        "info": { "title": "API", "version": "0.0.0" },
    });
    if let Some(host) = &evidence.host {
        document["servers"] = json!([{ "url": format!("https://{host}") }]);
    }
    let method = evidence.method.as_str();
    document["paths"] = json!({ evidence.path.as_str(): { method: operation } });
    document
}

fn request_schema(evidence: &Evidence) -> Option<Value> {
    let mut body = match &evidence.request {
        Some(sample) => schema(&sample.json),
        None if evidence.parameters.is_empty() => return None,
        None => json!({ "type": "object", "properties": {} }),
    };
    let mut required = Vec::new();
    if let Some(Value::Object(properties)) = body.get_mut("properties") {
        for parameter in &evidence.parameters {
            // A dotted name is a field of a nested object, which the sample shows.
            if parameter.wire.contains('.') {
                continue;
            }
            let property = properties
                .entry(parameter.wire.as_str())
                .or_insert_with(|| table_schema(&parameter.type_text));
            // A sample's `1` may be any number; only the table says that it is an integer.
            if property["type"] == "number" && parameter.type_text.starts_with("Integer") {
                property["type"] = "integer".into();
            }
            if !parameter.description.is_empty() {
                property["description"] = parameter.description.as_str().into();
            }
            if parameter.required == Some(true) {
                required.push(Value::from(parameter.wire.as_str()));
            }
        }
    }
    if !required.is_empty() {
        body["required"] = Value::Array(required);
    }
    Some(body)
}

/// The schema of a sample's value.
fn schema(sample: &Value) -> Value {
    match sample {
        Value::Null => json!({ "nullable": true }),
        Value::Bool(_) => json!({ "type": "boolean" }),
        Value::Number(_) => json!({ "type": "number" }),
        Value::String(text) if is_uuid(text) => json!({ "type": "string", "format": "uuid" }),
        Value::String(text) if is_date_time(text) => {
            json!({ "type": "string", "format": "date-time" })
        }
        Value::String(_) => json!({ "type": "string" }),
        Value::Array(items) => {
            let items = items.first().map_or_else(|| json!({}), schema);
            json!({ "type": "array", "items": items })
        }
        Value::Object(fields) => {
            let properties: Map<_, _> = fields
                .iter()
                .map(|(name, field)| (name.clone(), schema(field)))
                .collect();
            json!({ "type": "object", "properties": properties })
        }
    }
}

/// The schema of a parameter that the sample lacks, from the type that the table names.
fn table_schema(type_text: &str) -> Value {
    let word = type_text.split([' ', '(']).next().unwrap_or_default();
    let item = if type_text.contains("UUID") {
        json!({ "type": "string", "format": "uuid" })
    } else {
        json!({ "type": "string" })
    };
    match word {
        "Array" | "List" if type_text.contains("tring") => {
            json!({ "type": "array", "items": item })
        }
        "Array" | "List" => json!({ "type": "array", "items": {} }),
        "Boolean" => json!({ "type": "boolean" }),
        "Float" | "Number" => json!({ "type": "number" }),
        "Integer" => json!({ "type": "integer" }),
        "Dict" | "Dictionary" | "Object" => json!({ "type": "object" }),
        "Datetime" | "Timestamp" => json!({ "type": "string", "format": "date-time" }),
        _ => item,
    }
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.concat().chars().all(|c| c.is_ascii_hexdigit())
}

/// `2025-01-01T00:00:00.000Z`: the renderer of these pages writes it only for the format
/// `date-time`.
fn is_date_time(text: &str) -> bool {
    let shape: String = text
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    shape.starts_with("0000-00-00T00:00:00") && shape.ends_with('Z')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{Parameter, Sample};

    fn evidence() -> Evidence {
        let sample = |json| Some(Sample { json, range: 0..0 });
        Evidence {
            page: "a.md".into(),
            range: 0..0,
            method: "post".to_owned(),
            path: "/things/tag".to_owned(),
            host: Some("api.example.test".to_owned()),
            request: sample(
                json!({"thing_id": "123e4567-e89b-12d3-a456-426614174000", "at": "2025-01-01T00:00:00.000Z", "tags": ["text"]}),
            ),
            response: sample(json!({"ok": true, "n": 1, "o": {"x": null}})),
            parameters: vec![
                Parameter {
                    wire: "thing_id".to_owned(),
                    type_text: "String (UUID)".to_owned(),
                    required: Some(true),
                    description: "ID of the thing".to_owned(),
                    range: 0..0,
                },
                Parameter {
                    wire: "ids".to_owned(),
                    type_text: "Array of strings (UUIDs)".to_owned(),
                    required: Some(false),
                    description: String::new(),
                    range: 0..0,
                },
            ],
            title: Some("Tag a Thing".to_owned()),
            description: None,
        }
    }

    #[test]
    fn types_come_from_samples_and_required_from_the_table() {
        let document = document(&evidence());
        let body = &document["paths"]["/things/tag"]["post"]["requestBody"]["content"]["application/json"]
            ["schema"];
        assert_eq!(
            *body,
            json!({
                "type": "object",
                "required": ["thing_id"],
                "properties": {
                    "thing_id": {"type": "string", "format": "uuid", "description": "ID of the thing"},
                    "at": {"type": "string", "format": "date-time"},
                    "tags": {"type": "array", "items": {"type": "string"}},
                    "ids": {"type": "array", "items": {"type": "string", "format": "uuid"}},
                },
            })
        );
    }

    #[test]
    fn the_operation_is_marked_as_inferred() {
        let document = document(&evidence());
        let operation = &document["paths"]["/things/tag"]["post"];
        assert_eq!(operation["x-seamstress-confidence"], "low");
        assert_eq!(document["servers"][0]["url"], "https://api.example.test");
    }

    #[test]
    fn a_page_without_samples_has_no_body() {
        let bare = Evidence {
            request: None,
            response: None,
            parameters: Vec::new(),
            ..evidence()
        };
        let operation = &document(&bare)["paths"]["/things/tag"]["post"];
        assert!(operation.get("requestBody").is_none());
        assert!(operation["responses"]["200"].get("content").is_none());
    }

    #[test]
    fn strings_that_resemble_ids_are_strings() {
        assert!(!is_uuid("123e4567-e89b-12d3-a456-42661417400g"));
        assert!(!is_uuid("123e4567e89b12d3a456426614174000"));
        assert!(!is_date_time("2025-01-01"));
    }
}
