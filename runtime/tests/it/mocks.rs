//! Mocks that respond by operation.

use seamstress_runtime::{
    Api, Binding, Body, Call, Client, Error, ErrorKind, LongRunning, OperationSpec, Page, Paging,
    ResponseSpec, Transport, TransportError,
    testing::{Mock, MockResponse},
};
use serde_json::{Value, json};

use crate::retries::seconds;

static API: Api = Api::new("Pets", "https://pets.example/v1");
static PAGING: Paging =
    Paging::new("cursor", &["pagination", "next"]).more(&["pagination", "has_more"]);
static WALK_JOB: LongRunning =
    LongRunning::new(GET_WALK, "walk_id").status("status", &["pending"], &["done"], &["failed"]);

const GET: &OperationSpec = &OperationSpec::get("/pets/{pet_id}")
    .bindings(&[Binding::path("pet_id"), Binding::query("fields")])
    .responses(&[ResponseSpec::code(200).envelope("pet").siblings(&["ok"])]);
const GET_NEW: &OperationSpec = &OperationSpec::get("/pets/new");
const CREATE: &OperationSpec = &OperationSpec::post("/pets")
    .json_body()
    .responses(&[ResponseSpec::code(201).envelope("pet").siblings(&["ok"])]);
const DELETE: &OperationSpec = &OperationSpec::delete("/pets/{pet_id}")
    .bindings(&[Binding::path("pet_id")])
    .responses(&[ResponseSpec::code(204)]);
const FEED: &OperationSpec = &OperationSpec::post("/pets/feed")
    .json_body()
    .responses(&[ResponseSpec::code(200).siblings(&["ok"])]);
const LIST: &OperationSpec = &OperationSpec::post("/pets/list")
    .json_body()
    .safe()
    .responses(&[ResponseSpec::code(200)
        .envelope("pets")
        .siblings(&["ok", "pagination"])])
    .pages(&PAGING);
const GET_WALK: &OperationSpec = &OperationSpec::post("/walks/get")
    .json_body()
    .safe()
    .responses(&[ResponseSpec::code(200).envelope("walk").siblings(&["ok"])]);
const WALK: &OperationSpec = &OperationSpec::post("/pets/walk")
    .json_body()
    .responses(&[ResponseSpec::code(200).envelope("walk").siblings(&["ok"])])
    .long_running(&WALK_JOB);

const SAMPLES: &str = r#"{
    "//": "generated",
    "GET /pets/{pet_id}": [
        {"side": "request", "json": {}},
        {"side": "response", "json": {"ok": true}, "refused": ["$.pet"]},
        {"side": "response", "json": {"ok": true, "pet": {"name": "Rex"}}}
    ],
    "POST /pets/list": [
        {"side": "response", "json": {
            "ok": true,
            "pets": [{"name": "Rex"}, {"name": "Tim"}],
            "pagination": {"next": "c2", "has_more": true}
        }}
    ],
    "POST /pets/walk": [
        {"side": "response", "json": {"ok": true, "walk": {"walk_id": "w1", "status": "pending"}}}
    ],
    "POST /walks/get": [
        {"side": "response", "json": {"ok": true, "walk": {"walk_id": "w1", "status": "pending"}}},
        {"side": "response", "json": {"ok": true, "walk": {"walk_id": "w1", "status": "done"}}}
    ]
}"#;

/// A call of `operation` that `mock` responds to.
fn call<T>(mock: &Mock, operation: &'static OperationSpec, params: Value) -> Call<T> {
    let client = Client::builder(&API).transport(mock.clone()).build();
    Call::new(client.unwrap(), operation).params(params)
}

fn get(mock: &Mock) -> Call<Value> {
    call(mock, GET, json!({"pet_id": "rex"}))
}

fn rex() -> Value {
    json!({"name": "Rex"})
}

fn body(error: &Error) -> Value {
    error.body_as().unwrap()
}

