//! Values against the constraints in their tables.

use seamstress_runtime::{Validate, codegen::*, decode};
use serde_json::json;

model! {
    pub struct Door extra [MinProperties(3)];
    name: String = required "name" [MinLength(2), MaxLength(4), Pattern("^[a-zäö😀]+$")];
    pin: Option<String> = optional "pin" secret [MinLength(4)];
    width: Option<f64> = optional "width" [ExclusiveMinimum(Number(0.0)), Maximum(Number(2.5)), MultipleOf(Number(0.1))];
    floor: Nullable<i64> = optional "floor" [Minimum(Integer(-2)), ExclusiveMaximum(Integer(100))];
    tags: Option<Vec<String>> = optional "tags" [MinItems(1), MaxItems(3), UniqueItems, Items(&[MaxLength(3)])];
    limits: Option<BTreeMap<String, Vec<i64>>> = optional "limits" [MaxProperties(1), Values(&[Items(&[Minimum(Integer(0))])])];
    anything: Option<Value> = optional "anything" [MaxLength(1), MinItems(1), Values(&[MaxLength(1)])];
    rooms: Vec<Door> = required "rooms" [MaxItems(1)];
    way: Option<Way> = optional "way";
}

tagged_union! {
    /// A tagged union of one branch.
    pub enum Way "kind" kind;
    In(Entrance) = "in";
}

model! {
    pub struct Entrance [MinProperties(2)];
    code: Option<String> = optional "code" [MinLength(2)];
}

/// The violations of the door that this JSON is, each as a line.
fn violations(json: Value) -> Vec<String> {
    let door: Door = decode(json.to_string().as_bytes()).unwrap();
    match door.validate() {
        Ok(()) => Vec::new(),
        Err(error) => error.violations().iter().map(ToString::to_string).collect(),
    }
}

/// The violations of a door that has one more field.
fn of(field: &str, value: Value) -> Vec<String> {
    let mut door = json!({"name": "door", "rooms": [], "pin": "12345"});
    door[field] = value;
    violations(door)
}

#[test]
fn a_value_as_documented_has_no_violation() {
    let rooms = json!([{"name": "äö😀", "rooms": [], "tags": ["a", "b"]}]);
    let door = json!({
        "name": "door", "pin": "1234", "width": 0.3, "floor": -2, "tags": ["a", "1"],
        "limits": {"a": [0, 1]}, "anything": "x", "rooms": rooms,
        "way": {"kind": "in", "code": "12"}, "undeclared": "of any length",
    });
    assert_eq!(violations(door), [""; 0]);
}

#[test]
fn each_constraint_is_checked() {
    for (field, value, expected) in [
        (
            "name",
            json!("d"),
            r#"$.name: expected at least 2 characters, found 1: "d""#,
        ),
        (
            "name",
            json!("doors"),
            r#"$.name: expected at most 4 characters, found 5: "doors""#,
        ),
        (
            "name",
            json!("Door"),
            r#"$.name: expected a match of `^[a-zäö😀]+$`, found "Door""#,
        ),
        ("width", json!(0), "$.width: expected more than 0, found 0"),
        (
            "width",
            json!(2.6),
            "$.width: expected at most 2.5, found 2.6",
        ),
        (
            "width",
            json!(0.25),
            "$.width: expected a multiple of 0.1, found 0.25",
        ),
        (
            "floor",
            json!(-3),
            "$.floor: expected at least -2, found -3",
        ),
        (
            "floor",
            json!(100),
            "$.floor: expected less than 100, found 100",
        ),
        (
            "tags",
            json!([]),
            "$.tags: expected at least 1 item, found 0",
        ),
        (
            "tags",
            json!(["a", "b", "c", "d"]),
            "$.tags: expected at most 3 items, found 4",
        ),
        (
            "tags",
            json!(["a", "b", "a"]),
            "$.tags: expected no two equal items, found equal items at [0] and [2]",
        ),
        (
            "tags",
            json!(["abc", "abcd"]),
            r#"$.tags[1]: expected at most 3 characters, found 4: "abcd""#,
        ),
        (
            "limits",
            json!({"a": [], "b": []}),
            "$.limits: expected at most 1 field, found 2",
        ),
        (
            "limits",
            json!({"a b": [1, -1]}),
            r#"$.limits["a b"][1]: expected at least 0, found -1"#,
        ),
        (
            "anything",
            json!("long"),
            r#"$.anything: expected at most 1 character, found 4: "long""#,
        ),
        (
            "anything",
            json!([]),
            "$.anything: expected at least 1 item, found 0",
        ),
        (
            "anything",
            json!({"a": "long"}),
            r#"$.anything.a: expected at most 1 character, found 4: "long""#,
        ),
        (
            "rooms",
            json!([{"name": "d", "rooms": [], "pin": "1234"}]),
            r#"$.rooms[0].name: expected at least 2 characters, found 1: "d""#,
        ),
        (
            "rooms",
            json!([{"name": "door", "rooms": []}]),
            "$.rooms[0]: expected at least 3 fields, found 2",
        ),
        (
            "way",
            json!({"kind": "in", "code": "1"}),
            r#"$.way.code: expected at least 2 characters, found 1: "1""#,
        ),
        (
            "way",
            json!({"kind": "in"}),
            "$.way: expected at least 2 fields, found 1",
        ),
    ] {
        assert_eq!(of(field, value), [expected]);
    }
}

