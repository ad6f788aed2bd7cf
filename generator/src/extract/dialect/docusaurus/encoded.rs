//! The operation in the front matter of a page: `api`, an object or its compressed JSON.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;
use serde_json::{Map, Value, json};

use crate::extract::{block::Block, preamble::Preamble, section::Outline};

/// How long the JSON of an operation may be, in bytes.
const LIMIT: usize = 32 << 20;

/// The fields of the plugin that describe the API rather than the operation, each with its place
/// in a document.
const OF_API: [(&str, &str); 3] = [
    ("info", "/info"),
    ("servers", "/servers"),
    ("securitySchemes", "/components/securitySchemes"),
];

/// The fields that the plugin adds for itself.
const OF_PLUGIN: [&str; 7] = [
    "method",
    "path",
    "postman",
    "proxy",
    "extensions",
    "authentication",
    "jsonRequestBodyExample",
];

/// The document of the operation in the front matter; `None` where it has none.
///
/// Its nodes have no positions of their own: they are shown at the line of the field.
pub(super) fn read(outline: &Outline<'_>) -> Option<Block> {
    let operation = match outline.matter.value("api")? {
        serde_yaml::Value::String(text) => decode(text)?,
        object => serde_json::to_value(object).ok()?,
    };
    let Value::Object(mut operation) = operation else {
        return None;
    };
    let method = operation.get("method")?.as_str()?.to_ascii_lowercase();
    let path = operation.get("path")?.as_str()?.to_owned();
    if !path.starts_with('/') {
        return None;
    }
    let title = outline.matter.text("title").map(str::to_owned);
    let mut document = document(&mut operation);
    if let (Some(title), None) = (&title, operation.get("summary")) {
        operation.insert("summary".to_owned(), title.as_str().into());
    }
    document["paths"] = json!({ &path: { &method: operation } });
    open_cycles(&mut document);
    let line = outline.matter.line(outline.file.text(), "api");
    Some(Block {
        method: Some(method),
        path: Some(path),
        file: None,
        preamble: Some(Preamble {
            title,
            ..Preamble::default()
        }),
        range: line.start..line.start,
        info: line,
        text: document.to_string(),
        segments: Vec::new(),
    })
}

/// The JSON in a text: base64 of zlib.
fn decode(text: &str) -> Option<Value> {
    let text: String = text.split_whitespace().collect();
    let bytes = STANDARD.decode(text).ok()?;
    let json = decompress_to_vec_zlib_with_limit(&bytes, LIMIT).ok()?;
    serde_json::from_slice(&json).ok()
}

/// The document around an operation, without its paths. Takes what is not part of the operation.
fn document(operation: &mut Map<String, Value>) -> Value {
    let mut document = json!({
        "openapi": "3.0.3",
        "info": {"title": "", "version": ""},
        "components": {"securitySchemes": {}},
    });
    for (field, place) in OF_API {
        let Some(value) = operation.shift_remove(field).filter(|it| !it.is_null()) else {
            continue;
        };
        match document.pointer_mut(place) {
            Some(known) => *known = value,
            None => document[field] = value,
        }
    }
    for field in OF_PLUGIN {
        operation.shift_remove(field);
    }
    document
}

/// Puts a schema of any value where the plugin cut a recursive one off: `circular(Name)`.
fn open_cycles(value: &mut Value) {
    match value {
        Value::String(text) if text.starts_with("circular(") && text.ends_with(')') => {
            *value = json!({});
        }
        Value::Array(items) => items.iter_mut().for_each(open_cycles),
        Value::Object(fields) => fields.values_mut().for_each(open_cycles),
        _ => {}
    }
}
