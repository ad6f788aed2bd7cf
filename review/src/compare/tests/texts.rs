//! Docs, bounds, places and fingerprints.

use super::{Source, answered, object, page, step, told};
use crate::Group;

#[test]
fn other_words_are_docs_only() {
    let door = |words: &str| {
        object(
            &["name"],
            &format!("name: {{type: string, description: {words}}}"),
        )
    };
    let entries = answered(&door("Its name."), &door("What it is called."));
    assert_eq!(
        told(&entries),
        ["patch", "docsonly models::Door.name: docs"]
    );
}

#[test]
fn another_bound_is_wire_only() {
    let door = |bound: &str| {
        object(
            &["name"],
            &format!("name: {{type: string, description: Its name., maxLength: {bound}}}"),
        )
    };
    let entries = answered(&door("5"), &door("9"));
    assert_eq!(entries.len(), 1, "{:?}", told(&entries));
    assert_eq!(entries[0].group, Group::WireOnly);
    assert_eq!(
        entries[0].because,
        "the page says: At most 9 characters. It said: At most 5 characters."
    );
}

#[test]
fn a_deprecated_member_breaks_nothing() {
    let request = |more: &str| {
        object(
            &["door_id"],
            &format!("door_id: {{type: string}}, note: {{type: string{more}}}"),
        )
    };
    let entries = super::sent(&request(""), &request(", deprecated: true"));
    assert_eq!(entries[0].group, Group::Deprecated);
    assert_eq!(entries[0].gone.len(), 2);
    assert_eq!(told(&entries)[0], "minor");
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
fn a_place_is_where_the_page_says_so() {
    let entries = step(door("string", ""), door("integer", ""));
    let place = entries[0].place.as_ref().unwrap();
    let text = door("integer", "").text;
    let line = text.lines().nth(place.line - 1).unwrap();
    assert_eq!(
        (&line[place.column - 1..], place.is_before),
        ("state:", false)
    );
}

#[test]
fn a_fingerprint_stays_while_the_page_grows() {
    let short = step(door("string", ""), door("integer", ""));
    let long = step(door("string", ""), door("integer", "A line.\n\n"));
    assert_eq!(short[0].fingerprint, long[0].fingerprint);
    assert_ne!(short[0].place, long[0].place);
    assert_eq!(short[0].fingerprint.len(), 12);
    let other = step(door("string", ""), door("boolean", ""));
    assert_ne!(short[0].fingerprint, other[0].fingerprint);
}
