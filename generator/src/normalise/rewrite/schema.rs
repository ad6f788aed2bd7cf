//! Rewrites of schemas: what 3.1 and older drafts express in another way.

use serde_json::{Map, Value, json};

use super::nullable::{TYPES, is_of_type};
use crate::{
    diagnostic::Code,
    normalise::{
        coerce::{self, to_extension},
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
