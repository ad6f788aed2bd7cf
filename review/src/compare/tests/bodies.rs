//! Media types and encodings of request bodies, and where parameters are sent.

use super::{Change, Source, changes, run, summaries};

const DOOR: &str = "{type: object, required: [name], properties: {name: {type: string}, tags: {type: array, items: {type: string}}}}";

/// A document of one operation with these parameters and this body.
fn document(parameters: &str, body: &str) -> Source {
    let text = format!(
        "openapi: 3.0.0
info: {{title: Doors, version: 1.0.0}}
servers: [{{url: 'https://api.doors.example'}}]
paths:
  /doors/{{door_id}}:
    patch:
      parameters: [{{name: door_id, in: path, required: true, schema: {{type: string}}}}{parameters}]
      {body}
      responses: {{'204': {{description: D}}}}
components:
  schemas:
    gate: {DOOR}
"
    );
    Source::decode("openapi.yaml".to_owned(), text.into_bytes()).unwrap()
}

fn reviewed(before: Source, after: Source) -> Vec<Change> {
    let before = run(vec![before], "", None);
    let after = run(vec![after], "", Some(&before));
    changes(&before, &after)
}

fn parameter(before: &str, after: &str) -> Vec<Change> {
    let with = |parameter: &str| document(&format!(", {{name: tags, {parameter}}}"), "summary: S");
    reviewed(with(before), with(after))
}

fn body(before: &str, after: &str) -> Vec<Change> {
    let with = |body: &str| document("", &format!("requestBody: {{{body}}}"));
    reviewed(with(before), with(after))
}

fn content(media: &str, schema: &str, encoding: &str) -> String {
    format!("'{media}': {{schema: {schema}, encoding: {{{encoding}}}}}")
}

fn media(before: &str, after: &str) -> Vec<Change> {
    let with = |media: &str, schema: &str| {
        format!(
            "required: true, content: {{{}}}",
            content(media, schema, "")
        )
    };
    body(&with(before, DOOR), &with(after, DOOR))
}

fn parts(media: &str, before: &str, after: &str) -> Vec<Change> {
    let with = |encoding: &str| {
        let content = content(media, DOOR, encoding);
        format!("required: true, content: {{{content}}}")
    };
    body(&with(before), &with(after))
}

const LIST: &str = "schema: {type: array, items: {type: string}}";

#[test]
fn a_parameter_that_moves_is_sent_elsewhere() {
    let tags = |place: &str| format!("in: {place}, {LIST}");
    let moved = parameter(&tags("query"), &tags("header"));
    assert_eq!(
        summaries(&moved),
        [
            "patch",
            "wireonly models::DoorsUpdateParams.tags: sent as the header `tags` instead of the query parameter `tags`"
        ]
    );
    assert_eq!(
        moved[0].because,
        "`tags` was the query parameter `tags`, written in the style `form`, exploded, \
         and is now the header `tags`, written in the style `simple`"
    );
    assert_eq!(
        summaries(&parameter(&tags("header"), &tags("cookie")))[1],
        "wireonly models::DoorsUpdateParams.tags: sent as the cookie `tags` instead of the header `tags`"
    );
}

#[test]
fn a_parameter_of_another_style_is_written_in_another_way() {
    let query = |style: &str| format!("in: query, {style} {LIST}");
    let written = |before: &str, after: &str| {
        let mut lines = summaries(&parameter(&query(before), &query(after)));
        assert_eq!(lines[0], if lines.len() > 1 { "patch" } else { "none" });
        lines.pop().unwrap()
    };
    assert_eq!(
        written("", "style: pipeDelimited, explode: false,"),
        "wireonly models::DoorsUpdateParams.tags: written in the style `pipeDelimited` instead of in the style `form`, exploded"
    );
    assert_eq!(
        written("explode: true,", "explode: false,"),
        "wireonly models::DoorsUpdateParams.tags: written in the style `form` instead of in the style `form`, exploded"
    );
    assert!(written("", "allowReserved: true,").contains("with reserved characters as they are"));
    // What the specification takes by default is no change.
    assert_eq!(written("", "style: form, explode: true,"), "none");
}

#[test]
fn a_parameter_of_the_body_that_moves_to_the_query_is_sent_there() {
    let json = format!(
        "requestBody: {{required: true, content: {{{}}}}}",
        content("application/json", DOOR, "")
    );
    let without = json.replace(", tags: {type: array, items: {type: string}}", "");
    let query = format!(", {{name: tags, in: query, {LIST}}}");
    assert_eq!(
        summaries(&reviewed(document("", &json), document(&query, &without))),
        [
            "patch",
            "wireonly models::DoorsUpdateParams.tags: sent as the query parameter `tags` instead of the field `tags` of the body"
        ]
    );
}

#[test]
fn a_body_of_another_media_type_is_sent_as_it() {
    let (json, form) = ("application/json", "application/x-www-form-urlencoded");
    let multipart = "multipart/form-data";
    for [before, after] in [
        [json, form],
        [form, json],
        [form, multipart],
        [multipart, json],
    ] {
        assert_eq!(
            summaries(&media(before, after)),
            [
                "patch".to_owned(),
                format!("wireonly doors::Doors::update: sends `{after}` instead of `{before}`"),
            ]
        );
    }
    let versioned = media(json, "application/vnd.doors.v2+json");
    assert_eq!(
        versioned[0].because,
        "its body was `application/json` and is now `application/vnd.doors.v2+json`"
    );
    // Any media type with an object is sent as JSON.
    assert_eq!(summaries(&media(json, "*/*")), ["none"]);
}

