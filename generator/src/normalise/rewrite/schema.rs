//! Schemas: what 3.1 and older drafts say in other words.

use serde_json::{Map, Value, json};

use super::nullable::is_of_type;
use crate::diagnostic::Code;
use crate::json_type::JsonType;
use crate::normalise::walk::{Walk, integer, set_aside};
use crate::source::Pointer;

const TYPES: [&str; 6] = ["array", "boolean", "integer", "number", "object", "string"];

/// `const: x` becomes an enum of one value.
pub(super) fn const_value(schema: &mut Map<String, Value>, at: &Pointer, walk: &mut Walk<'_>) {
    let Some(value) = schema.shift_remove("const") else {
        return;
    };
    let contradicts = schema
        .get("enum")
        .and_then(Value::as_array)
        .is_some_and(|values| !values.contains(&value));
    if contradicts {
        let message = format!("`const: {value}` is not among the values of `enum`");
        walk.report(
            Code::ConstOutsideEnum,
            message,
            &at.child("const"),
            "`enum` is taken",
        );
        schema.insert("x-const".to_owned(), value);
        return;
    }
    let name = TYPES
        .iter()
        .find(|name| is_of_type(&value, name) && **name != "number");
    if !schema.contains_key("type")
        && let Some(name) = name
    {
        schema.insert("type".to_owned(), (*name).into());
    }
    schema.insert("enum".to_owned(), Value::Array(vec![value]));
}

/// `discriminator: kind`, from before 3.0, becomes an object.
pub(super) fn discriminator_text(schema: &mut Map<String, Value>, _: &Pointer, _: &mut Walk<'_>) {
    if let Some(Value::String(property)) = schema.get("discriminator") {
        let discriminator = json!({ "propertyName": property });
        schema.insert("discriminator".to_owned(), discriminator);
    }
}

/// Targets of a discriminator's mapping become references; one that the document lacks is set aside.
pub(super) fn mapping_targets(
    discriminator: &mut Map<String, Value>,
    at: &Pointer,
    walk: &mut Walk<'_>,
) {
    let Some(Value::Object(mapping)) = discriminator.get_mut("mapping") else {
        return;
    };
    let at = at.child("mapping");
    let mut unknown = Map::new();
    for (tag, target) in std::mem::take(mapping) {
        let Some(text) = target.as_str() else {
            mapping.insert(tag, target);
            continue;
        };
        let name = text.strip_prefix("#/components/schemas/").unwrap_or(text);
        let schemas = walk.original.pointer("/components/schemas");
        if schemas.is_some_and(|schemas| schemas.get(name).is_some()) {
            mapping.insert(tag, Value::String(format!("#/components/schemas/{name}")));
        } else {
            let message = format!("the discriminator maps `{tag}` to `{text}`, which is not found");
            walk.report(
                Code::DanglingMapping,
                message,
                &at.child(&tag),
                "this entry has no effect",
            );
            unknown.insert(tag, target);
        }
    }
    if !unknown.is_empty() {
        discriminator.insert("x-seamstress-mapping".to_owned(), Value::Object(unknown));
    }
}

/// A type that nobody knows says nothing, and travels as `x-seamstress-type`.
pub(super) fn unknown_type(schema: &mut Map<String, Value>, at: &Pointer, walk: &mut Walk<'_>) {
    let Some(kind) = schema.get("type") else {
        return;
    };
    if kind.as_str().is_some_and(|name| TYPES.contains(&name)) {
        return;
    }
    let message = match kind {
        Value::String(name) => format!("`{name}` is no type"),
        other => format!("`type` should be text, and is {}", JsonType::of(other)),
    };
    walk.report(
        Code::UnknownType,
        message,
        &at.child("type"),
        "anything is taken here",
    );
    if let Some(kind) = schema.shift_remove("type") {
        schema.insert("x-seamstress-type".to_owned(), kind);
    }
}

/// 3.1 describes bytes by `contentEncoding` and `contentMediaType`, 3.0 by `format`.
pub(super) fn encoded_content(schema: &mut Map<String, Value>, _: &Pointer, _: &mut Walk<'_>) {
    let is_text = schema.get("type").and_then(Value::as_str) == Some("string");
    let encoding = schema.get("contentEncoding").and_then(Value::as_str);
    let format = match (encoding, schema.get("contentMediaType")) {
        (Some("base64"), _) => Some("byte"),
        (None, Some(Value::String(media))) if media == "application/octet-stream" => Some("binary"),
        _ => None,
    };
    if let Some(format) = format.filter(|_| is_text && !schema.contains_key("format")) {
        schema.insert("format".to_owned(), format.into());
    }
}

