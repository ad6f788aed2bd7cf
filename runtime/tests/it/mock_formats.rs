//! The media types and framings in which mocks respond, and the ends of their lists.

use bytes::Bytes;
use seamstress_runtime::{
    Api, Binding, ByteStream, Call, Client, Events, Lines, OperationSpec, Output, Page, Paging,
    Response, ResponseSpec,
    testing::{Mock, MockResponse},
};
use serde_json::{Value, json};

static API: Api = Api::new("Pets", "https://pets.example/v1");

const EVENTS: &OperationSpec =
    &OperationSpec::get("/events").responses(&[ResponseSpec::code(200).last_event("[DONE]")]);
const LINES: &OperationSpec = &OperationSpec::get("/lines")
    .responses(&[ResponseSpec::code(200)])
    .accept("application/jsonl");
const RECORDS: &OperationSpec = &OperationSpec::get("/records")
    .responses(&[ResponseSpec::code(200)])
    .accept("application/json-seq");
const TEXT: &OperationSpec = &OperationSpec::get("/text")
    .responses(&[ResponseSpec::code(200).text()])
    .accept("text/csv, text/plain;q=0.9");
const PHOTO: &OperationSpec = &OperationSpec::get("/photo")
    .responses(&[ResponseSpec::code(200)])
    .accept("image/png, image/webp;q=0.9");
const ANY: &OperationSpec = &OperationSpec::get("/any")
    .responses(&[ResponseSpec::code(200)])
    .accept("*/*");
const VENDOR: &OperationSpec = &OperationSpec::get("/vendor")
    .responses(&[ResponseSpec::code(200).envelope("pet")])
    .accept("application/vnd.pets.v2+json;profile=full");

fn call<T>(mock: &Mock, operation: &'static OperationSpec) -> Call<T> {
    let client = Client::builder(&API).transport(mock.clone()).build();
    Call::new(client.unwrap(), operation)
}

/// What the call returns, and the media type of the response.
async fn receive<T: Output>(call: Call<T>) -> (T, String) {
    let response: Response<T> = call.with_response().await.unwrap();
    let media = response
        .header("content-type")
        .unwrap_or_default()
        .to_owned();
    (response.value, media)
}

#[tokio::test]
async fn the_items_of_a_stream_are_a_list() {
    let items = json!([{"name": "Rex"}, {"name": "Tim"}]);
    let mock = Mock::new()
        .on(EVENTS, items.clone())
        .on(LINES, items.clone())
        .on(RECORDS, items.clone());

    let (mut events, media) = receive(call::<Events<Value>>(&mock, EVENTS)).await;
    assert_eq!(media, "text/event-stream");
    let mut found = Vec::new();
    while let Some(event) = events.next().await {
        found.push(event.unwrap().data);
    }
    assert_eq!(
        Value::from(found),
        items,
        "the last event is not one of them"
    );

    for (operation, expected) in [
        (LINES, "application/jsonl"),
        (RECORDS, "application/json-seq"),
    ] {
        let (mut lines, media) = receive(call::<Lines<Value>>(&mock, operation)).await;
        assert_eq!(media, expected);
        let mut found = Vec::new();
        while let Some(line) = lines.next().await {
            found.push(line.unwrap());
        }
        assert_eq!(Value::from(found), items);
    }
    let records = call::<Bytes>(&mock.on(RECORDS, Bytes::from("\x1e1\n")), RECORDS);
    assert_eq!(receive(records).await.0, "\x1e1\n");
}

#[tokio::test]
async fn strings_of_events_are_their_text() {
    let mock = Mock::new().on(EVENTS, vec!["one".to_owned(), "two\nlines".to_owned()]);
    let mut events = call::<Events<String>>(&mock, EVENTS).await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data, "one");
    assert_eq!(events.next().await.unwrap().unwrap().data, "two\nlines");
    assert!(events.next().await.is_none());

    // One item, and none.
    let mock = Mock::new().on(
        EVENTS,
        MockResponse::in_turn([json!({"name": "Rex"}).into(), MockResponse::from(())]),
    );
    let mut events = call::<Events<Value>>(&mock, EVENTS).await.unwrap();
    let event = events.next().await.unwrap().unwrap();
    assert_eq!(event.data, json!({"name": "Rex"}));
    assert!(events.next().await.is_none());
    let mut events = call::<Events<Value>>(&mock, EVENTS).await.unwrap();
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn a_stream_beside_another_response_has_a_media_type_of_its_own() {
    let mock = Mock::new().on(VENDOR, json!([1, 2]));
    let call = call::<Value>(&mock, VENDOR).returning::<Lines<Value>>();
    let (mut lines, media) = receive(call.accept("application/jsonl")).await;
    assert_eq!(media, "application/jsonl");
    assert_eq!(lines.next().await.unwrap().unwrap(), 1);
    let accept = &mock.requests()[0].headers["accept"];
    assert_eq!(accept, "application/jsonl");
    assert!(!accept.is_sensitive(), "it is no secret of the caller");
}

