//! Secrets in each part of a request, several at once, and none of them shown.

use std::{
    error::Error as _,
    sync::{Arc, Mutex},
};

use seamstress_runtime::{
    Api, Attempt, AttemptOutcome, Binding, Call, Client, ClientBuilder, Credential, Error,
    ErrorKind, OperationSpec, Scheme,
    testing::{MockTransport, RecordedRequest},
};
use serde_json::{Value, json};

static QUERY: Scheme = Scheme::query("key", "api key");
static COOKIE: Scheme = Scheme::cookie("session", "sid");
static BASIC: Scheme = Scheme::basic("login");
static APP: Scheme = Scheme::header("app", "x-app");
static BEARER: Scheme = Scheme::bearer("token");
static API: Api =
    Api::new("Pets", "https://pets.example").schemes(&[QUERY, COOKIE, BASIC, APP, BEARER]);

static BY_QUERY: OperationSpec = OperationSpec::get("/pets?v=2")
    .bindings(&[Binding::query("color"), Binding::query("api key")])
    .security(&[&["key"]]);
static BY_COOKIE: OperationSpec = OperationSpec::get("/pets")
    .bindings(&[Binding::cookie("lang"), Binding::cookie("sid")])
    .security(&[&["session"]]);
static BY_LOGIN: OperationSpec = OperationSpec::get("/pets").security(&[&["login"]]);
static BY_TWO: OperationSpec = OperationSpec::get("/pets").security(&[&["app", "key"], &["token"]]);
static BY_CHOICE: OperationSpec = OperationSpec::get("/pets").security(&[&[], &["key"]]);
static BY_NOTHING: OperationSpec = OperationSpec::get("/pets").security(&[]);
static BY_CLASH: OperationSpec = OperationSpec::get("/pets").security(&[&["login", "token"]]);

const SENTINEL: &str = "sentinel/4711 &=ü;";

fn builder(server: &MockTransport) -> ClientBuilder {
    let server = server.clone();
    Client::builder(&API).transport(server).env(|_| None)
}

async fn call(client: Client, spec: &'static OperationSpec, params: Value) -> Result<(), Error> {
    Call::new(client, spec).params(params).await
}

async fn sent(
    credentials: Vec<Credential>,
    spec: &'static OperationSpec,
    params: Value,
) -> RecordedRequest {
    let server = MockTransport::new().respond(200, json!({}));
    let mut builder = builder(&server).anonymous();
    for credential in credentials {
        builder = builder.credential(credential);
    }
    call(builder.build().unwrap(), spec, params).await.unwrap();
    server.requests().remove(0)
}

#[tokio::test]
async fn a_key_in_the_query_is_encoded_and_replaces_a_parameter_of_its_name() {
    let key = || vec![Credential::new(&QUERY, SENTINEL)];
    let request = sent(key(), &BY_QUERY, json!({"color": "a b", "api key": "mine"})).await;
    assert_eq!(
        request.path,
        "/pets?v=2&color=a%20b&api%20key=sentinel%2F4711%20%26%3D%C3%BC%3B"
    );
    let request = sent(key(), &BY_CHOICE, json!({})).await;
    assert_eq!(
        request.path,
        "/pets?api%20key=sentinel%2F4711%20%26%3D%C3%BC%3B"
    );
}

#[tokio::test]
async fn a_key_in_a_cookie_is_encoded_and_sent_with_the_other_cookies() {
    let key = vec![Credential::new(&COOKIE, SENTINEL)];
    let request = sent(key, &BY_COOKIE, json!({"lang": "en", "sid": "mine"})).await;
    assert_eq!(
        request.header("cookie"),
        Some("lang=en; sid=sentinel%2F4711%20%26%3D%C3%BC%3B")
    );
    assert!(request.headers["cookie"].is_sensitive());
}

#[tokio::test]
async fn a_user_and_a_password_are_sent_together() {
    let login = vec![Credential::basic(&BASIC, "ann", "a:b")];
    let request = sent(login, &BY_LOGIN, json!({})).await;
    assert_eq!(request.header("authorization"), Some("Basic YW5uOmE6Yg=="));
    let server = MockTransport::new();
    let colon = builder(&server).credential(Credential::basic(&BASIC, "a:b", "c"));
    insta::assert_snapshot!(colon.build().unwrap_err(), @"the user name of `login` contains a colon, which basic authentication cannot send");
    let empty = builder(&server).credential(Credential::basic(&BASIC, "", ""));
    insta::assert_snapshot!(empty.build().unwrap_err(), @"the secret of `login` is empty");
    for scheme in [&QUERY, &COOKIE] {
        let broken = builder(&server).credential(Credential::new(scheme, "sentinel\n"));
        let error = broken.build().unwrap_err().to_string();
        assert!(error.contains("a character that no"), "{error}");
        assert!(!error.contains("sentinel"), "{error}");
    }
}

