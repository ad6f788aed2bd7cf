//! Secrets are never shown.

use std::{error::Error as StdError, fmt::Debug};

use seamstress_runtime::{Credential, Error, Secret, TransportError, testing::MockTransport};
use serde_json::json;

use crate::calls::builder;

const CANARY: &str = "seam_canary_8f3a";

fn shown(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut source = error.source();
    while let Some(inner) = source {
        text.push_str(&format!(" {inner} {inner:?}"));
        source = inner.source();
    }
    text
}

fn assert_hidden(text: &str) {
    assert!(!text.contains("canary"), "{text}");
}

#[test]
fn a_secret_shows_nothing_of_itself() {
    let secret = Secret::new(CANARY);
    assert_eq!(secret.expose(), CANARY);
    assert_eq!(
        format!("{secret} {secret:?} {secret:#?}"),
        "[redacted] [redacted] [redacted]"
    );
}

#[tokio::test]
async fn nothing_that_holds_a_secret_shows_it() {
    static SCHEMES: [seamstress_runtime::Scheme; 2] = [
        seamstress_runtime::Scheme::basic("basic"),
        seamstress_runtime::Scheme::header("header", "x-key"),
    ];
    fn debug(value: &impl Debug) {
        assert_hidden(&format!("{value:?} {value:#?}"));
    }
    for scheme in &SCHEMES {
        debug(&Credential::new(scheme, CANARY));
    }
    let server = MockTransport::new();
    let seam_builder = builder(&server)
        .personal_access_token(CANARY, "canary_workspace")
        .with(|inner| inner.header("x-other-key", CANARY));
    debug(&seam_builder);
    let seam = seam_builder.build().unwrap();
    debug(&seam);
    let call = seam
        .user_identities()
        .create()
        .call()
        .header("x-other-key", CANARY);
    debug(&call);
    debug(&call.send());
}

#[tokio::test]
async fn no_error_shows_a_secret() {
    let server = MockTransport::new()
        .respond(401, json!({"error": {"type": "unauthorized"}}))
        .respond(200, json!({"ok": true}))
        .respond_with(http::Response::builder().status(307).body("").unwrap())
        .hang()
        .fail(TransportError::new("reset"));
    let seam = builder(&server).api_key(CANARY).build().unwrap();
    for _ in 0..6 {
        let error = seam.user_identities().create().await.unwrap_err();
        assert_hidden(&shown(&error));
    }
    assert_eq!(server.requests().len(), 6);
    for secret in ["canary\n", "canary canary"] {
        assert_hidden(&shown(
            &builder(&server).api_key(secret).build().unwrap_err(),
        ));
    }
    let header = builder(&server)
        .api_key("k")
        .with(|inner| inner.header("x", "canary\n"));
    assert_hidden(&shown(&header.build().unwrap_err()));
    let url = builder(&server)
        .api_key("k")
        .with(|inner| inner.base_url("https://me:canary@h"));
    assert_hidden(&shown(&url.build().unwrap_err()));
}

#[tokio::test]
async fn a_password_travels_as_base64() {
    static API: seamstress_runtime::Api = seamstress_runtime::Api::new("Basic", "https://h");
    static BASIC: seamstress_runtime::Scheme = seamstress_runtime::Scheme::basic("basic");
    static OP: seamstress_runtime::OperationSpec =
        seamstress_runtime::OperationSpec::get("/").security(&[&["basic"]]);
    let server = MockTransport::new().respond(200, json!({}));
    let client = seamstress_runtime::Client::builder(&API)
        .credential(Credential::new(&BASIC, "Aladdin:open sesame"))
        .transport(server.clone())
        .build()
        .unwrap();
    seamstress_runtime::Call::<()>::new(client, &OP)
        .await
        .unwrap();
    // The example of RFC 7617.
    let sent = server.requests();
    assert_eq!(
        sent[0].header("authorization"),
        Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
    );
    assert!(sent[0].headers["authorization"].is_sensitive());
}
