//! Arguments and options of calls.

use std::time::Duration;

use seam_api::{
    Seam,
    models::{UserIdentityWarning, UserIdentityWarningBeingDeleted},
    testing::{MockTransport, fixture},
};
use serde_json::{Value, json};

fn seam(server: &MockTransport) -> Seam {
    let builder = Seam::builder().api_key("seam_apikey1_token");
    builder.transport(server.clone()).build().unwrap()
}

/// A server that responds to anything once.
fn server() -> MockTransport {
    MockTransport::new().respond(200, json!({"ok": true}))
}

fn body(server: &MockTransport) -> Value {
    server.requests()[0].json().unwrap()
}

#[tokio::test]
async fn a_string_is_the_id_of_the_own_object() {
    for text in [true, false] {
        let server = server();
        let identities = seam(&server).user_identities();
        let call = match text {
            true => identities.add_acs_user("user", "jane"),
            false => identities.add_acs_user("user", "jane".to_owned()),
        };
        call.await.unwrap();
        let wanted = json!({"acs_user_id": "user", "user_identity_id": "jane"});
        assert_eq!(body(&server), wanted);
    }
}

#[tokio::test]
async fn an_option_is_set_where_there_is_one() {
    let server = server();
    let identities = seam(&server).user_identities();
    let call = identities
        .create()
        .maybe(Some("Jane"), |call, name| call.full_name(name))
        .maybe(None::<String>, |call, key| call.user_identity_key(key));
    // The response is not one, which is of no interest here.
    let _ = call.await;
    assert_eq!(body(&server), json!({"full_name": "Jane"}));
}

#[tokio::test]
async fn options_are_set_between_parameters() {
    let server = server();
    let call = seam(&server)
        .user_identities()
        .create()
        .timeout(Duration::from_secs(1))
        .deadline(Duration::from_secs(2))
        .retries(0)
        .header("x-trace", "1")
        .param("beta", json!({"on": true}))
        .full_name("Jane");
    let _ = call.await;
    assert_eq!(
        body(&server),
        json!({"full_name": "Jane", "beta": {"on": true}})
    );
    assert_eq!(server.requests()[0].header("x-trace"), Some("1"));
}

#[tokio::test]
async fn an_invalid_header_is_an_error_of_the_call() {
    let server = server();
    let call = seam(&server)
        .user_identities()
        .create()
        .header("x trace", "1");
    assert!(call.full_name("Jane").await.is_err());
    assert_eq!(server.requests().len(), 0);
}

#[tokio::test]
async fn a_request_builder_returns_its_response_as_well() {
    let server = server();
    let call = seam(&server).user_identities().add_acs_user("user", "jane");
    let response = call.with_response().await.unwrap();
    assert_eq!(response.status, 200);
}

#[test]
fn what_all_branches_of_a_union_have_needs_no_match() {
    let created_at = "2025-06-16T16:54:17.946546Z";
    for code in ["being_deleted", "a_code_of_tomorrow"] {
        let json = json!({"warning_code": code, "created_at": created_at, "message": "Soon"});
        let warning: UserIdentityWarning = fixture(json).unwrap();
        assert_eq!(warning.created_at().unwrap().as_str(), created_at);
        assert_eq!(warning.message().as_deref(), Some("Soon"));
    }
    let json = json!({"warning_code": "new", "message": 7});
    let warning: UserIdentityWarning = fixture(json).unwrap();
    assert_eq!((warning.message(), warning.created_at()), (None, None));
}

#[test]
fn a_payload_gets_its_tag_back() {
    let json = json!({
        "warning_code": "being_deleted", "created_at": "2025-06-16T16:54:17Z", "message": "Soon",
    });
    let UserIdentityWarning::BeingDeleted(payload) = fixture(json.clone()).unwrap() else {
        panic!("the tag is known");
    };
    let payload: UserIdentityWarningBeingDeleted = payload;
    let again = UserIdentityWarning::from(payload);
    assert_eq!(serde_json::to_value(&again).unwrap(), json);
}