#[tokio::test]
async fn a_key_in_a_header_may_begin_with_a_word() {
    let request = sent(
        vec![
            Credential::new(&APP, "Bearer t"),
            Credential::new(&QUERY, "k"),
        ],
        &BY_TWO,
        json!({}),
    );
    assert_eq!(request.await.header("x-app"), Some("Bearer t"));
    let build = |secret| {
        builder(&MockTransport::new())
            .credential(Credential::new(&APP, secret))
            .build()
    };
    assert!(build("Bearer t ").is_err());
    assert!(build("Bearer\tt").is_err());
}

#[tokio::test]
async fn an_alternative_of_two_schemes_takes_both_credentials() {
    let both = || {
        vec![
            Credential::new(&APP, "a"),
            Credential::new(&QUERY, "k"),
            Credential::new(&BEARER, "t"),
        ]
    };
    let request = sent(both(), &BY_TWO, json!({})).await;
    assert_eq!(request.header("x-app"), Some("a"));
    assert_eq!(request.query("api key").as_deref(), Some("k"));
    assert_eq!(request.header("authorization"), None);
    let server = MockTransport::new();
    let one = builder(&server).credential(Credential::new(&APP, "a"));
    let error = call(one.build().unwrap(), &BY_TWO, json!({})).await;
    insta::assert_snapshot!(error.unwrap_err(), @"GET /pets: the operation needs a credential of app with key or token; the client has app");
    assert_eq!(server.requests().len(), 0);
}

#[tokio::test]
async fn credentials_that_no_request_can_carry_together_are_an_error() {
    let server = MockTransport::new();
    let both = builder(&server)
        .credential(Credential::basic(&BASIC, "u", "p"))
        .credential(Credential::new(&BEARER, "t"));
    let error = call(both.build().unwrap(), &BY_CLASH, json!({})).await;
    insta::assert_snapshot!(error.unwrap_err(), @"GET /pets: the operation needs login with token, but both are sent in the header `authorization`");
    assert_eq!(server.requests().len(), 0);
}

#[tokio::test]
async fn an_optional_credential_is_sent_where_there_is_one() {
    let key = || vec![Credential::new(&QUERY, "k")];
    let path = async |credentials, spec| sent(credentials, spec, json!({})).await.path;
    assert_eq!(path(key(), &BY_CHOICE).await, "/pets?api%20key=k");
    assert_eq!(path(vec![], &BY_CHOICE).await, "/pets");
    assert_eq!(path(key(), &BY_NOTHING).await, "/pets");
}

#[test]
fn the_environment_has_several_credentials_only_where_operations_need_them_together() {
    static KEY: Scheme = Scheme::header("key", "x-key").env("KEY");
    static APP: Scheme = Scheme::header("app", "x-app").env("APP").together(&["key"]);
    static TOKEN: Scheme = Scheme::bearer("token").env("TOKEN");
    static API: Api = Api::new("Pets", "https://pets.example").schemes(&[KEY, APP, TOKEN]);
    let build = |set: &'static [&'static str]| {
        let env = move |name: &str| set.contains(&name).then(|| "s".to_owned());
        let builder = Client::builder(&API).transport(MockTransport::new());
        builder.env(env).build()
    };
    let client = format!("{:?}", build(&["KEY", "APP"]).unwrap());
    assert!(client.contains(r#"["key", "app"]"#), "{client}");
    insta::assert_snapshot!(build(&["KEY", "TOKEN"]).unwrap_err(), @"both KEY and TOKEN are set: unset one of them, or give the client a credential");
}

#[tokio::test]
async fn no_hook_and_no_error_shows_a_secret_of_a_query_or_a_cookie() {
    let seen: Arc<Mutex<String>> = Arc::default();
    let sink = seen.clone();
    let hook = move |attempt: &Attempt, outcome: &AttemptOutcome<'_>| {
        *sink.lock().unwrap() += &format!("{} {attempt:?} {outcome:?}", attempt.url());
    };
    let server = MockTransport::new()
        .respond(404, json!({}))
        .respond(404, json!({}));
    let builder = builder(&server)
        .credential(Credential::new(&QUERY, "sentinel 4711"))
        .credential(Credential::new(&COOKIE, "sentinel 4711"))
        .request_hook(hook);
    *seen.lock().unwrap() += &format!("{builder:?}");
    let client = builder.build().unwrap();
    *seen.lock().unwrap() += &format!("{client:?}");
    // The parameter `color` repeats the secret.
    let params = json!({"color": "sentinel 4711"});
    for (spec, params) in [(&BY_QUERY, params), (&BY_COOKIE, json!({}))] {
        let error = call(client.clone(), spec, params).await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Api));
        let source = error.source();
        *seen.lock().unwrap() += &format!("{error} {error:?} {source:?}");
    }
    let sent: String = server
        .requests()
        .iter()
        .map(|it| format!("{} {:?}", it.path, it.header("cookie")))
        .collect();
    assert_eq!(sent.matches("sentinel%204711").count(), 3, "{sent}");
    let seen = seen.lock().unwrap();
    assert!(!seen.contains("sentinel"), "{seen}");
    assert!(
        seen.contains("v=2&color=REDACTED&api%20key=REDACTED"),
        "{seen}"
    );
}
