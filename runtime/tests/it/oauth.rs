//! The flows of OAuth 2 that need no user.

use seamstress_runtime::{
    Api, Call, Client, ClientBuilder, Credential, Error, ErrorKind, OAuthFlow, OperationSpec,
    Scheme,
    testing::{MockTransport, RecordedRequest},
};
use serde_json::{Value, json};

static OAUTH: Scheme = Scheme::bearer("oauth").token_url("https://login.example/token");
static RELATIVE: Scheme = Scheme::bearer("oauth")
    .token_url("/oauth/token/")
    .refresh_url("/oauth/refresh");
static BARE: Scheme = Scheme::bearer("oauth");
static API: Api = Api::new("Pets", "https://pets.example/v1").schemes(&[OAUTH]);
static GET: OperationSpec = OperationSpec::get("/pets").security(&[&["oauth"]]);

const SECRET: &str = "sentinel +/";

fn builder(server: &MockTransport, scheme: &'static Scheme, flow: OAuthFlow) -> ClientBuilder {
    let builder = Client::builder(&API).transport(server.clone());
    builder.credential(Credential::tokens(scheme, flow))
}

async fn get(client: &Client) -> Result<(), Error> {
    Call::new(client.clone(), &GET).await
}

fn form(request: &RecordedRequest) -> &str {
    std::str::from_utf8(&request.body).unwrap()
}

fn client_flow() -> OAuthFlow {
    OAuthFlow::client_credentials("the id", SECRET)
}

/// The error of a call whose token URL responds so.
async fn failure(status: u16, body: Value) -> String {
    let server = MockTransport::new().respond(status, body);
    let client = builder(&server, &OAUTH, client_flow()).build().unwrap();
    let error = get(&client).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Token(_)));
    let shown = format!("{error:?} {client:?}");
    assert!(!shown.contains("sentinel"), "{shown}");
    error.to_string()
}

