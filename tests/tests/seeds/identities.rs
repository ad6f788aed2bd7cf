//! `user_identity`: presence, unions, ids, and fields that no page declares.

use seam_api::{
    DriftKind,
    models::{
        AcsUserId, UserIdentitiesCreateParams, UserIdentity, UserIdentityError, UserIdentityWarning,
    },
};
use serde_json::{Value, json};

use crate::{read, user_identity, with, without, write};

const NOTHING: [(String, DriftKind); 0] = [];

/// A user identity with one warning.
fn warned(warning: Value) -> Value {
    with(user_identity(), "/warnings", json!([warning]))
}

/// A user identity with one error.
fn failed(error: Value) -> Value {
    with(user_identity(), "/errors", json!([error]))
}

#[test]
fn a_documented_response_is_unchanged_by_a_round_trip() {
    let (jane, drift) = read::<UserIdentity>(&user_identity());
    assert_eq!(drift, NOTHING);
    assert_eq!(write(&jane), user_identity());
}

#[test]
fn a_required_field_that_is_null_stays_null() {
    let json = with(user_identity(), "/email_address", Value::Null);
    let (jane, drift) = read::<UserIdentity>(&json);
    assert_eq!(jane.email_address, None);
    assert_eq!(drift, NOTHING);
    assert_eq!(write(&jane)["email_address"], Value::Null);
    assert!(
        write(&jane)
            .as_object()
            .unwrap()
            .contains_key("email_address")
    );
}

#[test]
fn a_required_nullable_field_that_is_missing_is_none_and_drift() {
    let (jane, drift) = read::<UserIdentity>(&without(user_identity(), "email_address"));
    assert_eq!(jane.email_address, None);
    assert_eq!(drift, [("$.email_address".to_owned(), DriftKind::Missing)]);
}

#[test]
fn optional_nullable_parameters_are_absent_null_or_a_value() {
    let mut params = UserIdentitiesCreateParams::new();
    assert_eq!(write(&params), json!({}));
    params.email_address = seam_api::Nullable::Null;
    params.full_name = "Jane Doe".to_owned().into();
    assert_eq!(
        write(&params),
        json!({ "email_address": null, "full_name": "Jane Doe" })
    );
}

#[test]
fn documented_warnings_are_variants_of_their_own() {
    let body = |code: &str| json!({ "warning_code": code, "created_at": "2025-06-16T16:54:17Z", "message": "m" });

    let json = warned(body("being_deleted"));
    let (jane, drift) = read::<UserIdentity>(&json);
    assert!(
        matches!(&jane.warnings[..], [UserIdentityWarning::BeingDeleted(warning)] if warning.message == "m")
    );
    assert_eq!((write(&jane), drift), (json, NOTHING.to_vec()));

    let json = warned(body("acs_user_profile_does_not_match_user_identity"));
    let (jane, drift) = read::<UserIdentity>(&json);
    assert!(matches!(
        &jane.warnings[..],
        [UserIdentityWarning::AcsUserProfileDoesNotMatchUserIdentity(warning)] if warning.message == "m"
    ));
    assert_eq!((write(&jane), drift), (json, NOTHING.to_vec()));
}

#[test]
fn a_warning_that_no_page_names_is_kept_whole() {
    let json =
        warned(json!({ "warning_code": "on_fire", "since": { "hour": 7 }, "message": null }));
    let (jane, drift) = read::<UserIdentity>(&json);
    let [UserIdentityWarning::Unknown(warning)] = &jane.warnings[..] else {
        panic!("{:?}", jane.warnings);
    };
    assert_eq!(warning.json()["since"]["hour"], 7);
    assert_eq!(
        drift,
        [("$.warnings[0]".to_owned(), DriftKind::UnknownVariant)]
    );
    assert_eq!(write(&jane), json);
}

#[test]
fn a_known_warning_with_a_broken_body_is_kept_with_the_error() {
    let broken = warned(json!({
        "warning_code": "being_deleted", "created_at": 7, "message": "m",
    }));
    let (jane, drift) = read::<UserIdentity>(&broken);
    let UserIdentityWarning::Unknown(kept) = &jane.warnings[0] else {
        panic!("{jane:?}");
    };
    let error = kept.error().expect("the tag is documented");
    assert_eq!(error.path(), "$.warnings[0].created_at");
    assert_eq!(
        drift,
        [("$.warnings[0]".to_owned(), DriftKind::UnreadableVariant)]
    );
    assert_eq!(write(&jane), broken);
}

