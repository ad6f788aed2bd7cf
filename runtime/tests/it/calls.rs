//! Calls that succeed: what is sent, and what comes back.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use seamstress_runtime::{
    Drift, DriftKind,
    testing::{MockTransport, fixture},
};
use serde_json::{Value, json};

use crate::seam::{
    client::{Seam, SeamBuilder},
    models::*,
};

pub(crate) fn builder(server: &MockTransport) -> SeamBuilder {
    let server = server.clone();
    Seam::builder().with(|inner| inner.transport(server).env(|_| None))
}

pub(crate) fn seam(server: &MockTransport) -> Seam {
    builder(server).api_key("seam_test_key").build().unwrap()
}

pub(crate) fn jane() -> Value {
    json!({
        "acs_user_ids": [], "created_at": "2025-06-16T16:54:17.946546Z", "display_name": "Jane Doe",
        "email_address": null, "errors": [], "full_name": "Jane Doe", "phone_number": null,
        "user_identity_id": "jane", "user_identity_key": null, "warnings": [], "workspace_id": "w",
    })
}

#[tokio::test]
async fn a_call_sends_its_parameters_and_reads_the_envelope() {
    let server = MockTransport::new()
        .respond(200, json!({"ok": true, "user_identity": jane()}))
        .respond(200, json!({"ok": true}));
    let seam = seam(&server);
    let jane = seam
        .user_identities()
        .create()
        .acs_system_ids(["s"])
        .email_address_null()
        .full_name("Jane Doe")
        .await
        .unwrap();
    assert_eq!(jane.user_identity_id, "jane");
    seam.user_identities()
        .add_acs_user("u", &jane.user_identity_id)
        .await
        .unwrap();

    let requests = server.requests();
    let [create, add] = &requests[..] else {
        panic!("{requests:?}");
    };
    assert_eq!(
        (create.method.as_str(), create.path.as_str()),
        ("POST", "/user_identities/create")
    );
    assert_eq!(
        create.body,
        r#"{"acs_system_ids":["s"],"email_address":null,"full_name":"Jane Doe"}"#
    );
    assert_eq!(create.header("authorization"), Some("Bearer seam_test_key"));
    assert_eq!(create.header("content-type"), Some("application/json"));
    assert_eq!(create.header("accept"), Some("application/json"));
    assert!(create.headers["authorization"].is_sensitive());
    assert_eq!(add.json(), Some(json!(["u", "jane"])));
}

#[tokio::test]
async fn nothing_is_sent_before_a_call_is_awaited() {
    let server = MockTransport::new().respond(200, json!({"ok": true, "user_identities": []}));
    let pending = seam(&server).user_identities().list().send();
    assert!(server.requests().is_empty());
    assert_eq!(tokio::spawn(pending).await.unwrap().unwrap(), []);
    let requests = server.requests();
    assert_eq!(requests.len(), 1);
    assert_eq!(requests[0].method, "GET");
    assert_eq!(
        (requests[0].body.len(), requests[0].header("content-type")),
        (0, None)
    );
}

#[tokio::test]
async fn with_response_returns_the_response_too() {
    let body = json!({"ok": true, "user_identity": jane()}).to_string();
    let response = http::Response::builder()
        .status(201)
        .header("seam-request-id", "r1")
        .header("content-type", "application/problem+json; charset=utf-8")
        .body(format!("\u{feff}{body}"))
        .unwrap();
    let server = MockTransport::new().respond_with(response);
    let reply = seam(&server)
        .user_identities()
        .create()
        .call()
        .header("x-trace", "t 1")
        .with_response()
        .await
        .unwrap();
    assert_eq!(reply.value.display_name, "Jane Doe");
    assert_eq!(
        (reply.status.as_u16(), reply.request_id.as_deref()),
        (201, Some("r1"))
    );
    assert_eq!(reply.headers["seam-request-id"], "r1");
    assert!(reply.body.ends_with(body.as_bytes()));
    assert_eq!(server.requests()[0].header("x-trace"), Some("t 1"));
}

#[tokio::test]
async fn an_output_of_unit_needs_no_body() {
    let empty = http::Response::builder().status(204).body("").unwrap();
    let html = http::Response::builder()
        .header("content-type", "text/html")
        .body("<p>")
        .unwrap();
    let server = MockTransport::new().respond_with(empty).respond_with(html);
    let seam = seam(&server);
    seam.user_identities().add_acs_user("u", "j").await.unwrap();
    seam.user_identities().add_acs_user("u", "j").await.unwrap();
}

