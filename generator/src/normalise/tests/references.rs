//! References.

use super::*;

fn reference(text: &str) -> Value {
    document(&json!({"type": "object", "properties": {"p": {"$ref": text}}}))
}

#[test]
fn only_nodes_of_the_document_can_be_referred_to() {
    assert_eq!(findings(reference("#/components/schemas/b")), []);
    assert!(is_error(
        reference("#/components/schemas/nope"),
        Code::DanglingRef
    ));
    assert!(is_error(reference("other.yaml#/a"), Code::RemoteRef));
    assert!(is_error(
        reference("http://169.254.169.254/a"),
        Code::RemoteRef
    ));
    assert!(is_error(reference("#"), Code::InvalidRef));
    assert!(is_error(document(&json!({"$ref": 7})), Code::InvalidRef));
    let wrong = changed(
        "/paths/~1a/post/requestBody",
        json!({"$ref": "#/components/schemas/b"}),
    );
    assert!(is_error(wrong, Code::InvalidRef));
}

#[test]
fn a_reference_is_written_in_one_way() {
    let (normalised, _) = run(reference("#/components/schemas/%62"));
    let value = &normalised.unwrap().value;
    assert_eq!(
        value["components"]["schemas"]["a"]["properties"]["p"]["$ref"],
        "#/components/schemas/b"
    );
}

#[test]
fn an_anchor_is_referred_to_by_its_name() {
    let anchored = json!({"type": "object", "$anchor": "door"});
    let with = |more: Value| {
        let mut document = reference("#door");
        document["components"]["schemas"]["b"] = anchored.clone();
        document["components"]["schemas"]["c"] = more;
        document
    };
    let (normalised, diagnostics) = run(with(json!({"type": "string"})));
    assert_eq!(diagnostics, []);
    let value = &normalised.unwrap().value;
    assert_eq!(
        value["components"]["schemas"]["a"]["properties"]["p"]["$ref"],
        "#/components/schemas/b"
    );
    assert!(is_error(with(anchored.clone()), Code::InvalidRef));
    assert!(is_error(reference("#door"), Code::InvalidRef));
}

#[test]
fn an_anchor_may_be_in_a_component_with_a_percent_sign() {
    let mut document = reference("#door");
    document["components"]["schemas"]["a%62"] = json!({"type": "boolean", "$anchor": "door"});
    let (_, diagnostics) = run(document);
    assert!(!diagnostics.iter().any(|it| it.code == Code::DanglingRef));
}

#[test]
fn an_anchor_is_found_below_names_that_are_keywords_elsewhere() {
    let anchored = || json!({"type": "object", "$anchor": "door"});
    let findings = |at: &str, value: Value| {
        let mut document = changed(at, value);
        document["components"]["schemas"]["a"] =
            json!({"type": "object", "properties": {"p": {"$ref": "#door"}}});
        findings(document)
    };
    for name in ["default", "enum", "const", "example", "examples"] {
        let at = format!("/components/schemas/{name}");
        assert_eq!(findings(&at, anchored()), [], "the component {name}");
        let owner = json!({"type": "object", "properties": {"properties": {
            "type": "object",
            "properties": {name: anchored()},
        }}});
        let at = "/components/schemas/c";
        assert_eq!(findings(at, owner), [], "the property {name}");
        let data = json!({"type": "object", name: [anchored()]});
        let expected = (
            Code::InvalidRef,
            "/components/schemas/a/properties/p/$ref".to_owned(),
        );
        assert!(findings(at, data).contains(&expected), "the data {name}");
    }
    let response = json!({
        "description": "Else",
        "content": {"application/json": {"schema": anchored()}},
    });
    assert_eq!(findings("/paths/~1a/post/responses/default", response), []);
}

