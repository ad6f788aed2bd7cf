//! Copies of a document in JSON.

use serde_json::{Map, Value};

/// The document with its paths and its components several times, under different names.
pub(super) fn multiply(document: &Value, copies: usize) -> Value {
    let mut all = document.clone();
    for section in ["paths", "components"] {
        all[section] = Value::Object(Map::new());
    }
    for copy in 0..copies {
        let mark = format!("Copy{copy}");
        let mut document = document.clone();
        rename(&mut document, &mark);
        for (path, item) in fields(&mut document["paths"]) {
            let path = format!("/{}{path}", mark.to_lowercase());
            all["paths"][path] = item;
        }
        for (section, mut named) in fields(&mut document["components"]) {
            for (name, component) in fields(&mut named) {
                // Requirements name the schemes, and are left as they are.
                let name = match section.as_str() {
                    "securitySchemes" => name,
                    _ => format!("{mark}{name}"),
                };
                all["components"][&section][name] = component;
            }
        }
    }
    all
}

fn fields(value: &mut Value) -> Map<String, Value> {
    match value.take() {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

/// Marks the names of components in references, and the ids of operations.
fn rename(value: &mut Value, mark: &str) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match (name.as_str(), &mut *value) {
                    ("$ref", Value::String(target)) => {
                        if let Some((section, name)) = target.rsplit_once('/') {
                            *target = format!("{section}/{mark}{name}");
                        }
                    }
                    ("operationId", Value::String(id)) => id.push_str(mark),
                    ("mapping", Value::Object(targets)) => {
                        for target in targets.values_mut() {
                            if let Value::String(text) = target
                                && let Some((section, name)) = text.rsplit_once('/')
                            {
                                *text = format!("{section}/{mark}{name}");
                            }
                        }
                    }
                    (_, value) => rename(value, mark),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| rename(item, mark)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_copy_refers_to_its_own_components() {
        let document = json!({
            "openapi": "3.0.0",
            "paths": { "/a": { "get": { "operationId": "a", "$ref": "#/components/schemas/A" } } },
            "components": { "schemas": { "A": {} }, "securitySchemes": { "key": {} } },
        });
        assert_eq!(
            multiply(&document, 2),
            json!({
                "openapi": "3.0.0",
                "paths": {
                    "/copy0/a": { "get": { "operationId": "aCopy0", "$ref": "#/components/schemas/Copy0A" } },
                    "/copy1/a": { "get": { "operationId": "aCopy1", "$ref": "#/components/schemas/Copy1A" } },
                },
                "components": {
                    "schemas": { "Copy0A": {}, "Copy1A": {} },
                    "securitySchemes": { "key": {} },
                },
            })
        );
    }
}
