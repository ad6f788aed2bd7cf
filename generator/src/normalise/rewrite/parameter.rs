//! Rewrites of parameters, headers and encodings.

use serde_json::{Map, Value, json};

use crate::{
    diagnostic::{Code, Diagnostic},
    header::is_reserved,
    normalise::{coerce::to_extension, context::Context, extension},
    source::Pointer,
};

/// Keywords that older drafts write on the parameter, and 3.0 in its schema.
const SCHEMA_KEYWORDS: [&str; 16] = [
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

/// Moves `type` and related keywords from a parameter to its schema.
pub(super) fn schema_keywords(
    parameter: &mut Map<String, Value>,
    at: &Pointer,
    cx: &mut Context<'_>,
) {
    if parameter.contains_key("content")
        || !SCHEMA_KEYWORDS
            .iter()
            .any(|name| parameter.contains_key(*name))
    {
        return;
    }
    let message = "the type of a parameter belongs in its `schema`".to_owned();
    cx.report(
        Code::ParameterSchema,
        message,
        at,
        "read as part of `schema`",
    );
    let mut moved = Map::new();
    for name in SCHEMA_KEYWORDS {
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

/// A parameter without a schema accepts any string.
pub(super) fn missing_schema(
    parameter: &mut Map<String, Value>,
    at: &Pointer,
    cx: &mut Context<'_>,
) {
    let has = |name: &str| parameter.get(name).is_some_and(|value| !value.is_null());
    match (has("schema"), has("content")) {
        (false, false) => {
            let message = "the parameter has neither `schema` nor `content`".to_owned();
            cx.report(Code::ParameterSchema, message, at, "read as a string");
            parameter.insert("schema".to_owned(), json!({ "type": "string" }));
        }
        (true, true) => {
            let message = "the parameter has both `schema` and `content`".to_owned();
            cx.report(Code::ParameterSchema, message, at, "`schema` is used");
            to_extension(parameter, "content");
        }
        _ => {}
    }
}

/// A parameter in the path is always required.
pub(super) fn optional_in_path(
    parameter: &mut Map<String, Value>,
    at: &Pointer,
    cx: &mut Context<'_>,
) {
    let is_in_path = parameter.get("in").and_then(Value::as_str) == Some("path");
    if is_in_path && parameter.get("required").and_then(Value::as_bool) != Some(true) {
        let message = "a path parameter is always required".to_owned();
        cx.report(
            Code::OptionalPathParameter,
            message,
            at,
            "read as `required: true`",
        );
        parameter.insert("required".to_owned(), true.into());
    }
}

/// Turns a style that the location of the parameter does not support into an extension.
pub(super) fn style(parameter: &mut Map<String, Value>, at: &Pointer, cx: &mut Context<'_>) {
    // `missing-keyword` is reported where it is absent.
    let Some(location) = parameter.get("in").filter(|it| !it.is_null()) else {
        return;
    };
    let written = location.as_str().unwrap_or_default().to_owned();
    let location = written.to_ascii_lowercase();
    let styles: &[&str] = match location.as_str() {
        "query" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        "path" => &["matrix", "label", "simple"],
        "header" => &["simple"],
        "cookie" => &["form"],
        other => {
            let message = format!("a parameter cannot be in `{other}`");
            let label = match other {
                "body" | "formData" => "declare it as `requestBody`",
                _ => "expected `path`, `query`, `header` or `cookie`",
            };
            cx.report(
                Code::InvalidParameterLocation,
                message,
                &at.child("in"),
                label,
            );
            return;
        }
    };
    if location != written {
        let message = format!("a parameter cannot be in `{written}`");
        let mut found = Diagnostic::new(Code::InvalidParameterLocation, message)
            .at(cx.origin(&at.child("in")), format!("read as `{location}`"));
        found.contain();
        cx.diagnostics.push(found);
        parameter.insert("in".to_owned(), location.as_str().into());
    }
    check_style(parameter, styles, &location, at, cx);
    if location != "query" {
        to_extension(parameter, "allowReserved");
        to_extension(parameter, "allowEmptyValue");
    }
}

fn check_style(
    fields: &mut Map<String, Value>,
    styles: &[&str],
    location: &str,
    at: &Pointer,
    cx: &mut Context<'_>,
) {
    let Some(style) = fields.get("style") else {
        return;
    };
    if !style.as_str().is_some_and(|style| styles.contains(&style)) {
        let message = format!(
            "`style: {}` is not supported in {location}",
            style.as_str().unwrap_or("?")
        );
        cx.report(
            Code::InvalidParameterStyle,
            message,
            &at.child("style"),
            "the default style is used",
        );
        to_extension(fields, "style");
    }
}

/// A header has one style, and `explode` and its siblings have no effect on it.
pub(super) fn header(header: &mut Map<String, Value>, at: &Pointer, cx: &mut Context<'_>) {
    for name in ["explode", "allowReserved", "allowEmptyValue", "name", "in"] {
        to_extension(header, name);
    }
    schema_keywords(header, at, cx);
    check_style(header, &["simple"], "header", at, cx);
    examples(header, at, cx);
    if !header.contains_key("schema") && !header.contains_key("content") {
        header.insert("schema".to_owned(), json!({ "type": "string" }));
    }
}

/// The style of a form field.
pub(super) fn encoding_style(
    encoding: &mut Map<String, Value>,
    at: &Pointer,
    cx: &mut Context<'_>,
) {
    let styles = ["form", "spaceDelimited", "pipeDelimited", "deepObject"];
    check_style(encoding, &styles, "form", at, cx);
    // Without a style and without `explode`, the media type decides; `explode` alone is of the
    // style `form`, of which it is the default.
    let is_styled = encoding.contains_key("style");
    if encoding.contains_key("explode") && !is_styled {
        encoding.insert("style".to_owned(), "form".into());
    } else if encoding.get("style").and_then(Value::as_str) == Some("form")
        && !encoding.contains_key("explode")
    {
        encoding.insert("explode".to_owned(), true.into());
    }
}

/// `required: false` is kept as an extension: it says more than the absence of `required`.
pub(super) fn optional_body(body: &mut Map<String, Value>, _: &Pointer, _: &mut Context<'_>) {
    if body.get("required") == Some(&Value::Bool(false)) {
        body.insert(extension::OPTIONAL.to_owned(), true.into());
    }
}

/// Examples are an object by name; an array of values is kept as `x-examples`.
pub(super) fn examples(fields: &mut Map<String, Value>, _: &Pointer, _: &mut Context<'_>) {
    let is_map_of_objects = match fields.get("examples") {
        None => return,
        Some(Value::Object(examples)) => examples.values().all(Value::is_object),
        Some(_) => false,
    };
    if !is_map_of_objects {
        to_extension(fields, "examples");
    }
}

/// Removes reserved headers from a list of parameters.
pub(super) fn reserved_headers(owner: &mut Map<String, Value>, at: &Pointer, cx: &mut Context<'_>) {
    let Some(Value::Array(parameters)) = owner.get_mut("parameters") else {
        return;
    };
    let is_kept: Vec<bool> = parameters.iter().map(|it| reserved(it).is_none()).collect();
    if is_kept.iter().all(|is_kept| *is_kept) {
        return;
    }
    let at = at.child("parameters");
    cx.retain_items(&at, &is_kept);
    let (kept, dropped): (Vec<_>, Vec<_>) = std::mem::take(parameters)
        .into_iter()
        .partition(|parameter| reserved(parameter).is_none());
    for (number, name) in dropped.iter().filter_map(reserved).enumerate() {
        let message = format!("the header `{name}` cannot be a parameter");
        cx.report(
            Code::ReservedHeader,
            message,
            &at.index(kept.len() + number),
            "dropped; the client sets it",
        );
    }
    *parameters = kept;
    owner.insert(extension::RESERVED.to_owned(), Value::Array(dropped));
}

/// The name of the header that a parameter is, if the client itself sets it.
fn reserved(parameter: &Value) -> Option<&str> {
    let name = parameter.get("name").and_then(Value::as_str)?;
    let is_header = parameter.get("in").and_then(Value::as_str) == Some("header");
    (is_header && is_reserved(name)).then_some(name)
}