/// `required: true` on a property, from older drafts, becomes an entry in the object's list.
pub(super) fn required_flags(schema: &mut Map<String, Value>, at: &Pointer, walk: &mut Walk<'_>) {
    // A flag without an object around it is of no object's list.
    if let Some(Value::Bool(_)) = schema.get("required") {
        schema.shift_remove("required");
    }
    let Some(Value::Object(properties)) = schema.get_mut("properties") else {
        return;
    };
    let mut required = Vec::new();
    for (name, property) in properties.iter_mut() {
        let Value::Object(property) = property else {
            continue;
        };
        let Some(&Value::Bool(is_required)) = property.get("required") else {
            continue;
        };
        property.shift_remove("required");
        let at: Pointer = at.child("properties").child(name).child("required");
        let message =
            format!("`required: {is_required}` on a property belongs into the list of its object");
        walk.report(
            Code::MisplacedRequired,
            message,
            &at,
            "read as if it stood there",
        );
        if is_required {
            required.push(Value::from(name.as_str()));
        }
    }
    if required.is_empty() {
        return;
    }
    match schema.get_mut("required") {
        Some(Value::Array(names)) => {
            required.retain(|name| !names.contains(name));
            names.append(&mut required);
        }
        _ => {
            schema.insert("required".to_owned(), Value::Array(required));
        }
    }
}

/// Keywords that describe, and change nothing for a client.
const QUIET: [&str; 9] = [
    "examples",
    "xml",
    "$schema",
    "$id",
    "$anchor",
    "$comment",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
];

/// Sets aside keywords that lose nothing by being extensions.
pub(super) fn quiet_keywords(schema: &mut Map<String, Value>, _: &Pointer, _: &mut Walk<'_>) {
    for name in QUIET {
        set_aside(schema, name);
    }
}

/// Keywords of 3.1 that have no form in 3.0.
const WITHOUT_FORM: [&str; 18] = [
    "$defs",
    "$dynamicAnchor",
    "$dynamicRef",
    "$vocabulary",
    "contains",
    "definitions",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "if",
    "maxContains",
    "minContains",
    "patternProperties",
    "prefixItems",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// Sets aside keywords whose loss the author should know about.
pub(super) fn keywords_without_form(
    schema: &mut Map<String, Value>,
    at: &Pointer,
    walk: &mut Walk<'_>,
) {
    for name in WITHOUT_FORM {
        if schema.contains_key(name) {
            let message = format!("`{name}` has no form in OpenAPI 3.0");
            walk.report(
                Code::UnsupportedKeyword,
                message,
                &at.child(name),
                "has no effect, and is kept as an `x-` member",
            );
            set_aside(schema, name);
        }
    }
}

/// A default that the schema's type cannot be is no default.
pub(super) fn default_of_another_kind(
    schema: &mut Map<String, Value>,
    at: &Pointer,
    walk: &mut Walk<'_>,
) {
    let (Some(name), Some(default)) = (
        schema.get("type").and_then(Value::as_str),
        schema.get("default"),
    ) else {
        return;
    };
    if default.is_null() || is_of_type(default, name) {
        return;
    }
    let message = format!(
        "`default` is {}, and the type is `{name}`",
        JsonType::of(default)
    );
    walk.report(
        Code::MismatchedDefault,
        message,
        &at.child("default"),
        "has no effect, and is kept as an `x-` member",
    );
    set_aside(schema, "default");
}

/// Values of an integer's enum become integers; values that the type cannot be are reported.
pub(super) fn enum_of_another_kind(
    schema: &mut Map<String, Value>,
    at: &Pointer,
    walk: &mut Walk<'_>,
) {
    let Some(name) = schema
        .get("type")
        .and_then(Value::as_str)
        .map(str::to_owned)
    else {
        return;
    };
    let Some(Value::Array(values)) = schema.get_mut("enum") else {
        return;
    };
    for (index, value) in values.iter_mut().enumerate() {
        if name == "integer"
            && let Some(whole) = value.as_f64().filter(|_| value.is_f64()).and_then(integer)
        {
            *value = Value::from(whole);
        }
        if !value.is_null() && !is_of_type(value, &name) {
            let message = format!(
                "`enum` has {}, and the type is `{name}`",
                JsonType::of(value)
            );
            let at = at.child("enum").index(index);
            walk.report(
                Code::MismatchedEnumValue,
                message,
                &at,
                "this value is not of the type",
            );
        }
    }
}
