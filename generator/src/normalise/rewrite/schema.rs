//! Rewrites of schemas: what 3.1 and older drafts express in another way.

use serde_json::{Map, Value, json};

use super::{
    constraints::{UNSIGNED, has_unsigned_format, is_below_zero},
    nullable::{TYPES, is_of_type},
};
use crate::{
    diagnostic::Code,
    json_type::JsonType,
    normalise::{
        coerce::{self, to_extension, to_integer},
        context::Context,
        promote,
    },
    source::Pointer,
};

/// `const: x` becomes an enum of one value.
pub(super) fn const_value(schema: &mut Map<String, Value>, at: &Pointer, cx: &mut Context<'_>) {
    let Some(value) = schema.shift_remove("const") else {
        return;
    };
    let contradicts = schema
        .get("enum")
        .and_then(Value::as_array)
        .is_some_and(|values| !values.contains(&value));
    if contradicts {
        let message = format!("`const: {value}` is not among the values of `enum`");
        cx.report(
            Code::ConstOutsideEnum,
            message,
            &at.child("const"),
            "`enum` is used",
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
pub(super) fn discriminator_name(
    schema: &mut Map<String, Value>,
    _: &Pointer,
    _: &mut Context<'_>,
) {
    if let Some(Value::String(property)) = schema.get("discriminator") {
        let discriminator = json!({ "propertyName": property });
        schema.insert("discriminator".to_owned(), discriminator);
    }
}

/// Targets of a discriminator's mapping become references; those that do not exist are kept as
/// an extension.
pub(super) fn mapping_targets(
    discriminator: &mut Map<String, Value>,
    at: &Pointer,
    cx: &mut Context<'_>,
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
        if let Some(target) = cx.named(text) {
            let component = promote::component(&cx.promotions.name(&target));
            mapping.insert(tag, Value::String(format!("#{component}")));
            continue;
        }
        let name = text.strip_prefix("#/components/schemas/").unwrap_or(text);
        let schemas = cx.original.pointer("/components/schemas");
        if schemas.is_some_and(|schemas| schemas.get(name).is_some()) {
            mapping.insert(tag, Value::String(format!("#/components/schemas/{name}")));
        } else {
            let message = format!("the discriminator maps `{tag}` to `{text}`, which is not found");
            cx.report(
                Code::DanglingMapping,
                message,
                &at.child(&tag),
                "has no effect",
            );
            unknown.insert(tag, target);
        }
    }
    if !unknown.is_empty() {
        discriminator.insert("x-seamstress-mapping".to_owned(), Value::Object(unknown));
    }
}

/// `required: true` on a property, from older drafts, becomes an entry in the object's list.
pub(super) fn required_flags(schema: &mut Map<String, Value>, at: &Pointer, cx: &mut Context<'_>) {
    // The flag of a property has been taken by the enclosing object, which is visited first.
    if let Some(is_required) = schema.get("required").and_then(flag) {
        let message = format!("`required: {is_required}` is on a schema that is not a property");
        cx.report(
            Code::MisplacedRequired,
            message,
            &at.child("required"),
            "has no effect; kept as an `x-` extension",
        );
        to_extension(schema, "required");
    }
    let Some(Value::Object(properties)) = schema.get_mut("properties") else {
        return;
    };
    let mut required = Vec::new();
    for (name, property) in properties.iter_mut() {
        let Value::Object(property) = property else {
            continue;
        };
        let Some(is_required) = property.get("required").and_then(flag) else {
            continue;
        };
        property.shift_remove("required");
        let at: Pointer = at.child("properties").child(name).child("required");
        let message =
            format!("`required: {is_required}` on a property belongs in the list of its object");
        cx.report(
            Code::MisplacedRequired,
            message,
            &at,
            "read as part of that list",
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

/// A boolean, or what people write for one.
fn flag(value: &Value) -> Option<bool> {
    let read = coerce::to_bool(value);
    read.as_ref().unwrap_or(value).as_bool()
}

/// A default of another type than the schema's becomes an extension.
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
    let message = match default {
        Value::Null => return,
        Value::Number(number)
            if name == "integer" && has_unsigned_format(schema) && is_below_zero(number) =>
        {
            format!("`default` is {number}, but the format is `{UNSIGNED}`")
        }
        _ if is_of_type(default, name) => return,
        _ => format!(
            "`default` is {}, but the type is `{name}`",
            JsonType::of(default)
        ),
    };
    cx.report(
        Code::MismatchedDefault,
        message,
        &at.child("default"),
        "has no effect; kept as an `x-` extension",
    );
    to_extension(schema, "default");
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
