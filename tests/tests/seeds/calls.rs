//! Calls against a scripted server: what is sent, and what becomes of responses.

use std::sync::{Arc, Mutex};

use seam_api::{
    DriftKind, Seam,
    models::{AcsUserId, UserIdentitiesAddAcsUserUserIdentity, UserIdentityId},
    runtime::{bytes::Bytes, http},
    testing::{MockTransport, fixture},
};
use serde_json::{Value, json};

use crate::{acs_credential, user_identity, without};

/// A client of `server` with an API key.
fn seam(server: &MockTransport) -> Seam {
    Seam::builder()
        .api_key("seam_apikey1_token")
        .transport(server.clone())
        .build()
        .expect("it is set up soundly")
}

/// The one request that `server` was sent.
fn sent(server: &MockTransport) -> (String, Value) {
    let requests = server.requests();
    assert_eq!(requests.len(), 1, "{requests:?}");
    assert_eq!(requests[0].method, http::Method::POST);
    assert_eq!(
        requests[0].header("authorization"),
        Some("Bearer seam_apikey1_token")
    );
    (
        requests[0].path.clone(),
        requests[0].json().expect("the body is JSON"),
    )
}

#[tokio::test]
async fn absent_null_and_a_value_differ_on_the_wire() {
    let server =
        MockTransport::new().respond(200, json!({ "ok": true, "user_identity": user_identity() }));
    let jane = seam(&server)
        .user_identities()
        .create()
        .email_address("jane@example.com")
        .phone_number_null()
        .acs_system_ids(["c359cba2-8ef2-47fc-bee0-1c7c2a886339"])
        .await
        .unwrap();
    assert_eq!(jane.display_name, "Jane Doe");
    let body = json!({
        "acs_system_ids": ["c359cba2-8ef2-47fc-bee0-1c7c2a886339"],
        "email_address": "jane@example.com",
        "phone_number": null,
    });
    assert_eq!(sent(&server), ("/user_identities/create".to_owned(), body));
}

#[tokio::test]
async fn a_choice_sends_exactly_one_field() {
    for (choice, body) in [
        (
            UserIdentitiesAddAcsUserUserIdentity::from(UserIdentityId::from("jane")),
            json!({ "acs_user_id": "u", "user_identity_id": "jane" }),
        ),
        (
            UserIdentitiesAddAcsUserUserIdentity::UserIdentityKey("jane".into()),
            json!({ "acs_user_id": "u", "user_identity_key": "jane" }),
        ),
    ] {
        let server = MockTransport::new().respond(200, json!({ "ok": true }));
        let () = seam(&server)
            .user_identities()
            .add_acs_user("u", choice)
            .await
            .unwrap();
        assert_eq!(
            sent(&server),
            ("/user_identities/add_acs_user".to_owned(), body)
        );
    }
}

#[tokio::test]
async fn the_envelope_is_opened_and_the_whole_body_stays_reachable() {
    let whole = json!({ "ok": true, "acs_credential": acs_credential(), "new": 1 });
    let server = MockTransport::new().respond(200, whole.clone());
    let call = seam(&server)
        .acs()
        .credentials()
        .assign("c", AcsUserId::from("u"))
        .call();
    let reply = call.with_response().await.unwrap();
    assert_eq!(reply.value.unwrap().display_name, "Code");
    assert_eq!(reply.status, 200);
    assert_eq!(serde_json::from_slice::<Value>(&reply.body).unwrap(), whole);
    let body = json!({ "acs_credential_id": "c", "acs_user_id": "u" });
    assert_eq!(sent(&server), ("/acs/credentials/assign".to_owned(), body));
}

#[tokio::test]
async fn a_response_with_only_ok_is_the_unit_value() {
    let server = MockTransport::new().respond(200, json!({ "ok": true }));
    let () = seam(&server)
        .acs()
        .access_groups()
        .add_user("g", UserIdentityId::from("jane"))
        .await
        .unwrap();
    let body = json!({ "acs_access_group_id": "g", "user_identity_id": "jane" });
    assert_eq!(
        sent(&server),
        ("/acs/access_groups/add_user".to_owned(), body)
    );
}

