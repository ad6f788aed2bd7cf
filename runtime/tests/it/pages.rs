//! Lists that come a page at a time.

use std::sync::{Arc, Mutex};

use seamstress_runtime::{ErrorKind, codegen::*, serde_json, testing::MockTransport};
use serde_json::{Value, json};

use crate::errors::status;

pub(crate) static API: Api = Api::new("Test", "https://api.example.test");
pub(crate) static LIST: OperationSpec = OperationSpec::post("/list")
    .json_body()
    .responses(&[ResponseSpec::code(200)
        .envelope("devices")
        .siblings(&["ok"])])
    .safe()
    .pages(&PAGING);
pub(crate) static PAGING: Paging = Paging::new("page_cursor", &["pagination", "next_page_cursor"])
    .more(&["pagination", "has_next_page"]);
pub(crate) static FLAT: OperationSpec = OperationSpec::post("/flat")
    .json_body()
    .responses(&[ResponseSpec::code(200).envelope("data")])
    .pages(&const { Paging::new("after", &["next"]).more(&["has_more"]) });

/// Page `items`, and the cursor of the page that follows.
pub(crate) fn page(items: &[&str], next: impl Into<Value>) -> Value {
    let next = next.into();
    json!({
        "devices": items, "ok": true,
        "pagination": {"has_next_page": !next.is_null(), "next_page_cursor": next, "next_page_url": "/elsewhere"},
    })
}

pub(crate) fn server(pages: impl IntoIterator<Item = Value>) -> MockTransport {
    pages
        .into_iter()
        .fold(MockTransport::new(), |server, page| {
            server.respond(200, page)
        })
}

pub(crate) fn call(server: &MockTransport) -> Call<Page<String>> {
    let client = Client::builder(&API).transport(server.clone());
    Call::new(client.build().unwrap(), &LIST)
}

/// What a call of `spec` returns for `body`, and the drift that it reports.
pub(crate) async fn read(
    spec: &'static OperationSpec,
    body: impl ToString,
) -> (Result<Page<String>, Error>, Vec<String>) {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let hook = Arc::clone(&seen);
    let client = Client::builder(&API)
        .transport(MockTransport::new().respond_with(status(200).body(body.to_string()).unwrap()))
        .on_drift(move |drift| {
            let shown = format!("{:?} {}", drift.kind, drift.path);
            hook.lock().unwrap().push(shown);
        })
        .build()
        .unwrap();
    let answer = Call::new(client, spec).await;
    let seen = seen.lock().unwrap().clone();
    (answer, seen)
}

/// The cursor that `body` names, and the drift.
pub(crate) async fn cursor(
    spec: &'static OperationSpec,
    body: Value,
) -> (Option<String>, Vec<String>) {
    let (answer, drift) = read(spec, body).await;
    (answer.unwrap().next_cursor, drift)
}

/// The bodies of the requests so far.
pub(crate) fn sent(server: &MockTransport) -> Vec<String> {
    let requests = server.requests();
    let bodies = requests
        .iter()
        .map(|request| String::from_utf8_lossy(&request.body).into_owned());
    bodies.collect()
}

#[tokio::test]
async fn a_page_is_its_items_and_the_cursor_of_the_next() {
    let server = server([page(&["a", "b"], "c1")]);
    let page = call(&server).await.unwrap();
    assert_eq!(page.next_cursor.as_deref(), Some("c1"));
    assert_eq!((&page).into_iter().collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(Vec::from_iter(page), ["a", "b"]);
    assert_eq!(sent(&server), [""]);
}

#[tokio::test]
async fn no_page_follows_without_a_cursor() {
    for next in [json!(null), json!("")] {
        let pagination = json!({"has_next_page": true, "next_page_cursor": next});
        let body = json!({"pagination": pagination, "devices": []});
        assert_eq!(cursor(&LIST, body).await, (None, vec![]));
    }
    let body = json!({"devices": [], "pagination": {}});
    assert_eq!(cursor(&LIST, body).await, (None, vec![]));
}

#[tokio::test]
async fn no_page_follows_where_has_more_is_false() {
    for (more, next) in [
        (json!(false), None),
        (json!(true), Some("c")),
        (json!(null), Some("c")),
    ] {
        let pagination = json!({"next_page_cursor": "c", "has_next_page": more});
        let body = json!({"devices": [], "pagination": pagination});
        assert_eq!(cursor(&LIST, body).await, (next.map(str::to_owned), vec![]));
        let body = json!({"next": "c", "has_more": more, "data": []});
        assert_eq!(cursor(&FLAT, body).await, (next.map(str::to_owned), vec![]));
    }
}

#[tokio::test]
async fn a_missing_holder_of_the_cursor_is_drift() {
    let missing = vec!["Missing $.pagination".to_owned()];
    assert_eq!(cursor(&LIST, json!({"devices": []})).await, (None, missing));
    // The last page need not name a cursor.
    assert_eq!(cursor(&FLAT, json!({"data": []})).await, (None, vec![]));
}

#[tokio::test]
async fn fields_next_to_the_list_are_reported_unless_they_lead_to_the_cursor() {
    let body = json!({"data": [], "devices": [], "ok": 1, "pagination": {"new": 1}, "next": null});
    assert_eq!(
        cursor(&LIST, body.clone()).await.1,
        ["UnknownField $.data", "UnknownField $.next"]
    );
    assert_eq!(
        cursor(&FLAT, body).await.1,
        [
            "UnknownField $.devices",
            "UnknownField $.ok",
            "UnknownField $.pagination"
        ]
    );
}

#[tokio::test]
async fn what_cannot_be_decoded_is_an_error_with_its_path() {
    let cursor = "$.pagination.next_page_cursor";
    for (pagination, place) in [
        (
            r#"{"next_page_cursor": true}"#,
            format!("{cursor}: expected a string or a number, found a boolean"),
        ),
        (
            r#"{"next_page_cursor": {}}"#,
            format!("{cursor}: expected a string or a number, found an object"),
        ),
        (
            r#"{"next_page_cursor": "a", "next_page_cursor": "b"}"#,
            format!("{cursor}: duplicate field"),
        ),
        (
            r#"{"has_next_page": "yes"}"#,
            "$.pagination.has_next_page: expected a boolean, found a string".to_owned(),
        ),
        (
            r#"{"has_next_page": true, "has_next_page": false}"#,
            "$.pagination.has_next_page: duplicate field".to_owned(),
        ),
        (
            r#""c1""#,
            "$.pagination: expected an object, found a string".to_owned(),
        ),
        (
            "[]",
            "$.pagination: expected an object, found an array".to_owned(),
        ),
    ] {
        let body = format!(r#"{{"devices": [], "pagination": {pagination}}}"#);
        let error = read(&LIST, body).await.0.unwrap_err();
        let ErrorKind::Decode(decode) = error.kind() else {
            panic!("{error}");
        };
        let shown = decode.to_string();
        assert!(shown.starts_with(&place), "{shown}");
    }
    let (answer, _) = read(&LIST, json!({"pagination": {}})).await;
    assert_eq!(answer.unwrap_err().path(), Some("$.devices"));
    let (answer, _) = read(&LIST, json!({"devices": ["a", 1]})).await;
    assert_eq!(answer.unwrap_err().path(), Some("$.devices[1]"));
}
