//! Parameters in the path, the query, headers, cookies and the body.

use seamstress_runtime::{
    ErrorKind,
    codegen::*,
    http,
    testing::{MockTransport, RecordedRequest},
};
use serde_json::{Value, json};

static API: Api = Api::new("Test", "https://api.example.test/v1");

static UPDATE: OperationSpec = OperationSpec::put("/pets/{pet_id}/toys/{toy}?beta=true")
    .json_body()
    .bindings(&[
        Binding::path("pet_id"),
        Binding::path("path_toy").wire("toy"),
        Binding::query("tags"),
        Binding::query("filter").query_style(QueryStyle::DeepObject),
        Binding::query("where").query_style(QueryStyle::Json),
        Binding::header("x-trace"),
        Binding::cookie("session"),
        Binding::cookie("theme").explode(false),
        Binding::body_field("body_toy").wire("toy"),
    ]);

static REPLACE: OperationSpec = OperationSpec::put("/pets/{pet_id}")
    .json_body()
    .bindings(&[Binding::path("pet_id"), Binding::body("pet")]);

pub(crate) async fn send(
    spec: &'static OperationSpec,
    params: impl Wire,
) -> Result<RecordedRequest, Error> {
    let server = MockTransport::new().respond(200, json!({}));
    let client = Client::builder(&API).transport(server.clone()).build()?;
    Call::<()>::new(client, spec).params(params).await?;
    Ok(server.requests().remove(0))
}

/// A spec of one parameter.
fn spec(path: &'static str, binding: Binding) -> &'static OperationSpec {
    Box::leak(Box::new(
        OperationSpec::get(path).bindings(Box::leak(Box::new([binding]))),
    ))
}

#[tokio::test]
async fn every_parameter_goes_where_it_is_bound_to() {
    let params = json!({
        "pet_id": "a/b", "path_toy": 7, "tags": ["x", "y z"], "filter": {"name": {"eq": "Rex"}},
        "where": {"a": [1]}, "x-trace": "t 1", "session": "s;1", "theme": ["dark", "red"],
        "body_toy": "ball", "size": 1.5,
    });
    let request = send(&UPDATE, params).await.unwrap();
    assert_eq!(request.method, http::Method::PUT);
    let (path, query) = request.path.split_once('?').unwrap();
    assert_eq!(path, "/v1/pets/a%2Fb/toys/7");
    let mut query: Vec<_> = query.split('&').collect();
    assert_eq!(query.remove(0), "beta=true");
    query.sort_unstable();
    assert_eq!(
        query,
        [
            "filter%5Bname%5D%5Beq%5D=Rex",
            "tags=x",
            "tags=y%20z",
            "where=%7B%22a%22%3A%5B1%5D%7D"
        ]
    );
    assert_eq!(request.header("x-trace"), Some("t 1"));
    assert!(request.headers["x-trace"].is_sensitive());
    assert_eq!(
        request.header("cookie"),
        Some("session=s%3B1; theme=dark,red")
    );
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.json(), Some(json!({"toy": "ball", "size": 1.5})));
}

#[tokio::test]
async fn absent_parameters_are_left_out() {
    let params =
        json!({"pet_id": "a", "path_toy": true, "tags": [], "filter": null, "x-trace": null});
    let request = send(&UPDATE, params).await.unwrap();
    assert_eq!(request.path, "/v1/pets/a/toys/true?beta=true");
    assert_eq!(request.header("x-trace"), None);
    assert_eq!(request.header("cookie"), None);
    assert_eq!(request.body, "{}");
}

#[tokio::test]
async fn one_parameter_can_be_the_whole_body() {
    let params = json!({"pet_id": "a", "pet": ["any", {"json": 1}]});
    let request = send(&REPLACE, params).await.unwrap();
    assert_eq!(request.json(), Some(json!(["any", {"json": 1}])));
    let request = send(&REPLACE, json!({"pet_id": "a"})).await.unwrap();
    assert_eq!(request.body, "");
    assert_eq!(request.header("content-type"), None);
}

