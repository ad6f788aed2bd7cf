//! Calls that fail.

use std::{error::Error as _, time::Duration};

use seamstress_runtime::{Error, ErrorKind, TransportError, testing::MockTransport};
use serde_json::json;

use crate::calls::{jane, seam};

/// The error of a `POST` to a server with this script.
pub(crate) async fn fail(server: MockTransport) -> Error {
    seam(&server).user_identities().create().await.unwrap_err()
}

async fn fail_with(response: http::response::Builder, body: &'static str) -> Error {
    fail(MockTransport::new().respond_with(response.body(body).unwrap())).await
}

pub(crate) fn status(status: u16) -> http::response::Builder {
    http::Response::builder().status(status)
}

#[tokio::test]
async fn an_error_response_keeps_everything() {
    let body =
        r#"{"error":{"type":"device_not_found","message":"No\nsuch device","data":7},"ok":false}"#;
    let error = fail_with(status(404).header("seam-request-id", "r1"), body).await;
    insta::assert_snapshot!(error, @"POST /user_identities/create: 404 Not Found: device_not_found: No such device (request r1)");
    assert!(matches!(error.kind(), ErrorKind::Api));
    assert_eq!(error.status().unwrap(), 404);
    assert_eq!(
        (error.code(), error.api_message()),
        (Some("device_not_found"), Some("No\nsuch device"))
    );
    assert_eq!(error.request_id(), Some("r1"));
    let operation = error.operation().unwrap();
    assert_eq!(operation.to_string(), "POST /user_identities/create");
    assert_eq!(error.headers().unwrap()["seam-request-id"], "r1");
    assert_eq!(
        error.header_as("seam-request-id"),
        Ok(Some("r1".to_owned()))
    );
    let failure = error.header_as::<i64>("seam-request-id").err().unwrap();
    assert_eq!((&*failure.name, &*failure.value), ("seam-request-id", "r1"));
    assert_eq!(error.body().unwrap(), body);
    let typed: serde_json::Value = error.body_as().unwrap();
    assert_eq!(typed["error"]["data"], 7);
    assert_eq!(error.body_as::<Vec<String>>(), None);
    assert!(error.is_not_found() && !error.is_unauthorized() && !error.is_invalid_input());
}

#[tokio::test]
async fn the_usual_statuses_have_names() {
    assert!(fail_with(status(401), "").await.is_unauthorized());
    assert!(fail_with(status(400), "").await.is_invalid_input());
    assert!(fail_with(status(422), "").await.is_invalid_input());
    // A body that cannot be read is no "unauthorized", whatever else it is.
    assert!(!fail_with(status(200), "").await.is_unauthorized());
}

#[tokio::test]
async fn a_body_without_a_code_is_shown_in_part() {
    let error = fail_with(status(500), "Not implemented!\n").await;
    insta::assert_snapshot!(error, @"POST /user_identities/create: 500 Internal Server Error: Not implemented!");
    assert_eq!(error.code(), None);
    let long = fail_with(
        status(502),
        Box::leak("ä\u{1b}".repeat(5000).into_boxed_str()),
    )
    .await;
    let shown = long.to_string();
    assert!(
        shown.chars().count() < 900 && !shown.contains('\u{1b}') && shown.ends_with('…'),
        "{shown}"
    );
    assert_eq!(long.body().unwrap().len(), 15_000);
    let empty = fail_with(status(503), "").await;
    insta::assert_snapshot!(empty, @"POST /user_identities/create: 503 Service Unavailable");
}

#[tokio::test]
async fn a_success_that_cannot_be_read_keeps_everything() {
    let mut broken = jane();
    broken["created_at"] = json!(5);
    let body = json!({"user_identity": broken}).to_string();
    let response = status(200)
        .header("seam-request-id", "r1")
        .body(body.clone())
        .unwrap();
    let error = fail(MockTransport::new().respond_with(response)).await;
    insta::assert_snapshot!(error, @"POST /user_identities/create: 200 OK, the operation has been carried out, but the body cannot be decoded: $.user_identity.created_at: expected a string, found a number (line 1, column 50) (request r1)");
    assert_eq!(error.path(), Some("$.user_identity.created_at"));
    assert_eq!(
        (error.status().unwrap().as_u16(), error.request_id()),
        (200, Some("r1"))
    );
    assert_eq!(error.body().unwrap(), body.as_bytes());
}

