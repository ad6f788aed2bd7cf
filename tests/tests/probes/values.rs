//! Enums, ids, dates and nullable fields.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    time::{Duration, SystemTime},
};

use seam_api::{
    DateTime, Nullable,
    models::{AcsCredential, AcsCredentialAccessMethod as Method, UserIdentity, UserIdentityId},
    runtime::decode,
};
use serde_json::json;

fn credential(access_method: &str, starts_at: &str) -> AcsCredential {
    let json = json!({
        "access_method": access_method,
        "acs_credential_id": "credential",
        "acs_system_id": "system",
        "code": "1234",
        "card_number": null,
        "connected_account_id": "account",
        "created_at": starts_at,
        "display_name": "Door",
        "errors": [],
        "is_managed": true,
        "starts_at": starts_at,
        "warnings": [],
        "workspace_id": "workspace",
    });
    decode(json.to_string().as_bytes()).unwrap()
}

#[test]
fn an_enum_is_compared_with_text() {
    let credential = credential("mobile_key", "2025-01-01T00:00:00Z");
    assert!(credential.access_method == "mobile_key");
    assert!(credential.access_method != *"card");
    assert_eq!(credential.access_method, Method::MobileKey);
}

#[test]
fn an_enum_is_parsed_whatever_the_text() {
    assert_eq!("card".parse::<Method>().unwrap(), Method::Card);
    let Ok(new) = "retina_scan".parse::<Method>();
    assert!(matches!(new, Method::Unknown(_)));
    assert_eq!(Method::from("retina_scan"), new);
    assert_eq!(Method::from(String::from("retina_scan")), new);
    assert_eq!(Method::from(&String::from("retina_scan")), new);
}

#[test]
fn an_enum_is_displayed_as_it_is_written() {
    assert_eq!(Method::MobileKey.to_string(), "mobile_key");
    assert_eq!(
        format!("{:>6}|{:<6}|", Method::Card, Method::Code),
        "  card|code  |"
    );
    assert_eq!(Method::from("new").to_string(), "new");
}

#[test]
fn an_enum_lists_its_documented_values() {
    let texts: Vec<_> = Method::values().iter().map(Method::as_str).collect();
    assert_eq!(texts, ["code", "card", "mobile_key", "cloud_key"]);
    assert!(Method::values().contains(&Method::Card));
    assert!(!Method::values().contains(&"new".into()));
}

#[test]
fn enums_are_ordered_as_their_text() {
    let mut methods = [Method::MobileKey, "door".into(), Method::Code, Method::Card];
    methods.sort();
    let texts: Vec<_> = methods.iter().map(Method::as_str).collect();
    assert_eq!(texts, ["card", "code", "door", "mobile_key"]);
    let counted: BTreeMap<Method, u32> = methods.iter().map(|it| (it.clone(), 1)).collect();
    assert_eq!(counted[&Method::Code], 1);
}

#[test]
fn an_enum_is_a_key_and_a_str() {
    let known: HashSet<Method> = Method::values().iter().cloned().collect();
    assert!(known.contains(&Method::CloudKey));
    fn length(text: impl AsRef<str>) -> usize {
        text.as_ref().len()
    }
    assert_eq!(length(Method::Card), 4);
}

#[test]
fn an_enum_is_matched_by_its_text() {
    let name = match Method::from("cloud_key").as_str() {
        "cloud_key" => "cloud",
        _ => "other",
    };
    assert_eq!(name, "cloud");
}

#[test]
fn an_id_is_made_of_any_string_and_becomes_one() {
    let id = UserIdentityId::from("jane");
    assert!(id == "jane");
    for other in [
        UserIdentityId::from(String::from("jane")),
        UserIdentityId::from(Cow::from("jane")),
        UserIdentityId::from(Box::<str>::from("jane")),
        UserIdentityId::new("jane"),
        "jane".parse().unwrap(),
    ] {
        assert_eq!(other, id);
    }
    assert_eq!(String::from(&id), "jane");
    assert_eq!(String::from(id), "jane");
}

#[test]
fn ids_are_keys_that_text_finds() {
    let id = UserIdentityId::from("jane");
    let by_id: HashMap<UserIdentityId, u32> = [(id.clone(), 1)].into();
    assert_eq!(by_id.get("jane"), Some(&1));
    let ids: BTreeSet<UserIdentityId> = [id].into();
    assert!(ids.contains("jane"));
}

#[test]
fn dates_are_compared_chronologically() {
    let early = credential("card", "2025-01-01T18:00:00+02:00");
    let late = credential("card", "2025-01-01T17:00:00Z");
    assert!(early.created_at < late.created_at);
    assert_eq!(DateTime::from("2025-01-01T16:00:00.000Z"), early.created_at);
    assert_eq!(early.created_at.as_str(), "2025-01-01T18:00:00+02:00");
    let last = [&early, &late].into_iter().max_by_key(|it| &it.created_at);
    assert_eq!(last, Some(&late));
}

#[test]
fn dates_are_compared_with_the_clock() {
    let past = credential("card", "2025-01-01T18:00:00+02:00").created_at;
    assert!(past < SystemTime::now());
    let age = SystemTime::now().duration_since(past.to_system_time().unwrap());
    assert!(age.unwrap() > Duration::ZERO);
}

#[test]
fn a_date_is_made_of_text_and_becomes_text() {
    let date: DateTime = "2025-01-01T17:00:00Z".into();
    assert_eq!(date.to_string(), "2025-01-01T17:00:00Z");
    assert_eq!(String::from(date.clone()), date.as_str());
    assert!("soon".parse::<DateTime>().is_err());
    assert!(!DateTime::from("soon").is_valid());
}

#[test]
fn a_nullable_field_is_read_as_an_option() {
    let credential = credential("card", "2025-01-01T00:00:00Z");
    assert_eq!(credential.code.as_deref().unwrap_or("none"), "1234");
    assert_eq!(credential.card_number.as_deref().unwrap_or("none"), "none");
    assert!(credential.card_number.is_null() && !credential.card_number.is_absent());
    assert!(credential.issued_at.is_absent() && credential.code.is_value());
    assert_eq!(credential.code.as_option().map(String::len), Some(4));
    let code: Option<String> = credential.code.clone().into();
    assert_eq!(code, credential.code.into_option());
}

#[test]
fn a_nullable_value_is_mapped_and_its_state_stays() {
    let code = Nullable::from("1234");
    assert_eq!(code.map(str::len), Nullable::Value(4));
    assert_eq!(Nullable::<&str>::Null.map(str::len), Nullable::Null);
    assert_eq!(Nullable::<&str>::Absent.map(str::len), Nullable::Absent);
    let mut owned = code.map(str::to_owned);
    if let Nullable::Value(text) = owned.as_mut() {
        text.push('5');
    }
    assert_eq!(owned.as_ref().cloned(), owned);
    assert_eq!(owned.clone().unwrap_or_default(), "12345");
    assert_eq!(owned.unwrap_or_else(String::new), "12345");
    assert_eq!(Nullable::Null.unwrap_or(7), 7);
}

#[test]
fn models_are_cloned_compared_and_shown() {
    let credential = credential("card", "2025-01-01T00:00:00Z");
    assert_eq!(credential.clone(), credential);
    assert!(format!("{credential:?}").starts_with("AcsCredential { access_method: Card"));
    fn everywhere<T: Clone + Send + Sync + std::fmt::Debug + PartialEq + 'static>() {}
    everywhere::<AcsCredential>();
    everywhere::<UserIdentity>();
}