#[tokio::test]
async fn headers_of_the_call_override_those_of_parameters() {
    let server = MockTransport::new().respond(200, json!({}));
    let client = Client::builder(&API).transport(server.clone());
    let spec = spec("/x", Binding::header("x-trace"));
    let call = Call::<()>::new(client.header("x-trace", "client").build().unwrap(), spec);
    let call = call.params(json!({"x-trace": "parameter"}));
    call.header("x-trace", "call").await.unwrap();
    assert_eq!(server.requests()[0].header("x-trace"), Some("call"));
}

#[tokio::test]
async fn a_path_parameter_has_to_have_a_value() {
    for value in [
        json!({}),
        json!({"id": null}),
        json!({"id": ""}),
        json!({"id": []}),
        json!({"id": [""]}),
        json!({"id": "."}),
        json!({"id": ".."}),
        json!({"id": {"a": [1]}}),
    ] {
        let error = send(spec("/pets/{id}", Binding::path("id")), value.clone()).await;
        let error = error.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Encode(_)), "{value}");
        assert!(error.path().unwrap().starts_with("$.id"), "{error}");
        assert_eq!(error.attempts(), 0);
    }
    let error = send(spec("/{id}", Binding::path("id")), json!({"id": ""})).await;
    insta::assert_snapshot!(
        error.unwrap_err(),
        @"GET /{id}: a parameter cannot be encoded: $.id: a path parameter cannot be empty"
    );
    let dots = Binding::path("id").path_style(PathStyle::Label);
    let error = send(spec("/pets/{id}", dots), json!({"id": "."})).await;
    assert_eq!(error.unwrap_err().path(), Some("$.id"));
    // Dots are only special where they are a whole segment.
    let file = send(spec("/{id}.json", Binding::path("id")), json!({"id": ".."})).await;
    assert_eq!(file.unwrap().path, "/v1/...json");
}

#[tokio::test]
async fn reserved_characters_of_a_path_stay_within_it() {
    let path = || spec("/{id}/raw", Binding::path("id").reserved());
    for (value, sent) in [
        ("refs/heads/a b", "/v1/refs/heads/a%20b/raw"),
        ("//evil.test", "/v1///evil.test/raw"),
        ("https://evil.test:1", "/v1/https://evil.test:1/raw"),
        ("@evil.test?a#b", "/v1/@evil.test%3Fa%23b/raw"),
        ("a\\..\\b", "/v1/a%5C..%5Cb/raw"),
        ("%2e%2e/a", "/v1/%252e%252e/a/raw"),
        ("a..b/...", "/v1/a..b/.../raw"),
    ] {
        let request = send(path(), json!({"id": value})).await.unwrap();
        assert_eq!(request.path, sent);
        assert_eq!(request.path_parameter("id").as_deref(), Some(value));
    }
    let request = send(
        spec("/git/{ref+}", Binding::path("ref").wire("ref+").reserved()),
        json!({"ref": "heads/a b"}),
    );
    let found = request.await.unwrap().path_parameter("ref");
    assert_eq!(found.as_deref(), Some("heads/a b"));
    // The path of the base URL repeats the beginning of the template.
    let file = || spec("/v1/{path}", Binding::path("path").reserved());
    let request = send(file(), json!({"path": "v1/a"})).await.unwrap();
    assert_eq!(request.path, "/v1/v1/v1/a");
    assert_eq!(request.path_parameter("path").as_deref(), Some("v1/a"));
    for value in [
        "",
        ".",
        "..",
        "../a",
        "a/../b",
        "a/..",
        "a/.",
        "./a",
        "..;/a",
        "a/.;x=1/b",
    ] {
        let error = send(path(), json!({"id": value})).await.unwrap_err();
        assert_eq!(error.path(), Some("$.id"), "{value}");
    }
    let after = spec("/x{id}", Binding::path("id").reserved());
    let error = send(after, json!({"id": "/.."})).await.unwrap_err();
    assert_eq!(error.path(), Some("$.id"));
}

#[tokio::test]
async fn a_header_that_cannot_be_sent_is_an_error() {
    for value in ["a\r\nx-b: c", "é", " a", "\u{0}"] {
        let header = spec("/x", Binding::header("x-a"));
        let error = send(header, json!({"x-a": value})).await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Config(_)), "{error}");
        assert!(!error.to_string().contains(value), "{error}");
    }
}

