//! No `Debug` or `Display` of the client of `cases/objects/secrets` shows a secret.

use std::fmt::Debug;

use doors_client::{
    Doors, hooks,
    models::{Hook, HooksCreateParams},
    runtime::{UnknownVariant, decode, encode},
    testing::MockTransport,
};
use serde_json::{Value, json};

const SECRET: &str = "s3cr3t-s3nt1n3l";

#[track_caller]
fn hides(value: &impl Debug) -> String {
    let (short, long) = (format!("{value:?}"), format!("{value:#?}"));
    assert!(!short.contains(SECRET) && !long.contains(SECRET), "{short}");
    short
}

fn hook() -> Value {
    json!({
        "secret": SECRET,
        "code": SECRET,
        "type": "shown-type",
        "has_password": true,
        "page_token": "shown-cursor",
        "token_type": "shown-kind",
        "public_token": "shown-token",
        "clientSecret": SECRET,
        "session": {"accessTokens": [SECRET], "token": [SECRET, SECRET], "api_key": SECRET},
        "new_secret": SECRET,
        "new_list": [{"refreshToken": {"inner": SECRET}}],
        "new_name": "shown-name",
    })
}

fn args() -> hooks::CreateArgs {
    hooks::CreateArgs {
        url: "shown-url".to_owned(),
        r#type: "shown-type".to_owned(),
        owner: "shown-owner".to_owned(),
        signing_key: SECRET.to_owned(),
    }
}

#[test]
fn debug_of_a_response_hides_secrets_and_shows_the_rest() {
    let hook: Hook = decode(hook().to_string().as_bytes()).unwrap();
    assert_eq!(hook.secret, SECRET);
    let text = hides(&hook);
    for shown in ["type", "cursor", "kind", "token", "name"] {
        assert!(text.contains(&format!("shown-{shown}")), "{shown}: {text}");
    }
    assert!(text.starts_with("Hook { secret: [redacted], code: [redacted], type: Some(\"shown-type\")"), "{text}");
    hides(&hook.session);
    hides(&vec![Some(hook.clone())]);
    hides(hook.extra());
    hides(&hook.extra().iter());
}

#[test]
fn debug_shows_whether_a_secret_is_set() {
    let mut json = hook();
    json["clientSecret"] = Value::Null;
    let hook: Hook = decode(json.to_string().as_bytes()).unwrap();
    assert!(hides(&hook).contains("client_secret: [null]"));
    json.as_object_mut().unwrap().remove("clientSecret");
    let hook: Hook = decode(json.to_string().as_bytes()).unwrap();
    assert!(hides(&hook).contains("client_secret: [absent]"));
}

#[test]
fn debug_of_undeclared_json_hides_what_is_named_as_a_secret() {
    let mut json = hook();
    // That this one is a secret, only an override of the type says.
    json.as_object_mut().unwrap().remove("code");
    let variant: UnknownVariant = decode(json.to_string().as_bytes()).unwrap();
    let text = hides(&variant);
    assert!(text.contains("shown-name") && text.contains("[redacted]"), "{text}");
}

#[tokio::test(flavor = "current_thread")]
async fn debug_of_requests_and_errors_hides_secrets() {
    let server = MockTransport::new()
        .respond(200, json!({"hook": {"secret": SECRET, "code": 7}, "ok": true}))
        .respond(200, json!({"hook": hook(), "ok": true}));
    let doors = Doors::builder().transport(server.clone()).build().unwrap();
    hides(&args());
    let request = doors
        .hooks()
        .create(args())
        .pass_phrase(SECRET)
        .old_words([SECRET, SECRET]);
    let text = hides(&request);
    assert!(text.contains("shown-owner"), "{text}");
    let params: &HooksCreateParams = &request.params;
    hides(params);
    hides(&request.clone().call());
    let error = request.clone().await.unwrap_err();
    hides(&error);
    assert!(!error.to_string().contains(SECRET));
    let sent = server.requests()[0].json().unwrap();
    assert_eq!((&sent["signing_key"], &sent["pass_phrase"]), (&json!(SECRET), &json!(SECRET)));
    hides(&request.send());
}

#[test]
fn a_secret_is_encoded_all_the_same() {
    let hook: Hook = decode(hook().to_string().as_bytes()).unwrap();
    let json: Value = serde_json::from_slice(&encode(&hook).unwrap()).unwrap();
    assert_eq!(json, self::hook());
}
