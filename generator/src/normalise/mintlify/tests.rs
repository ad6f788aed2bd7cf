//! Operations in Mintlify's older format.

use serde_json::json;

use super::*;

fn converted(mut document: Value) -> (Value, Vec<Moves>) {
    let preamble = Preamble {
        title: Some("Open a door".to_owned()),
        ..Preamble::default()
    };
    let mut moved = Vec::new();
    convert(&"a.md".into(), &mut document, &preamble, &mut moved);
    (document, moved)
}

fn door() -> Value {
    json!({
        "paths": {
            "path": "/doors/{id}/open",
            "method": "POST",
            "servers": [{ "url": "https://api.doors.example" }],
            "request": {
                "security": [{
                    "title": "Bearer Auth",
                    "parameters": {
                        "query": {},
                        "header": { "Authorization": { "type": "http", "scheme": "bearer" } },
                    },
                }],
                "parameters": {
                    "path": { "id": { "schema": [{ "type": "string", "required": true }] } },
                    "query": {
                        "mode": { "schema": [{
                            "type": "enum<string>", "enum": ["slow"], "description": "How fast.",
                        }] },
                    },
                },
                "body": {
                    "application/json": {
                        "schemaArray": [{
                            "type": "object",
                            "required": true,
                            "properties": {
                                "codes": { "allOf": [{
                                    "type": "array",
                                    "items": { "allOf": [{ "type": "integer" }] },
                                }] },
                                "any": { "allOf": [{ "type": "any" }] },
                            },
                            "requiredProperties": ["codes"],
                            "refIdentifier": "#/components/schemas/Open",
                        }],
                        "examples": { "example": { "value": { "codes": [123] } } },
                    },
                },
            },
            "response": {
                "204": { "_mintlify/placeholder": {
                    "schemaArray": [{ "type": "any" }], "description": "Opened",
                } },
                "404": {},
            },
        },
        "components": { "schemas": {} },
    })
}

#[test]
fn an_operation_is_converted_with_its_parameters_body_and_responses() {
    let (document, _) = converted(door());
    let operation = &document["paths"]["/doors/{id}/open"]["post"];
    assert_eq!(operation["summary"], "Open a door");
    assert_eq!(
        operation["parameters"],
        json!([
            { "name": "id", "in": "path", "required": true, "schema": { "type": "string" } },
            {
                "name": "mode", "in": "query", "description": "How fast.", "required": false,
                "schema": { "type": "string", "enum": ["slow"] },
            },
        ])
    );
    assert_eq!(
        operation["requestBody"],
        json!({
            "required": true,
            "content": { "application/json": { "schema": {
                "type": "object",
                "properties": {
                    "codes": { "type": "array", "items": { "type": "integer" } },
                    "any": {},
                },
                "required": ["codes"],
            } } },
        })
    );
    assert_eq!(
        operation["responses"],
        json!({ "204": { "description": "Opened" }, "404": { "description": "" } })
    );
    assert_eq!(operation["security"], json!([{ "Bearer_Auth": [] }]));
    assert_eq!(
        document["components"]["securitySchemes"],
        json!({ "Bearer_Auth": { "type": "http", "scheme": "bearer" } })
    );
}

#[test]
fn each_node_is_where_the_page_has_it() {
    let (_, moved) = converted(door());
    let operation: Pointer = ["paths", "/doors/{id}/open", "post"].iter().collect();
    let schema = [
        "requestBody",
        "content",
        "application/json",
        "schema",
        "properties",
        "codes",
    ];
    let at = schema.iter().fold(operation, |at, token| at.child(token));
    let moves = moved.iter().flatten();
    let found: Vec<_> = moves.filter(|(to, _)| *to == at).collect();
    assert_eq!(found.len(), 1);
    let from = "/paths/request/body/application~1json/schemaArray/0/properties/codes/allOf/0";
    assert_eq!(found[0].1.pointer.as_str(), from);
}

#[test]
fn other_documents_are_left_alone() {
    for document in [
        json!({ "openapi": "3.0.0", "paths": { "path": "/a", "method": "get" } }),
        json!({ "paths": { "/a": { "get": {} } } }),
        json!([]),
    ] {
        assert_eq!(converted(document.clone()), (document, Vec::new()));
    }
}

#[test]
fn components_that_are_not_an_object_are_kept_as_they_are() {
    let mut document = door();
    document["components"] = json!("text");
    assert_eq!(converted(document).0["components"], "text");
}