#[test]
fn an_anchor_is_a_name_within_its_file() {
    let file = "/x-seamstress-files/parts.yaml";
    let with = |target: &str| {
        let mut document = reference(target);
        document["components"]["schemas"]["b"] = json!({"type": "string", "$anchor": "door"});
        document["x-seamstress-files"] =
            json!({"parts.yaml": {"door": {"type": "boolean", "$anchor": "door"}}});
        document
    };
    let target_type = |target: &str| {
        let (normalised, diagnostics) = run(with(target));
        assert_eq!(diagnostics, []);
        let value = normalised.unwrap().value;
        let property = &value["components"]["schemas"]["a"]["properties"]["p"];
        let pointer = property["$ref"].as_str().unwrap().trim_start_matches('#');
        value.pointer(pointer).unwrap()["type"].clone()
    };
    assert_eq!(target_type("#door"), "string");
    assert_eq!(target_type(&format!("#{file}#door")), "boolean");
    for (target, written) in [
        (format!("#{file}#window"), "parts.yaml#window"),
        (format!("#{file}/window"), "parts.yaml#/window"),
    ] {
        let (_, diagnostics) = run(with(&target));
        let message = format!("`$ref` to `{written}`: not found");
        assert_eq!(diagnostics[0].message, message);
    }
}

#[test]
fn a_node_without_a_name_is_inlined() {
    let mut document = reference("#/paths/~1a/post/responses/200/content/application~1json/schema");
    document["paths"]["/a"]["post"]["responses"]["200"]["content"] =
        json!({"application/json": {"schema": {"const": 1}}});
    let (normalised, diagnostics) = run(document);
    assert_eq!(diagnostics, []);
    let value = &normalised.unwrap().value;
    assert_eq!(
        value["components"]["schemas"]["a"]["properties"]["p"],
        json!({"type": "integer", "enum": [1]})
    );
}

#[test]
fn a_schema_inside_of_itself_becomes_a_component() {
    let (normalised, diagnostics) = run(document(&json!({
        "properties": {"p": {"properties": {
            "q": {"$ref": "#/components/schemas/a/properties/p"},
        }}},
    })));
    assert_eq!(diagnostics, []);
    let schemas = &normalised.unwrap().value["components"]["schemas"];
    let component = json!({"$ref": "#/components/schemas/a_p"});
    assert_eq!(schemas["a_p"]["properties"]["q"], component);
    assert_eq!(schemas["a"]["properties"]["p"], component);
}

#[test]
fn the_type_of_a_field_that_is_referred_to_becomes_a_component() {
    let (normalised, diagnostics) = run(document(&json!({
        "properties": {
            "id": {"type": "string"},
            "lock": {"properties": {"state": {"type": "string", "enum": ["a", "b"]}}},
            "bolts": {"type": "array", "items": {"properties": {"x": {"type": "string"}}}},
            "own": {"allOf": [{"$ref": "#/components/schemas/b"}]},
            "other_lock": {"$ref": "#/components/schemas/a/properties/lock"},
            "other_state": {"$ref": "#/components/schemas/a/properties/lock/properties/state"},
            "first": {"$ref": "#/components/schemas/a/properties/bolts/items"},
            "text": {"$ref": "#/components/schemas/a/properties/id"},
            "other_own": {"$ref": "#/components/schemas/a/properties/own"},
        },
    })));
    assert_eq!(diagnostics, []);
    let schemas = &normalised.unwrap().value["components"]["schemas"];
    let component = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let fields = &schemas["a"]["properties"];
    for field in ["lock", "other_lock"] {
        assert_eq!(fields[field], component("a_lock"));
    }
    assert_eq!(schemas["a_lock"]["properties"]["state"], component("state"));
    assert_eq!(fields["other_state"], component("state"));
    assert_eq!(fields["first"], component("a_bolt"));
    assert_eq!(fields["bolts"]["items"], component("a_bolt"));
    // A copy of these is no other type.
    assert_eq!(fields["text"], json!({"type": "string"}));
    assert_eq!(fields["other_own"], json!({"allOf": [component("b")]}));
}

