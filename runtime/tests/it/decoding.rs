//! The rules by which responses are read.

use seamstress_runtime::{
    DecodeError, Drift, DriftKind, Nullable, decode, decode_observed, encode, wire::Wire,
};
use serde_json::{Value, json};

use crate::seam::models::*;
use crate::shapes::*;

/// The value, and each drift as `kind path`.
fn observe<T: Wire>(body: &Value) -> (Result<T, DecodeError>, Vec<String>) {
    let mut drift = Vec::<Drift>::new();
    let value = decode_observed(body.to_string().as_bytes(), &mut drift);
    assert!(drift.iter().all(|drift| drift.content.is_none()));
    let shown = |drift: &Drift| format!("{:?} {}", drift.kind, drift.path);
    (value, drift.iter().map(shown).collect())
}

/// The value of a body that is read, and its drift.
fn read<T: Wire>(body: &Value) -> (T, Vec<String>) {
    let (value, drift) = observe(body);
    (value.unwrap(), drift)
}

/// The error of a body that cannot be read, without its position.
fn refuse<T: Wire>(body: &Value) -> String {
    let Err(error) = observe::<T>(body).0 else {
        panic!("{body} is read");
    };
    let message = error.to_string();
    assert!(message.starts_with(error.path()), "{message}");
    message[..message.rfind(" (line").unwrap()].to_owned()
}

fn written<T: Wire>(value: &T) -> Value {
    serde_json::from_slice(&encode(value).unwrap()).unwrap()
}