#[test]
fn a_media_type_that_is_not_sent_is_documented() {
    let form = content("application/x-www-form-urlencoded", DOOR, "");
    let json = content("application/json", DOOR, "");
    let one = format!("required: true, content: {{{json}}}");
    let both = format!("required: true, content: {{{json}, {form}}}");
    let more = body(&one, &both);
    let line = "docsonly doors::Doors::update: documents other media types, which it does not send";
    assert_eq!(summaries(&more), ["patch", line]);
    assert_eq!(
        more[0].because,
        "its body could be sent as no other media type too, and now as `application/x-www-form-urlencoded`"
    );
    assert_eq!(summaries(&body(&both, &one)), ["patch", line]);
}

#[test]
fn a_body_of_another_schema_in_another_media_type_is_an_operation() {
    let json = content("application/json", DOOR, "");
    let file = "{type: object, properties: {file: {type: string, format: binary}}}";
    let multipart = content("multipart/form-data", file, "");
    let one = format!("required: true, content: {{{json}}}");
    let both = format!("required: true, content: {{{json}, {multipart}}}");
    assert_eq!(
        summaries(&body(&one, &both)),
        [
            "minor",
            "added Upload: type of the runtime added",
            "added doors::Doors::update_multipart: new operation",
        ]
    );
    assert_eq!(
        summaries(&body(&both, &one)),
        [
            "major",
            "breaking Upload: type of the runtime removed",
            "breaking doors::Doors::update_multipart: operation removed",
        ]
    );
}

#[test]
fn an_operation_whose_media_type_is_sent_by_default_now_has_a_replacement() {
    let json = content("application/json", DOOR, "");
    let file = "{type: object, properties: {file: {type: string, format: binary}}}";
    let multipart = content("multipart/form-data", file, "");
    let both = format!("required: true, content: {{{json}, {multipart}}}");
    let changes = body(&both, &format!("required: true, content: {{{multipart}}}"));
    let removed = changes
        .iter()
        .find(|change| change.summary == "operation removed")
        .unwrap();
    assert_eq!(removed.item, "doors::Doors::update_multipart");
    assert_eq!(
        removed.migration,
        "call `doors::Doors::update` instead, which sends that media type now"
    );
}

#[test]
fn the_encoding_of_a_part_is_compared() {
    let form = "application/x-www-form-urlencoded";
    let exploded = parts(form, "", "tags: {style: deepObject, explode: true}");
    assert_eq!(
        summaries(&exploded),
        [
            "patch",
            "wireonly doors::Doors::update: writes `tags` of the body in the style `deepObject`, exploded"
        ]
    );
    assert_eq!(
        exploded[0].because,
        "`tags` was written as it is by default and is now written in the style `deepObject`, exploded"
    );
    let typed = parts(
        "multipart/form-data",
        "name: {contentType: text/plain}",
        "name: {contentType: text/markdown}",
    );
    assert_eq!(
        summaries(&typed)[1],
        "wireonly doors::Doors::update: writes `name` of the body as `text/markdown`"
    );
    let back = parts("multipart/form-data", "name: {contentType: text/plain}", "");
    assert_eq!(
        summaries(&back)[1],
        "wireonly doors::Doors::update: writes `name` of the body as it is by default"
    );
}

#[test]
fn a_body_of_optional_fields_that_may_be_left_out_is_not_sent_empty() {
    let optional = DOOR.replace("required: [name], ", "");
    let with = |required: bool| {
        let content = content("application/json", &optional, "");
        format!("required: {required}, content: {{{content}}}")
    };
    assert_eq!(
        summaries(&body(&with(true), &with(false))),
        [
            "patch",
            "wireonly doors::Doors::update: sends no body where no field of it is given"
        ]
    );
    assert_eq!(
        summaries(&body(&with(false), &with(true))),
        [
            "patch",
            "wireonly doors::Doors::update: sends a body also where no field of it is given"
        ]
    );
}

#[test]
fn a_body_with_required_fields_that_may_be_left_out_is_given_whole() {
    let with = |required: bool| {
        let gate = "{$ref: '#/components/schemas/gate'}";
        let content = content("application/json", gate, "");
        format!("required: {required}, content: {{{content}}}")
    };
    assert_eq!(
        summaries(&body(&with(true), &with(false))),
        [
            "major",
            "added models::DoorsUpdateParams.gate: new: `Option<Gate>`",
            "added models::Gate: new struct",
            "breaking models::DoorsUpdateParams.name: removed: `String`",
            "breaking models::DoorsUpdateParams.tags: removed: `Option<Vec<String>>`",
        ]
    );
    let back = summaries(&body(&with(false), &with(true)));
    let breaking: Vec<_> = back
        .iter()
        .filter(|it| it.starts_with("breaking"))
        .collect();
    assert_eq!(
        breaking,
        [
            "breaking models::DoorsUpdateParams.gate: removed: `Option<Gate>`",
            "breaking models::DoorsUpdateParams.name: required: `String`",
            "breaking models::Gate: is no longer used in requests",
        ]
    );
}

#[test]
fn a_body_that_becomes_bytes_or_text_takes_another_argument() {
    assert_eq!(
        summaries(&media("application/json", "application/octet-stream")),
        [
            "major",
            "added Upload: type of the runtime added",
            "breaking models::DoorsUpdateParams.body: required: `Upload`",
            "breaking models::DoorsUpdateParams.name: removed: `String`",
            "breaking models::DoorsUpdateParams.tags: removed: `Option<Vec<String>>`",
            "wireonly doors::Doors::update: sends `application/octet-stream` instead of `application/json`",
        ]
    );
    assert_eq!(
        summaries(&media("application/octet-stream", "text/plain")),
        [
            "major",
            "breaking Upload: type of the runtime removed",
            "breaking models::DoorsUpdateParams.body: `Upload` → `String`",
            "wireonly doors::Doors::update: sends `text/plain` instead of `application/octet-stream`",
        ]
    );
}
