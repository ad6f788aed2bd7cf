//! The kitchen sink's own tests, copied into its crate: JSON by hand goes in
//! and is written again.

use std::{collections::HashSet, fmt::Debug};

use kitchen_sink_client::models::*;
use seamstress_runtime::{decode, decode_observed, encode, wire::Wire};
use serde_json::{Value, json};

/// `json` as a `T` and back, and what was odd about it.
fn pass<T: Wire + Debug>(json: &Value) -> (Value, Vec<String>) {
    let mut drift = Vec::new();
    let decoded = decode_observed(json.to_string().as_bytes(), &mut drift);
    let value: T = decoded.unwrap_or_else(|error| panic!("{error}: {json}"));
    let text = String::from_utf8(encode(&value).unwrap()).unwrap();
    assert_no_field_twice(&text);
    (
        serde_json::from_str(&text).unwrap(),
        drift.into_iter().map(|drift| drift.path).collect(),
    )
}

/// `serde_json` lets the last of two fields of one name win; a server may not.
fn assert_no_field_twice(text: &str) {
    let read: Value = serde_json::from_str(text).unwrap();
    assert_eq!(
        read.to_string().len(),
        text.len(),
        "a field was written twice: {text}"
    );
}

/// Goes through unchanged, and nothing is odd about it.
fn documented<T: Wire + Debug>(json: &Value) {
    assert_eq!(pass::<T>(json), (json.clone(), Vec::new()));
}

/// Goes through unchanged, though no page describes it.
fn undocumented<T: Wire + Debug>(json: &Value) {
    let (out, drift) = pass::<T>(json);
    assert_eq!(out, *json);
    assert!(!drift.is_empty(), "no drift for {json}");
}

/// One value of each type of `presence.md`.
fn values() -> Vec<(&'static str, Value)> {
    vec![
        ("boolean", json!(false)),
        ("only", json!(true)),
        ("integer", json!(i64::MIN)),
        ("number", json!(0.1)),
        ("text", json!("\u{0} \u{202e} \" \\ 🚪")),
        ("moment", json!("2025-06-16T16:54:17.946546Z")),
        ("door_id", json!("front")),
        ("word", json!("up")),
        ("part", json!({ "name": "n", "size": null })),
        ("tagged", json!({ "t": "a", "a": "b" })),
        ("formed", json!(7)),
        ("list", json!(["a", ""])),
        ("table", json!({ "": 1, "a b": 2 })),
        ("json", json!([null, { "a": [1.5] }])),
    ]
}

/// A body whose fields with these prefixes hold what `value` makes of them.
fn body(prefixes: &[&str], value: impl Fn(&str, &Value) -> Value) -> Value {
    let fields = values().into_iter().flat_map(|(name, sample)| {
        prefixes
            .iter()
            .map(move |prefix| (format!("{prefix}_{name}"), sample.clone()))
            .collect::<Vec<_>>()
    });
    Value::Object(
        fields
            .map(|(name, sample)| (name.clone(), value(&name, &sample)))
            .collect(),
    )
}

fn both_presence(json: &Value) {
    documented::<PresenceEchoParams>(json);
    documented::<PresenceEchoResponse>(json);
}

#[test]
fn every_presence_of_every_type_holds_a_value() {
    both_presence(&body(&["always", "blank", "maybe", "tri"], |_, sample| {
        sample.clone()
    }));
}

#[test]
fn what_may_be_left_out_stays_out() {
    both_presence(&body(&["always", "blank"], |_, sample| sample.clone()));
}

#[test]
fn what_may_be_null_stays_null() {
    both_presence(&body(
        &["always", "blank", "tri"],
        |name, sample| match name.split_once('_') {
            Some(("always", _)) => sample.clone(),
            _ => Value::Null,
        },
    ));
}

#[test]
fn lists_and_maps_nest_as_deep_as_documented() {
    let json = json!({
        "matrix": [[1, 2], [], [3]],
        "holes": [["a", null], null, []],
        "tables": { "a": { "b": [{ "deep": { "c": 1.5, "d": null } }] }, "": {} },
        "unions": { "a": ["text", { "more": [true, ["x"], false] }], "b": [] },
        "door_ids": ["front", null],
        "ids_by_door_id": { "front": ["a"] },
        "words": ["up", "down"],
        "moments": { "now": "2025-06-16T16:54:17Z", "never": null },
        "free": { "a": 1, "b": { "c": null } },
        "anything": [1, "a", null, {}],
        "empty": { "not": "empty" },
    });
    documented::<NestingEchoParams>(&json);
    documented::<NestingEchoResponse>(&json);
}

