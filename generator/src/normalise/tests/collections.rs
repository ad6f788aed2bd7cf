//! Rewrites of lists and maps that other keywords describe item by item.

use super::*;

#[test]
fn a_tuple_is_a_list_of_the_types_of_its_places() {
    let number = json!({"type": "number"});
    let text = json!({"type": "string"});
    assert_eq!(
        schema(&json!({"prefixItems": [number, number], "items": false})),
        json!({"type": "array", "x-prefixItems": [number, number], "items": number})
    );
    assert_eq!(
        schema(
            &json!({"type": "array", "prefixItems": [number, text], "items": {"$ref": "#/components/schemas/b"}})
        ),
        json!({
            "type": "array",
            "x-prefixItems": [number, text],
            "items": {"anyOf": [number, text, {"$ref": "#/components/schemas/b"}]},
        })
    );
    assert_eq!(
        schema(&json!({"items": [number], "additionalItems": text})),
        json!({"type": "array", "x-prefixItems": [number], "items": {"anyOf": [number, text]}})
    );
}

#[test]
fn what_is_wrong_in_a_tuple_is_found_where_it_is_written() {
    let tuple = json!({"prefixItems": [{"type": "number"}, {"$ref": "#/components/schemas/none"}]});
    let (_, diagnostics) = run(document(&tuple));
    assert_eq!(diagnostics[0].code, Code::DanglingRef);
}

#[test]
fn a_closed_object_of_patterns_is_a_map() {
    let count = json!({"type": "integer"});
    assert_eq!(
        schema(&json!({"patternProperties": {"^x-": count}, "additionalProperties": false})),
        json!({"type": "object", "additionalProperties": count, "x-seamstress-names": ["^x-"]})
    );
    assert_eq!(
        schema(
            &json!({"patternProperties": {"^x-": count}, "additionalProperties": {"type": "string"}})
        ),
        json!({"type": "object", "additionalProperties": {"anyOf": [count, {"type": "string"}]}})
    );
    // Here names that match no pattern have any value.
    let (_, codes) = schema_with_findings(&json!({"patternProperties": {"^x-": count}}));
    assert_eq!(codes, [Code::UnsupportedKeyword]);
}

#[test]
fn a_limit_of_another_type_restricts_nothing() {
    let (value, codes) = schema_with_findings(&json!({"type": "string", "minimum": 1}));
    assert_eq!(value, json!({"type": "string", "x-minimum": 1}));
    assert_eq!(codes, [Code::LostKeyword]);
}

#[test]
fn a_dynamic_reference_to_the_only_anchor_is_a_reference() {
    let node = json!({"$dynamicAnchor": "n", "properties": {"next": {"$dynamicRef": "#n"}}});
    assert_eq!(
        schema(&node),
        json!({"properties": {"next": {"$ref": "#/components/schemas/a"}}})
    );
}