#[tokio::test]
async fn a_value_is_put_into_the_documented_envelope() {
    let mock = Mock::new()
        .on(CREATE, rex())
        .on(GET, vec!["Rex".to_owned()]);
    let response = call::<Value>(&mock, CREATE, json!({"name": "Rex"})).with_response();
    let response = response.await.unwrap();
    assert_eq!(response.status, 201);
    assert_eq!(response.body, r#"{"pet":{"name":"Rex"}}"#);
    assert_eq!(response.value, rex());
    assert_eq!(get(&mock).await.unwrap(), json!(["Rex"]));
    assert_eq!(mock.calls(CREATE)[0].json(), Some(json!({"name": "Rex"})));
}

#[tokio::test]
async fn requests_are_kept_by_operation_with_their_parameters() {
    let mock = Mock::new().on(GET, rex()).on(GET_NEW, json!(1));
    let params = json!({"pet_id": "a/b new", "fields": "name&age"});
    call::<Value>(&mock, GET, params).await.unwrap();
    // The path of another operation, which `/pets/{pet_id}` matches too.
    call::<Value>(&mock, GET, json!({"pet_id": "new"}))
        .await
        .unwrap();
    call::<Value>(&mock, GET_NEW, json!({})).await.unwrap();

    let calls = mock.calls(GET);
    assert_eq!(calls.len(), 2);
    assert_eq!(
        calls[0].path_parameter("pet_id").as_deref(),
        Some("a/b new")
    );
    assert_eq!(calls[0].query("fields").as_deref(), Some("name&age"));
    assert_eq!(calls[0].path_parameter("other"), None);
    assert_eq!(calls[1].path_parameter("pet_id").as_deref(), Some("new"));
    assert_eq!(mock.calls(GET_NEW).len(), 1);
    assert_eq!(mock.requests().len(), 3);
    let operation = mock.requests()[0].operation().unwrap();
    assert_eq!(operation.to_string(), "GET /pets/{pet_id}");
}

#[tokio::test]
async fn whole_responses_are_sent_as_they_are() {
    let teapot = http::Response::builder()
        .status(418)
        .header("x-tea", "green");
    let mock = Mock::new()
        .on(GET, MockResponse::status(404, json!({"error": "no_pet"})))
        .on(CREATE, teapot.body("short").unwrap())
        .on(LIST, MockResponse::fail(|| TransportError::new("reset")));
    let error = get(&mock).await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(body(&error), json!({"error": "no_pet"}));
    let error = call::<Value>(&mock, CREATE, json!({})).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 418);
    assert_eq!(error.headers().unwrap()["x-tea"], "green");
    assert_eq!(error.body().unwrap(), "short");
    let error = call::<Value>(&mock, LIST, json!({})).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Transport(_)));
    assert_eq!(mock.calls(LIST).len(), 3, "the operation is safe");
}

#[tokio::test]
async fn responses_follow_in_turn_through_retries_in_virtual_time() {
    let busy = http::Response::builder()
        .status(503)
        .header("retry-after", "30");
    let mock = Mock::new().on(
        GET,
        MockResponse::in_turn([
            busy.body("").unwrap().into(),
            MockResponse::hang(),
            MockResponse::from(rex()).delay(seconds(2)),
        ]),
    );
    let call = get(&mock).timeout(seconds(5));
    assert_eq!(call.await.unwrap(), rex());
    assert_eq!(mock.calls(GET).len(), 3);
    let elapsed = mock.elapsed();
    assert!(elapsed > seconds(30 + 5 + 2) && elapsed < seconds(30 + 5 + 2 + 3));

    let error = get(&mock).await.unwrap_err().to_string();
    let why = "no response left for GET /pets/{pet_id}: it has 3, and this is request 4";
    assert!(error.contains(why), "{error}");
    assert_eq!(mock.unmatched().len(), 1);
    let mock = mock.on(GET, json!(1));
    assert_eq!(get(&mock).await.unwrap(), 1);
}

#[tokio::test]
async fn a_function_makes_a_response_of_the_request_and_may_use_the_mock() {
    let mock = Mock::new();
    let own = mock.clone();
    let mock = mock.on(
        GET,
        MockResponse::from_fn(move |request| {
            json!({"id": request.path_parameter("pet_id"), "calls": own.calls(GET).len()})
        }),
    );
    assert_eq!(get(&mock).await.unwrap(), json!({"id": "rex", "calls": 1}));
    assert_eq!(get(&mock).await.unwrap(), json!({"id": "rex", "calls": 2}));
}

#[tokio::test]
async fn pages_follow_each_other_by_their_cursors() {
    let mock = Mock::new().on(
        LIST,
        MockResponse::from_fn(|request| match request.json().unwrap()["cursor"].as_str() {
            None => MockResponse::page(json!([1, 2]), "c2"),
            Some("c2") => MockResponse::page(json!([3]), "c3"),
            Some(_) => json!([4]).into(),
        }),
    );
    let items = call::<Page<Value>>(&mock, LIST, json!({})).items();
    assert_eq!(items.try_collect().await.unwrap(), [1, 2, 3, 4]);
    assert_eq!(mock.calls(LIST).len(), 3);
}

