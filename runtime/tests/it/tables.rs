//! What the macro `model!` makes of a table: what the derives of a type would do.

use seamstress_runtime::{
    DecodeError, Drift, DriftKind, codegen::*, decode, decode_observed, encode,
};
use serde_json::json;

use crate::shapes::{Attempt, Metadata, NodeKind};

/// A struct and the same one with derives in place of a table.
macro_rules! twins {
    ($($field:ident: $ty:ty = $presence:ident $wire:literal $($option:ident)?;)*) => {
        model! {
            pub struct Item extra;
            $($field: $ty = $presence $wire $($option)?;)*
        }

        mod derived {
            use super::*;

            #[derive(Clone, Debug, PartialEq)]
            pub(super) struct Item {
                $(pub(super) $field: $ty,)*
                pub(super) extra: Extra,
            }
        }

        fn derived(item: &Item) -> derived::Item {
            derived::Item {
                $($field: item.$field.clone(),)*
                extra: item.extra.clone(),
            }
        }
    };
}

/// Not the one with derives.
type Inner = Item;

twins! {
    id: String = required "id";
    r#type: Option<NodeKind> = optional "type";
    quoted: Option<i64> = optional "quo\"ted\n" escaped;
    note: Nullable<String> = optional "note";
    inner: Vec<Option<Box<Inner>>> = required "inner";
    ratio: f64 = required "ratio";
    names: BTreeMap<String, Value> = required "names";
    attempt: Option<ErasedBox<Attempt>> = optional "attempt";
    metadata: Option<BTreeMap<String, Metadata>> = optional "metadata";
    since: Nullable<Vec<DateTime>> = optional "since";
    any: Option<Value> = optional "any";
}

model! {
    pub struct Login;
}

model! {
    pub struct Secret;
    password: Option<String> = optional "password" secret;
    pin: i64 = required "pin" secret;
}

fn items() -> Vec<Item> {
    let whole = json!({
        "id": "a", "type": "root", "quo\"ted\n": 3, "note": null, "ratio": 0.5, "colour": "red",
        "inner": [null, {"id": "b", "inner": [], "ratio": 1, "names": {}}], "names": {"n": [1]},
    });
    let mut values = vec![whole.clone()];
    for (key, value) in [
        ("id", json!("c")),
        ("type", json!("leaf")),
        ("type", json!("new")),
        ("quo\"ted\n", json!(4)),
        ("note", json!("text")),
        ("inner", json!([])),
        ("ratio", json!(2)),
        ("names", json!({"m": [1]})),
        ("colour", json!("blue")),
        ("id", Value::Null),
        (
            "attempt",
            json!({"action_type": "UNLOCK", "status": "pending", "id": "d"}),
        ),
        ("attempt", json!({"action_type": "UNLOCK", "status": "new"})),
        ("attempt", json!({"action_type": "new"})),
        ("metadata", json!({})),
        ("metadata", json!({"a": "root"})),
        (
            "metadata",
            json!({"a": "text", "b": 1, "c": true, "d": {"id": "e"}}),
        ),
        ("metadata", json!({"a": "text", "b": 1.0, "c": true})),
        ("since", Value::Null),
        ("since", json!(["2025-01-01T18:00:00+02:00"])),
        ("since", json!(["2025-01-01T16:00:00Z"])),
        ("since", json!(["2025-01-01T16:00:00Z", "never"])),
        ("any", Value::Null),
        ("any", json!([null])),
    ] {
        let mut value_of = whole.clone();
        value_of[key] = value;
        values.push(value_of);
    }
    let decoded = values
        .iter()
        .map(|value| decode(value.to_string().as_bytes()).unwrap());
    decoded.collect()
}

