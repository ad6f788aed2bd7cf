//! `acs_credential`: what its page declares, which differs from `user_identity`.

use seam_api::{
    DriftKind,
    models::{AcsCredential, AcsCredentialExternalType},
};
use serde_json::{Value, json};

use crate::{acs_credential, read, refused, with, write};

const NOTHING: [(String, DriftKind); 0] = [];

#[test]
fn a_documented_response_is_unchanged_by_a_round_trip() {
    let (credential, drift) = read::<AcsCredential>(&acs_credential());
    assert_eq!(drift, NOTHING);
    assert_eq!(write(&credential), acs_credential());
}

#[test]
fn errors_and_warnings_are_plain_objects_here() {
    let json = with(
        acs_credential(),
        "/errors",
        json!([{ "error_code": "anything", "message": "m" }]),
    );
    let json = with(json, "/warnings", json!([{ "error_code": "anything" }, {}]));
    let (credential, drift) = read::<AcsCredential>(&json);
    assert_eq!(credential.errors[0].error_code, "anything");
    assert_eq!(
        credential.warnings[0].error_code.as_deref(),
        Some("anything")
    );
    assert_eq!(credential.warnings[1].message, None);
    assert_eq!(drift, NOTHING);
    assert_eq!(write(&credential), json);

    let json = with(
        acs_credential(),
        "/errors",
        json!([{ "error_code": 7, "message": "m" }]),
    );
    assert_eq!(refused::<AcsCredential>(&json).0, "$.errors[0].error_code");
}

#[test]
fn an_unmanaged_credential_is_reported_and_not_refused() {
    let json = with(acs_credential(), "/is_managed", json!(false));
    let (credential, drift) = read::<AcsCredential>(&json);
    assert!(!credential.is_managed);
    assert_eq!(
        drift,
        [("$.is_managed".to_owned(), DriftKind::UnexpectedValue)]
    );
    assert_eq!(write(&credential), json);
}

#[test]
fn external_types_are_the_twelve_of_the_schema_not_the_four_of_the_prose() {
    let documented = [
        "pti_card",
        "brivo_credential",
        "hid_credential",
        "visionline_card",
        "salto_ks_credential",
        "assa_abloy_vostio_key",
        "salto_space_key",
        "latch_access",
        "dormakaba_ambiance_credential",
        "hotek_card",
        "salto_ks_tag",
        "avigilon_alta_credential",
    ];
    for name in documented {
        let json = with(acs_credential(), "/external_type", json!(name));
        let (credential, drift) = read::<AcsCredential>(&json);
        let external_type = credential.external_type.clone().unwrap();
        assert_eq!(external_type.as_str(), name);
        assert!(
            !matches!(external_type, AcsCredentialExternalType::Unknown(_)),
            "{name}"
        );
        assert_eq!((write(&credential), drift), (json, NOTHING.to_vec()));
    }
}

#[test]
fn a_thirteenth_external_type_is_kept() {
    let json = with(acs_credential(), "/external_type", json!("carved_stone"));
    let (credential, drift) = read::<AcsCredential>(&json);
    let external_type = credential.external_type.clone().unwrap();
    assert!(matches!(
        external_type,
        AcsCredentialExternalType::Unknown(_)
    ));
    assert_eq!(external_type.as_str(), "carved_stone");
    assert_eq!(
        drift,
        [("$.external_type".to_owned(), DriftKind::UnknownValue)]
    );
    assert_eq!(write(&credential), json);
}

#[test]
fn a_text_that_a_page_names_is_never_unknown() {
    assert_eq!(
        AcsCredentialExternalType::from("hotek_card"),
        AcsCredentialExternalType::HotekCard
    );
    assert_eq!(
        AcsCredentialExternalType::from("hotek_card".to_owned()),
        AcsCredentialExternalType::HotekCard
    );
}

#[test]
fn optional_nullable_fields_are_absent_null_or_a_value() {
    for (value, is_null) in [(json!("1234"), false), (Value::Null, true)] {
        let json = with(acs_credential(), "/code", value);
        let (credential, drift) = read::<AcsCredential>(&json);
        assert_eq!(credential.code.is_null(), is_null);
        assert_eq!((write(&credential), drift), (json, NOTHING.to_vec()));
    }
    let (credential, _) = read::<AcsCredential>(&acs_credential());
    assert!(credential.code.is_absent());
}

#[test]
fn ids_in_the_metadata_of_a_brand_are_typed() {
    let metadata = json!({
        "card_function_type": "guest",
        "common_acs_entrance_ids": ["front"],
        "guest_acs_entrance_ids": ["front"],
        "joiner_acs_credential_ids": ["joiner"],
    });
    let json = with(acs_credential(), "/visionline_metadata", metadata);
    let (credential, drift) = read::<AcsCredential>(&json);
    let metadata = credential.visionline_metadata.as_ref().unwrap();
    assert_eq!(
        metadata.common_acs_entrance_ids,
        metadata.guest_acs_entrance_ids
    );
    assert_eq!(
        metadata.joiner_acs_credential_ids,
        Some(vec!["joiner".into()])
    );
    assert_eq!((write(&credential), drift), (json, NOTHING.to_vec()));
}