#[test]
fn a_known_warning_without_a_required_field_is_corrected() {
    let lacking = warned(json!({ "warning_code": "being_deleted", "message": "m" }));
    let (jane, drift) = read::<UserIdentity>(&lacking);
    assert!(matches!(
        &jane.warnings[0],
        UserIdentityWarning::BeingDeleted(_)
    ));
    let path = "$.warnings[0].created_at".to_owned();
    assert_eq!(drift, [(path, DriftKind::Missing)]);
    assert_eq!(write(&jane), lacking);
}

#[test]
fn a_union_of_one_branch_is_still_open() {
    let known = failed(json!({
        "error_code": "issue_with_acs_user",
        "acs_system_id": "s", "acs_user_id": "u", "created_at": "2025-06-16T16:54:17Z", "message": "m",
    }));
    let (jane, drift) = read::<UserIdentity>(&known);
    assert!(
        matches!(&jane.errors[..], [UserIdentityError::IssueWithAcsUser(error)] if error.acs_user_id.as_str() == "u")
    );
    assert_eq!((write(&jane), drift), (known, NOTHING.to_vec()));

    let unknown = failed(json!({ "error_code": "on_fire", "since": "noon" }));
    let (jane, drift) = read::<UserIdentity>(&unknown);
    assert!(matches!(&jane.errors[..], [UserIdentityError::Unknown(_)]));
    assert_eq!(
        drift,
        [("$.errors[0]".to_owned(), DriftKind::UnknownVariant)]
    );
    assert_eq!(write(&jane), unknown);

    let broken = failed(
        json!({ "error_code": "issue_with_acs_user", "acs_system_id": "s", "acs_user_id": 1 }),
    );
    let (jane, drift) = read::<UserIdentity>(&broken);
    assert!(matches!(&jane.errors[..], [UserIdentityError::Unknown(_)]));
    assert_eq!(
        drift,
        [("$.errors[0]".to_owned(), DriftKind::UnreadableVariant)]
    );
    assert_eq!(write(&jane), broken);
}

#[test]
fn undeclared_fields_are_kept() {
    let json = with(
        user_identity(),
        "/favourite_door",
        json!({ "colour": "red" }),
    );
    let (jane, drift) = read::<UserIdentity>(&json);
    assert_eq!(
        jane.extra().get("favourite_door"),
        Some(&json!({ "colour": "red" }))
    );
    assert_eq!(
        drift,
        [("$.favourite_door".to_owned(), DriftKind::UnknownField)]
    );
    assert_eq!(write(&jane), json);
}

#[test]
fn ids_are_typed_inside_lists_and_need_not_be_uuids() {
    let json = with(user_identity(), "/acs_user_ids", json!(["john_user_1"]));
    let (jane, drift) = read::<UserIdentity>(&json);
    let ids: Vec<AcsUserId> = jane.acs_user_ids;
    assert_eq!(ids, [AcsUserId::from("john_user_1")]);
    assert_eq!(drift, NOTHING);
}

#[test]
fn the_sample_of_the_page_lacks_a_required_list() {
    let (jane, drift) = read::<UserIdentity>(&without(user_identity(), "acs_user_ids"));
    assert!(jane.acs_user_ids.is_empty());
    assert_eq!(drift, [("$.acs_user_ids".to_owned(), DriftKind::Missing)]);
}

#[test]
fn a_missing_required_string_is_empty_and_drift() {
    let lacking = without(user_identity(), "display_name");
    let (jane, drift) = read::<UserIdentity>(&lacking);
    assert_eq!(jane.display_name, "");
    assert_eq!(drift, [("$.display_name".to_owned(), DriftKind::Missing)]);
    assert_eq!(write(&jane), lacking);
}

#[test]
fn a_date_that_is_none_is_drift_and_kept() {
    let json = with(user_identity(), "/created_at", json!("yesterday"));
    let (jane, drift) = read::<UserIdentity>(&json);
    assert_eq!(
        drift,
        [("$.created_at".to_owned(), DriftKind::InvalidDateTime)]
    );
    assert_eq!(write(&jane), json);
}
