//! Schemas of which each page lists a part.

use serde_json::{Value, json};

use super::*;

/// A page with the schema `door`.
fn with(path: &str, door: Value) -> (String, String) {
    page(
        path,
        &[("schemas:", &format!("schemas:\n    door: {door}"))],
    )
}

fn united(doors: &[Value]) -> Run {
    let names = ["/a", "/b", "/c", "/d"].into_iter();
    let pages: Vec<_> = names
        .zip(doors)
        .map(|(path, door)| with(path, door.clone()))
        .collect();
    run_with(&pages, &STRICT)
}

fn door(run: &Run) -> Value {
    let api = serde_json::to_value(&run.document.api).unwrap();
    api["components"]["schemas"]["door"].clone()
}

fn object(fields: Value, required: Value) -> Value {
    json!({ "type": "object", "properties": fields, "required": required })
}

#[test]
fn fields_of_all_pages_are_united_and_required_where_all_pages_require_them() {
    let text = || json!({ "type": "string" });
    let run = united(&[
        object(
            json!({ "id": text(), "name": text() }),
            json!(["id", "name"]),
        ),
        object(
            json!({ "id": text(), "floor": text() }),
            json!(["id", "floor"]),
        ),
        object(
            json!({ "id": text(), "name": text(), "floor": text() }),
            json!(["name", "floor", "id"]),
        ),
    ]);
    assert_eq!(
        door(&run),
        object(
            json!({ "id": text(), "name": text(), "floor": text() }),
            json!(["id"])
        )
    );
    assert_eq!(run.codes(), [(Severity::Warning, Code::UnitedSchema)]);
    let floor = "/components/schemas/door/properties/floor/type"
        .parse()
        .unwrap();
    let origin = run.document.origins.of(&floor);
    assert_eq!(
        origin.to_string(),
        "b.md#/components/schemas/door/properties/floor/type"
    );
    insta::assert_snapshot!(run.rendered(), @r#"
    warning[united-schema]: not every page lists `name`, `floor` of `door`; they are used, and not required
      --> specs/pages/a.md:23:65
       |
    23 |     door: {"type":"object","properties":{"id":{"type":"string"},"name":{"type":"string"}},"required":["id","name"]}
       |                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^ `name` is listed here
       |
      ::: specs/pages/b.md:23:65
       |
    23 |     door: {"type":"object","properties":{"id":{"type":"string"},"floor":{"type":"string"}},"required":["id","floor"]}
       |     -----------------------------------------------------------------------------------------------------------------
       |     |                                                           |
       |     |                                                           `floor` is listed here
       |     and `name` is not here
       |
       = help: where one of the pages is out of date, add to overrides.toml
               [[merge]]
               schema = "door"
               take = "a.md" # or "b.md"
               because = "…"
    "#);
}

#[test]
fn fields_are_united_at_any_depth() {
    let nested = |fields: Value| {
        object(
            json!({ "lock": { "type": "array", "items": object(fields, json!([])) } }),
            json!([]),
        )
    };
    let run = united(&[
        nested(json!({ "a": { "type": "string" } })),
        nested(json!({ "b": { "type": "string" } })),
    ]);
    let fields = &door(&run)["properties"]["lock"]["items"]["properties"];
    assert_eq!(
        fields,
        &json!({ "a": { "type": "string" }, "b": { "type": "string" } })
    );
}

#[test]
fn a_field_that_two_pages_list_differently_is_a_conflict() {
    let field = |schema: Value| object(json!({ "x": schema }), json!([]));
    let run = united(&[
        field(json!({ "type": "string" })),
        object(json!({ "y": { "type": "string" } }), json!([])),
        field(json!({ "type": "string", "nullable": true })),
    ]);
    assert_eq!(run.codes(), [(Severity::Error, Code::MergeConflict)]);
    insta::assert_snapshot!(run.rendered(), @r#"
    error[merge-conflict]: `door` differs between two pages at `/properties/x/nullable`
      --> specs/pages/a.md:23:42
       |
    23 |     door: {"type":"object","properties":{"x":{"type":"string"}},"required":[]}
       |                                          ^^^^^^^^^^^^^^^^^^^^^ `nullable` is missing
       |
      ::: specs/pages/c.md:23:63
       |
    23 |     door: {"type":"object","properties":{"x":{"type":"string","nullable":true}},"required":[]}
       |                                                               --------------- nullable: true
       |
       = help: to resolve it, add to overrides.toml
               [[merge]]
               schema = "door"
               take = "a.md" # or "b.md", or "c.md"
               because = "…"
    "#);
}

#[test]
fn a_field_that_one_of_the_pages_that_list_it_requires_is_a_conflict() {
    let fields = json!({ "x": { "type": "string" } });
    let run = united(&[
        object(fields.clone(), json!(["x"])),
        object(fields, json!([])),
    ]);
    assert_eq!(run.codes(), [(Severity::Error, Code::MergeConflict)]);
    assert!(run.diagnostics[0].message.contains("`/required`"));
}

#[test]
fn an_object_without_other_fields_lists_all_of_them() {
    let mut closed = object(json!({ "x": { "type": "string" } }), json!([]));
    closed["additionalProperties"] = false.into();
    let mut other = object(json!({ "y": { "type": "string" } }), json!([]));
    other["additionalProperties"] = false.into();
    let run = united(&[closed, other]);
    assert_eq!(run.codes(), [(Severity::Error, Code::MergeConflict)]);
}

#[test]
fn branches_are_united_by_their_names() {
    let branch = |kind: &str, more: Value| {
        let mut fields = json!({ "type": { "type": "string", "enum": [kind] } });
        fields[kind] = more;
        object(fields, json!(["type"]))
    };
    let text = || json!({ "type": "string" });
    let union = |branches: Value| json!({ "oneOf": branches });
    let reference = json!({ "$ref": "#/components/schemas/thing" });
    let run = united(&[
        union(json!([branch("a", text()), reference])),
        union(json!([branch("b", text()), branch("a", text())])),
    ]);
    assert_eq!(
        door(&run),
        union(json!([branch("a", text()), reference, branch("b", text())]))
    );
    let third = "/components/schemas/door/oneOf/2".parse().unwrap();
    let origin = run.document.origins.of(&third);
    assert_eq!(origin.to_string(), "b.md#/components/schemas/door/oneOf/0");

    let run = united(&[
        union(json!([branch("a", text())])),
        union(json!([branch("a", json!({ "type": "integer" }))])),
    ]);
    assert_eq!(run.codes(), [(Severity::Error, Code::MergeConflict)]);
}

#[test]
fn a_text_is_taken_from_any_page_that_has_one() {
    let mut described = object(json!({ "x": { "type": "string" } }), json!([]));
    described["description"] = "A door.".into();
    let run = united(&[
        object(json!({ "y": { "type": "string" } }), json!([])),
        described,
    ]);
    assert_eq!(door(&run)["description"], "A door.");
}

#[test]
fn the_result_does_not_depend_on_the_pages_that_list_a_field_twice() {
    let one = object(json!({ "x": { "type": "string" } }), json!([]));
    let run = united(&[one.clone(), one.clone(), one]);
    assert_eq!(run.diagnostics, []);
}