#[tokio::test]
async fn errors_that_the_pages_leave_without_a_body_give_code_and_message() {
    for (status, code) in [(400, "invalid_input"), (401, "unauthorized")] {
        let body = json!({ "error": { "type": code, "message": "No." }, "ok": false });
        let server = MockTransport::new().respond(status, body.clone());
        let error = seam(&server).user_identities().create().await.unwrap_err();
        assert_eq!(error.code(), Some(code));
        assert_eq!(error.api_message(), Some("No."));
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(error.is_unauthorized(), status == 401);
        assert_eq!(error.is_invalid_input(), status == 400);
        assert_eq!(error.body_as::<Value>(), Some(body));
        assert!(error.to_string().contains(code), "{error}");
    }
}

#[tokio::test]
async fn any_other_error_body_is_kept() {
    for body in ["Not implemented!", "", "{\"error\":[]}", "\u{ff}"] {
        let response = http::Response::builder()
            .status(500)
            .header("seam-request-id", "request7")
            .body(Bytes::from(body));
        let server = MockTransport::new().respond_with(response.unwrap());
        let error = seam(&server).user_identities().create().await.unwrap_err();
        assert_eq!(error.status().unwrap(), 500);
        assert_eq!(error.body().unwrap(), body.as_bytes());
        assert_eq!((error.code(), error.api_message()), (None, None));
        assert_eq!(error.request_id(), Some("request7"));
    }
}

#[tokio::test]
async fn a_response_without_a_required_field_lists_it_and_fails_where_the_call_is_strict() {
    let jane = without(user_identity(), "display_name");
    let whole = json!({ "ok": true, "user_identity": jane });
    let server = MockTransport::new()
        .respond(200, whole.clone())
        .respond(200, whole.clone());
    let seam = seam(&server);
    let create = || seam.user_identities().create().call();
    let response = create().with_response().await.unwrap();
    assert_eq!(response.value.display_name, "");
    assert_eq!(response.corrections[0].path, "$.user_identity.display_name");
    let error = create().strict(true).await.unwrap_err();
    assert_eq!(error.path(), Some("$.user_identity.display_name"));
    assert_eq!(error.body_as::<Value>(), Some(whole));
}

#[tokio::test]
async fn drift_is_reported_with_the_operation_and_without_contents() {
    let reported = Arc::new(Mutex::new(Vec::new()));
    let jane = crate::with(user_identity(), "/secret", json!("whisper"));
    let server = MockTransport::new().respond(200, json!({ "ok": true, "user_identity": jane }));
    let sink = Arc::clone(&reported);
    let seam = Seam::builder()
        .api_key("seam_k")
        .transport(server)
        .on_drift(move |drift| sink.lock().unwrap().push(drift.clone()))
        .build()
        .unwrap();
    seam.user_identities().create().await.unwrap();
    let reported = reported.lock().unwrap();
    assert_eq!(reported.len(), 1, "{reported:?}");
    assert_eq!(
        (reported[0].path.as_str(), reported[0].kind),
        ("$.user_identity.secret", DriftKind::UnknownField)
    );
    assert!(
        reported[0]
            .operation
            .is_some_and(|operation| operation.to_string() == "POST /user_identities/create")
    );
    assert_eq!(reported[0].content, None);
}

#[tokio::test]
async fn nothing_is_sent_without_a_credential() {
    let server = MockTransport::new();
    let seam = Seam::builder()
        .anonymous()
        .transport(server.clone())
        .build()
        .unwrap();
    assert!(seam.user_identities().create().await.is_err());
    assert!(server.requests().is_empty());
}

#[test]
fn a_fixture_needs_only_what_a_test_cares_for() {
    let jane: seam_api::models::UserIdentity = fixture(json!({ "full_name": "Jane Doe" })).unwrap();
    assert_eq!(jane.full_name.as_deref(), Some("Jane Doe"));
    assert!(jane.warnings.is_empty());
}
