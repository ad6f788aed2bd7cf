//! What an error in a part of a whole document costs.

use super::*;

/// The operations that are left, and how many are not.
fn left(document: Value) -> (Vec<String>, usize) {
    let (normalised, diagnostics) = run_as(document, None, Tolerance::SkipOperations);
    let normalised = normalised.unwrap_or_else(|| panic!("{diagnostics:?}"));
    let operations = normalised.api.operations();
    let operations = operations.map(|(path, method, _)| format!("{method} {path}"));
    (operations.collect(), normalised.skipped)
}

fn two_operations() -> Value {
    let mut document = document(&json!({}));
    document["paths"]["/b"]["get"] = json!({"responses": {"200": {"description": "OK"}}});
    document
}

#[test]
fn an_error_in_an_operation_costs_that_operation() {
    let mut document = two_operations();
    document["paths"]["/b"]["get"]["parameters"] = json!([{"in": "query"}]);
    assert_eq!(left(document.clone()), (vec!["post /a".to_owned()], 1));
    assert!(run(document).0.is_none());
}

#[test]
fn an_error_in_a_component_costs_the_operations_that_reach_it() {
    let mut document = two_operations();
    document["components"]["schemas"] = json!({
        "a": {"items": {"$ref": "#/components/schemas/b"}},
        "b": {"properties": {"c": {"$ref": "#/components/schemas/nowhere"}}},
        "unused": {"$ref": "#/components/schemas/nowhere"},
    });
    document["paths"]["/b"]["get"]["responses"]["200"]["content"] =
        json!({"application/json": {"schema": {"$ref": "#/components/schemas/a"}}});
    assert_eq!(left(document), (vec!["post /a".to_owned()], 1));
}

#[test]
fn an_error_in_a_response_costs_what_it_says_of_the_body() {
    let mut document = two_operations();
    let responses = json!({
        "200": {
            "description": "OK",
            "content": {
                "text/vtt": {"schema": {"$ref": "#/components/responses/r"}},
                "application/json": {"schema": {"$ref": "#/components/schemas/b"}},
            },
        },
        "204": {"$ref": "#/components/schemas/b"},
        "404": {"$ref": "#/components/schemas/b"},
    });
    document["components"]["responses"] = json!({"r": responses["200"].clone()});
    document["paths"]["/b"]["get"]["responses"] = responses;
    let (normalised, diagnostics) = run_as(document.clone(), None, Tolerance::SkipOperations);
    let value = normalised.unwrap().value;
    let responses = &value["paths"]["/b"]["get"]["responses"];
    let content = &responses["200"]["content"];
    assert_eq!(content["text/vtt"], json!({}));
    assert_eq!(
        content["application/json"]["schema"]["$ref"],
        "#/components/schemas/b"
    );
    assert_eq!(responses["204"], json!({"description": ""}));
    assert_eq!(responses["404"]["content"], json!({"*/*": {}}));
    assert_eq!(
        value["components"]["responses"]["r"]["content"]["text/vtt"],
        json!({})
    );
    assert_eq!(diagnostics.len(), 4);
    assert!(diagnostics.iter().all(|it| it.code == Code::InvalidRef));
    assert_eq!(left(document.clone()).1, 0);
    assert!(run(document).0.is_none());
}

#[test]
fn an_error_outside_of_operations_costs_none() {
    let mut document = two_operations();
    document["servers"] = json!([{"url": "https://user@evil.test"}, {"url": "https://a.test"}]);
    document["security"] = json!([{"ghost": []}]);
    document["tags"] = json!([{"description": "no name"}]);
    let (normalised, _) = run_as(document.clone(), None, Tolerance::SkipOperations);
    let value = normalised.unwrap().value;
    assert_eq!(value["servers"], json!([{"url": "https://a.test"}]));
    assert_eq!((value.get("security"), &value["tags"]), (None, &json!([])));
    assert_eq!(left(document).1, 0);
}

#[test]
fn an_error_in_a_block_on_a_page_costs_the_block() {
    let mut document = two_operations();
    document["paths"]["/b"]["get"]["parameters"] = json!([{"in": "query"}]);
    assert!(is_error_on_page(document, Code::MissingKeyword));
}

#[test]
fn components_with_names_that_are_not_allowed_are_renamed_with_their_references() {
    let mut document = two_operations();
    document["components"]["schemas"] = json!({
        "A\u{ab}b\u{bb}": {"type": "string"},
        "A_b": {"$ref": "#/components/schemas/A%C2%ABb%C2%BB"},
    });
    let (normalised, _) = run(document);
    assert_eq!(
        normalised.unwrap().value["components"]["schemas"],
        json!({"A_b_2": {"type": "string"}, "A_b": {"$ref": "#/components/schemas/A_b_2"}})
    );
}