#[test]
fn a_field_that_is_referred_to_keeps_what_is_said_about_it() {
    let lock = json!({
        "type": "object",
        "description": "The lock",
        "deprecated": true,
        "readOnly": true,
        "properties": {"state": {"type": "string"}},
    });
    let (normalised, diagnostics) = run(document(&json!({
        "properties": {
            "lock": lock,
            "other": {"$ref": "#/components/schemas/a/properties/lock"},
        },
    })));
    assert_eq!(diagnostics, []);
    let schemas = &normalised.unwrap().value["components"]["schemas"];
    let component = json!({"$ref": "#/components/schemas/a_lock"});
    let fields = &schemas["a"]["properties"];
    let field = json!({
        "description": "The lock",
        "deprecated": true,
        "readOnly": true,
        "allOf": [component],
    });
    assert_eq!(fields["lock"], field);
    assert_eq!(fields["other"], component);
    assert_eq!(schemas["a_lock"], lock);
}

#[test]
fn a_node_other_than_a_schema_inside_of_itself_is_a_cycle() {
    let mut cycle = document(&json!({}));
    cycle["paths"]["/a"] = json!({"$ref": "#/paths/~1b"});
    cycle["paths"]["/b"] = json!({"$ref": "#/paths/~1a"});
    assert!(is_error(cycle, Code::RefCycle));
}

#[test]
fn definitions_become_components() {
    let mut document = reference("#/definitions/d");
    document["definitions"] = json!({"d": {"items": {"$ref": "#/definitions/d"}}, "e": {}});
    let (normalised, _) = run(document);
    let schemas = &normalised.unwrap().value["components"]["schemas"];
    assert_eq!(
        schemas["a"]["properties"]["p"],
        json!({"$ref": "#/components/schemas/d"})
    );
    assert_eq!(
        schemas["d"],
        json!({"items": {"$ref": "#/components/schemas/d"}})
    );
    assert!(schemas.get("e").is_none());
}

#[test]
fn aliases_in_a_cycle_are_rejected() {
    let alias = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let circle = changed(
        "/components/schemas",
        json!({"a": alias("b"), "b": {"allOf": [alias("c")]}, "c": alias("a")}),
    );
    let (_, diagnostics) = run(circle);
    assert_eq!(diagnostics.len(), 1);
    assert_eq!(diagnostics[0].code, Code::RefCycle);
    assert_eq!(
        diagnostics[0].message,
        "components refer only to each other: `a` → `b` → `c` → `a`"
    );
}

#[test]
fn a_recursive_type_is_not_a_cycle_of_aliases() {
    let tree = json!({"type": "object", "properties": {"children": {"type": "array", "items": {"$ref": "#/components/schemas/a"}}}});
    assert_eq!(findings(document(&tree)), []);
}

#[test]
fn a_long_chain_is_reported_once() {
    let mut schemas = serde_json::Map::new();
    for number in 0..200 {
        let next = format!("#/components/schemas/s{}", number + 1);
        schemas.insert(format!("s{number}"), json!({"$ref": next}));
    }
    schemas.insert("s200".to_owned(), json!({"type": "string"}));
    let codes = findings(changed("/components/schemas", Value::Object(schemas)));
    assert!(codes.iter().all(|(code, _)| *code == Code::TooDeep));
    assert!(matches!(codes.len(), 1..=4), "{codes:?}");
}

#[test]
fn siblings_of_other_references_have_no_effect() {
    let mut document = changed("/components/responses", json!({"r": {"description": "R"}}));
    document["paths"]["/a"]["post"]["responses"]["200"] =
        json!({"$ref": "#/components/responses/r", "description": "x"});
    let (normalised, diagnostics) = run(document);
    assert_eq!(diagnostics[0].code, Code::RefSiblings);
    let value = &normalised.unwrap().value["paths"]["/a"]["post"]["responses"]["200"];
    assert_eq!(*value, json!({"$ref": "#/components/responses/r"}));
}
