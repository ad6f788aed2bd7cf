//! What is answered.

use super::{answered, entries, object, page, run, told};

const NAME: &str = "name: {type: string}";
const STATE: &str = "name: {type: string}, state: {type: string}";

#[test]
fn a_value_that_may_be_answered_too_is_a_new_variant() {
    let state = |values: &str| {
        object(
            &["state"],
            &format!("state: {{type: string, enum: [{values}]}}"),
        )
    };
    let more = answered(&state("open"), &state("open, closed"));
    assert_eq!(
        told(&more),
        ["minor", "added models::DoorState::Closed: new variant"]
    );
    assert_eq!(
        more[0].migrate,
        "until now, it was read as `Unknown`: match on `Closed`"
    );
    let less = answered(&state("open, closed"), &state("open"));
    assert_eq!(
        told(&less),
        [
            "major",
            "breaking models::DoorState::Closed: variant is gone"
        ]
    );
}

#[test]
fn the_order_of_values_is_no_news_to_users() {
    let state = |values: &str| {
        object(
            &["state"],
            &format!("state: {{type: string, enum: [{values}]}}"),
        )
    };
    let entries = answered(&state("open, closed"), &state("closed, open"));
    assert_eq!(
        told(&entries),
        [
            "patch",
            "wireonly models::DoorState: variants stand in another order"
        ]
    );
}

#[test]
fn a_new_member_is_new_whether_it_is_required_or_not() {
    for required in [&["name"][..], &["name", "state"]] {
        let entries = answered(&object(&["name"], NAME), &object(required, STATE));
        assert_eq!(entries.len(), 1);
        assert_eq!(told(&entries)[0], "minor");
        assert!(entries[0].gone.is_empty());
    }
}

#[test]
fn a_first_required_member_takes_the_default_away() {
    let entries = answered(&object(&[], NAME), &object(&["state"], STATE));
    assert_eq!(
        told(&entries),
        [
            "major",
            "breaking models::Door.state: new: `String`; `models::Door` loses `Default`"
        ]
    );
}

#[test]
fn a_member_that_is_gone_is_found_among_the_extra_ones() {
    let entries = answered(&object(&["name"], STATE), &object(&["name"], NAME));
    assert_eq!(
        told(&entries),
        [
            "major",
            "breaking models::Door.state: `Option<String>` is gone"
        ]
    );
    assert_eq!(
        entries[0].migrate,
        "`.extra()` has \"state\", if the API still answers it"
    );
}

#[test]
fn a_promise_that_is_kept_no_more_breaks_and_so_does_a_tighter_one() {
    let (loose, tight) = (object(&["name"], STATE), object(&["name", "state"], STATE));
    let entries = answered(&tight, &loose);
    assert_eq!(
        told(&entries),
        [
            "major",
            "breaking models::Door.state: `String` → `Option<String>`"
        ]
    );
    assert_eq!(
        entries[0].migrate,
        "`.state.as_deref().unwrap_or_default()`, or handle `None`"
    );
    assert_eq!(entries[0].because, "`state` is not required any more");
    let entries = answered(&loose, &tight);
    assert_eq!(
        told(&entries),
        [
            "major",
            "breaking models::Door.state: `Option<String>` → `String`"
        ]
    );
    assert_eq!(entries[0].because, "`state` is required now");
}

#[test]
fn null_breaks_only_where_the_type_did_not_allow_it() {
    let nullable = "name: {type: string}, state: {type: string, nullable: true}";
    let entries = answered(
        &object(&["name", "state"], STATE),
        &object(&["name", "state"], nullable),
    );
    assert_eq!(
        told(&entries),
        [
            "major",
            "breaking models::Door.state: `String` → `Option<String>`"
        ]
    );
    // Always there and perhaps null, or never null and perhaps missing: `Option` both times.
    let entries = answered(
        &object(&["name", "state"], nullable),
        &object(&["name"], STATE),
    );
    assert_eq!(
        told(&entries),
        [
            "patch",
            "wireonly models::Door.state: still `Option<String>`"
        ]
    );
}

#[test]
fn alternatives_come_and_go() {
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
    let entries = answered(&one, &two);
    assert_eq!(
        told(&entries),
        ["minor", "added models::DoorAlert::Forced: new variant"]
    );
    // The type inside came along, and is no news of its own.
    assert!(
        entries[0]
            .new
            .iter()
            .any(|line| line.starts_with("models::DoorAlertForced: struct"))
    );
    let entries = answered(&two, &one);
    assert_eq!(
        told(&entries),
        [
            "major",
            "breaking models::DoorAlert::Forced: variant is gone"
        ]
    );
    // Two alternatives that become one object are another type.
    let plain = object(
        &["alerts"],
        "alerts: {type: array, items: {type: object, required: [code], properties: {code: {type: string}}}}",
    );
    let entries = answered(&two, &plain);
    let told = told(&entries);
    assert!(
        told.contains(&"breaking models::DoorAlert: union → struct".to_owned()),
        "{told:?}"
    );
}

#[test]
fn another_member_that_tells_alternatives_apart_is_said() {
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
    let entries = answered(&alert("code"), &alert("kind"));
    let found = entries
        .iter()
        .find(|entry| entry.item == "models::DoorAlert")
        .unwrap();
    assert_eq!(found.migrate, "call `.kind()` instead of `.code()`");
    assert_eq!(found.gone, ["models::DoorAlert::code(&self) -> &str"]);
    assert_eq!(told(&entries)[0], "major");
}

#[test]
fn another_type_or_format_breaks() {
    let date = "name: {type: string}, state: {type: string, format: date-time}";
    let entries = answered(&object(&["state"], STATE), &object(&["state"], date));
    assert_eq!(
        told(&entries),
        [
            "major",
            "breaking models::Door.state: `String` → `DateTime`"
        ]
    );
    assert_eq!(
        entries[0].because,
        "`state` was a string, and is a date-time"
    );
}

#[test]
fn another_envelope_is_no_news_but_another_answer_is() {
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
        told(&entries(&before, &renamed)),
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
    let told = told(&entries(&before, &text));
    assert_eq!(told[0], "major");
    assert!(
        told.contains(&"breaking doors::Doors::get: returns `Door` → `String`".to_owned()),
        "{told:?}"
    );
}
