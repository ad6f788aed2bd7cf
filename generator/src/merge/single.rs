//! The document of a run that has only one, which is merged with nothing.

use openapiv3::{Components, OpenAPI, PathItem, ReferenceOr, SecurityRequirement};

/// The typed form of what [`merge`](super::merge) makes of the value of a single document: the
/// same in the order of fragments. To read the model from that value would take as long as all
/// other steps up to here.
pub(super) fn sorted(mut api: OpenAPI) -> OpenAPI {
    api.extensions.sort_keys();
    api.tags.sort_by(|one, other| one.name.cmp(&other.name));
    sort_security(&mut api.security);
    api.paths.extensions.sort_keys();
    let paths = &mut api.paths.paths;
    // It has no fragment.
    paths.retain(|_, item| *item != ReferenceOr::Item(PathItem::default()));
    paths.sort_keys();
    for item in paths.values_mut() {
        let ReferenceOr::Item(item) = item else {
            continue;
        };
        item.extensions.sort_keys();
        let operations = [
            &mut item.get,
            &mut item.put,
            &mut item.post,
            &mut item.delete,
            &mut item.options,
            &mut item.head,
            &mut item.patch,
            &mut item.trace,
        ];
        for operation in operations.into_iter().flatten() {
            sort_security(&mut operation.security);
        }
    }
    api.components = api
        .components
        .filter(|components| *components != Components::default());
    if let Some(components) = &mut api.components {
        components.schemas.sort_keys();
        components.responses.sort_keys();
        components.parameters.sort_keys();
        components.examples.sort_keys();
        components.request_bodies.sort_keys();
        components.headers.sort_keys();
        components.security_schemes.sort_keys();
        components.links.sort_keys();
        components.callbacks.sort_keys();
        components.extensions.sort_keys();
    }
    api
}

/// As [`sort`](super::security::sort) does it.
fn sort_security(security: &mut Option<Vec<SecurityRequirement>>) {
    if let Some(alternatives) = security {
        alternatives.sort_by_cached_key(|it| serde_json::to_string(it).unwrap_or_default());
        alternatives.dedup();
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::merge::security;

    /// The value with the keys of all objects in their order, as fragments are inserted.
    fn in_order(value: Value) -> Value {
        match value {
            Value::Object(fields) => {
                let mut fields: Vec<_> = fields.into_iter().collect();
                fields.sort_by(|one, other| one.0.cmp(&other.0));
                let fields = fields.into_iter().map(|(name, it)| (name, in_order(it)));
                Value::Object(fields.collect())
            }
            Value::Array(items) => items.into_iter().map(in_order).collect(),
            scalar => scalar,
        }
    }

    #[test]
    fn the_typed_form_is_that_of_the_sorted_value() {
        let operation = |security: Value| json!({ "responses": {}, "security": security });
        let value = json!({
            "openapi": "3.0.3",
            "info": { "title": "T", "version": "1" },
            "x-b": 1, "x-a": 2,
            "tags": [{ "name": "b" }, { "name": "a" }],
            "security": [{ "b": [] }, { "a": ["y", "x"] }, { "b": [] }],
            "paths": {
                "/b": { "post": operation(json!([{ "b": [] }, { "a": [] }])), "x-b": 1, "x-a": 1 },
                "/a": { "get": operation(json!([])) },
                "/empty": {},
                "x-z": 1, "x-y": 1,
            },
            "components": {
                "schemas": { "B": { "type": "string" }, "A": { "type": "object" } },
                "parameters": {},
                "securitySchemes": {
                    "b": { "type": "http", "scheme": "basic" },
                    "a": { "type": "http", "scheme": "bearer" },
                },
            },
        });
        let read = |value: Value| serde_json::from_value::<OpenAPI>(value).unwrap();
        let mut merged = in_order(value.clone());
        security::sort(&mut merged);
        let Some(paths) = merged["paths"].as_object_mut() else {
            panic!("no paths");
        };
        paths.shift_remove("/empty");
        let tags = merged["tags"].as_array_mut().unwrap();
        tags.reverse();
        let text = |api: OpenAPI| serde_yaml::to_string(&api).unwrap();
        assert_eq!(text(sorted(read(value))), text(read(merged)));
        let empty = json!({
            "openapi": "3.0.3", "info": { "title": "T", "version": "1" }, "paths": {},
            "components": { "schemas": {} },
        });
        assert_eq!(sorted(read(empty)).components, None);
    }
}
