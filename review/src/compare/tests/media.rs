//! Statuses and media types of responses, and the types of errors.

use super::{Source, step, summaries};

const DOOR: &str = "{$ref: '#/components/schemas/door'}";
const GATE: &str = "{$ref: '#/components/schemas/gate'}";

/// A page of one operation with these responses.
fn page(responses: &str) -> Source {
    let text = format!(
        "# A call

## OpenAPI

````yaml /openapi.json post /doors/get
openapi: 3.0.0
info:
  title: Doors
  version: 1.0.0
servers:
  - url: https://api.doors.example
paths:
  /doors/get:
    post:
      requestBody:
        content:
          application/json:
            schema: {{type: object, properties: {{id: {{type: string}}, stream: {{type: boolean}}}}}}
      responses: {{{responses}}}
components:
  schemas:
    door: {{type: object, required: [name], properties: {{name: {{type: string}}}}}}
    gate: {{type: object, required: [width], properties: {{width: {{type: number}}}}}}
````
"
    );
    Source::decode("get.md".to_owned(), text.into_bytes()).unwrap()
}

fn response(status: &str, media: &str, schema: &str) -> String {
    format!("'{status}': {{description: D, content: {{{media}: {{schema: {schema}}}}}}}")
}

fn json(status: &str, schema: &str) -> String {
    response(status, "application/json", schema)
}

fn reviewed(before: &[String], after: &[String]) -> Vec<String> {
    summaries(&step(page(&before.join(", ")), page(&after.join(", "))))
}

fn empty(status: &str) -> String {
    format!("'{status}': {{description: D}}")
}

#[test]
fn a_status_without_a_body_makes_the_value_optional() {
    let (one, other) = ([json("200", DOOR)], [json("200", DOOR), empty("204")]);
    assert_eq!(
        reviewed(&one, &other),
        [
            "major",
            "breaking doors::Doors::get: returns `Door` → `Option<Door>`",
            "wireonly doors::Doors::get: reads other responses",
        ]
    );
    assert_eq!(
        reviewed(&other, &one)[1],
        "breaking doors::Doors::get: returns `Option<Door>` → `Door`"
    );
}

#[test]
fn another_type_for_another_status_makes_an_enum() {
    assert_eq!(
        reviewed(
            &[json("200", DOOR)],
            &[json("200", DOOR), json("202", GATE)]
        )[1],
        "breaking doors::Doors::get: returns `Door` → `GetOutput`"
    );
}

#[test]
fn variants_of_statuses_are_added_removed_and_changed() {
    let two = [json("200", DOOR), json("202", GATE)];
    let three = [json("200", DOOR), json("202", GATE), empty("204")];
    assert_eq!(
        reviewed(&two, &three),
        [
            "minor",
            "added doors::GetOutput::NoContent: new variant",
            "wireonly doors::Doors::get: reads other responses",
        ]
    );
    assert_eq!(
        reviewed(&three, &two),
        [
            "major",
            "breaking doors::GetOutput::NoContent: variant removed",
            "wireonly doors::Doors::get: reads other responses",
        ]
    );
    let text = [
        json("200", DOOR),
        response("202", "text/plain", "{type: string}"),
    ];
    assert_eq!(
        reviewed(&two, &text)[1],
        "breaking doors::GetOutput::Accepted: the variant holds another type"
    );
}

#[test]
fn another_media_type_is_another_type_unless_it_is_read_alike() {
    let bytes = |media: &str| [response("200", media, "{type: string, format: binary}")];
    assert_eq!(
        reviewed(&bytes("image/png"), &bytes("image/webp")),
        ["patch", "wireonly doors::Doors::get: asks for `image/webp`",]
    );
    assert_eq!(
        reviewed(&bytes("image/png"), &bytes("text/csv"))[1],
        "breaking doors::Doors::get: returns `seamstress_runtime::bytes::Bytes` → `String`"
    );
    let events = [response("200", "text/event-stream", DOOR)];
    assert_eq!(
        reviewed(&[json("200", DOOR)], &events)[1],
        "breaking doors::Doors::get: returns `Door` → `seamstress_runtime::Events<Door>`"
    );
}

#[test]
fn a_stream_beside_the_value_replaces_the_setter_that_asks_for_it() {
    let both = format!(
        "'200': {{description: D, content: {{application/json: {{schema: {DOOR}}}, text/event-stream: {{schema: {GATE}}}}}}}"
    );
    let (one, both) = ([json("200", DOOR)], [both]);
    assert_eq!(
        reviewed(&one, &both),
        [
            "major",
            "breaking doors::Doors::get: `.events()` returns a stream",
            "wireonly doors::Doors::get: reads other responses",
            "wireonly models::Gate: is now used in responses",
        ]
    );
    assert_eq!(
        reviewed(&both, &one)[1],
        "breaking doors::Doors::get: `.events()` is removed"
    );
}

#[test]
fn the_type_of_an_error_is_documented_and_breaks_no_program() {
    let with = |schema: &str| [json("200", DOOR), json("404", schema)];
    let without = [json("200", DOOR)];
    assert_eq!(
        reviewed(&with(DOOR), &with(GATE)),
        [
            "patch",
            "wireonly doors::Doors::get: the error 404 has another body",
            "wireonly models::Gate: is now used in responses",
        ]
    );
    assert_eq!(
        reviewed(&without, &with(GATE)),
        [
            "patch",
            "wireonly doors::Doors::get: the error 404 is documented",
            "wireonly models::Gate: is now used in responses",
        ]
    );
    assert_eq!(
        reviewed(&with(GATE), &without),
        [
            "patch",
            "wireonly doors::Doors::get: the error 404 is no longer documented",
            "wireonly models::Gate: is no longer used in responses",
        ]
    );
}
