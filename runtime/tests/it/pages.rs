//! Lists that come a page at a time.

use std::sync::{Arc, Mutex};
use std::task::{Context, Waker};
use std::time::Duration;

use futures_util::stream::{FusedStream, StreamExt};
use seamstress_runtime::codegen::*;
use seamstress_runtime::testing::MockTransport;
use seamstress_runtime::{ErrorKind, serde_json};
use serde_json::{Value, json};

use crate::errors::status;

static API: Api = Api::new("Test", "https://api.example.test");
static LIST: OperationSpec = OperationSpec::post("/list")
    .safe()
    .envelope("devices")
    .siblings(&["ok"])
    .pages(&PAGING);
static PAGING: Paging = Paging::new("page_cursor", &["pagination", "next_page_cursor"])
    .more(&["pagination", "has_next_page"]);
static FLAT: OperationSpec = OperationSpec::post("/flat")
    .envelope("data")
    .pages(&const { Paging::new("after", &["next"]).more(&["has_more"]) });

/// Page `items`, and the cursor of the page that follows.
fn page(items: &[&str], next: impl Into<Value>) -> Value {
    let next = next.into();
    json!({
        "devices": items, "ok": true,
        "pagination": {"has_next_page": !next.is_null(), "next_page_cursor": next, "next_page_url": "/elsewhere"},
    })
}

fn server(pages: impl IntoIterator<Item = Value>) -> MockTransport {
    pages
        .into_iter()
        .fold(MockTransport::new(), |server, page| {
            server.respond(200, page)
        })
}

fn call(server: &MockTransport) -> Call<Page<String>> {
    let client = Client::builder(&API).transport(server.clone());
    Call::new(client.build().unwrap(), &LIST)
}

