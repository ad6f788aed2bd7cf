//! Keywords of schemas that 3.0 lacks, or that restrict nothing.

use serde_json::{Map, Value};

use super::nullable::TYPES;
use crate::{
    diagnostic::Code,
    json_type::JsonType,
    normalise::{
        coerce::to_extension,
        context::Context,
        keyword::{self, Treatment},
        model::Kind,
    },
    source::Pointer,
};

/// An unknown type has no effect, and is kept as `x-seamstress-type`.
pub(super) fn unknown_type(schema: &mut Map<String, Value>, at: &Pointer, cx: &mut Context<'_>) {
    let Some(kind) = schema.get("type") else {
        return;
    };
    if kind.as_str().is_some_and(|name| TYPES.contains(&name)) {
        return;
    }
    let message = match kind {
        Value::String(name) => format!("`{name}` is not a type"),
        other => format!("`type`: expected a string, found {}", JsonType::of(other)),
    };
    if let Some((name, format)) = kind.as_str().and_then(meant) {
        let label = format!("read as `{name}`");
        cx.report(Code::UnknownType, message, &at.child("type"), &label);
        schema.insert("type".to_owned(), name.into());
        if let Some(format) = format {
            schema.entry("format").or_insert_with(|| format.into());
        }
        return;
    }
    cx.report(
        Code::UnknownType,
        message,
        &at.child("type"),
        "any value is accepted here",
    );
    if let Some(kind) = schema.shift_remove("type") {
        schema.insert("x-seamstress-type".to_owned(), kind);
    }
}

/// The type and the format that people mean by the name of a type in their language.
fn meant(name: &str) -> Option<(&'static str, Option<&'static str>)> {
    Some(match name.to_ascii_lowercase().as_str() {
        "string" | "str" | "text" => ("string", None),
        "date" => ("string", Some("date")),
        "datetime" | "date-time" | "timestamp" => ("string", Some("date-time")),
        "uuid" | "guid" => ("string", Some("uuid")),
        "file" | "binary" => ("string", Some("binary")),
        "integer" | "int" => ("integer", None),
        "long" | "int64" => ("integer", Some("int64")),
        "int32" => ("integer", Some("int32")),
        "number" | "float" | "double" | "decimal" => ("number", None),
        "boolean" | "bool" => ("boolean", None),
        "array" | "list" => ("array", None),
        "object" | "map" | "dict" => ("object", None),
        _ => return None,
    })
}

/// 3.1 describes binary content by `contentEncoding` and `contentMediaType`, 3.0 by `format`.
pub(super) fn encoded_content(schema: &mut Map<String, Value>, _: &Pointer, _: &mut Context<'_>) {
    let is_string = schema.get("type").and_then(Value::as_str) == Some("string");
    let encoding = schema.get("contentEncoding").and_then(Value::as_str);
    let format = match (encoding, schema.get("contentMediaType")) {
        (Some("base64"), _) => Some("byte"),
        (None, Some(Value::String(media))) if is_binary(media) => Some("binary"),
        _ => None,
    };
    if let Some(format) = format.filter(|_| is_string && !schema.contains_key("format")) {
        schema.insert("format".to_owned(), format.into());
    }
}

/// Whether strings of a media type are bytes rather than text.
fn is_binary(media: &str) -> bool {
    const BINARY: &[&str] = &["octet-stream", "pdf", "zip", "gzip", "x-tar"];
    match media.split_once('/') {
        Some(("image" | "audio" | "video" | "font", subtype)) => !subtype.ends_with("+xml"),
        Some(("application", subtype)) => BINARY.contains(&subtype),
        _ => false,
    }
}

/// Turns keywords that 3.0 lacks, and those that neither types nor documentation express, into
/// extensions; reports the latter.
pub(super) fn beyond_model(schema: &mut Map<String, Value>, at: &Pointer, cx: &mut Context<'_>) {
    let found: Vec<(String, Treatment)> = schema
        .keys()
        .filter(|name| !name.starts_with("x-") && **name != "$ref")
        .filter_map(|name| {
            let is_expressed = Kind::Schema.field_type(name).is_some();
            let treatment = keyword::treatment(name)?;
            (!is_expressed || treatment == Treatment::Reported).then(|| (name.clone(), treatment))
        })
        .collect();
    for (name, treatment) in found {
        // Whatever could be converted has been converted by now.
        if matches!(treatment, Treatment::Reported | Treatment::Converted) {
            let message = format!("`{name}` restricts values in a way that types do not express");
            let label = match name.as_str() {
                "then" | "else" | "dependentSchemas" => {
                    "only its fields have an effect; kept as an `x-` extension"
                }
                _ => "has no effect; kept as an `x-` extension",
            };
            cx.report(Code::UnsupportedKeyword, message, &at.child(&name), label);
        }
        to_extension(schema, &name);
    }
}

/// A limit for strings has no effect on numbers, fields have none on strings, and so on: by the
/// rules of JSON Schema, they restrict nothing.
pub(super) fn of_another_type(schema: &mut Map<String, Value>, at: &Pointer, cx: &mut Context<'_>) {
    let Some(kind) = schema.get("type").and_then(Value::as_str) else {
        return;
    };
    let kind = kind.to_owned();
    let restricts = |name: &str| {
        OF_ONE_TYPE
            .iter()
            .any(|(of, names)| *of == kind && names.contains(&name))
    };
    let foreign: Vec<String> = schema
        .keys()
        .filter(|name| {
            OF_ONE_TYPE
                .iter()
                .any(|(_, names)| names.contains(&name.as_str()))
        })
        .filter(|name| !restricts(name))
        .cloned()
        .collect();
    for name in foreign {
        let message = format!("`{name}` restricts no value of the type `{kind}`");
        cx.report(
            Code::LostKeyword,
            message,
            &at.child(&name),
            "has no effect; kept as an `x-` extension",
        );
        to_extension(schema, &name);
    }
}

/// The keywords that restrict the values of one type.
const OF_ONE_TYPE: [(&str, &[&str]); 5] = [
    ("string", &["minLength", "maxLength", "pattern"]),
    ("number", NUMBER_LIMITS),
    ("integer", NUMBER_LIMITS),
    ("array", &["items", "minItems", "maxItems", "uniqueItems"]),
    (
        "object",
        &[
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
            "maxProperties",
        ],
    ),
];

const NUMBER_LIMITS: &[&str] = &[
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
];
