//! Events that a server sends.

use std::time::{SystemTime, UNIX_EPOCH};

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, Mac};
use http::{HeaderMap, HeaderName};
use seamstress_runtime::codegen::*;
use serde_json::{Value, json};
use sha2::Sha256;

use crate::seam::models::{UserIdentityWarning, WarningCode};

const KEY: &[u8] = b"a key of the webhook";

/// A request as the server signs it.
struct Request {
    body: Vec<u8>,
    headers: HeaderMap,
}

fn now() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.unwrap().as_secs()
}

fn signature(key: &[u8], timestamp: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(format!("msg_1.{timestamp}.").as_bytes());
    mac.update(body);
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

fn signed(event: &Value, timestamp: &str) -> Request {
    let body = event.to_string().into_bytes();
    let mut request = Request {
        headers: HeaderMap::new(),
        body,
    };
    request.set("svix-id", "msg_1");
    request.set("svix-timestamp", timestamp);
    request.set(
        "svix-signature",
        &signature(KEY, timestamp, &request.body.clone()),
    );
    request
}

fn event() -> Value {
    json!({"warning_code": "being_deleted", "created_at": "2025-06-16T16:54:17Z", "message": "gone"})
}

impl Request {
    fn set(&mut self, name: &'static str, value: &str) {
        let name = HeaderName::from_static(name);
        self.headers.insert(name, value.parse().unwrap());
    }

    fn verify<T: Wire>(&self) -> Result<T, WebhookError> {
        webhook().verify(&self.body, &self.headers)
    }
}

fn webhook() -> Webhook {
    Webhook::new("svix", format!("whsec_{}", STANDARD.encode(KEY))).unwrap()
}

#[test]
fn an_event_that_the_server_signed_is_read() {
    let request = signed(&event(), &now().to_string());
    let event: UserIdentityWarning = request.verify().unwrap();
    assert!(matches!(event, UserIdentityWarning::BeingDeleted(e) if e.message == "gone"));
    // A secret may be written without its prefix.
    let bare = Webhook::new("svix", STANDARD.encode(KEY)).unwrap();
    bare.verify::<Value>(&request.body, &request.headers)
        .unwrap();
}

#[test]
fn an_event_of_an_unknown_type_is_kept() {
    let new = json!({"warning_code": "new", "data": [1]});
    let event: UserIdentityWarning = signed(&new, &now().to_string()).verify().unwrap();
    assert!(matches!(event, UserIdentityWarning::Unknown(e) if *e.json() == new));
}

#[test]
fn one_of_several_signatures_is_enough() {
    let mut request = signed(&event(), &now().to_string());
    let good = request.headers["svix-signature"]
        .to_str()
        .unwrap()
        .to_owned();
    let bad = signature(b"the key before", "1", b"");
    request.set("svix-signature", &format!("{bad} v2,{bad} {good}"));
    request.verify::<Value>().unwrap();
    request.set("svix-signature", &format!("{bad} v2,{}", &good[3..]));
    let error = request.verify::<Value>().unwrap_err();
    assert!(matches!(error, WebhookError::Signature));
}

#[test]
fn what_was_not_signed_like_this_is_refused() {
    let request = || signed(&event(), &now().to_string());
    let mut altered = request();
    altered.body.push(b' ');
    let mut other_id = request();
    other_id.set("svix-id", "msg_2");
    let mut other_time = request();
    other_time.set("svix-timestamp", &(now() - 100).to_string());
    let mut other_key = request();
    let forged = signature(b"another key", &now().to_string(), &other_key.body);
    other_key.set("svix-signature", &forged);
    let mut empty = request();
    empty.set("svix-signature", "");
    let mut no_text = request();
    no_text.body = vec![0xFF];
    for request in [altered, other_id, other_time, other_key, empty, no_text] {
        let error = request.verify::<Value>().unwrap_err();
        assert!(matches!(error, WebhookError::Signature), "{error}");
    }
    let other = Webhook::new("svix", STANDARD.encode("another key")).unwrap();
    let request = request();
    let error = other.verify::<Value>(&request.body, &request.headers);
    assert!(matches!(error, Err(WebhookError::Signature)));
}

#[test]
fn an_event_is_taken_within_five_minutes() {
    let at = |timestamp: u64| signed(&event(), &timestamp.to_string()).verify::<Value>();
    // The clock may go on while the test runs.
    assert!(at(now() - 295).is_ok() && at(now() + 295).is_ok());
    assert!(matches!(at(now() - 301), Err(WebhookError::TooOld)));
    assert!(matches!(at(now() + 305), Err(WebhookError::TooNew)));
    assert!(matches!(at(0), Err(WebhookError::TooOld)));
}

#[test]
fn a_timestamp_that_is_none_is_malformed() {
    for timestamp in [
        "",
        "now",
        "1.5",
        "+1700000000",
        "-1",
        "-9223372036854775808",
        "9223372036854775808",
    ] {
        let error = signed(&event(), timestamp).verify::<Value>().unwrap_err();
        assert!(
            matches!(&error, WebhookError::InvalidHeader(name) if name == "svix-timestamp"),
            "{timestamp}: {error}"
        );
    }
    let most = signed(&event(), "9223372036854775807");
    assert!(matches!(most.verify::<Value>(), Err(WebhookError::TooNew)));
}

#[test]
fn each_header_is_needed() {
    for name in ["svix-id", "svix-timestamp", "svix-signature"] {
        let mut request = signed(&event(), &now().to_string());
        let value = request.headers.remove(name).unwrap();
        // Headers of another prefix do not count.
        let other = name.replace("svix", "webhook");
        request
            .headers
            .insert(other.parse::<HeaderName>().unwrap(), value);
        let error = request.verify::<Value>().unwrap_err();
        assert!(matches!(&error, WebhookError::MissingHeader(missing) if missing == name));
        assert_eq!(
            error.to_string(),
            format!("the request has no header `{name}`")
        );
    }
    let mut request = signed(&event(), &now().to_string());
    request
        .headers
        .insert("svix-id", http::HeaderValue::from_bytes(&[0xE9]).unwrap());
    let error = request.verify::<Value>().unwrap_err();
    assert!(matches!(error, WebhookError::InvalidHeader(name) if name == "svix-id"));
}

#[test]
fn a_body_that_is_not_an_event_is_an_error_with_its_path() {
    let odd = json!({"display_name": 7});
    let error = signed(&odd, &now().to_string()).verify::<crate::seam::models::UserIdentity>();
    let error = error.unwrap_err();
    let WebhookError::Payload(decode) = &error else {
        panic!("{error}");
    };
    assert_eq!(decode.path(), "$.display_name");
    let shown = error.to_string();
    let start = "the event cannot be decoded: $.display_name: expected a string, found a number";
    assert!(shown.starts_with(start), "{shown}");
    let error = signed(&json!([]), &now().to_string()).verify::<WarningCode>();
    assert!(matches!(error, Err(WebhookError::Payload(_))));
}

#[test]
fn a_secret_that_is_none_is_refused() {
    for secret in ["", "whsec_", "whsec_a canary", "canary\n", "whsec_YQ"] {
        let error = Webhook::new("svix", secret).unwrap_err();
        assert!(matches!(error, WebhookError::Secret), "{secret}");
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("canary"), "{shown}");
    }
}

#[test]
fn a_webhook_does_not_show_its_secret() {
    let shown = format!("{:?}", webhook());
    assert_eq!(shown, r#"Webhook { prefix: "svix", .. }"#);
    fn shared<T: Send + Sync + Clone>(_: T) {}
    shared(webhook());
}