#[tokio::test]
async fn a_missing_envelope_is_named() {
    let error = fail_with(status(200), r#"{"ok":true}"#).await;
    assert_eq!(error.path(), Some("$.user_identity"));
    assert!(error.is_unreadable_success() && !error.is_retryable());
    assert_eq!(error.status().unwrap().as_u16(), 200);
    assert_eq!(error.body().unwrap(), r#"{"ok":true}"#);
    insta::assert_snapshot!(error, @"POST /user_identities/create: 200 OK, the operation has been carried out, but the body cannot be decoded: $.user_identity: missing required field (line 1, column 12)");
    for (body, path) in [
        ("", "$"),
        ("[]", "$"),
        (r#"{"user_identity":null}"#, "$.user_identity"),
        (r#"{"user_identity":{},"#, "$"),
        (r#"{"ok":[tru]}"#, "$.ok"),
        (r#"{"ok":true} x"#, "$.user_identity"),
    ] {
        assert_eq!(
            fail_with(status(200), body).await.path(),
            Some(path),
            "{body}"
        );
    }
}

#[tokio::test]
async fn an_envelope_given_twice_or_followed_by_more_is_an_error() {
    let list = |body: &'static str| async move {
        let server = MockTransport::new().respond_with(status(200).body(body).unwrap());
        seam(&server).user_identities().list().await
    };
    assert_eq!(list(r#"{"user_identities":[]}"#).await.unwrap(), []);
    assert_eq!(list(r#"{"user_identities":null}"#).await.unwrap(), []);
    let twice = list(r#"{"user_identities":[],"user_identities":[]}"#).await;
    assert_eq!(twice.unwrap_err().path(), Some("$.user_identities"));
    assert_eq!(
        list(r#"{"user_identities":[]} {}"#)
            .await
            .unwrap_err()
            .path(),
        Some("$")
    );
}

#[tokio::test]
async fn a_success_of_another_content_type_is_not_read() {
    let error = fail_with(
        status(200).header("content-type", "text/html; charset=utf-8"),
        "<html>",
    )
    .await;
    insta::assert_snapshot!(error, @"POST /user_identities/create: 200 OK, the operation has been carried out, but the body is not JSON: its content type is text/html; charset=utf-8");
    assert_eq!(error.body().unwrap(), "<html>");
    assert!(error.is_unreadable_success());
    assert!(!fail_with(status(500), "{}").await.is_unreadable_success());
}

#[tokio::test]
async fn a_redirect_is_an_error_that_names_the_host() {
    let error = fail_with(
        status(307).header("location", "https://evil.example/steal?k=1"),
        "",
    )
    .await;
    insta::assert_snapshot!(error, @"POST /user_identities/create: 307 Temporary Redirect: redirects to evil.example are not followed");
    let error = fail_with(status(302).header("location", "/elsewhere"), "").await;
    assert!(matches!(error.kind(), ErrorKind::Redirect(None)));
}

#[tokio::test]
async fn a_call_ends_when_its_time_is_over() {
    let server = MockTransport::new().hang();
    let error = fail(server.clone()).await;
    assert!(error.is_timeout());
    insta::assert_snapshot!(error, @"POST /user_identities/create: no response within 60s");
    assert_eq!(server.elapsed(), Duration::from_secs(60));

    let server = MockTransport::new()
        .delay(Duration::from_secs(5))
        .respond(200, json!({}));
    let call = seam(&server).user_identities().add_acs_user("u", "j");
    assert!(
        call.timeout(Duration::from_secs(4))
            .await
            .unwrap_err()
            .is_timeout()
    );
    assert_eq!(server.elapsed(), Duration::from_secs(4));

    let server = MockTransport::new()
        .delay(Duration::from_secs(5))
        .respond(200, json!({}));
    let call = seam(&server).user_identities().add_acs_user("u", "j");
    call.timeout(Duration::from_secs(6)).await.unwrap();
    assert_eq!(server.elapsed(), Duration::from_secs(5));
}

#[tokio::test]
async fn a_transport_error_is_displayed_once() {
    #[derive(Debug)]
    struct Outer(std::io::Error);
    impl std::fmt::Display for Outer {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("cannot connect")
        }
    }
    impl std::error::Error for Outer {
        fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
            Some(&self.0)
        }
    }
    let outer = Outer(std::io::Error::other("refused"));
    let server = MockTransport::new().fail(TransportError::not_connected(outer));
    let call = seam(&server).user_identities().create().call();
    let error = call.retries(0).await.unwrap_err();
    insta::assert_snapshot!(error, @"POST /user_identities/create: no response: cannot connect");
    assert_eq!(error.source().unwrap().to_string(), "refused");
    assert_eq!(error.status(), None);
}

#[tokio::test]
async fn a_script_that_is_over_is_an_error() {
    let error = fail(MockTransport::new()).await;
    assert!(
        error
            .to_string()
            .ends_with("the mock transport has no response left"),
        "{error}"
    );
}

#[tokio::test]
async fn parameters_without_a_json_form_are_never_sent() {
    let server = MockTransport::new();
    let error = seam(&server)
        .workspaces()
        .set_ratio(f64::NAN)
        .await
        .unwrap_err();
    insta::assert_snapshot!(error, @"PUT /workspaces/set_ratio: a parameter cannot be encoded: $[0]: expected a finite number, found NaN, an infinity, or an integer that no `f64` is equal to");
    assert_eq!(error.path(), Some("$[0]"));
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_credential_that_the_operation_does_not_take_is_never_sent() {
    let server = MockTransport::new();
    let error = seam(&server).workspaces().set_ratio(1.0).await.unwrap_err();
    insta::assert_snapshot!(error, @"PUT /workspaces/set_ratio: the operation needs a credential of console_session_with_workspace; the client has api_key");
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn only_what_cannot_take_effect_twice_is_retryable() {
    let get = |server: MockTransport| async move {
        let call = seam(&server).user_identities().list();
        call.retries(0).await.unwrap_err()
    };
    let post = |server: MockTransport| async move {
        let call = seam(&server).user_identities().create().call();
        call.retries(0).await.unwrap_err()
    };
    let answer = |code| MockTransport::new().respond(code, json!({}));
    let later = || {
        MockTransport::new().respond_with(status(503).header("retry-after", "1").body("").unwrap())
    };
    let connected = || MockTransport::new().fail(TransportError::new("reset"));
    let not_connected = || MockTransport::new().fail(TransportError::not_connected("refused"));
    for (server, retryable) in [
        (answer(429), true),
        (later(), true),
        (not_connected(), true),
        (connected(), false),
        (MockTransport::new().hang(), false),
        (answer(500), false),
        (answer(503), false),
        (answer(408), false),
    ] {
        assert_eq!(post(server).await.is_retryable(), retryable);
    }
    for server in [
        answer(429),
        answer(500),
        answer(408),
        connected(),
        MockTransport::new().hang(),
    ] {
        assert!(get(server).await.is_retryable());
    }
    for server in [answer(400), answer(404), answer(200), MockTransport::new()] {
        assert!(!get(server).await.is_retryable());
    }
}
