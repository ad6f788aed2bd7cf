//! Pages from before OpenAPI blocks.

use serde_json::json;

use super::*;
use crate::source::SourceMap;

const PAGE: &str = "\
Tag a Thing
Put a tag on a thing
POST /things/tag HTTP/1.1
Host: api.example.test
Content-Type: application/json
Content-Length: 47
{
\"thing_id\": \"text\",
\"tags\": [
\"a}b\"
],
\"force\": true
}{
\"ok\": true
}Request
Say which thing.
Request Body Parameters
thing_id
String (UUID) Required
ID of the thing
tags
Array of strings Optional
Tags to put on it.
No more than four.
Sample Request
color
String Required
not part of the table
";

fn evidence(text: &str) -> Option<(Evidence, Vec<Diagnostic>)> {
    read(SourceMap::default().insert("a.md", text.to_owned()))
}

#[test]
fn concatenated_samples_are_separated() {
    let (evidence, diagnostics) = evidence(PAGE).unwrap();
    assert_eq!(diagnostics, []);
    let request = evidence.requests[0].clone();
    assert_eq!(
        request.json,
        json!({"thing_id": "text", "tags": ["a}b"], "force": true})
    );
    assert!(PAGE[request.range].ends_with("true\n}"));
    assert_eq!(evidence.responses[0].samples[0].json, json!({"ok": true}));
}

#[test]
fn request_line_host_and_title_are_read() {
    let (evidence, _) = evidence(PAGE).unwrap();
    assert_eq!(
        (evidence.method.as_str(), evidence.path.as_str()),
        ("post", "/things/tag")
    );
    assert_eq!(evidence.server.as_deref(), Some("https://api.example.test"));
    assert_eq!(evidence.title.as_deref(), Some("Tag a Thing"));
    assert_eq!(
        evidence.description.as_deref(),
        Some("Put a tag on a thing")
    );
    assert_eq!(&PAGE[evidence.range], "POST /things/tag HTTP/1.1");
}

#[test]
fn the_table_ends_at_the_next_heading() {
    let (evidence, _) = evidence(PAGE).unwrap();
    let rows: Vec<_> = evidence
        .parameters
        .iter()
        .map(|p| {
            (
                p.wire.as_str(),
                p.type_text.as_deref().unwrap_or_default(),
                p.required,
                p.description.as_str(),
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            ("thing_id", "String (UUID)", Some(true), "ID of the thing"),
            (
                "tags",
                "Array of strings",
                Some(false),
                "Tags to put on it.\nNo more than four."
            ),
        ]
    );
}

#[test]
fn a_cut_sample_is_reported() {
    let (_, diagnostics) = evidence(&PAGE.replace("Length: 47", "Length: 99")).unwrap();
    assert_eq!(diagnostics[0].code, Code::SampleLength);
}

#[test]
fn without_a_content_length_the_only_sample_is_the_response() {
    let text = "List\nGET /things HTTP/1.1\nHost: api.example.test\n\n[\n1\n]Last updated\n";
    let (evidence, _) = evidence(text).unwrap();
    assert_eq!(evidence.requests, []);
    assert_eq!(evidence.responses[0].samples[0].json, json!([1]));
}

#[test]
fn prose_that_mentions_a_request_is_not_evidence() {
    assert!(evidence("Send a\nPOST /hook HTTP/1.1\nrequest to us.\n").is_none());
    assert!(evidence("").is_none());
}

#[test]
fn a_sample_that_is_not_json_is_left_out() {
    let text = PAGE.replace("\"force\": true", "\"force\": True");
    assert_eq!(evidence(&text).unwrap().0.requests, []);
}
