//! Requests.

use super::{lines, object, request_changes, summaries};
use crate::compare::tests::{page, step};

const DOOR_ID: &str = "door_id: {type: string}";
const NOTE: &str = "door_id: {type: string}, note: {type: string}";

#[test]
fn an_added_value_is_a_new_variant() {
    let color = |values: &str| {
        object(
            &["color"],
            &format!("color: {{type: string, enum: [{values}]}}"),
        )
    };
    let more = request_changes(&color("red, green"), &color("red, green, blue"));
    assert_eq!(
        summaries(&more),
        ["minor", "added models::DoorsOpenColor::Blue: new variant"]
    );
    let less = request_changes(&color("red, green, blue"), &color("red, green"));
    assert_eq!(
        summaries(&less),
        [
            "major",
            "breaking models::DoorsOpenColor::Blue: variant removed"
        ]
    );
    assert_eq!(lines(&less[0].removed), ["models::DoorsOpenColor::Blue"]);
    assert_eq!(
        less[0].migration,
        "`DoorsOpenColor::from(\"blue\")` still sends it"
    );
}

#[test]
fn a_required_field_with_a_second_value_is_an_argument_of_its_own() {
    let color = |values: &str| {
        object(
            &["color"],
            &format!("color: {{type: string, enum: [{values}]}}"),
        )
    };
    let more = request_changes(&color("red"), &color("red, blue"));
    assert_eq!(
        summaries(&more),
        [
            "major",
            "added models::DoorsOpenColor::Blue: new variant",
            "breaking models::DoorsOpenParams.color: has to be given"
        ]
    );
}

#[test]
fn other_fields_that_requests_may_have_are_set_by_a_method() {
    let labels = |others: &str| {
        let color = "properties: {color: {type: string}}";
        object(
            &[],
            &format!("labels: {{type: object, {color}, additionalProperties: {others}}}"),
        )
    };
    let (closed, open) = (labels("false"), labels("{type: string}"));
    // The documentation of the field changes, too.
    let more = request_changes(&closed, &open);
    assert_eq!(
        summaries(&more)[..2],
        [
            "minor",
            "added models::DoorsOpenLabels: other fields can be set with `.with_extra()`"
        ]
    );
    let less = request_changes(&open, &closed);
    assert_eq!(
        summaries(&less)[..2],
        [
            "major",
            "breaking models::DoorsOpenLabels: other fields cannot be set any more"
        ]
    );
    let removed = less.iter().find(|it| it.item == "models::DoorsOpenLabels");
    let migration = removed.map(|it| it.migration.as_str());
    assert_eq!(migration, Some("remove the calls of `.with_extra()`"));
}

#[test]
fn a_new_required_field_is_another_argument() {
    let changes = request_changes(
        &object(&["door_id"], DOOR_ID),
        &object(&["door_id", "note"], NOTE),
    );
    assert_eq!(
        summaries(&changes),
        [
            "major",
            "breaking models::DoorsOpenParams.note: required: `String`"
        ]
    );
    assert_eq!(
        changes[0].migration,
        "pass `note` as the second argument of `doors::Doors::open`"
    );
    assert!(
        lines(&changes[0].removed)
            .iter()
            .any(|line| line.starts_with("doors::Doors::open("))
    );
    assert!(
        lines(&changes[0].removed)
            .iter()
            .any(|line| line.starts_with("models::DoorsOpenParams::new("))
    );
}

#[test]
fn a_third_required_field_is_a_named_argument() {
    let three = "door_id: {type: string}, note: {type: string}, reason: {type: string}";
    let changes = request_changes(
        &object(&["door_id", "note"], NOTE),
        &object(&["door_id", "note", "reason"], three),
    );
    assert_eq!(
        summaries(&changes),
        [
            "major",
            "breaking models::DoorsOpenParams.reason: required: `String`"
        ]
    );
    assert_eq!(changes[0].migration, "set `reason` in `OpenArgs`");
    assert!(
        lines(&changes[0].added)
            .iter()
            .any(|line| line.starts_with("doors::OpenArgs.reason:"))
    );
}

#[test]
fn a_new_optional_field_is_an_addition() {
    let changes = request_changes(&object(&["door_id"], DOOR_ID), &object(&["door_id"], NOTE));
    assert_eq!(
        summaries(&changes),
        [
            "minor",
            "added models::DoorsOpenParams.note: new: `Option<String>`"
        ]
    );
    assert!(changes[0].removed.is_empty());
    assert_eq!(
        lines(&changes[0].added),
        [
            "doors::Open::note(self, note: impl Into<String>) -> Self",
            "models::DoorsOpenParams.note: Option<String>",
        ]
    );
}