#[test]
fn every_branch_of_every_union_is_itself() {
    for json in [
        json!({ "mapped": { "kind": "key", "teeth": 5 } }),
        json!({ "mapped": { "kind": "pin", "digits": "0000" } }),
        json!({ "untitled": { "event_type": "door.opened", "door_id": "front" } }),
        json!({ "untitled": { "event_type": "unknown" } }),
        json!({ "sole": { "code": "only_one", "text": "t" } }),
        json!({ "shared": [{ "device_type": "siren", "volume": 11 }, { "device_type": "lamp", "brightness": 1 }] }),
        json!({ "scalars": true }),
        json!({ "scalars": 12 }),
        json!({ "scalars": "12" }),
        json!({ "scalars": [1, 2] }),
        json!({ "numbers": 3 }),
        json!({ "numbers": 3.5 }),
        json!({ "objects": { "latitude": 1.5, "longitude": -2.5 } }),
        json!({ "objects": { "street": "s", "city": "c" } }),
        json!({ "enums": "high" }),
        json!({ "enums": "green" }),
        json!({ "enum_or_text": "auto" }),
        json!({ "enum_or_text": "anything" }),
        json!({ "nested": "a" }),
        json!({ "nested": false }),
        json!({ "nested": ["a"] }),
        json!({ "or_null": null }),
        json!({ "or_null": { "a": "b" } }),
        json!({ "odd_tags": { "$t": "" } }),
        json!({ "odd_tags": { "$t": "a\"b" } }),
        json!({ "odd_tags": { "$t": "A\"B" } }),
    ] {
        documented::<UnionsEchoResponse>(&json);
        documented::<UnionsEchoParams>(&json);
    }
}

#[test]
fn what_fits_no_branch_is_kept() {
    for json in [
        json!({ "mapped": { "kind": "retina", "scan": [1] } }),
        json!({ "untitled": { "event_type": "door.closed", "at": null } }),
        json!({ "untitled": {} }),
        json!({ "sole": { "code": "another" } }),
        json!({ "shared": [{ "device_type": "camera" }] }),
        json!({ "scalars": { "a": 1 } }),
        json!({ "scalars": 1.5 }),
        json!({ "objects": { "planet": "Mars" } }),
        json!({ "enums": "purple" }),
    ] {
        undocumented::<UnionsEchoResponse>(&json);
    }
}

#[test]
fn undeclared_fields_are_kept_at_every_depth() {
    undocumented::<UnionsEchoResponse>(
        &json!({ "new": 1, "mapped": { "kind": "key", "teeth": 5, "new": { "a": null } } }),
    );
    undocumented::<NestingEchoResponse>(&json!({
        "matrix": [], "holes": [], "unions": {},
        "tables": { "a": { "b": [{ "deep": {}, "new": [1] }] } },
    }));
}

#[test]
fn every_value_that_the_pages_name_is_a_variant_of_its_own() {
    let values = [
        "asc",
        "ASC",
        "Asc",
        "commonDoor",
        "CommonDoor",
        "common_door",
        "common-door",
        "",
        ">",
        ">=",
        "2n",
        "$or",
        "Unknown",
        "unknown",
        "a\"b",
        "a\\b",
        "{}",
        "🚪",
    ];
    let known: HashSet<ClashesEchoOrder> = values
        .iter()
        .map(|value| ClashesEchoOrder::from(*value))
        .collect();
    assert_eq!(known.len(), values.len());
    for value in values {
        let variant = ClashesEchoOrder::from(value);
        assert_eq!(variant.as_str(), value);
        assert!(
            !matches!(variant, ClashesEchoOrder::Unknown(_)),
            "{value:?} is no variant"
        );
    }
    assert!(matches!(
        ClashesEchoOrder::from("sideways"),
        ClashesEchoOrder::Unknown(_)
    ));
}