#[tokio::test]
async fn a_parameter_without_a_part_of_the_request_is_an_error() {
    let error = send(spec("/x", Binding::query("a")), json!({"b": 1})).await;
    insta::assert_snapshot!(
        error.unwrap_err(),
        @"GET /x: the parameter `b` is not bound to a part of the request"
    );
    let error = send(spec("/x", Binding::query("a")), vec![1_i64]).await;
    insta::assert_snapshot!(
        error.unwrap_err(),
        @"GET /x: the parameters are not an object, so they have no bindings"
    );
    let error = send(spec("/x/{y}", Binding::query("a")), json!({"a": 1})).await;
    assert_eq!(error.unwrap_err().path(), Some("$.y"));
}

#[tokio::test]
async fn numbers_that_are_not_finite_are_an_error_everywhere() {
    for binding in [
        Binding::path("x"),
        Binding::query("x"),
        Binding::query("x").query_style(QueryStyle::Json),
        Binding::query("x").query_style(QueryStyle::DeepObject),
        Binding::header("x"),
        Binding::cookie("x"),
    ] {
        let params = std::collections::BTreeMap::from([("x".to_owned(), f64::NAN)]);
        let error = send(spec("/{x}", binding), params).await.unwrap_err();
        assert_eq!(error.path(), Some("$.x"), "{error}");
    }
}

static PAGING: Paging = Paging::new("after", &["next"]);
static BY_QUERY: OperationSpec = OperationSpec::get("/list")
    .bindings(&[Binding::query("after"), Binding::query("limit")])
    .responses(&[ResponseSpec::code(200).envelope("data")])
    .pages(&PAGING);
static BY_PATH: OperationSpec = OperationSpec::get("/list/{after}")
    .bindings(&[Binding::path("after")])
    .responses(&[ResponseSpec::code(200).envelope("data")])
    .pages(&PAGING);
static BY_HEADER: OperationSpec = OperationSpec::get("/list")
    .bindings(&[Binding::header("after").wire("x-after")])
    .responses(&[ResponseSpec::code(200).envelope("data")])
    .pages(&PAGING);

/// The requests for two pages, the second of which has the cursor `c/1`.
async fn pages(spec: &'static OperationSpec, params: Option<Value>) -> Vec<RecordedRequest> {
    let server = MockTransport::new()
        .respond(200, json!({"data": ["a"], "next": "c/1"}))
        .respond(200, json!({"data": ["b"]}));
    let client = Client::builder(&API).transport(server.clone()).build();
    let mut call = Call::<Page<String>>::new(client.unwrap(), spec);
    if let Some(params) = params {
        call = call.params(params);
    }
    assert_eq!(call.items().try_collect().await.unwrap(), ["a", "b"]);
    server.requests()
}

fn paths(requests: &[RecordedRequest]) -> Vec<&str> {
    requests.iter().map(|request| &*request.path).collect()
}

#[tokio::test]
async fn the_cursor_of_a_page_is_a_parameter_like_any_other() {
    let requests = pages(&BY_QUERY, Some(json!({"limit": 2}))).await;
    assert_eq!(
        paths(&requests),
        ["/v1/list?limit=2", "/v1/list?limit=2&after=c%2F1"]
    );
    let requests = pages(&BY_QUERY, Some(json!({"after": "c0"}))).await;
    assert_eq!(
        paths(&requests),
        ["/v1/list?after=c0", "/v1/list?after=c%2F1"]
    );
    let requests = pages(&BY_QUERY, None).await;
    assert_eq!(paths(&requests), ["/v1/list", "/v1/list?after=c%2F1"]);
    assert!(requests.iter().all(|request| request.body.is_empty()));
    let requests = pages(&BY_PATH, Some(json!({"after": "c0"}))).await;
    assert_eq!(paths(&requests), ["/v1/list/c0", "/v1/list/c%2F1"]);
    let requests = pages(&BY_HEADER, None).await;
    assert_eq!(requests[0].header("x-after"), None);
    assert_eq!(requests[1].header("x-after"), Some("c/1"));
}

static POLL_BY_PATH: OperationSpec =
    OperationSpec::get("/jobs/{job}").bindings(&[Binding::path("job_id").wire("job")]);
