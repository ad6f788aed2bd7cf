//! Rewrites of the values in schemas that have another type than the schema: its default, and those
//! of its enum.

use serde_json::{Map, Value};

use super::{
    constraints::{UNSIGNED, has_unsigned_format, is_below_zero},
    nullable::is_of_type,
};
use crate::{
    diagnostic::Code,
    json_type::JsonType,
    normalise::{
        coerce::{to_extension, to_integer},
        context::Context,
    },
    source::Pointer,
};

/// A default of another type than the schema's becomes what its text means, or else an extension.
pub(super) fn default_of_another_type(
    schema: &mut Map<String, Value>,
    at: &Pointer,
    cx: &mut Context<'_>,
) {
    let (Some(name), Some(default)) = (
        schema.get("type").and_then(Value::as_str),
        schema.get("default"),
    ) else {
        return;
    };
    let meant = match default {
        Value::String(_) if name != "string" => as_type(default, name),
        _ => None,
    };
    let is_negative = |value: &Value| value.as_number().is_some_and(is_below_zero);
    let is_unsigned = name == "integer" && has_unsigned_format(schema);
    let value = meant.as_ref().unwrap_or(default);
    let is_below = is_unsigned && is_negative(value);
    let message = match default {
        Value::Null => return,
        _ if is_below => format!("`default` is {value}, but the format is `{UNSIGNED}`"),
        _ if is_of_type(default, name) => return,
        _ => format!(
            "`default` is {}, but the type is `{name}`",
            JsonType::of(default)
        ),
    };
    let meant = meant.filter(|_| !is_below);
    let effect = match &meant {
        Some(meant) => format!("read as `{meant}`"),
        None => "has no effect; kept as an `x-` extension".to_owned(),
    };
    cx.report(
        Code::MismatchedDefault,
        message,
        &at.child("default"),
        &effect,
    );
    match meant {
        Some(meant) => {
            schema.insert("default".to_owned(), meant);
        }
        None => to_extension(schema, "default"),
    }
}

/// The enum of a list whose values are no lists is that of its items.
pub(super) fn enum_of_items(schema: &mut Map<String, Value>, at: &Pointer, cx: &mut Context<'_>) {
    let is_list = schema.get("type").and_then(Value::as_str) == Some("array");
    let values = schema.get("enum").and_then(Value::as_array);
    let is_of_items = values.is_some_and(|all| {
        // Null is that of the list, which is nullable then.
        let mut values = all.iter().filter(|it| !it.is_null()).peekable();
        values.peek().is_some() && !values.any(Value::is_array)
    });
    let has_items = schema.get("items").is_some_and(|items| {
        let inline = items.as_object();
        inline.is_some_and(|it| !it.contains_key("$ref") && !it.contains_key("enum"))
    });
    if !(is_list && is_of_items && has_items) {
        return;
    }
    let Some(Value::Array(mut values)) = schema.shift_remove("enum") else {
        return;
    };
    // What names or describes the values is in their order, with null.
    let has_null = values.iter().any(Value::is_null);
    values.retain(|value| !value.is_null());
    let names = schema.keys().filter(|it| it.starts_with("x-enum"));
    let names: Vec<String> = names.filter(|_| !has_null).cloned().collect();
    let about_values: Vec<(String, Value)> = names
        .iter()
        .filter_map(|name| schema.shift_remove_entry(name))
        .collect();
    cx.report(
        Code::MismatchedEnumValue,
        "`enum` has no lists, but the type is `array`".to_owned(),
        &at.child("enum"),
        "read as that of `items`",
    );
    if let Some(Value::Object(items)) = schema.get_mut("items") {
        items.insert("enum".to_owned(), Value::Array(values));
        items.extend(about_values);
    }
}

/// Values of an integer's enum become integers; values of another type are reported.
pub(super) fn enum_of_another_type(
    schema: &mut Map<String, Value>,
    at: &Pointer,
    cx: &mut Context<'_>,
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
    let mut converted = Vec::new();
    for (index, value) in values.iter_mut().enumerate() {
        if value.is_null() || is_of_type(value, &name) && !(name == "integer" && value.is_f64()) {
            continue;
        }
        let at = at.child("enum").index(index);
        match as_type(value, &name) {
            Some(other) => {
                if !value.is_f64() || name == "string" {
                    converted.push(at);
                }
                *value = other;
            }
            None => {
                let message = format!(
                    "`enum` has {}, but the type is `{name}`",
                    JsonType::of(value)
                );
                cx.report(Code::MismatchedEnumValue, message, &at, "not of this type");
            }
        }
    }
    if let Some(first) = converted.first() {
        let message = format!("values of `enum` are not written as the type `{name}` is");
        let label = "it and those after it are read as if they were";
        cx.report(Code::MismatchedEnumValue, message, first, label);
    }
}

/// A scalar as the value of another type that its text means: `1` as the string `"1"`, the string
/// `"1"` as an integer.
fn as_type(value: &Value, name: &str) -> Option<Value> {
    match (name, value) {
        // How a number with a fraction was written is not known: `1.10` is a version.
        ("string", Value::Number(number)) if !number.is_f64() => Some(number.to_string().into()),
        ("string", Value::Bool(flag)) => Some(flag.to_string().into()),
        ("integer", Value::Number(number)) => to_integer(number.as_f64()?).map(Value::from),
        ("integer", Value::String(text)) => text.trim().parse::<i64>().ok().map(Value::from),
        ("number", Value::String(text)) => {
            let number = text.trim().parse::<f64>().ok()?;
            serde_json::Number::from_f64(number).map(Value::Number)
        }
        ("boolean", Value::String(text)) => text.trim().parse::<bool>().ok().map(Value::from),
        _ => None,
    }
}