#[test]
fn a_constraint_restricts_the_values_of_its_type_alone() {
    for value in [json!(17), json!(true), json!(null), json!({"a": 17})] {
        assert_eq!(of("anything", value), [""; 0]);
    }
    for (field, value) in [
        ("floor", json!(null)),
        ("tags", json!(null)),
        ("way", json!({"kind": "out"})),
    ] {
        assert_eq!(of(field, value), [""; 0]);
    }
}

#[test]
fn all_violations_are_found_and_many_are_counted_in_the_message() {
    let rooms: Vec<_> = (0..12)
        .map(|_| json!({"name": "", "rooms": [], "pin": "1234"}))
        .collect();
    let door: Door = decode(
        json!({"name": "door", "rooms": rooms, "pin": "1234"})
            .to_string()
            .as_bytes(),
    )
    .unwrap();
    let error = door.validate().unwrap_err();
    // One for the number of rooms; the empty name of each room violates the pattern, too.
    assert_eq!(error.violations().len(), 25);
    let message = error.to_string();
    assert!(
        message.starts_with("$.rooms: expected at most 1 item, found 12; $.rooms[0].name: "),
        "{message}"
    );
    assert!(message.ends_with("; and 15 more"), "{message}");
}

#[test]
fn secrets_are_not_shown() {
    let found = of("pin", json!("123"));
    assert_eq!(
        found,
        ["$.pin: expected at least 4 characters, found [redacted]"]
    );
    let found = of("anything", json!({"client_secret": "hidden"}));
    assert_eq!(
        found,
        ["$.anything.client_secret: expected at most 1 character, found [redacted]"]
    );
}

#[test]
fn a_long_string_is_truncated() {
    let found = of("name", json!("ä".repeat(1000)));
    assert_eq!(
        found,
        [format!(
            "$.name: expected at most 4 characters, found 1000: \"{}\"…",
            "ä".repeat(64)
        )]
    );
}

#[test]
fn what_decoding_corrected_is_no_violation() {
    for json in [
        json!({"rooms": [], "pin": "1234", "floor": 1}),
        json!({"name": null, "rooms": [], "pin": "1234"}),
    ] {
        assert_eq!(violations(json.clone()), [""; 0], "{json}");
    }
    let mut door: Door = decode(br#"{"rooms": [], "pin": "1234", "floor": 1}"#).unwrap();
    door.name = "d".to_owned();
    assert_eq!(door.validate().unwrap_err().violations()[0].path, "$.name");
}

#[test]
fn lists_and_maps_of_models_are_checked() {
    let json = br#"[{"name": "door", "rooms": [], "pin": "1234"}, {"name": "d", "rooms": [], "pin": "1234"}]"#;
    let doors: Vec<Door> = decode(json).unwrap();
    let paths = doors.validate().unwrap_err();
    let paths: Vec<&str> = paths
        .violations()
        .iter()
        .map(|it| it.path.as_str())
        .collect();
    assert_eq!(paths, ["$[1].name"]);
}
