//! All references of a document, whatever they stand in.

use serde_json::Value;

/// Calls `visit` with the target of every `$ref` in `value`, and of every entry of a
/// discriminator's mapping.
pub(crate) fn walk_references(value: &Value, visit: &mut impl FnMut(&str)) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| walk_references(item, visit)),
        Value::Object(fields) => {
            for (name, field) in fields {
                match (name.as_str(), field) {
                    ("$ref", Value::String(target)) => visit(target),
                    ("discriminator", Value::Object(discriminator)) => {
                        let mapping = discriminator.get("mapping").and_then(Value::as_object);
                        let targets = mapping.into_iter().flat_map(|mapping| mapping.values());
                        targets.filter_map(Value::as_str).for_each(&mut *visit);
                        walk_references(field, visit);
                    }
                    _ => walk_references(field, visit),
                }
            }
        }
        _ => {}
    }
}

/// As [`walk_references`], to change them: `change` returns the new target, if there is one.
pub(crate) fn change_references(
    value: &mut Value,
    change: &mut impl FnMut(&str) -> Option<String>,
) {
    let replace = |target: &mut Value, change: &mut dyn FnMut(&str) -> Option<String>| {
        if let Some(new) = target.as_str().and_then(change) {
            *target = Value::String(new);
        }
    };
    match value {
        Value::Array(items) => {
            items
                .iter_mut()
                .for_each(|item| change_references(item, change));
        }
        Value::Object(fields) => {
            for (name, field) in fields.iter_mut() {
                match (name.as_str(), &mut *field) {
                    ("$ref", target @ Value::String(_)) => replace(target, change),
                    ("discriminator", Value::Object(discriminator)) => {
                        let mapping = discriminator.get_mut("mapping");
                        let mapping = mapping.and_then(Value::as_object_mut);
                        for target in mapping.into_iter().flat_map(|it| it.values_mut()) {
                            replace(target, change);
                        }
                    }
                    _ => change_references(field, change),
                }
            }
        }
        _ => {}
    }
}
