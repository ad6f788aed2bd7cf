//! Responses and their headers.

use serde_json::{Map, Value, json};

use super::{Conversion, parameter, table::Object};
use crate::source::Pointer;

/// Converts the response that was at `from`: its schema becomes the schema of each media type.
/// `at` is where it is in the converted document.
pub(super) fn response(
    cx: &mut Conversion<'_>,
    response: &mut Value,
    produces: &[String],
    from: &Pointer,
    at: &Pointer,
) {
    let Value::Object(fields) = response else {
        return;
    };
    if fields.contains_key("$ref") {
        return;
    }
    let mut out = Map::new();
    let mut rest = cx.split(Object::Response, std::mem::take(fields), from, &mut out);
    if let Some(Value::Object(headers)) = out.get_mut("headers") {
        for (name, header) in headers.iter_mut() {
            let at = from.child("headers").child(name);
            parameter::header(cx, header, &at);
        }
    }
    let mut examples = match rest.shift_remove("examples") {
        Some(Value::Object(examples)) => examples,
        _ => Map::new(),
    };
    if let Some(schema) = rest.shift_remove("schema") {
        let is_file = schema.get("type").is_some_and(|kind| kind == "file");
        let file = ["application/octet-stream".to_owned()];
        let is_json_only = *produces == ["application/json".to_owned()];
        let produces = if is_file && is_json_only {
            &file
        } else {
            produces
        };
        let mut content = Map::new();
        for media in produces {
            let schema = match is_file {
                true => json!({ "type": "string", "format": "binary" }),
                false => schema.clone(),
            };
            let mut entry = json!({ "schema": schema });
            if let Some(example) = examples.shift_remove(media) {
                entry["example"] = example;
            }
            content.insert(media.clone(), entry);
            let to = at.child("content").child(media).child("schema");
            cx.record(to, &from.child("schema"));
        }
        out.insert("content".to_owned(), Value::Object(content));
    }
    if !examples.is_empty() {
        out.insert("x-examples".to_owned(), Value::Object(examples));
    }
    *fields = out;
}