#[tokio::test]
async fn the_drift_hook_gets_the_operation_and_no_contents_by_default() {
    let mut odd = jane();
    odd["warnings"] = json!([{"warning_code": "secret"}]);
    let odd = json!({"ok": true, "user_identity": odd});
    for (contents, expected) in [(false, None), (true, Some("secret".to_owned()))] {
        let seen = Arc::new(Mutex::new(Vec::<Drift>::new()));
        let hook = Arc::clone(&seen);
        let server = MockTransport::new().respond(200, odd.clone());
        let seam = builder(&server)
            .api_key("k")
            .with(|inner| {
                inner
                    .drift_contents(contents)
                    .on_drift(move |drift| hook.lock().unwrap().push(drift.clone()))
            })
            .build()
            .unwrap();
        seam.user_identities().create().await.unwrap();
        let seen = seen.lock().unwrap();
        let [drift] = &seen[..] else {
            panic!("{seen:?}");
        };
        let operation = drift.operation.unwrap();
        assert_eq!(operation.to_string(), "POST /user_identities/create");
        assert_eq!(
            (operation.method, operation.path),
            (&http::Method::POST, "/user_identities/create")
        );
        assert_eq!(drift.path, "$.user_identity.warnings[0]");
        assert_eq!(
            (drift.kind, drift.content.clone()),
            (DriftKind::UnknownVariant, expected)
        );
    }
}

#[tokio::test]
async fn each_operation_gets_a_credential_that_it_accepts() {
    let ok = json!({"ok": true});
    let server = MockTransport::new()
        .respond(200, ok.clone())
        .respond(200, ok);
    let seam = builder(&server)
        .personal_access_token("token", "workspace")
        .build()
        .unwrap();
    seam.user_identities().add_acs_user("u", "j").await.unwrap();
    seam.workspaces().health().await.unwrap();
    let requests = server.requests();
    assert_eq!(requests[0].header("authorization"), Some("Bearer token"));
    assert_eq!(requests[0].header("seam-workspace"), Some("workspace"));
    assert_eq!(requests[1].header("authorization"), None);
    assert_eq!(requests[1].header("seam-workspace"), None);
}

#[tokio::test]
async fn headers_of_the_client_give_way_to_the_call_and_to_the_credential() {
    let server = MockTransport::new().respond(200, json!({"ok": true}));
    let seam = builder(&server)
        .api_key("k")
        .with(|inner| {
            inner
                .header("x-a", "client")
                .header("authorization", "mine")
                .header("user-agent", "me/1")
                .header("accept", "application/problem+json")
        })
        .build()
        .unwrap();
    let call = seam
        .user_identities()
        .add_acs_user("u", "j")
        .header("X-A", "call");
    call.await.unwrap();
    let request = &server.requests()[0];
    assert_eq!(request.header("x-a"), Some("call"));
    assert_eq!(request.header("authorization"), Some("Bearer k"));
    assert_eq!(request.header("user-agent"), Some("me/1"));
    assert_eq!(request.header("accept"), Some("application/problem+json"));
}

#[tokio::test]
async fn many_calls_run_at_once() {
    let mut server = MockTransport::new();
    for _ in 0..100 {
        server = server
            .delay(Duration::from_secs(1))
            .respond(200, json!({"ok": true}));
    }
    let seam = seam(&server);
    let calls: Vec<_> = (0..100)
        .map(|n| {
            tokio::spawn(
                seam.user_identities()
                    .add_acs_user(format!("u{n}"), "j")
                    .send(),
            )
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(server.requests().len(), 100);
}

#[test]
fn a_fixture_fills_what_a_test_does_not_care_for() {
    let user: UserIdentity = fixture(json!({
        "display_name": "Jo", "errors": [{"error_code": "issue_with_acs_user", "message": "m"}],
    }))
    .unwrap();
    assert_eq!(
        (user.display_name.as_str(), user.created_at.as_str()),
        ("Jo", "")
    );
    assert!(
        matches!(&user.errors[..], [UserIdentityError::IssueWithAcsUser(e)] if e.message == "m")
    );
    let error = fixture::<UserIdentity>(json!({"display_name": 1})).unwrap_err();
    assert_eq!(error.path(), "$.display_name");
}

#[test]
fn clients_and_calls_can_be_shared() {
    fn shared<T: Send + Sync + Clone>(_: &T) {}
    fn spawned<T: Send + Unpin + 'static>(_: T) {}
    let seam = seam(&MockTransport::new());
    shared(&seam);
    spawned(seam.user_identities().create().send());
}
