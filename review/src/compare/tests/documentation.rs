//! Descriptions, constraints, locations and fingerprints.

use super::{Source, changes, object, page, response_changes, run, step, summaries};
use crate::Impact;

#[test]
fn another_description_is_docs_only() {
    let door = |words: &str| {
        object(
            &["name"],
            &format!("name: {{type: string, description: {words}}}"),
        )
    };
    let changes = response_changes(&door("Its name."), &door("What it is called."));
    assert_eq!(
        summaries(&changes),
        ["patch", "docsonly models::Door.name: documentation"]
    );
}

#[test]
fn another_constraint_is_wire_only() {
    let door = |max: &str| {
        object(
            &["name"],
            &format!("name: {{type: string, description: Its name., maxLength: {max}}}"),
        )
    };
    let changes = response_changes(&door("5"), &door("9"));
    assert_eq!(changes.len(), 1, "{:?}", summaries(&changes));
    assert_eq!(changes[0].impact, Impact::WireOnly);
    assert_eq!(
        changes[0].because,
        "the page has the constraint: At most 9 characters. It was: At most 5 characters."
    );
}

#[test]
fn a_deprecated_field_breaks_nothing() {
    let request = |more: &str| {
        object(
            &["door_id"],
            &format!("door_id: {{type: string}}, note: {{type: string{more}}}"),
        )
    };
    let changes = super::request_changes(&request(""), &request(", deprecated: true"));
    assert_eq!(changes[0].impact, Impact::Deprecated);
    assert_eq!(changes[0].removed.len(), 1);
    assert_eq!(summaries(&changes)[0], "minor");
}

fn door(state: &str, heading: &str) -> Source {
    let request = object(&["door_id"], "door_id: {type: string}");
    let schema = format!(
        "\n      type: object\n      properties:\n        name:\n          type: string\n        state:\n          type: {state}"
    );
    let mut source = page("/doors/get", "summary: Get", &request, &schema);
    source.text.insert_str(0, heading);
    source
}

#[test]
fn the_location_is_the_node_that_changed() {
    let changes = step(door("string", ""), door("integer", ""));
    let location = changes[0].location.as_ref().unwrap();
    let text = door("integer", "").text;
    let line = text.lines().nth(location.line - 1).unwrap();
    assert_eq!(
        (&line[location.column - 1..], location.is_before),
        ("state:", false)
    );
}

#[test]
fn a_fingerprint_stays_while_the_page_grows() {
    let short = step(door("string", ""), door("integer", ""));
    let long = step(door("string", ""), door("integer", "A line.\n\n"));
    assert_eq!(short[0].fingerprint, long[0].fingerprint);
    assert_ne!(short[0].location, long[0].location);
    assert_eq!(short[0].fingerprint.len(), 12);
    let other = step(door("string", ""), door("boolean", ""));
    assert_ne!(short[0].fingerprint, other[0].fingerprint);
}

#[test]
fn a_reworded_page_about_a_group_changes_documentation() {
    let side = |text: &str| {
        let about = Source {
            path: "api/doors/object.md".to_owned(),
            text: format!("# Doors\n\n{text}\n"),
        };
        vec![door("string", ""), about]
    };
    let before = run(side("Doors open."), "", None);
    let reworded = changes(&before, &run(side("Doors close."), "", Some(&before)));
    assert_eq!(
        summaries(&reworded),
        ["patch", "docsonly doors::Doors: documentation"]
    );
    let location = reworded[0].location.as_ref().unwrap();
    assert_eq!((&*location.page, location.line), ("api/doors/object.md", 3));
    let removed = changes(&before, &run(vec![door("string", "")], "", Some(&before)));
    assert_eq!(removed[0].because, "the page no longer describes it");
}
