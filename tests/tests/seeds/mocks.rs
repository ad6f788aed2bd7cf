//! Tests as a user of the crate writes them.

use seam_api::{
    Error, Seam,
    acs::credentials::Assign,
    models::{AcsCredential, UserIdentity},
    testing::{Mock, MockResponse, fixture},
    user_identities::{AddAcsUser, Create},
};
use serde_json::{Value, json};

/// A client that `mock` responds to.
fn seam(mock: &Mock) -> Seam {
    let builder = Seam::builder().api_key("seam_apikey1_token");
    builder
        .transport(mock.clone())
        .build()
        .expect("the settings are valid")
}

/// The code under test: a new user identity with one user.
async fn register(seam: &Seam, name: &str, user: &str) -> Result<UserIdentity, Error> {
    let users = seam.user_identities();
    let identity = users.create().full_name(name).await?;
    users
        .add_acs_user(user, identity.user_identity_id.clone())
        .await?;
    Ok(identity)
}

#[tokio::test]
async fn operations_respond_with_the_samples_of_their_pages() {
    let mock = Seam::mock();
    let identity = register(&seam(&mock), "Jane Doe", "user-1").await.unwrap();
    let samples: Value =
        serde_json::from_str(include_str!("../../../generated/src/samples.json")).unwrap();
    let sample = &samples["POST /user_identities/create"][1]["json"]["user_identity"];
    assert_eq!(
        sample["user_identity_id"],
        identity.user_identity_id.as_str()
    );

    assert_eq!(mock.calls(Create::OPERATION).len(), 1);
    let added = mock.calls(AddAcsUser::OPERATION);
    assert_eq!(added.len(), 1);
    assert_eq!(
        added[0].json(),
        Some(
            json!({"acs_user_id": "user-1", "user_identity_id": identity.user_identity_id.as_str()})
        )
    );
    assert!(mock.unmatched().is_empty());
}

#[tokio::test]
async fn a_test_decides_responses_by_operation() {
    let jane: UserIdentity =
        fixture(json!({"user_identity_id": "jane", "full_name": "Jane Doe"})).unwrap();
    let mock = Mock::new().on(Create::OPERATION, jane).on(
        AddAcsUser::OPERATION,
        MockResponse::in_turn([MockResponse::status(429, json!({"ok": false})), ().into()]),
    );
    let identity = register(&seam(&mock), "Jane Doe", "user-1").await.unwrap();
    assert_eq!(identity.user_identity_id.as_str(), "jane");
    assert_eq!(
        mock.calls(AddAcsUser::OPERATION).len(),
        2,
        "the first one was retried"
    );

    let credentials = seam(&mock).acs().credentials();
    let error = credentials
        .assign("credential-1", identity.user_identity_id)
        .await
        .map(|_: Option<AcsCredential>| ())
        .unwrap_err()
        .to_string();
    assert!(error.contains("the mock has no response for POST /acs/credentials/assign"));
    assert_eq!(
        mock.unmatched()[0].operation(),
        mock.calls(Assign::OPERATION)[0].operation()
    );
}