#[tokio::test]
async fn polls_of_long_running_operations_are_operations() {
    let mock = Mock::new()
        .on(WALK, json!({"walk_id": "w1", "status": "pending"}))
        .on(
            GET_WALK,
            MockResponse::in_turn([
                json!({"walk_id": "w1", "status": "pending"}),
                json!({"walk_id": "w1", "status": "done"}),
            ]),
        );
    let walk = call::<Value>(&mock, WALK, json!({})).await.unwrap();
    assert_eq!(walk["status"], "done");
    assert_eq!(
        mock.calls(GET_WALK)[1].json(),
        Some(json!({"walk_id": "w1"}))
    );
    assert_eq!(mock.elapsed(), seconds(2));
}

#[tokio::test]
async fn what_returns_nothing_is_responded_to_with_unit() {
    let mock = Mock::new().on(DELETE, ()).on(FEED, ()).on(GET, ());
    let response = call::<()>(&mock, DELETE, json!({"pet_id": "rex"})).with_response();
    let response = response.await.unwrap();
    assert_eq!((response.status.as_u16(), response.body.len()), (204, 0));
    call::<()>(&mock, FEED, json!({})).await.unwrap();
    let error = get(&mock).await.unwrap_err().to_string();
    assert!(
        error.contains("GET /pets/{pet_id}: it returns a value"),
        "{error}"
    );
}

#[tokio::test]
async fn impossible_responses_are_errors_that_say_why() {
    for (response, why) in [
        (
            MockResponse::page(json!([]), "c"),
            "it does not return pages",
        ),
        (
            MockResponse::status(7, json!({})),
            "7 is not an HTTP status",
        ),
        (f64::NAN.into(), "NaN"),
    ] {
        let mock = Mock::new().on(GET, response);
        let error = get(&mock).await.unwrap_err().to_string();
        assert!(error.contains(why), "{error}");
    }
}

#[tokio::test]
async fn requests_without_a_response_are_errors_and_kept() {
    for mock in [Mock::new(), Mock::from_samples("{}")] {
        let error = get(&mock).await.unwrap_err().to_string();
        let why = "no response for GET /pets/{pet_id}: add `.on(…::OPERATION, response)`";
        assert!(error.contains(why), "{error}");
        assert_eq!(mock.unmatched().len(), 1);
        assert_eq!(mock.calls(GET).len(), 1);
    }
}

#[tokio::test]
async fn a_request_without_an_operation_is_an_error() {
    let mock = Mock::new();
    let request = http::Request::get("https://pets.example/pets/rex");
    let sent = mock.send(request.body(Body::empty()).unwrap());
    let error = sent.await.unwrap_err().to_string();
    assert!(error.contains("the extensions of GET /pets/rex have no operation"));
    assert_eq!(mock.unmatched()[0].operation(), None);
}

#[tokio::test]
async fn operations_respond_with_samples_unless_a_test_decides_otherwise() {
    let mock = Mock::from_samples(SAMPLES);
    assert_eq!(
        get(&mock).await.unwrap(),
        rex(),
        "the sample that can be decoded"
    );
    let pets = call::<Page<Value>>(&mock, LIST, json!({})).items();
    assert_eq!(pets.try_collect().await.unwrap().len(), 2);
    assert_eq!(mock.calls(LIST).len(), 1, "the last page");
    let walk = call::<Value>(&mock, WALK, json!({})).await.unwrap();
    assert_eq!(walk["status"], "done");
    call::<()>(&mock, DELETE, json!({"pet_id": "rex"}))
        .await
        .unwrap();
    call::<()>(&mock, FEED, json!({})).await.unwrap();
    assert!(mock.unmatched().is_empty());

    let mock = mock
        .on(CREATE, rex())
        .on(GET, json!(2))
        .on(LIST, json!([1]));
    let response = call::<Value>(&mock, CREATE, json!({})).with_response();
    let response = response.await.unwrap();
    assert_eq!(response.body, r#"{"ok":true,"pet":{"name":"Rex"}}"#);
    assert_eq!(get(&mock).await.unwrap(), 2);
    let pets = call::<Page<Value>>(&mock, LIST, json!({})).items();
    assert_eq!(pets.try_collect().await.unwrap(), [1]);
}
