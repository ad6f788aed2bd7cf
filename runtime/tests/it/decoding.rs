//! The rules by which responses are read.

use seamstress_runtime::{
    DecodeError, Drift, DriftKind, Nullable, decode, decode_observed, encode, wire::Wire,
};
use serde_json::{Value, json};

use crate::{seam::models::*, shapes::*};

/// The value, and each drift as `kind path`.
fn observe<T: Wire>(body: &Value) -> (Result<T, DecodeError>, Vec<String>) {
    let mut drift = Vec::<Drift>::new();
    let value = decode_observed(body.to_string().as_bytes(), &mut drift);
    assert!(drift.iter().all(|drift| drift.content.is_none()));
    let shown = |drift: &Drift| format!("{:?} {}", drift.kind, drift.path);
    (value, drift.iter().map(shown).collect())
}

/// The value of a body that is read, and its drift.
pub(crate) fn read<T: Wire>(body: &Value) -> (T, Vec<String>) {
    let (value, drift) = observe(body);
    (value.unwrap(), drift)
}

/// The error of a body that cannot be read, without its position.
pub(crate) fn refuse<T: Wire>(body: &Value) -> String {
    let Err(error) = observe::<T>(body).0 else {
        panic!("{body} is read");
    };
    let message = error.to_string();
    assert!(message.starts_with(error.path()), "{message}");
    message[..message.rfind(" (line").unwrap()].to_owned()
}

pub(crate) fn written<T: Wire>(value: &T) -> Value {
    serde_json::from_slice(&encode(value).unwrap()).unwrap()
}

pub(crate) fn jane() -> Value {
    json!({
        "acs_user_ids": ["a", "b"],
        "created_at": "2025-06-16T16:54:17.946546Z",
        "display_name": "Jane Doe",
        "email_address": null,
        "errors": [{
            "acs_system_id": "s", "acs_user_id": "u", "created_at": "2025-06-16T16:54:17Z",
            "error_code": "issue_with_acs_user", "message": "m",
        }],
        "full_name": "Jane Doe",
        "phone_number": "+15551234567",
        "user_identity_id": "43947360-cdc8-4db6-8b22-e079416d1d8b",
        "user_identity_key": "jane_doe",
        "warnings": [
            {"created_at": "2025-06-16T16:54:17Z", "message": "m", "warning_code": "being_deleted"},
            {
                "warning_code": "acs_user_profile_does_not_match_user_identity",
                "created_at": "2025-06-16T16:54:17Z", "message": "m",
            },
        ],
        "workspace_id": "b7e0a4e0-1044-4319-9a0b-42b642b68c7f",
    })
}

fn strict() -> Value {
    json!({
        "flag": true, "count": 1, "ratio": 0.5, "text": "t", "list": ["x"], "map": {"k": 1},
        "nullable": "n", "inner": {"again": null}, "always": true,
    })
}

pub(crate) fn with(mut body: Value, pointer: &str, value: Value) -> Value {
    *body.pointer_mut(pointer).unwrap() = value;
    body
}

pub(crate) fn without(mut body: Value, key: &str) -> Value {
    assert!(body.as_object_mut().unwrap().remove(key).is_some());
    body
}

#[test]
fn a_documented_response_is_read_without_drift_and_written_back() {
    let (user, drift) = read::<UserIdentity>(&jane());
    assert_eq!(drift, [""; 0]);
    assert_eq!(
        user.user_identity_id,
        "43947360-cdc8-4db6-8b22-e079416d1d8b"
    );
    assert_eq!(user.email_address, None);
    assert!(
        matches!(&user.errors[..], [UserIdentityError::IssueWithAcsUser(e)] if e.acs_user_id == "u")
    );
    assert!(matches!(
        &user.warnings[..],
        [
            UserIdentityWarning::BeingDeleted(_),
            UserIdentityWarning::AcsUserProfileDoesNotMatchUserIdentity(ProfileDoesNotMatch {
                warning_code: WarningCode::AcsUserProfileDoesNotMatchUserIdentity,
                ..
            }),
        ]
    ));
    assert_eq!(written(&user), jane());
}

