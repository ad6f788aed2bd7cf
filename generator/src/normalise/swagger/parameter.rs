//! Parameters, fields of forms and headers: their types become schemas.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::{Conversion, table::Object};
use crate::{
    diagnostic::{Code, Diagnostic},
    source::{Origin, Pointer},
};

/// Whether the parameter is a body, or a field of one.
pub(super) fn is_body(parameter: &Value) -> bool {
    let location = parameter.get("in").and_then(Value::as_str);
    matches!(location, Some("body" | "formData"))
}

/// Converts a parameter of the path, the query or a header.
pub(super) fn parameter(cx: &mut Conversion<'_>, parameter: &mut Value, at: &Pointer) {
    let Value::Object(fields) = parameter else {
        return;
    };
    if fields.contains_key("$ref") {
        return;
    }
    let mut out = Map::new();
    let mut schema = cx.split(Object::Parameter, std::mem::take(fields), at, &mut out);
    let location = out
        .get("in")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    let format = schema.shift_remove("collectionFormat");
    let is_list = schema.get("type").is_some_and(|kind| kind == "array");
    if is_list {
        let format = format.as_ref().and_then(Value::as_str).unwrap_or("csv");
        match style(&location, format) {
            Some((style, explode)) => {
                out.insert("style".to_owned(), style.into());
                out.insert("explode".to_owned(), explode.into());
            }
            None => {
                list_as_text(cx, format, &location, at);
                schema.shift_remove("items");
                schema = without_list(schema);
                schema.insert("type".to_owned(), "string".into());
            }
        }
    }
    schema.remove("in");
    items(cx, &mut schema, at);
    if !schema.is_empty() {
        let known = out.shift_remove("schema");
        out.insert("schema".to_owned(), known.unwrap_or(Value::Object(schema)));
    }
    *fields = out;
}

/// Reports a list whose items cannot be joined in the way that OpenAPI 3.0 has.
pub(super) fn list_as_text(cx: &mut Conversion<'_>, format: &str, location: &str, at: &Pointer) {
    let message =
        format!("`collectionFormat: {format}` in {location} has no equivalent in OpenAPI 3.0");
    let origin = Origin::new(Arc::clone(cx.page), at.child("collectionFormat"));
    let label = "taken as a string, in which the caller joins the items";
    let mut found = Diagnostic::new(Code::Swagger2, message).at(origin, label);
    found.contain();
    cx.diagnostics.push(found);
}

/// What a schema says other than about lists.
pub(super) fn without_list(mut schema: Map<String, Value>) -> Map<String, Value> {
    for name in ["maxItems", "minItems", "uniqueItems", "default", "enum"] {
        schema.shift_remove(name);
    }
    schema
}

/// The style and `explode` of a list.
pub(super) fn style(location: &str, format: &str) -> Option<(&'static str, bool)> {
    Some(match (location, format) {
        ("query", "csv") => ("form", false),
        ("query", "multi") => ("form", true),
        ("query", "ssv") => ("spaceDelimited", false),
        ("query", "pipes") => ("pipeDelimited", false),
        ("path" | "header", "csv") => ("simple", false),
        _ => return None,
    })
}

/// Converts the items of a list, and those inside of them.
pub(super) fn items(cx: &mut Conversion<'_>, holder: &mut Map<String, Value>, at: &Pointer) {
    let Some(Value::Object(fields)) = holder.get_mut("items") else {
        return;
    };
    let at = at.child("items");
    // `csv` is what is sent anyway.
    if fields
        .get("collectionFormat")
        .is_some_and(|format| format == "csv")
    {
        fields.shift_remove("collectionFormat");
    }
    let mut out = Map::new();
    let mut rest = cx.split(Object::Items, std::mem::take(fields), &at, &mut out);
    items(cx, &mut rest, &at);
    out.extend(rest);
    *fields = out;
}

/// Converts a header of a response.
pub(super) fn header(cx: &mut Conversion<'_>, header: &mut Value, at: &Pointer) {
    let Value::Object(fields) = header else {
        return;
    };
    if fields.contains_key("schema") || fields.contains_key("$ref") {
        return;
    }
    if fields
        .get("collectionFormat")
        .is_some_and(|format| format == "csv")
    {
        fields.shift_remove("collectionFormat");
    }
    let mut out = Map::new();
    let mut schema = cx.split(Object::Header, std::mem::take(fields), at, &mut out);
    items(cx, &mut schema, at);
    if !schema.is_empty() {
        out.insert("schema".to_owned(), Value::Object(schema));
    }
    *fields = out;
}
