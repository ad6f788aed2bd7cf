//! Parts of an `allOf` that restrict no value.

use serde_json::{Map, Value};

use crate::{
    normalise::{context::Context, keyword},
    source::Pointer,
};

/// Moves what such parts say to the schema around them, where it says nothing else.
///
/// Before 3.1, keywords next to a `$ref` had no effect, so that documents describe a field as
/// `allOf: [{$ref: …}, {description: …}, {nullable: true}]`. By the letter, null matches only
/// if it matches each part; what authors mean is that the field can be null.
pub(super) fn annotations(schema: &mut Map<String, Value>, at: &Pointer, cx: &mut Context<'_>) {
    let Some(Value::Array(parts)) = schema.get("allOf") else {
        return;
    };
    if !parts.iter().any(is_annotation) {
        return;
    }
    let Some(Value::Array(parts)) = schema.shift_remove("allOf") else {
        return;
    };
    let at = at.child("allOf");
    let mut rest = Vec::new();
    for (index, mut part) in parts.into_iter().enumerate() {
        if is_annotation(&part)
            && let Value::Object(fields) = &mut part
        {
            for (name, value) in std::mem::take(fields) {
                match schema.get(&name) {
                    None => drop(schema.insert(name, value)),
                    Some(same) if *same == value => {}
                    Some(_) => drop(fields.insert(name, value)),
                }
            }
            if fields.is_empty() {
                continue;
            }
        }
        if index != rest.len() {
            cx.moved(at.index(rest.len()), &at.index(index));
        }
        rest.push(part);
    }
    if !rest.is_empty() {
        schema.insert("allOf".to_owned(), Value::Array(rest));
    }
}

/// Whether a part restricts no value, as its author means it.
fn is_annotation(part: &Value) -> bool {
    let Value::Object(part) = part else {
        return false;
    };
    part.iter().all(|(name, value)| {
        keyword::is_annotation(name) || name == "nullable" && *value == Value::Bool(true)
    })
}