#[test]
fn the_sample_of_the_page_lacks_a_required_list() {
    let (user, drift) = read::<UserIdentity>(&without(jane(), "acs_user_ids"));
    assert!(user.acs_user_ids.is_empty());
    assert_eq!(drift, ["Missing $.acs_user_ids"]);
}

#[test]
fn an_unknown_enum_value_is_kept() {
    let body = json!({"kind": "branch"});
    let (node, drift) = read::<Node>(&body);
    assert!(matches!(&node.kind, Some(NodeKind::Unknown(v)) if v.as_str() == "branch"));
    assert_eq!(drift, ["UnknownValue $.kind"]);
    assert_eq!(written(&node), body);
}

#[test]
fn a_documented_value_named_unknown_is_not_the_catch_all() {
    let (node, drift) = read::<Node>(&json!({"kind": "unknown"}));
    assert_eq!(node.kind, Some(NodeKind::NotKnown));
    assert_eq!(drift, [""; 0]);
}

#[test]
fn undeclared_fields_are_kept_after_the_declared_ones() {
    let mut body = jane();
    body["a_new_one"] = json!({"deep": [1, {"er": "x"}]});
    let (user, drift) = read::<UserIdentity>(&body);
    assert_eq!(user.extra().get("a_new_one"), Some(&body["a_new_one"]));
    assert_eq!(drift, ["UnknownField $.a_new_one"]);
    assert_eq!(written(&user), body);
    let text = String::from_utf8(encode(&user).unwrap()).unwrap();
    assert!(
        text.ends_with(r#","a_new_one":{"deep":[1,{"er":"x"}]}}"#),
        "{text}"
    );
}

#[test]
fn undeclared_fields_without_a_place_are_dropped_and_reported() {
    let (by_id, drift) = read::<ById>(&json!({"a b": 4, "id": "1", "size": 3}));
    assert_eq!(written(&by_id), json!({"id": "1"}));
    assert_eq!(drift, [r#"UnknownField $["a b"]"#, "UnknownField $.size"]);
}

#[test]
fn a_required_place_that_can_be_empty_may_be_missing_or_null() {
    for (key, null) in [("list", json!([])), ("map", json!({}))] {
        let (value, drift) = read::<Strict>(&without(strict(), key));
        assert_eq!(drift, [format!("Missing $.{key}")]);
        assert_eq!(written(&value)[key], null);
        let (value, drift) = read::<Strict>(&with(strict(), &format!("/{key}"), Value::Null));
        assert_eq!(drift, [format!("UnexpectedNull $.{key}")]);
        assert_eq!(written(&value)[key], null);
    }
    let (value, drift) = read::<Strict>(&without(strict(), "nullable"));
    assert_eq!(
        (value.nullable, drift),
        (None, vec!["Missing $.nullable".to_owned()])
    );
    let (value, drift) = read::<Strict>(&with(strict(), "/nullable", Value::Null));
    assert_eq!(
        (written(&value)["nullable"].clone(), drift),
        (Value::Null, vec![])
    );
}

#[test]
fn any_other_missing_required_field_is_an_error() {
    for key in ["flag", "count", "ratio", "text", "inner", "always"] {
        assert_eq!(
            refuse::<Strict>(&without(strict(), key)),
            format!("$.{key}: missing required field")
        );
        let message = refuse::<Strict>(&with(strict(), &format!("/{key}"), Value::Null));
        assert!(
            message.starts_with(&format!("$.{key}: expected ")),
            "{message}"
        );
        assert!(message.ends_with(", found null"), "{message}");
    }
}

#[test]
fn a_value_of_another_kind_is_an_error_that_does_not_quote_it() {
    let kinds = [
        json!(null),
        json!(true),
        json!(7),
        json!("secret"),
        json!(["secret"]),
        json!({"secret": 1}),
    ];
    let own = [
        ("flag", 1),
        ("count", 2),
        ("ratio", 2),
        ("text", 3),
        ("list", 4),
        ("map", 5),
        ("inner", 5),
    ];
    for (key, fits) in own {
        for (index, kind) in kinds.iter().enumerate().filter(|(index, _)| *index != fits) {
            if index == 0 && matches!(key, "list" | "map") {
                continue;
            }
            let message = refuse::<Strict>(&with(strict(), &format!("/{key}"), kind.clone()));
            assert!(
                message.starts_with(&format!("$.{key}: expected ")),
                "{message}"
            );
            assert!(!message.contains("secret"), "{message}");
        }
    }
}

#[test]
fn null_of_an_optional_field_is_distinct_only_where_it_is_documented() {
    let (node, drift) = read::<Node>(&json!({"note": null, "grid": null, "next": null}));
    assert_eq!(node.note, Nullable::Null);
    assert_eq!((node.grid.as_ref(), node.next.as_ref()), (None, None));
    assert_eq!(drift, ["UnexpectedNull $.grid", "UnexpectedNull $.next"]);
    assert_eq!(written(&node), json!({"note": null}));
    assert_eq!(read::<Node>(&json!({})).0.note, Nullable::Absent);
}

#[test]
fn a_boolean_with_one_documented_value_keeps_the_other() {
    let (value, drift) = read::<Strict>(&with(strict(), "/always", json!(false)));
    assert!(!value.always);
    assert_eq!(drift, ["UnexpectedValue $.always"]);
}

#[test]
fn a_string_that_is_not_a_date_is_kept() {
    for text in [
        "",
        "yesterday",
        "2026-02-30T00:00:00Z",
        "2026-02-03T04:05:06",
        "2026-02-03",
    ] {
        let (node, drift) = read::<Node>(&json!({"since": text}));
        assert_eq!(node.since.unwrap().as_str(), text);
        assert_eq!(drift, ["InvalidDateTime $.since"]);
    }
}

#[test]
fn a_duplicate_declared_field_is_an_error() {
    for (body, path) in [
        (r#"{"kind":"leaf","kind":"leaf"}"#, "$.kind"),
        (r#"{"attributes":{"a":[],"a":[]}}"#, "$.attributes.a"),
        (
            r#"{"metadata":{"a":{"id":"1","id":"1"}}}"#,
            "$.metadata.a.id",
        ),
    ] {
        let error = decode::<Node>(body.as_bytes()).unwrap_err();
        assert_eq!(error.path(), path);
        assert!(error.to_string().contains("duplicate field"), "{error}");
    }
}

#[test]
fn a_broken_cycle_ends() {
    let (cycle, drift) = read::<Cycle>(&json!({}));
    assert_eq!(cycle, Cycle { again: None });
    assert_eq!(drift, ["Missing $.again"]);
}

#[test]
fn nested_lists_and_maps_are_read_and_written() {
    let body = json!({
        "kind": "root",
        "next": {"kind": "leaf", "next": {"kind": "leaf"}},
        "children": [{"kind": "leaf", "note": null}, {}],
        "attributes": {"": [], "a": [1, -2.5, 1e-9]},
        "grid": [[1, null], []],
        "note": "n",
        "payload": [null, {"x": 18_446_744_073_709_551_615_u64, "y": -1, "z": 0.1}],
        "since": "2025-06-16T16:54:17.946546Z",
    });
    let (node, drift) = read::<Node>(&body);
    assert_eq!(drift, [""; 0]);
    assert_eq!(written(&node), body);
}

#[test]
fn drift_has_its_content_only_where_it_is_requested() {
    let mut drift = Vec::new();
    decode_observed::<Node>(br#"{"kind":"secret"}"#, &mut drift).unwrap();
    assert_eq!(
        (drift[0].kind, drift[0].content.as_deref()),
        (DriftKind::UnknownValue, None)
    );
    assert_eq!(drift[0].operation, None);
}
