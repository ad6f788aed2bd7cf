//! Parameters, headers and what else is sent beside a body.

use serde_json::{Map, Value, json};

use crate::diagnostic::Code;
use crate::normalise::walk::{Walk, set_aside};
use crate::source::Pointer;

/// What older drafts write on the parameter, and 3.0 on its schema.
const SCHEMA_MEMBERS: [&str; 16] = [
    "type",
    "format",
    "items",
    "default",
    "enum",
    "pattern",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
];

/// Moves `type` and its like from a parameter to its schema.
pub(super) fn schema_members(
    parameter: &mut Map<String, Value>,
    at: &Pointer,
    walk: &mut Walk<'_>,
) {
    if parameter.contains_key("content")
        || !SCHEMA_MEMBERS
            .iter()
            .any(|name| parameter.contains_key(*name))
    {
        return;
    }
    let message = "the type of a parameter belongs into its `schema`".to_owned();
    walk.report(
        Code::ParameterSchema,
        message,
        at,
        "read as if it stood there",
    );
    let mut moved = Map::new();
    for name in SCHEMA_MEMBERS {
        if let Some(value) = parameter.shift_remove(name) {
            moved.insert(name.to_owned(), value);
        }
    }
    match parameter.get_mut("schema") {
        Some(Value::Object(schema)) => {
            for (name, value) in moved {
                schema.entry(name).or_insert(value);
            }
        }
        _ => {
            parameter.insert("schema".to_owned(), Value::Object(moved));
        }
    }
}

/// A parameter without a schema may be any text.
pub(super) fn missing_schema(
    parameter: &mut Map<String, Value>,
    at: &Pointer,
    walk: &mut Walk<'_>,
) {
    let has = |name: &str| parameter.get(name).is_some_and(|value| !value.is_null());
    match (has("schema"), has("content")) {
        (false, false) => {
            let message = "the parameter has neither `schema` nor `content`".to_owned();
            walk.report(Code::ParameterSchema, message, at, "it is taken for text");
            parameter.insert("schema".to_owned(), json!({ "type": "string" }));
        }
        (true, true) => {
            let message = "the parameter has both `schema` and `content`".to_owned();
            walk.report(Code::ParameterSchema, message, at, "`schema` is taken");
            set_aside(parameter, "content");
        }
        _ => {}
    }
}

/// A parameter in the path is always required.
pub(super) fn optional_in_path(
    parameter: &mut Map<String, Value>,
    at: &Pointer,
    walk: &mut Walk<'_>,
) {
    let is_in_path = parameter.get("in").and_then(Value::as_str) == Some("path");
    if is_in_path && parameter.get("required").and_then(Value::as_bool) != Some(true) {
        let message = "a path parameter is always required".to_owned();
        walk.report(
            Code::OptionalPathParameter,
            message,
            at,
            "`required: true` is taken",
        );
        parameter.insert("required".to_owned(), true.into());
    }
}

/// Sets aside a style that the place of the parameter does not have.
pub(super) fn style(parameter: &mut Map<String, Value>, at: &Pointer, walk: &mut Walk<'_>) {
    let place = parameter
        .get("in")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let styles: &[&str] = match place {
        "query" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        "path" => &["matrix", "label", "simple"],
        "header" => &["simple"],
        "cookie" => &["form"],
        other => {
            let message = format!("a parameter cannot be in `{other}`");
            let at = if parameter.contains_key("in") {
                at.child("in")
            } else {
                at.clone()
            };
            walk.report(
                Code::InvalidParameterLocation,
                message,
                &at,
                "expected `path`, `query`, `header` or `cookie`",
            );
            return;
        }
    };
    let place = place.to_owned();
    check_style(parameter, styles, &place, at, walk);
    if place != "query" {
        set_aside(parameter, "allowReserved");
        set_aside(parameter, "allowEmptyValue");
    }
}

fn check_style(
    members: &mut Map<String, Value>,
    styles: &[&str],
    place: &str,
    at: &Pointer,
    walk: &mut Walk<'_>,
) {
    let Some(style) = members.get("style") else {
        return;
    };
    if !style.as_str().is_some_and(|style| styles.contains(&style)) {
        let message = format!(
            "`style: {}` is not for {place}",
            style.as_str().unwrap_or("?")
        );
        walk.report(
            Code::InvalidParameterStyle,
            message,
            &at.child("style"),
            "the default style is taken",
        );
        set_aside(members, "style");
    }
}

/// A header has one style, and no `explode` that would matter to it.
pub(super) fn header(header: &mut Map<String, Value>, at: &Pointer, walk: &mut Walk<'_>) {
    for name in ["explode", "allowReserved", "allowEmptyValue", "name", "in"] {
        set_aside(header, name);
    }
    schema_members(header, at, walk);
    check_style(header, &["simple"], "header", at, walk);
    examples(header, at, walk);
    if !header.contains_key("schema") && !header.contains_key("content") {
        header.insert("schema".to_owned(), json!({ "type": "string" }));
    }
}

/// The style of a form's field.
pub(super) fn encoding_style(encoding: &mut Map<String, Value>, at: &Pointer, walk: &mut Walk<'_>) {
    let styles = ["form", "spaceDelimited", "pipeDelimited", "deepObject"];
    check_style(encoding, &styles, "form", at, walk);
}

/// Examples are a mapping of names; a list of bare values travels as `x-examples`.
pub(super) fn examples(members: &mut Map<String, Value>, _: &Pointer, _: &mut Walk<'_>) {
    let is_map_of_objects = match members.get("examples") {
        None => return,
        Some(Value::Object(examples)) => examples.values().all(Value::is_object),
        Some(_) => false,
    };
    if !is_map_of_objects {
        set_aside(members, "examples");
    }
}

/// Headers that a parameter must not set: the specification says so of the first three, and the
/// others decide where the request goes and how long it is.
const RESERVED: [&str; 6] = [
    "accept",
    "authorization",
    "content-type",
    "content-length",
    "host",
    "transfer-encoding",
];

/// Takes such headers out of a list of parameters.
pub(super) fn reserved_headers(holder: &mut Map<String, Value>, at: &Pointer, walk: &mut Walk<'_>) {
    let Some(Value::Array(parameters)) = holder.get_mut("parameters") else {
        return;
    };
    let at = at.child("parameters");
    let mut reserved = Vec::new();
    let mut kept = Vec::with_capacity(parameters.len());
    for (index, parameter) in std::mem::take(parameters).into_iter().enumerate() {
        let text = |name: &str| {
            parameter
                .get(name)
                .and_then(Value::as_str)
                .unwrap_or_default()
        };
        let name = text("name").to_owned();
        if text("in") == "header"
            && RESERVED
                .iter()
                .any(|header| name.eq_ignore_ascii_case(header))
        {
            let message = format!("the header `{name}` is not a parameter's to set");
            walk.report(
                Code::ReservedHeader,
                message,
                &at.index(index),
                "left out; the client sets it",
            );
            reserved.push(parameter);
        } else {
            kept.push(parameter);
        }
    }
    *parameters = kept;
    if !reserved.is_empty() {
        holder.insert("x-seamstress-reserved".to_owned(), Value::Array(reserved));
    }
}
