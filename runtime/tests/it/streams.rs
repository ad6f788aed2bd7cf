//! The pages of a list, and their items, as streams.

use std::{
    sync::{Arc, Mutex},
    task::{Context, Waker},
    time::Duration,
};

use futures_util::stream::{FusedStream, StreamExt};
use seamstress_runtime::{ErrorKind, codegen::*, serde_json, testing::MockTransport};
use serde_json::{Value, json};

use crate::pages::{API, LIST, call, page, sent, server};

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
        .params(serde_json::from_str::<Value>(r#"{"z": 1.50, "a": "é"}"#).unwrap())
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
    let items = call(&server).params(own.clone()).items();
    assert_eq!(items.try_collect().await.unwrap(), ["c", "d"]);
    assert_eq!(sent(&server)[0], own.to_string());
    assert_eq!(
        server.requests()[1].json(),
        Some(json!({"page_cursor": "c4", "limit": 1}))
    );
}

#[tokio::test]
async fn a_cursor_cannot_be_set_where_the_parameters_are_not_an_object() {
    let server = server([page(&["a"], "c1")]);
    let mut items = call(&server).params(vec![1_i64]).items();
    assert_eq!(items.next().await.unwrap().unwrap(), "a");
    let error = items.next().await.unwrap().unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Config(_)), "{error}");
    assert!(items.next().await.is_none());
}

#[tokio::test]
async fn a_repeated_cursor_ends_the_list_with_an_error() {
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
    let mut items = call(&server).params(json!({"page_cursor": "A"})).items();
    assert_eq!(items.next().await.unwrap().unwrap(), "x");
    let error = items.next().await.unwrap().unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::RepeatedCursor));
}

#[tokio::test]
async fn a_next_page_without_a_cursor_ends_the_list_with_an_error() {
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
async fn a_deferred_error_is_returned_once() {
    let server = server([]);
    let mut pages = call(&server).header("a b", "v").pages();
    let error = pages.next().await.unwrap().unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Config(_)));
    assert!(pages.next().await.is_none());
    assert!(server.requests().is_empty());
}

#[test]
fn dropping_the_future_of_an_item_loses_nothing() {
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
async fn each_page_reports_its_drift() {
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