fn jane() -> Value {
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

fn with(mut body: Value, pointer: &str, value: Value) -> Value {
    *body.pointer_mut(pointer).unwrap() = value;
    body
}

fn without(mut body: Value, key: &str) -> Value {
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
fn an_unknown_tag_keeps_its_json() {
    let news = json!({"warning_code": "new", "x": [1, 2.5, {"y": null}]});
    let body = with(jane(), "/warnings/1", news.clone());
    let (user, drift) = read::<UserIdentity>(&body);
    assert!(matches!(&user.warnings[1], UserIdentityWarning::Unknown(v) if *v.json() == news));
    assert_eq!(drift, ["UnknownVariant $.warnings[1]"]);
    assert_eq!(written(&user), body);
}

#[test]
fn a_missing_tag_and_a_tag_that_is_no_string_keep_their_json() {
    for news in [
        json!({"message": "m"}),
        json!({"warning_code": 7}),
        json!({"warning_code": null}),
    ] {
        let body = with(jane(), "/warnings/1", news.clone());
        let (user, drift) = read::<UserIdentity>(&body);
        assert!(matches!(&user.warnings[1], UserIdentityWarning::Unknown(v) if *v.json() == news));
        assert_eq!(drift, ["UnknownVariant $.warnings[1]"]);
        assert_eq!(written(&user), body);
    }
}

#[test]
fn a_known_tag_with_a_broken_body_is_an_error_with_its_path() {
    let body = with(jane(), "/warnings/0/created_at", json!(5));
    assert_eq!(
        refuse::<UserIdentity>(&body),
        "$.warnings[0].created_at: expected a string, found a number"
    );
    let body = with(
        jane(),
        "/errors/0",
        json!({"error_code": "issue_with_acs_user"}),
    );
    assert_eq!(
        refuse::<UserIdentity>(&body),
        "$.errors[0].acs_system_id: a required member is missing"
    );
}

#[test]
fn a_tag_may_come_anywhere_but_only_once() {
    let first = br#"{"status":"pending","action_type":"UNLOCK","id":"1"}"#;
    let last = br#"{"id":"1","action_type":"UNLOCK","status":"pending"}"#;
    assert_eq!(
        decode::<Attempt>(first).unwrap(),
        decode::<Attempt>(last).unwrap()
    );
    let twice = br#"{"status":"pending","action_type":"UNLOCK","id":"1","action_type":"UNLOCK"}"#;
    assert_eq!(
        decode::<Attempt>(twice).unwrap_err().to_string(),
        "$.action_type: the member is given twice (line 1, column 67)"
    );
}

#[test]
fn a_union_inside_a_union_reads_both_tags_and_writes_both() {
    let pending = json!({"action_type": "UNLOCK", "status": "pending", "id": "1"});
    let (attempt, drift) = read::<Attempt>(&pending);
    assert!(matches!(&attempt, Attempt::Unlock(UnlockAttempt::Pending(p)) if p.id == "1"));
    assert_eq!((written(&attempt), drift), (pending, vec![]));

    let failed = json!({"action_type": "UNLOCK", "status": "error", "id": "1", "message": "m"});
    let (attempt, drift) = read::<Attempt>(&failed);
    assert!(matches!(&attempt, Attempt::Unlock(UnlockAttempt::Error(f)) if f.status == "error"));
    assert_eq!((written(&attempt), drift), (failed, vec![]));

    let news = json!({"action_type": "UNLOCK", "status": "paused"});
    let (attempt, drift) = read::<Attempt>(&news);
    assert!(matches!(
        &attempt,
        Attempt::Unlock(UnlockAttempt::Unknown(_))
    ));
    assert_eq!(
        (written(&attempt), drift),
        (news, vec!["UnknownVariant $".to_owned()])
    );
}

#[test]
fn an_unknown_enum_value_is_kept() {
    let body = json!({"kind": "branch"});
    let (node, drift) = read::<Node>(&body);
    assert!(matches!(&node.kind, Some(NodeKind::Unlisted(v)) if v.as_str() == "branch"));
    assert_eq!(drift, ["UnknownValue $.kind"]);
    assert_eq!(written(&node), body);
}

#[test]
fn a_documented_value_called_unknown_is_no_catch_all() {
    let (node, drift) = read::<Node>(&json!({"kind": "unknown"}));
    assert_eq!(node.kind, Some(NodeKind::Unknown));
    assert_eq!(drift, [""; 0]);
}

#[test]
fn undeclared_members_are_kept_after_the_declared_ones() {
    let mut body = jane();
    body["a_new_one"] = json!({"deep": [1, {"er": "x"}]});
    let (user, drift) = read::<UserIdentity>(&body);
    assert_eq!(user.extra().get("a_new_one"), Some(&body["a_new_one"]));
    assert_eq!(drift, ["UnknownMember $.a_new_one"]);
    assert_eq!(written(&user), body);
    let text = String::from_utf8(encode(&user).unwrap()).unwrap();
    assert!(
        text.ends_with(r#","a_new_one":{"deep":[1,{"er":"x"}]}}"#),
        "{text}"
    );
}

#[test]
fn undeclared_members_without_a_place_are_dropped_and_told() {
    let (by_id, drift) = read::<ById>(&json!({"a b": 4, "id": "1", "size": 3}));
    assert_eq!(written(&by_id), json!({"id": "1"}));
    assert_eq!(drift, [r#"UnknownMember $["a b"]"#, "UnknownMember $.size"]);
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
fn any_other_required_member_must_be_there() {
    for key in ["flag", "count", "ratio", "text", "inner", "always"] {
        assert_eq!(
            refuse::<Strict>(&without(strict(), key)),
            format!("$.{key}: a required member is missing")
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
fn null_for_an_optional_member_is_told_apart_only_where_it_is_documented() {
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
    assert_eq!(drift, ["RefusedValue $.always"]);
}

#[test]
fn text_that_is_no_date_is_kept() {
    for text in [
        "",
        "yesterday",
        "2026-02-30T00:00:00Z",
        "2026-02-03T04:05:06",
        "2026-02-03",
    ] {
        let (node, drift) = read::<Node>(&json!({"since": text}));
        assert_eq!(node.since.unwrap().as_str(), text);
        assert_eq!(drift, ["NotADateTime $.since"]);
    }
}

#[test]
fn a_member_given_twice_is_an_error_wherever_it_is() {
    for (body, path) in [
        (r#"{"kind":"leaf","kind":"leaf"}"#, "$.kind"),
        (r#"{"attributes":{"a":[],"a":[]}}"#, "$.attributes.a"),
        (
            r#"{"payload":{"a":[{"b":1,"c":2,"b":3}]}}"#,
            "$.payload.a[0].b",
        ),
        (
            r#"{"attempt":{"action_type":"new","x":1,"x":1}}"#,
            "$.attempt.x",
        ),
        (
            r#"{"metadata":{"a":{"id":"1","id":"1"}}}"#,
            "$.metadata.a.id",
        ),
    ] {
        let error = decode::<Node>(body.as_bytes()).unwrap_err();
        assert_eq!(error.path(), path);
        assert!(error.to_string().contains("given twice"), "{error}");
    }
    let twice = jane().to_string().replacen('{', r#"{"x":1,"x":2,"#, 1);
    assert_eq!(
        decode::<UserIdentity>(twice.as_bytes()).unwrap_err().path(),
        "$.x"
    );
}

#[test]
fn a_broken_cycle_ends() {
    let (cycle, drift) = read::<Cycle>(&json!({}));
    assert_eq!(cycle, Cycle { again: None });
    assert_eq!(drift, ["Missing $.again"]);
}

#[test]
fn untagged_unions_take_the_branch_that_fits_best() {
    let (node, drift) = read::<Node>(&json!({"metadata": {
        "bool": true, "int": 3, "int too": 3.0, "float": 3.5, "huge": 1e300, "enum": "leaf", "text": "leaves",
        "id": {"id": "1", "note": "n"}, "key": {"key": "k"}, "nodes": [{"kind": "root"}],
    }}));
    let branches: Vec<_> = node
        .metadata
        .iter()
        .flatten()
        .map(|(key, value)| {
            let branch = format!("{value:?}");
            format!("{key}: {}", branch.split('(').next().unwrap())
        })
        .collect();
    assert_eq!(drift, [""; 0]);
    assert_eq!(
        branches,
        [
            "bool: Boolean",
            "enum: Kind",
            "float: Number",
            "huge: Number",
            "id: ById",
            "int: Integer",
            "int too: Integer",
            "key: ByKey",
            "nodes: Nodes",
            "text: String",
        ]
    );
}

#[test]
fn an_untagged_union_that_fits_nothing_keeps_its_json() {
    let body = json!({"metadata": {"a": {"neither": 1}}});
    let (node, drift) = read::<Node>(&body);
    assert_eq!(drift, ["UnknownVariant $.metadata.a"]);
    assert_eq!(written(&node), body);
}

#[test]
fn an_untagged_union_that_fits_two_branches_says_so() {
    let (node, drift) = read::<Node>(&json!({"metadata": {"a": {"id": "1", "key": "k"}}}));
    assert!(matches!(&node.metadata.unwrap()["a"], Metadata::ById(_)));
    assert_eq!(
        drift,
        [
            "AmbiguousVariant $.metadata.a",
            "UnknownMember $.metadata.a.key"
        ]
    );
}

#[test]
fn errors_inside_an_untagged_union_have_their_whole_path() {
    let body = json!({"children": [{}, {"metadata": {"a b": [{"attributes": {"x": [1, "2"]}}]}}]});
    assert_eq!(
        refuse::<Node>(&body),
        r#"$.children[1].metadata["a b"][0].attributes.x[1]: expected a number, found a string"#
    );
}

#[test]
fn nested_lists_and_maps_are_read_and_written() {
    let body = json!({
        "kind": "root",
        "next": {"kind": "leaf", "next": {"kind": "leaf"}},
        "children": [{"kind": "leaf", "note": null}, {}],
        "attributes": {"": [], "a": [1.0, -2.5, 1e-9]},
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
fn drift_is_told_with_its_content_only_to_who_asks() {
    let mut drift = Vec::new();
    decode_observed::<Node>(br#"{"kind":"secret"}"#, &mut drift).unwrap();
    assert_eq!(
        (drift[0].kind, drift[0].content.as_deref()),
        (DriftKind::UnknownValue, None)
    );
    assert_eq!(drift[0].operation, None);
}