#[tokio::test]
async fn client_credentials_are_exchanged_for_a_token() {
    let server = MockTransport::new()
        .respond(
            200,
            json!({"access_token": "t1", "token_type": "Bearer", "expires_in": "60"}),
        )
        .respond(200, json!({}))
        .respond(200, json!({}));
    let flow = client_flow()
        .scope("read write")
        .parameter("audience", "a&b");
    let client = builder(&server, &OAUTH, flow).build().unwrap();
    get(&client).await.unwrap();
    get(&client).await.unwrap();
    let requests = server.requests();
    assert_eq!(requests.len(), 3);
    let token = &requests[0];
    assert_eq!((token.method.as_str(), &*token.path), ("POST", "/token"));
    assert_eq!(
        form(token),
        "grant_type=client_credentials&scope=read%20write&audience=a%26b"
    );
    // `the%20id:sentinel%20%2B%2F`
    assert_eq!(
        token.header("authorization"),
        Some("Basic dGhlJTIwaWQ6c2VudGluZWwlMjAlMkIlMkY=")
    );
    assert!(token.headers["authorization"].is_sensitive());
    assert_eq!(
        token.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(requests[2].header("authorization"), Some("Bearer t1"));
}

#[tokio::test]
async fn the_client_can_be_in_the_body_and_public() {
    for (flow, body) in [
        (
            client_flow().client_in_body(),
            "grant_type=client_credentials&client_id=the%20id&client_secret=sentinel%20%2B%2F",
        ),
        (
            OAuthFlow::refresh_token("r").client("app", ""),
            "grant_type=refresh_token&refresh_token=r&client_id=app",
        ),
    ] {
        let server = MockTransport::new()
            .respond(200, json!({"access_token": "t"}))
            .respond(200, json!({}));
        let client = builder(&server, &OAUTH, flow).build().unwrap();
        get(&client).await.unwrap();
        let requests = server.requests();
        assert_eq!(form(&requests[0]), body);
        assert_eq!(requests[0].header("authorization"), None);
    }
}

#[tokio::test]
async fn a_replaced_refresh_token_is_used_from_then_on() {
    let server = MockTransport::new()
        .respond(200, json!({"access_token": "t1", "refresh_token": "r2"}))
        .respond(401, json!({}))
        .respond(200, json!({"access_token": "t2"}))
        .respond(200, json!({}));
    let flow = OAuthFlow::refresh_token("r1");
    let client = builder(&server, &RELATIVE, flow).build().unwrap();
    get(&client).await.unwrap();
    let requests = server.requests();
    assert_eq!(requests[0].path, "/oauth/refresh");
    assert_eq!(
        form(&requests[0]),
        "grant_type=refresh_token&refresh_token=r1"
    );
    assert_eq!(
        form(&requests[2]),
        "grant_type=refresh_token&refresh_token=r2"
    );
    assert_eq!(requests[3].header("authorization"), Some("Bearer t2"));
}

#[tokio::test]
async fn errors_are_those_of_the_server_without_what_was_sent() {
    insta::assert_snapshot!(failure(400, json!({"error": "invalid_scope", "error_description": "no such scope"})).await, @"GET /pets: the token provider of `oauth` failed: the token URL responded with 400 Bad Request: invalid_scope: no such scope");
    insta::assert_snapshot!(failure(401, json!({"error": format!("bad {SECRET}")})).await, @"GET /pets: the token provider of `oauth` failed: the token URL responded with 401 Unauthorized: bad [redacted]");
    insta::assert_snapshot!(failure(500, json!("oops")).await, @"GET /pets: the token provider of `oauth` failed: the token URL responded with 500 Internal Server Error");
    insta::assert_snapshot!(failure(302, json!({})).await, @"GET /pets: the token provider of `oauth` failed: the token URL responded with 302 Found");
    insta::assert_snapshot!(failure(200, json!({"token": "t"})).await, @"GET /pets: the token provider of `oauth` failed: the token URL returned no `access_token`");
    insta::assert_snapshot!(failure(200, json!({"access_token": "sentinel", "token_type": "mac"})).await, @"GET /pets: the token provider of `oauth` failed: the token URL returned a token that is not a bearer token");
}

#[tokio::test]
async fn secrets_are_sent_encrypted_or_to_this_machine_only() {
    let refusal = |scheme, url: Option<&str>| {
        let flow = client_flow();
        let flow = url.into_iter().fold(flow, |flow, url| flow.token_url(url));
        let builder = builder(&MockTransport::new(), scheme, flow);
        // What is allowed for the API is not allowed for the token URL.
        let builder = builder.base_url("http://pets.example").allow_http(true);
        builder.build().map(drop).map_err(|error| error.to_string())
    };
    assert_eq!(refusal(&OAUTH, Some("http://127.0.0.1:80/token")), Ok(()));
    assert_eq!(refusal(&OAUTH, None), Ok(()));
    insta::assert_snapshot!(refusal(&OAUTH, Some("http://a.example/t")).unwrap_err(), @"the token URL of `oauth` is http, which is not encrypted: use https");
    insta::assert_snapshot!(refusal(&RELATIVE, None).unwrap_err(), @"the token URL of `oauth` is http, which is not encrypted: use https");
    insta::assert_snapshot!(refusal(&OAUTH, Some("login.example/token")).unwrap_err(), @"the token URL of `oauth` is not a URL");
    insta::assert_snapshot!(refusal(&BARE, None).unwrap_err(), @"`oauth` documents no token URL: set one with `token_url`");
}

#[tokio::test]
async fn a_relative_token_url_is_on_the_server_of_the_api() {
    let server = MockTransport::new()
        .respond(200, json!({"access_token": "t"}))
        .respond(200, json!({}));
    let client = builder(&server, &RELATIVE, client_flow()).build().unwrap();
    get(&client).await.unwrap();
    let paths: Vec<_> = server.requests().into_iter().map(|it| it.path).collect();
    assert_eq!(paths, ["/oauth/token/", "/v1/pets"]);
}
