//! Fields that only schemas with a condition declare.

use super::*;

const REPORTED: Code = Code::UnsupportedKeyword;

#[test]
fn fields_of_conditions_are_fields_of_the_object() {
    let (value, codes) = schema_with_findings(&json!({
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"type": "string"}},
        "if": {"properties": {"kind": {"const": "lamp"}}},
        "then": {"required": ["watts"], "properties": {"watts": {"type": "integer"}, "kind": {"maxLength": 4}}},
        "else": {"properties": {"watts": {"type": "string"}}},
        "dependentSchemas": {"kind": {"properties": {"serial": {"type": "string"}}}},
    }));
    assert_eq!(
        value["properties"],
        json!({
            "kind": {"type": "string"},
            "watts": {"anyOf": [{"type": "integer"}, {"type": "string"}]},
            "serial": {"type": "string"},
        })
    );
    assert_eq!(value["required"], json!(["kind"]));
    assert_eq!(codes, [REPORTED; 4]);
}

#[test]
fn conditions_in_parts_add_to_the_whole() {
    let (value, _) = schema_with_findings(&json!({
        "allOf": [
            {"properties": {"kind": {"type": "string"}}},
            {
                "if": {"required": ["kind"]},
                "then": {"properties": {"kind": {"enum": ["a"]}, "size": {"type": "number"}}},
            },
            {
                "if": {"required": ["size"]},
                "then": {"if": {"required": ["x"]}, "then": {"properties": {"size": {"type": "number"}, "deep": {"type": "string"}}}},
            },
        ],
    }));
    assert_eq!(
        value["properties"],
        json!({"size": {"type": "number"}, "deep": {"type": "string"}})
    );
    assert_eq!(
        value["allOf"][0],
        json!({"properties": {"kind": {"type": "string"}}})
    );
    assert_eq!(value["allOf"][1].get("properties"), None);
}

#[test]
fn conditions_may_refer_to_components_and_have_alternatives() {
    let mut document = document(&json!({
        "properties": {"kind": {"type": "string"}},
        "if": {"required": ["kind"]},
        "then": {"$ref": "#/components/schemas/lamp"},
        "else": {"allOf": [{"$ref": "#/components/schemas/lamp"}]},
        "dependentSchemas": {"kind": {"oneOf": [
            {"properties": {"kind": {"const": "a"}, "size": {"type": "number"}}},
            {"properties": {"kind": {"const": "b"}, "note": true, "size": false}},
        ]}},
    }));
    document["components"]["schemas"]["lamp"] = json!({
        "properties": {"kind": {"type": "string"}, "watts": {"type": "integer"}},
        "if": {"required": ["watts"]},
        "then": {"$ref": "#/components/schemas/lamp"},
    });
    let (normalised, _) = run(document);
    assert_eq!(
        normalised.unwrap().value["components"]["schemas"]["a"]["properties"],
        json!({
            "kind": {"type": "string"},
            "watts": {"type": "integer"},
            "size": {"type": "number"},
            "note": {},
        })
    );
}

#[test]
fn a_union_without_fields_stays_one() {
    let union = json!({
        "oneOf": [{"type": "string"}, {"$ref": "#/components/schemas/b"}],
        "if": {"type": "object"},
        "then": {"properties": {"a": {"type": "string"}}},
    });
    let (value, _) = schema_with_findings(&union);
    assert_eq!(value.get("properties"), None);
}

#[test]
fn what_is_wrong_in_a_condition_is_found_where_it_is_written() {
    let schema = json!({"if": {}, "then": {"properties": {"a": {"$ref": "#/none/a"}}}});
    let parsed = parsed(document(&schema), None);
    let mut moved = Vec::new();
    let page = Arc::from(PAGE);
    let (_, diagnostics) = normalise(&page, parsed, Tolerance::Strict, &mut moved);
    let at = |pointer: &str| -> Pointer { pointer.parse().unwrap() };
    let found = diagnostics.iter().find(|it| it.code == Code::DanglingRef);
    let place = found.unwrap().labels[0].location.pointer();
    assert_eq!(place, Some(&at("/components/schemas/a/properties/a/$ref")));
    let read_at = Origin::new(page, at("/components/schemas/a/then/properties/a"));
    assert!(
        moved
            .concat()
            .contains(&(at("/components/schemas/a/properties/a"), read_at))
    );
}