#[tokio::test]
async fn text_and_bytes_have_the_documented_media_type() {
    let mock = Mock::new()
        .on(TEXT, "a,b".to_owned())
        .on(PHOTO, Bytes::from_static(b"\x89PNG"))
        .on(ANY, Bytes::from_static(b"\0"))
        .on(VENDOR, json!({"name": "Rex"}));
    let text = receive(call::<String>(&mock, TEXT)).await;
    assert_eq!(text, ("a,b".to_owned(), "text/csv".to_owned()));
    let (photo, media) = receive(call::<Bytes>(&mock, PHOTO)).await;
    assert_eq!((&photo[..], media.as_str()), (&b"\x89PNG"[..], "image/png"));
    let (mut photo, media) = receive(call::<ByteStream>(&mock, PHOTO)).await;
    assert_eq!(media, "image/png");
    assert_eq!(&photo.next().await.unwrap().unwrap()[..], b"\x89PNG");
    assert_eq!(
        receive(call::<Bytes>(&mock, ANY)).await.1,
        "application/octet-stream"
    );
    let (pet, media) = receive(call::<Value>(&mock, VENDOR)).await;
    assert_eq!(pet, json!({"name": "Rex"}));
    assert_eq!(media, "application/vnd.pets.v2+json;profile=full");

    let mock = mock.on(TEXT, json!({"a": 1})).on(PHOTO, json!([1]));
    let error = call::<String>(&mock, TEXT).await.unwrap_err().to_string();
    assert!(error.contains("GET /text: it returns text"), "{error}");
    let error = call::<Bytes>(&mock, PHOTO).await.unwrap_err().to_string();
    assert!(error.contains("GET /photo: it returns bytes"), "{error}");
}

const fn list(path: &'static str, paging: &'static Paging) -> OperationSpec {
    OperationSpec::get(path)
        .bindings(&const { [Binding::query("at").wire("page[at]")] })
        .responses(&const { [ResponseSpec::code(200).envelope("data").siblings(&["meta"])] })
        .pages(paging)
}

/// The items of all pages, and how many of them were requested.
async fn items(mock: &Mock, spec: &'static OperationSpec) -> (Vec<Value>, usize) {
    let before = mock.calls(spec).len();
    let items = call::<Page<Value>>(mock, spec).items().try_collect().await;
    (items.unwrap(), mock.calls(spec).len() - before)
}

#[tokio::test]
async fn a_list_ends_after_its_last_page_whatever_leads_from_page_to_page() {
    // Where no field marks the last page, one more request gets a page without items.
    static NUMBER: OperationSpec = list("/number", &const { Paging::number("at", 1) });
    static MORE: OperationSpec = list(
        "/more",
        &const { Paging::number("at", 1).more(&["meta", "more"]) },
    );
    static COUNT: OperationSpec = list(
        "/count",
        &const { Paging::number("at", 0).page_count(&["meta", "pages"]) },
    );
    static OFFSET: OperationSpec = list("/offset", &const { Paging::offset("at") });
    static TOTAL: OperationSpec = list(
        "/total",
        &const { Paging::offset("at").total(&["meta", "total"]) },
    );
    static LAST: OperationSpec = list("/last", &const { Paging::last_item("at", "id") });
    static LAST_MORE: OperationSpec = list(
        "/last_more",
        &const { Paging::last_item("at", "id").more(&["meta", "more"]) },
    );
    for (spec, requests) in [
        (&NUMBER, 3),
        (&MORE, 2),
        (&COUNT, 2),
        (&OFFSET, 3),
        (&TOTAL, 2),
        (&LAST, 3),
        (&LAST_MORE, 2),
    ] {
        let pages = [json!([{"id": 1}, {"id": "b"}]), json!([{"id": 3}])];
        let [first, last] = pages.clone();
        let mock = Mock::new().on(
            spec,
            MockResponse::in_turn([MockResponse::page(first, ""), last.into()]),
        );
        let (found, count) = items(&mock, spec).await;
        assert_eq!((found.len(), count), (3, requests), "{spec:?}");
        assert!(mock.unmatched().is_empty());

        // One page, the same for every list.
        let [only, other] = pages;
        let mock = mock.on(spec, only);
        for _ in 0..2 {
            let (found, count) = items(&mock, spec).await;
            assert_eq!((found.len(), count), (2, requests - 1), "{spec:?}");
        }
        // Another response begins anew.
        let mock = mock.on(
            spec,
            MockResponse::in_turn([
                MockResponse::page(json!([{"id": 1}, {"id": "b"}]), ""),
                other.into(),
            ]),
        );
        assert_eq!(items(&mock, spec).await.0.len(), 3);
    }
}

#[tokio::test]
async fn the_total_of_a_page_counts_its_items() {
    static TOTAL: OperationSpec = list(
        "/total",
        &const { Paging::offset("at").total(&["meta", "total"]) },
    );
    let samples = json!({"GET /total": [
        {"side": "response", "json": {"data": [{"id": 1}, {"id": 2}], "meta": {"total": 57}}},
    ]});
    let mock = Mock::from_samples(&samples.to_string());
    let page = call::<Page<Value>>(&mock, &TOTAL).await.unwrap();
    assert_eq!((page.items.len(), page.total), (2, Some(2)));
    assert_eq!(items(&mock, &TOTAL).await.1, 1);
}

#[tokio::test]
async fn a_sample_that_nothing_marks_as_the_last_page_is_the_last_page() {
    static NUMBER: OperationSpec = list("/number", &const { Paging::number("at", 1) });
    let samples = json!({"GET /number": [
        {"side": "response", "json": {"data": [1, 2], "meta": {"more": true}}},
    ]});
    let mock = Mock::from_samples(&samples.to_string());
    assert_eq!(items(&mock, &NUMBER).await, (vec![json!(1), json!(2)], 2));
}