/// What a call of `op` answers to `body`, and the drift that it tells.
async fn read(
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
async fn cursor(spec: &'static OperationSpec, body: Value) -> (Option<String>, Vec<String>) {
    let (answer, drift) = read(spec, body).await;
    (answer.unwrap().next_cursor, drift)
}

/// The bodies of the requests so far.
fn sent(server: &MockTransport) -> Vec<String> {
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
async fn no_page_follows_where_the_server_says_so() {
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
async fn members_beside_the_list_are_told_unless_they_name_the_next_page() {
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
async fn what_cannot_be_read_is_told_with_its_place() {
    let cursor = "$.pagination.next_page_cursor";
    for (pagination, place) in [
        (
            r#"{"next_page_cursor": 7}"#,
            format!("{cursor}: expected a string, found a number"),
        ),
        (
            r#"{"next_page_cursor": {}}"#,
            format!("{cursor}: expected a string, found an object"),
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

#[tokio::test]
async fn the_pages_of_a_list_follow_each_other() {
    let server = server([
        page(&["a", "b"], "c1"),
        page(&[], "c2"),
        page(&["c"], Value::Null),
    ]);
    let mut pages = call(&server).pages();
    assert!(server.requests().is_empty());
    let mut seen = Vec::new();
    while let Some(page) = pages.next().await {
        seen.push(page.unwrap().items);
        // No page is asked for before it is wanted.
        assert_eq!(server.requests().len(), seen.len());
    }
    assert_eq!(seen, [vec!["a", "b"], vec![], vec!["c"]]);
    assert!(pages.is_terminated());
    assert!(pages.next().await.is_none());
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn the_items_of_a_list_follow_each_other_over_empty_pages() {
    let pages = || {
        [
            page(&["a", "b"], "c1"),
            page(&[], "c2"),
            page(&["c"], Value::Null),
        ]
    };
    let items = call(&server(pages())).items().try_collect().await;
    assert_eq!(items.unwrap(), ["a", "b", "c"]);

    let mut items = call(&server(pages())).items();
    assert_eq!(items.next().await.unwrap().unwrap(), "a");
    assert_eq!(items.try_collect().await.unwrap(), ["b", "c"]);

    let all = call(&server(pages())).pages().try_collect().await.unwrap();
    assert_eq!(Vec::from_iter(all.into_iter().flatten()), ["a", "b", "c"]);
}

#[tokio::test]
async fn every_page_has_the_parameters_and_options_of_the_first() {
    let server = MockTransport::new()
        .respond(200, page(&["a"], "c\"1"))
        .respond(200, page(&["b"], "c2"))
        .respond(500, json!({}))
        .respond(200, page(&["c"], Value::Null));
    let items = call(&server)
        .json(serde_json::from_str::<Value>(r#"{"z": 1.50, "a": "é"}"#).unwrap())
        .header("x-trace", "t")
        .retries(1)
        .items();
    assert_eq!(items.try_collect().await.unwrap(), ["a", "b", "c"]);
    let bodies = sent(&server);
    let first = bodies[0].trim_end_matches('}');
    let with = |cursor: &str| format!(r#"{first},"page_cursor":"{cursor}"}}"#);
    assert_eq!(bodies[1..], [with("c\\\"1"), with("c2"), with("c2")]);
    for request in server.requests() {
        assert_eq!(request.path, "/list");
        assert_eq!(request.header("x-trace"), Some("t"));
        let json = (request.body[0] == b'{').then_some("application/json");
        assert_eq!(request.header("content-type"), json);
    }
}

#[tokio::test]
async fn the_timeout_is_that_of_every_page() {
    let server = MockTransport::new()
        .delay(Duration::from_secs(2))
        .respond(200, page(&["a"], "c1"))
        .hang();
    let limit = Duration::from_secs(3);
    let mut items = call(&server).timeout(limit).retries(0).items();
    assert_eq!(items.next().await.unwrap().unwrap(), "a");
    let error = items.next().await.unwrap().unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Timeout(at) if *at == limit));
    assert_eq!(server.elapsed(), Duration::from_secs(5));
}

#[tokio::test]
async fn a_call_without_parameters_gets_a_body_with_the_second_page() {
    let server = server([page(&[], "c1"), page(&[], Value::Null)]);
    call(&server).items().try_collect().await.unwrap();
    assert_eq!(sent(&server), ["", r#"{"page_cursor":"c1"}"#]);
}

#[tokio::test]
async fn a_cursor_of_the_callers_own_is_where_the_list_begins() {
    let server = server([page(&["c"], "c4"), page(&["d"], Value::Null)]);
    let own = json!({"page_cursor": "c3", "limit": 1});
    let items = call(&server).json(own.clone()).items();
    assert_eq!(items.try_collect().await.unwrap(), ["c", "d"]);
    assert_eq!(sent(&server)[0], own.to_string());
    assert_eq!(
        server.requests()[1].json(),
        Some(json!({"page_cursor": "c4", "limit": 1}))
    );
}

#[tokio::test]
async fn parameters_that_are_no_object_cannot_name_a_page() {
    let server = server([page(&["a"], "c1")]);
    let mut items = call(&server).json(vec![1]).items();
    assert_eq!(items.next().await.unwrap().unwrap(), "a");
    let error = items.next().await.unwrap().unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Config(_)), "{error}");
    assert!(items.next().await.is_none());
}

#[tokio::test]
async fn a_cursor_that_comes_again_ends_the_list_with_an_error() {
    for cursors in [&["A", "A"][..], &["A", "B", "A"], &["A", "B", "C", "B"]] {
        let bodies = cursors.iter().map(|next| page(&["x"], *next));
        let server = server(bodies);
        let mut pages = call(&server).pages();
        for _ in cursors {
            assert_eq!(pages.next().await.unwrap().unwrap().items, ["x"]);
        }
        let error = pages.next().await.unwrap().unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::RepeatedCursor));
        insta::allow_duplicates! {
            insta::assert_snapshot!(error, @"POST /list: 200 OK, but the page has the cursor of an earlier page");
        }
        assert!(pages.next().await.is_none() && pages.is_terminated());
        assert_eq!(server.requests().len(), cursors.len());
    }
    // What the caller began with counts.
    let server = server([page(&["x"], "A")]);
    let mut items = call(&server).json(json!({"page_cursor": "A"})).items();
    assert_eq!(items.next().await.unwrap().unwrap(), "x");
    let error = items.next().await.unwrap().unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::RepeatedCursor));
}

#[tokio::test]
async fn a_page_that_follows_and_has_no_name_ends_the_list_with_an_error() {
    for next in [json!(null), json!("")] {
        let pagination = json!({"next_page_cursor": next, "has_next_page": true});
        let cut = json!({"devices": ["x"], "pagination": pagination, "ok": true});
        let server = MockTransport::new()
            .respond(200, cut.clone())
            .respond(200, cut);
        let mut items = call(&server).items();
        assert_eq!(items.next().await.unwrap().unwrap(), "x");
        let error = items.next().await.unwrap().unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::MissingCursor), "{error}");
        assert!(items.next().await.is_none());
        // Whoever wants this page alone has it.
        assert_eq!(call(&server).await.unwrap().next_cursor, None);
    }
}

#[tokio::test]
async fn an_endless_list_can_be_cut() {
    let server = server((0..1000).map(|n| page(&["x", "y"], format!("c{n}"))));
    let items = call(&server).items().take(25);
    assert_eq!(items.count().await, 25);
    assert_eq!(server.requests().len(), 13);
}

#[tokio::test]
async fn an_error_ends_the_list() {
    let ok = || page(&["a"], "c1");
    for (answer, is_api) in [
        ((400, json!({})), true),
        ((200, json!({"devices": [1]})), false),
    ] {
        let server = MockTransport::new()
            .respond(200, ok())
            .respond(answer.0, answer.1)
            .respond(200, ok());
        let mut items = call(&server).items();
        assert_eq!(items.next().await.unwrap().unwrap(), "a");
        assert!(!items.is_terminated());
        let error = items.next().await.unwrap().unwrap_err();
        assert_eq!(matches!(error.kind(), ErrorKind::Api), is_api);
        assert!(items.is_terminated());
        assert!(items.next().await.is_none() && items.next().await.is_none());
        assert_eq!(server.requests().len(), 2);
        let server = MockTransport::new()
            .respond(200, ok())
            .respond(400, json!({}));
        call(&server).items().try_collect().await.unwrap_err();
    }
}

#[tokio::test]
async fn a_mistake_in_the_call_is_told_once() {
    let server = server([]);
    let mut pages = call(&server).header("a b", "v").pages();
    let error = pages.next().await.unwrap().unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Config(_)));
    assert!(pages.next().await.is_none());
    assert!(server.requests().is_empty());
}

#[test]
fn giving_up_the_wait_for_an_item_loses_nothing() {
    let hour = Duration::from_secs(3600);
    let server = MockTransport::new()
        .respond(200, page(&["a"], "c1"))
        .delay(hour)
        .respond(200, page(&["b"], Value::Null));
    let mut items = call(&server).timeout(hour * 2).items();
    let mut cx = Context::from_waker(Waker::noop());
    let mut poll_once = |items: &mut Items<String>| {
        let next = std::pin::pin!(items.next());
        next.poll(&mut cx)
    };
    while poll_once(&mut items).is_pending() {}
    assert!(poll_once(&mut items).is_pending());
    let mut polls = 1;
    let item = loop {
        polls += 1;
        if let std::task::Poll::Ready(item) = poll_once(&mut items) {
            break item;
        }
    };
    assert_eq!(item.unwrap().unwrap(), "b");
    assert!(polls > 1);
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_stream_that_is_dropped_asks_for_nothing_more() {
    let server = server([page(&["a", "b"], "c1"), page(&["c"], Value::Null)]);
    let mut items = call(&server).items();
    assert_eq!(items.next().await.unwrap().unwrap(), "a");
    drop(items);
    tokio::task::yield_now().await;
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn streams_go_to_other_threads() {
    let server = server([page(&["a"], "c1"), page(&["b"], Value::Null)]);
    let items = call(&server).items();
    let task = tokio::spawn(async move {
        let found = items.map(Result::unwrap).collect::<Vec<_>>();
        found.await
    });
    assert_eq!(task.await.unwrap(), ["a", "b"]);
}

#[tokio::test]
async fn each_page_tells_its_drift() {
    let seen = Arc::new(Mutex::new(0));
    let hook = Arc::clone(&seen);
    let odd = |next: Value| {
        let mut page = page(&["a"], next);
        page["new"] = json!(1);
        page
    };
    let client = Client::builder(&API)
        .transport(server([odd(json!("c1")), odd(json!(null))]))
        .on_drift(move |_| *hook.lock().unwrap() += 1)
        .build()
        .unwrap();
    let items = Call::<Page<String>>::new(client, &LIST).items();
    assert_eq!(items.try_collect().await.unwrap().len(), 2);
    assert_eq!(*seen.lock().unwrap(), 2);
}
