//! What is sent.

use super::{object, sent, told};
use crate::compare::tests::{page, step};

const DOOR_ID: &str = "door_id: {type: string}";
const NOTE: &str = "door_id: {type: string}, note: {type: string}";

#[test]
fn a_value_that_may_be_sent_too_is_new() {
    let color = |values: &str| {
        object(
            &["color"],
            &format!("color: {{type: string, enum: [{values}]}}"),
        )
    };
    let more = sent(&color("red"), &color("red, blue"));
    assert_eq!(
        told(&more),
        ["minor", "added models::DoorsOpenColor::Blue: new variant"]
    );
    let less = sent(&color("red, blue"), &color("red"));
    assert_eq!(
        told(&less),
        [
            "major",
            "breaking models::DoorsOpenColor::Blue: variant is gone"
        ]
    );
    assert_eq!(less[0].gone, ["models::DoorsOpenColor::Blue"]);
    assert_eq!(
        less[0].migrate,
        "`DoorsOpenColor::from(\"blue\")` sends it all the same"
    );
}

#[test]
fn a_new_required_member_is_another_argument() {
    let entries = sent(
        &object(&["door_id"], DOOR_ID),
        &object(&["door_id", "note"], NOTE),
    );
    assert_eq!(
        told(&entries),
        [
            "major",
            "breaking models::DoorsOpenParams.note: `String` must be given"
        ]
    );
    assert_eq!(
        entries[0].migrate,
        "pass `note` as the second argument of `doors::Doors::open`"
    );
    assert!(
        entries[0]
            .gone
            .iter()
            .any(|line| line.starts_with("doors::Doors::open("))
    );
    assert!(
        entries[0]
            .gone
            .iter()
            .any(|line| line.starts_with("models::DoorsOpenParams::new("))
    );
}

#[test]
fn a_third_required_member_is_given_by_name() {
    let three = "door_id: {type: string}, note: {type: string}, reason: {type: string}";
    let entries = sent(
        &object(&["door_id", "note"], NOTE),
        &object(&["door_id", "note", "reason"], three),
    );
    assert_eq!(
        told(&entries),
        [
            "major",
            "breaking models::DoorsOpenParams.reason: `String` must be given"
        ]
    );
    assert_eq!(entries[0].migrate, "give `reason` in `OpenArgs`");
    assert!(
        entries[0]
            .new
            .iter()
            .any(|line| line.starts_with("doors::OpenArgs.reason:"))
    );
}

#[test]
fn a_new_optional_member_is_new() {
    let entries = sent(&object(&["door_id"], DOOR_ID), &object(&["door_id"], NOTE));
    assert_eq!(
        told(&entries),
        [
            "minor",
            "added models::DoorsOpenParams.note: new: `Option<String>`"
        ]
    );
    assert!(entries[0].gone.is_empty());
    assert_eq!(
        entries[0].new,
        [
            "doors::Open::note(self, note: impl Into<String>) -> Self",
            "models::DoorsOpenParams.note: Option<String>",
            "models::DoorsOpenParams::note(self, note: impl Into<String>) -> Self",
        ]
    );
}

#[test]
fn a_member_that_is_gone_cannot_be_set() {
    let entries = sent(&object(&["door_id"], NOTE), &object(&["door_id"], DOOR_ID));
    assert_eq!(
        told(&entries),
        [
            "major",
            "breaking models::DoorsOpenParams.note: `Option<String>` is gone"
        ]
    );
    assert!(entries[0].place.as_ref().unwrap().is_before);
}

#[test]
fn a_member_that_seems_renamed_names_its_heir() {
    let other = "door_id: {type: string}, remark: {type: string}";
    let entries = sent(&object(&["door_id"], NOTE), &object(&["door_id"], other));
    let gone = entries
        .iter()
        .find(|entry| entry.item.ends_with(".note"))
        .unwrap();
    assert_eq!(
        gone.migrate,
        "use `remark` instead, which is new and holds the same"
    );
}

#[test]
fn what_need_not_be_given_any_more_is_no_argument() {
    let entries = sent(
        &object(&["door_id", "note"], NOTE),
        &object(&["door_id"], NOTE),
    );
    assert_eq!(
        told(&entries),
        [
            "major",
            "breaking models::DoorsOpenParams.note: need not be given: `String` → `Option<String>`"
        ]
    );
    assert_eq!(
        entries[0].migrate,
        "set it by `.note(…)`: it is no argument any more"
    );
    let back = sent(
        &object(&["door_id"], NOTE),
        &object(&["door_id", "note"], NOTE),
    );
    assert_eq!(
        told(&back),
        [
            "major",
            "breaking models::DoorsOpenParams.note: must be given: `Option<String>` → `String`"
        ]
    );
}

#[test]
fn null_that_may_be_sent_is_another_type() {
    let nullable = "door_id: {type: string}, note: {type: string, nullable: true}";
    let entries = sent(&object(&["door_id"], NOTE), &object(&["door_id"], nullable));
    assert_eq!(
        told(&entries),
        [
            "major",
            "breaking models::DoorsOpenParams.note: `Option<String>` → `Nullable<String>`"
        ]
    );
    assert_eq!(entries[0].because, "`note` can be null now");
    assert!(
        entries[0]
            .new
            .contains(&"doors::Open::note_null(self) -> Self".to_owned())
    );
    let back = sent(&object(&["door_id"], nullable), &object(&["door_id"], NOTE));
    assert_eq!(back[0].because, "`note` cannot be null any more");
}

#[test]
fn an_alternative_that_may_be_sent_too_is_new() {
    let branch = |tag: &str| {
        format!(
            "{{type: object, required: [kind], properties: {{kind: {{type: string, enum: [{tag}]}}}}}}"
        )
    };
    let ways = |branches: &[&str]| {
        let branches: Vec<_> = branches.iter().map(|tag| branch(tag)).collect();
        object(
            &["way"],
            &format!(
                "way: {{discriminator: {{propertyName: kind}}, oneOf: [{}]}}",
                branches.join(", ")
            ),
        )
    };
    let (one, two) = (ways(&["push"]), ways(&["push", "pull"]));
    let more = sent(&one, &two);
    assert_eq!(
        told(&more),
        ["minor", "added models::DoorsOpenWay::Pull: new variant"]
    );
    let less = sent(&two, &one);
    assert_eq!(
        told(&less),
        [
            "major",
            "breaking models::DoorsOpenWay::Pull: variant is gone"
        ]
    );
}

#[test]
fn another_type_breaks() {
    let number = "door_id: {type: string}, note: {type: integer}";
    let entries = sent(&object(&["door_id"], NOTE), &object(&["door_id"], number));
    assert_eq!(
        told(&entries),
        [
            "major",
            "breaking models::DoorsOpenParams.note: `Option<String>` → `Option<i64>`"
        ]
    );
    assert_eq!(entries[0].because, "`note` was a string, and is an integer");
}

#[test]
fn a_body_that_comes_with_nothing_required_breaks_nothing() {
    let door = object(&["name"], "name: {type: string}");
    let with = page(
        "/doors/open",
        "summary: Open",
        &object(&[], "note: {type: string}"),
        &door,
    );
    let text = with.text.replace(
        "      requestBody:\n        content:\n          application/json:\n            schema: {type: object, properties: {note: {type: string}}}\n",
        "",
    );
    assert_ne!(text, with.text);
    let mut without = with.clone();
    without.text = text;
    let entries = step(without, with);
    assert_eq!(told(&entries)[0], "minor", "{:?}", told(&entries));
}