#[test]
fn fields_keep_their_wire_names() {
    let names = [
        "send",
        "call",
        "params",
        "new",
        "extra",
        "client",
        "clone",
        "into",
        "into_future",
        "default",
        "eq",
        "a",
        "A",
        "note",
        "note_null",
        "fullName",
        "full_name",
        "full-name",
        "full name",
        "2n",
        "",
        "größe",
        "a.b",
        "a\"b\\c{d}",
        "🚪",
    ];
    documented::<ClashesEchoParamsObject>(
        &names
            .iter()
            .map(|name| ((*name).to_owned(), json!(name)))
            .collect(),
    );
    documented::<ClashesEchoResponseObject>(&json!({
        "clashes": [{ "clash": "a" }],
        "clash": { "clash": "b" },
        "echo": { "name": "n" },
        "params": { "name": "n" },
        "door_id": "front",
        "door": { "door_id": "back" },
    }));
}

const KEYWORDS: &str = "abstract as async await become box break const continue crate do dyn else enum extern false final fn for gen if impl in \
    let loop macro match mod move mut override priv pub raw ref return safe self Self static struct super trait true try type typeof union \
    unsafe unsized use virtual where while yield";

#[test]
fn keywords_are_fields_values_and_tags_like_any_other() {
    let fields: serde_json::Map<String, Value> = KEYWORDS
        .split_whitespace()
        .map(|word| (word.to_owned(), json!(word)))
        .collect();
    for word in KEYWORDS.split_whitespace() {
        let mut body = fields.clone();
        body.insert("any".to_owned(), json!(word));
        body.insert("one".to_owned(), json!({ "kind": word, word: true }));
        documented::<SelfMatchParams>(&Value::Object(body.clone()));
        documented::<SelfMatchResponse>(&Value::Object(body));
    }
}

#[test]
fn types_with_the_names_of_others_are_still_theirs() {
    let json = json!({
        "m0": { "None": "n", "Some": { "Some": { "None": "n" } } },
        "m3": { "None": "n" },
        "m4": "a",
        "m9": true,
    });
    documented::<TypesGetParams>(&json);
    documented::<TypesGetResponse>(&json);
}

#[test]
fn recursion_ends_where_the_json_ends() {
    let leaf = json!({ "name": "leaf", "children": [], "by_name": {} });
    let json = json!({
        "tree": { "name": "root", "parent": leaf, "children": [leaf], "by_name": { "a": leaf } },
        "rule": { "op": "not", "rule": { "op": "all", "rules": [{ "op": "always" }, { "op": "never", "why": 1 }] } },
        "ring": { "next": { "back": { "next": {} } } },
    });
    assert_eq!(pass::<RecursionEchoResponse>(&json).0, json);
    assert_eq!(pass::<RecursionEchoParams>(&json).0, json);
}

#[test]
fn an_empty_object_is_finite_where_only_a_cycle_is_required() {
    let (out, drift) = pass::<Ring>(&json!({}));
    assert_eq!((out, drift), (json!({}), Vec::new()));
    let (out, drift) = pass::<RecursionEchoResponse>(&json!({}));
    assert_eq!(out, json!({}));
    assert_eq!(drift, ["$.tree", "$.rule", "$.ring"]);
    let error = decode::<RecursionEchoParams>(b"{}").unwrap_err();
    assert_eq!(error.path(), "$.tree");
}

#[test]
fn json_without_end_is_no_overflow_and_an_error_only_where_it_is_declared() {
    let deep = format!(
        "{}{{}}{}",
        "{\"next\":{\"back\":".repeat(100_000),
        "}}".repeat(100_000)
    );
    assert!(decode::<RecursionEchoResponse>(format!("{{\"ring\":{deep}}}").as_bytes()).is_err());
    assert!(decode::<RecursionEchoResponse>(format!("{{\"new\":{deep}}}").as_bytes()).is_ok());
}

#[test]
fn hostile_docs_change_no_wire_name() {
    let json = json!({ "m0": "a", "m1": "b", "union": { "t": "3" }, "values": "    indented()" });
    documented::<DocsEchoParams>(&json);
    documented::<DocsEchoResponse>(&json);
}
