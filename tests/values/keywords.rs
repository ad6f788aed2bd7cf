//! What users of a crate with the feature `validate` find.

use doors_client::{
    Validate,
    models::{Door, DoorsTagsReplaceParams, DoorsUpdateParams, Frame},
    runtime::wire::{Constraint, Limit},
    testing::fixture,
};
use serde_json::json;

/// The paths of all that is wrong.
fn paths(value: &impl Validate) -> Vec<String> {
    let violations = value.validate().err();
    let violations = violations.iter().flat_map(|error| error.violations());
    violations.map(|it| it.path.clone()).collect()
}

#[test]
fn a_value_that_was_received_is_checked_on_request() {
    let door: Door = fixture(json!({
        "name": "back door", "code": "01", "floor": 100, "grid": [[1], [], [-0.5]],
        "limits": {"a": [1, -1]}, "nested": [{"name": "", "step": 5}], "pin": "1",
    }))
    .unwrap();
    let expected = [
        "$.name", "$.code", "$.pin", "$.floor", "$.grid[1]", "$.grid[2][0]", "$.limits.a[1]",
        "$.nested[0].name",
    ];
    assert_eq!(paths(&door), expected);
    let error = door.validate().unwrap_err();
    let violation = &error.violations()[3];
    assert_eq!(violation.constraint, Constraint::ExclusiveMaximum(Limit::Integer(100)));
    let message = violation.to_string();
    assert_eq!(message, "$.floor: expected less than 100, found 100");
    assert!(!error.to_string().contains("\"1\""), "{error}");
}

#[test]
fn what_is_sent_is_checked_with_its_parameters() {
    let door = Door::new("door").frame(Frame::new().width(10));
    let mut params = DoorsUpdateParams::new("A1", door);
    params.limit = Some(0);
    params.tags = Some(vec!["a".to_owned(), String::new()]);
    assert_eq!(paths(&params), ["$.door_id", "$.limit", "$.tags[1]", "$.door.frame.width"]);
}

#[test]
fn a_body_that_is_a_list_is_checked_next_to_parameters() {
    let tags = |tags: &[&str]| DoorsTagsReplaceParams::new(tags.iter().copied());
    assert_eq!(paths(&tags(&["a", "a"])), ["$.body"]);
    assert_eq!(paths(&tags(&[])), ["$.body"]);
    assert_eq!(paths(&tags(&["a", "b"])), [""; 0]);
}