#[test]
fn a_removed_field_cannot_be_set() {
    let changes = request_changes(&object(&["door_id"], NOTE), &object(&["door_id"], DOOR_ID));
    assert_eq!(
        summaries(&changes),
        [
            "major",
            "breaking models::DoorsOpenParams.note: removed: `Option<String>`"
        ]
    );
    assert!(changes[0].location.as_ref().unwrap().is_before);
}

#[test]
fn a_removed_field_names_its_replacement() {
    let other = "door_id: {type: string}, remark: {type: string}";
    let changes = request_changes(&object(&["door_id"], NOTE), &object(&["door_id"], other));
    let removed = changes
        .iter()
        .find(|change| change.item.ends_with(".note"))
        .unwrap();
    assert_eq!(
        removed.migration,
        "use `remark` instead, which is new and has the same type"
    );
}

#[test]
fn a_field_that_becomes_optional_is_no_longer_an_argument() {
    let changes = request_changes(
        &object(&["door_id", "note"], NOTE),
        &object(&["door_id"], NOTE),
    );
    assert_eq!(
        summaries(&changes),
        [
            "major",
            "breaking models::DoorsOpenParams.note: now optional: `String` → `Option<String>`"
        ]
    );
    assert_eq!(
        changes[0].migration,
        "set it by `.note(…)`: it is no longer an argument"
    );
    let back = request_changes(
        &object(&["door_id"], NOTE),
        &object(&["door_id", "note"], NOTE),
    );
    assert_eq!(
        summaries(&back),
        [
            "major",
            "breaking models::DoorsOpenParams.note: now required: `Option<String>` → `String`"
        ]
    );
}

#[test]
fn a_nullable_field_has_another_type() {
    let nullable = "door_id: {type: string}, note: {type: string, nullable: true}";
    let changes = request_changes(&object(&["door_id"], NOTE), &object(&["door_id"], nullable));
    assert_eq!(
        summaries(&changes),
        [
            "major",
            "breaking models::DoorsOpenParams.note: `Option<String>` → `Nullable<String>`"
        ]
    );
    assert_eq!(changes[0].because, "`note` can now be null");
    assert!(lines(&changes[0].added).contains(&"doors::Open::note_null(self) -> Self".to_owned()));
    let back = request_changes(&object(&["door_id"], nullable), &object(&["door_id"], NOTE));
    assert_eq!(back[0].because, "`note` can no longer be null");
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
    let more = request_changes(&one, &two);
    assert_eq!(
        summaries(&more),
        ["minor", "added models::DoorsOpenWay::Pull: new variant"]
    );
    let less = request_changes(&two, &one);
    assert_eq!(
        summaries(&less),
        [
            "major",
            "breaking models::DoorsOpenWay::Pull: variant removed"
        ]
    );
}

#[test]
fn another_type_breaks() {
    let number = "door_id: {type: string}, note: {type: integer}";
    let changes = request_changes(&object(&["door_id"], NOTE), &object(&["door_id"], number));
    assert_eq!(
        summaries(&changes),
        [
            "major",
            "breaking models::DoorsOpenParams.note: `Option<String>` → `Option<i64>`"
        ]
    );
    assert_eq!(
        changes[0].because,
        "`note` was a string and is now an integer"
    );
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
    let changes = step(without, with);
    assert_eq!(summaries(&changes)[0], "minor", "{:?}", summaries(&changes));
}

#[test]
fn a_setter_of_strings_gains_and_loses_times() {
    let sample = r#"x-codeSamples: [{lang: bash, label: cURL, source: "curl --request POST 'https://api.doors.example/doors/open' --json '{\"until\": \"2025-01-01T00:00:00Z\"}'"}]"#;
    let request = object(&[], "until: {type: string}");
    let door = |extra: &str| {
        page(
            "/doors/open",
            extra,
            &request,
            &object(&[], "a: {type: string}"),
        )
    };
    let until = "models::DoorsOpenParams.until";
    let more = step(door(""), door(sample));
    assert!(
        summaries(&more).contains(&format!("added {until}: set by times, and by strings")),
        "{:?}",
        summaries(&more)
    );
    let less = step(door(sample), door(""));
    assert!(
        summaries(&less).contains(&format!(
            "breaking {until}: set by strings, no longer by times"
        )),
        "{:?}",
        summaries(&less)
    );
    let line = "doors::Open::until(self, until: impl Into<DateTime>) -> Self".to_owned();
    assert!(less.iter().any(|it| lines(&it.removed).contains(&line)));
}
