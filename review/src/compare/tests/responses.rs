//! Responses.

use super::{changes, lines, object, page, response_changes, run, summaries};

const NAME: &str = "name: {type: string}";
const STATE: &str = "name: {type: string}, state: {type: string}";

#[test]
fn an_added_value_is_a_new_variant() {
    let state = |values: &str| {
        object(
            &["state"],
            &format!("state: {{type: string, enum: [{values}]}}"),
        )
    };
    let more = response_changes(&state("open"), &state("open, closed"));
    assert_eq!(
        summaries(&more),
        ["minor", "added models::DoorState::Closed: new variant"]
    );
    assert_eq!(
        more[0].migration,
        "match on `Closed`, which was `Unknown` until now"
    );
    let less = response_changes(&state("open, closed"), &state("open"));
    assert_eq!(
        summaries(&less),
        [
            "major",
            "breaking models::DoorState::Closed: variant removed"
        ]
    );
}

#[test]
fn the_order_of_values_does_not_matter_to_users() {
    let state = |values: &str| {
        object(
            &["state"],
            &format!("state: {{type: string, enum: [{values}]}}"),
        )
    };
    let changes = response_changes(&state("open, closed"), &state("closed, open"));
    assert_eq!(
        summaries(&changes),
        [
            "patch",
            "wireonly models::DoorState: variants in another order"
        ]
    );
}

#[test]
fn a_new_field_is_an_addition_whether_required_or_not() {
    for required in [&["name"][..], &["name", "state"]] {
        let changes = response_changes(&object(&["name"], NAME), &object(required, STATE));
        assert_eq!(changes.len(), 1);
        assert_eq!(summaries(&changes)[0], "minor");
        assert!(changes[0].removed.is_empty());
    }
}

#[test]
fn a_first_required_field_removes_the_default() {
    let changes = response_changes(&object(&[], NAME), &object(&["state"], STATE));
    assert_eq!(
        summaries(&changes),
        [
            "major",
            "breaking models::Door.state: new: `String`; `models::Door` loses `Default`"
        ]
    );
}

#[test]
fn a_removed_field_is_found_in_extra() {
    let changes = response_changes(&object(&["name"], STATE), &object(&["name"], NAME));
    assert_eq!(
        summaries(&changes),
        [
            "major",
            "breaking models::Door.state: removed: `Option<String>`"
        ]
    );
    assert_eq!(
        changes[0].migration,
        "`.extra()` has \"state\", if the API still returns it"
    );
}

#[test]
fn becoming_optional_or_required_breaks() {
    let (loose, tight) = (object(&["name"], STATE), object(&["name", "state"], STATE));
    let changes = response_changes(&tight, &loose);
    assert_eq!(
        summaries(&changes),
        [
            "major",
            "breaking models::Door.state: `String` → `Option<String>`"
        ]
    );
    assert_eq!(
        changes[0].migration,
        "`.state.as_deref().unwrap_or_default()`, or handle `None`"
    );
    assert_eq!(changes[0].because, "`state` is no longer required");
    let changes = response_changes(&loose, &tight);
    assert_eq!(
        summaries(&changes),
        [
            "major",
            "breaking models::Door.state: `Option<String>` → `String`"
        ]
    );
    assert_eq!(changes[0].because, "`state` is now required");
}

#[test]
fn null_breaks_only_where_the_type_did_not_allow_it() {
    let nullable = "name: {type: string}, state: {type: string, nullable: true}";
    let changes = response_changes(
        &object(&["name", "state"], STATE),
        &object(&["name", "state"], nullable),
    );
    assert_eq!(
        summaries(&changes),
        [
            "major",
            "breaking models::Door.state: `String` → `Option<String>`"
        ]
    );
    // Always there and perhaps null, or never null and perhaps missing: `Option` both times.
    let changes = response_changes(
        &object(&["name", "state"], nullable),
        &object(&["name"], STATE),
    );
    assert_eq!(
        summaries(&changes),
        [
            "patch",
            "wireonly models::Door.state: still `Option<String>`"
        ]
    );
}