#[test]
fn a_table_shows_clones_and_compares_as_derives_do() {
    let items = items();
    for left in &items {
        let twin = derived(left);
        assert_eq!(format!("{left:?}"), format!("{twin:?}"));
        assert_eq!(format!("{left:#?}"), format!("{twin:#?}"));
        let clone = left.clone();
        assert_eq!(derived(&clone), twin);
        for right in &items {
            assert_eq!(left == right, twin == derived(right), "{left:?} {right:?}");
        }
    }
    let mut nan = items[0].clone();
    nan.ratio = f64::NAN;
    assert!(nan != nan.clone());
}

#[test]
fn debug_hides_secrets_and_shows_what_has_no_fields() {
    let shown = |password: Option<&str>| {
        let password = password.map(str::to_owned);
        format!(
            "{:?}",
            Secret {
                password,
                pin: 1234
            }
        )
    };
    assert_eq!(
        [shown(Some("p")), shown(None), format!("{:?}", Login {})],
        [
            "Secret { password: [redacted], pin: [redacted] }",
            "Secret { password: [absent], pin: [redacted] }",
            "Login",
        ]
    );
    assert_eq!(encode(&Login {}).unwrap(), b"{}");
    assert!(Login {} == decode::<Login>(b"{}").unwrap().clone());
}

#[test]
fn a_key_is_found_however_it_is_written() {
    let rest = r#""inner":[],"ratio":0,"names":{}"#;
    for keys in [
        r#""id":"a","quo\"ted\n":3"#,
        r#""id" : "a" , "quo\"ted\n" :3"#,
        r#""\u0069d":"a","quo\u0022ted\u000a":3"#,
        r#""quo\"ted\n":3,"id":"a""#,
        "\n\t\"id\"\n:\"a\",\r\n\"quo\\\"ted\\n\":3",
    ] {
        let item: Item = decode(format!("{{{keys},{rest}}}").as_bytes()).unwrap();
        assert_eq!((item.id.as_str(), item.quoted), ("a", Some(3)), "{keys}");
        assert!(item.extra.is_empty(), "{keys}");
        let text = String::from_utf8(encode(&item).unwrap()).unwrap();
        assert_eq!(
            text,
            r#"{"id":"a","quo\"ted\n":3,"inner":[],"ratio":0,"names":{}}"#
        );
    }
}

#[test]
fn a_key_is_refused_a_second_time_however_it_is_written() {
    for (keys, place) in [
        (r#""id":"a","id":"b""#, "$.id"),
        (r#""id":"a","\u0069d":"b""#, "$.id"),
        (r#""\u0069d":"a","id":"b""#, "$.id"),
    ] {
        let decoded = decode::<Item>(format!("{{{keys}}}").as_bytes());
        let error: DecodeError = decoded.unwrap_err();
        assert_eq!(error.path(), place);
        assert!(error.to_string().contains("duplicate field"), "{error}");
    }
}

model! {
    #[derive(Default)]
    pub struct Counts extra declares_others;
    name: Option<String> = optional "name";
}

#[test]
fn other_fields_are_kept_without_drift_where_they_are_declared() {
    let mut drift = Vec::<Drift>::new();
    let text = r#"{"name":"a","b":1,"c":[2],"b":3}"#;
    let counts: Counts = decode_observed(text.as_bytes(), &mut drift).unwrap();
    assert_eq!(
        encode(&counts).unwrap(),
        br#"{"name":"a","b":1,"c":[2]}"#.to_vec()
    );
    // The second of two equal keys cannot be kept.
    let found: Vec<_> = drift.iter().map(|it| (it.kind, &*it.path)).collect();
    assert_eq!(found, [(DriftKind::NotKept, "$.b")]);
}

#[test]
fn declared_others_concern_their_own_object_only() {
    let mut drift = Vec::<Drift>::new();
    let item: Item = decode_observed(
        br#"{"id":"a","inner":[],"ratio":1,"names":{},"new":1}"#,
        &mut drift,
    )
    .unwrap();
    assert_eq!(item.extra.get("new"), Some(&json!(1)));
    let found: Vec<_> = drift.iter().map(|it| (it.kind, &*it.path)).collect();
    assert_eq!(found, [(DriftKind::UnknownField, "$.new")]);
}