static POLL_BY_QUERY: OperationSpec =
    OperationSpec::get("/job").bindings(&[Binding::query("job_id")]);
static POLL_BY_BODY: OperationSpec = OperationSpec::post("/job").json_body();
static JOB_BY_PATH: LongRunning = LongRunning::new(&POLL_BY_PATH, "id")
    .parameter("job_id")
    .status("status", &["pending"], &["done"], &["failed"]);
static JOB_BY_QUERY: LongRunning = LongRunning::new(&POLL_BY_QUERY, "id")
    .parameter("job_id")
    .status("status", &["pending"], &["done"], &["failed"]);
static JOB_BY_BODY: LongRunning =
    LongRunning::new(&POLL_BY_BODY, "id").status("status", &["pending"], &["done"], &["failed"]);
static START_BY_PATH: OperationSpec = OperationSpec::post("/start")
    .json_body()
    .long_running(&JOB_BY_PATH);
static START_BY_QUERY: OperationSpec = OperationSpec::post("/start")
    .json_body()
    .long_running(&JOB_BY_QUERY);
static START_BY_BODY: OperationSpec = OperationSpec::post("/start")
    .json_body()
    .long_running(&JOB_BY_BODY);

#[tokio::test]
async fn the_id_of_a_job_is_a_parameter_like_any_other() {
    for (spec, path, body) in [
        (&START_BY_PATH, "/v1/jobs/a%2F1", ""),
        (&START_BY_QUERY, "/v1/job?job_id=a%2F1", ""),
        (&START_BY_BODY, "/v1/job", r#"{"id":"a/1"}"#),
    ] {
        let server = MockTransport::new()
            .respond(200, json!({"id": "a/1", "status": "pending"}))
            .respond(200, json!({"id": "a/1", "status": "pending"}))
            .respond(200, json!({"id": "a/1", "status": "done"}));
        let client = Client::builder(&API).transport(server.clone()).build();
        let call = Call::<Value>::new(client.unwrap(), spec).params(json!({"x": 1}));
        assert_eq!(call.await.unwrap()["status"], "done");
        let requests = server.requests();
        assert_eq!(requests[0].json(), Some(json!({"x": 1})));
        for poll in &requests[1..] {
            assert_eq!((&*poll.path, &*poll.body), (path, body.as_bytes()));
        }
    }
}

static KEY: Scheme = Scheme::header("key", "x-key");
static APP: Scheme = Scheme::header("app", "x-app");
static BOTH: OperationSpec = OperationSpec::get("/x").security(&[&["key", "app"], &["token"]]);
static OPTIONAL: OperationSpec = OperationSpec::get("/x").security(&[&["key"], &[]]);

#[tokio::test]
async fn all_schemes_of_an_alternative_are_sent_together() {
    let send = async |spec, credentials: &[&'static Scheme]| {
        let server = MockTransport::new().respond(200, json!({}));
        let mut client = Client::builder(&API).transport(server.clone());
        for scheme in credentials {
            client = client.credential(Credential::new(scheme, scheme_secret(scheme)));
        }
        Call::<()>::new(client.build()?, spec).await?;
        let request = server.requests().remove(0);
        let header = |name| request.header(name).map(str::to_owned);
        Ok::<_, Error>((header("x-key"), header("x-app")))
    };
    let (key, app) = (Some("k".to_owned()), Some("a".to_owned()));
    let sent = send(&BOTH, &[&APP, &KEY]).await.unwrap();
    assert_eq!(sent, (key.clone(), app));
    let error = send(&BOTH, &[&KEY]).await.unwrap_err();
    insta::assert_snapshot!(
        error,
        @"GET /x: the operation needs a credential of key with app or token; the client has key"
    );
    assert_eq!(send(&OPTIONAL, &[&KEY]).await.unwrap(), (key, None));
    assert_eq!(send(&OPTIONAL, &[&APP]).await.unwrap(), (None, None));
}

fn scheme_secret(scheme: &'static Scheme) -> &'static str {
    match std::ptr::eq(scheme, &raw const KEY) {
        true => "k",
        false => "a",
    }
}