#[test]
fn alternatives_are_added_and_removed() {
    let branch = |tag: &str| {
        format!(
            "{{type: object, required: [code], properties: {{code: {{type: string, enum: [{tag}]}}}}}}"
        )
    };
    let alerts = |tags: &[&str]| {
        let branches: Vec<_> = tags.iter().map(|tag| branch(tag)).collect();
        object(
            &["alerts"],
            &format!(
                "alerts: {{type: array, items: {{discriminator: {{propertyName: code}}, oneOf: [{}]}}}}",
                branches.join(", ")
            ),
        )
    };
    let (one, two) = (alerts(&["held"]), alerts(&["held", "forced"]));
    let changes = response_changes(&one, &two);
    assert_eq!(
        summaries(&changes),
        ["minor", "added models::DoorAlert::Forced: new variant"]
    );
    // The type inside is part of the change.
    assert!(
        lines(&changes[0].added)
            .iter()
            .any(|line| line.starts_with("models::DoorAlertForced: struct"))
    );
    let changes = response_changes(&two, &one);
    assert_eq!(
        summaries(&changes),
        [
            "major",
            "breaking models::DoorAlert::Forced: variant removed"
        ]
    );
    // Two alternatives that become one object are another type.
    let plain = object(
        &["alerts"],
        "alerts: {type: array, items: {type: object, required: [code], properties: {code: {type: string}}}}",
    );
    let changes = response_changes(&two, &plain);
    let lines = summaries(&changes);
    assert!(
        lines.contains(&"breaking models::DoorAlert: union → struct".to_owned()),
        "{lines:?}"
    );
}

#[test]
fn another_discriminator_is_reported() {
    let branch = |tag: &str| {
        format!(
            "{{type: object, required: [code, kind], properties: {{code: {{type: string, enum: [{tag}]}}, kind: {{type: string, enum: [{tag}]}}}}}}"
        )
    };
    let alert = |by: &str| {
        object(
            &["alert"],
            &format!(
                "alert: {{discriminator: {{propertyName: {by}}}, oneOf: [{}, {}]}}",
                branch("held"),
                branch("forced")
            ),
        )
    };
    let changes = response_changes(&alert("code"), &alert("kind"));
    let found = changes
        .iter()
        .find(|change| change.item == "models::DoorAlert")
        .unwrap();
    assert_eq!(found.migration, "call `.kind()` instead of `.code()`");
    assert_eq!(
        lines(&found.removed),
        ["models::DoorAlert::code(&self) -> &str"]
    );
    assert_eq!(summaries(&changes)[0], "major");
}

#[test]
fn another_type_or_format_breaks() {
    let date = "name: {type: string}, state: {type: string, format: date-time}";
    let changes = response_changes(&object(&["state"], STATE), &object(&["state"], date));
    assert_eq!(
        summaries(&changes),
        [
            "major",
            "breaking models::Door.state: `String` → `DateTime`"
        ]
    );
    assert_eq!(
        changes[0].because,
        "`state` was a string and is now a date-time"
    );
}

#[test]
fn another_envelope_is_wire_only_and_another_value_breaks() {
    let request = object(&["door_id"], "door_id: {type: string}");
    let before = page(
        "/doors/get",
        "summary: Get",
        &request,
        &object(&["name"], NAME),
    );
    let mut after = before.clone();
    after.text = after
        .text
        .replace("[door, ok]", "[gate, ok]")
        .replace("                  door:\n", "                  gate:\n");
    let before = run(vec![before], "", None);
    let renamed = run(vec![after.clone()], "", Some(&before));
    assert_eq!(
        summaries(&changes(&before, &renamed)),
        [
            "patch",
            "wireonly doors::Doors::get: the value is read from `gate`"
        ]
    );
    after.text = after.text.replace(
        "                    $ref: '#/components/schemas/door'\n",
        "                    type: string\n",
    );
    let text = run(vec![after], "", Some(&before));
    let lines = summaries(&changes(&before, &text));
    assert_eq!(lines[0], "major");
    assert!(
        lines.contains(&"breaking doors::Doors::get: returns `Door` → `String`".to_owned()),
        "{lines:?}"
    );
}
