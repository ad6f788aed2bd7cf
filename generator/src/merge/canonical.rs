//! The merged document as text: what means the same is written in the same way.
//!
//! The fields of objects are sorted, or in the order of the specification where they are its
//! keywords. Texts do not depend on where a page breaks its lines.

use serde_json::{Map, Value};

use super::{
    Document,
    compare::{FieldNames, below},
    prose,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    yaml,
};

/// The merged document as YAML, which readers of YAML 1.1 and 1.2 read alike. A failure to
/// serialise it is an error diagnostic.
pub fn to_yaml(document: &Document) -> (String, Vec<Diagnostic>) {
    match serde_json::to_value(&document.api) {
        Ok(value) => (yaml::to_text(&canonical(value)), Vec::new()),
        Err(error) => {
            let message = format!("the merged document cannot be written: {error}");
            let finding = Diagnostic::new(Code::InternalError, message);
            (String::new(), vec![finding])
        }
    }
}

/// A document of which the model has written the keywords in its order.
fn canonical(mut document: Value) -> Value {
    // Names contain keywords, one level deeper than in other places.
    let components = document
        .get_mut("components")
        .and_then(Value::as_object_mut);
    for section in components.into_iter().flat_map(Map::values_mut) {
        layout(section, FieldNames::Names);
    }
    if let Some(paths) = document.get_mut("paths") {
        layout(paths, FieldNames::Names);
    }
    layout(&mut document, FieldNames::Keywords);
    document
}

fn layout(value: &mut Value, names: FieldNames) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields.iter_mut() {
                match (names, name.as_str(), &mut *field) {
                    (FieldNames::Keywords, "description", Value::String(text)) => {
                        *text = prose::canonical(text);
                    }
                    (FieldNames::Keywords, "summary" | "title", Value::String(text)) => {
                        *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                    }
                    (FieldNames::Keywords, "required", Value::Array(names)) => {
                        names.sort_by(|one, other| one.as_str().cmp(&other.as_str()));
                    }
                    (FieldNames::Keywords, "paths" | "components", _) => {}
                    _ => layout(field, below(names, name, false).0),
                }
            }
            sort(fields, names);
        }
        // An array of named objects (`parameters`) has objects with keywords.
        Value::Array(items) => {
            let names = match names {
                FieldNames::Names => FieldNames::Keywords,
                other => other,
            };
            items.iter_mut().for_each(|item| layout(item, names));
        }
        _ => {}
    }
}

/// Sorts names; keywords keep their order, followed by the extensions.
fn sort(fields: &mut Map<String, Value>, names: FieldNames) {
    if names != FieldNames::Keywords {
        fields.sort_keys();
        return;
    }
    if !fields.keys().any(|name| name.starts_with("x-")) {
        return;
    }
    let all = std::mem::take(fields).into_iter();
    let (mut extensions, keywords): (Vec<_>, Vec<_>) =
        all.partition(|(name, _)| name.starts_with("x-"));
    extensions.sort_by(|one, other| one.0.cmp(&other.0));
    fields.extend(keywords.into_iter().chain(extensions));
}
