//! Streams of a mock have the media type and the framing that the operation documents.

use doors_client::{
    Doors, events, export,
    models::Door,
    records,
    testing::{Mock, fixture},
};
use serde_json::json;

fn client(mock: &Mock) -> Doors {
    Doors::builder().transport(mock.clone()).build().unwrap()
}

#[tokio::test(flavor = "current_thread")]
async fn values_are_events() {
    let front: Door = fixture(json!({"name": "Front"})).unwrap();
    let mock = Mock::new()
        .on(events::Get::OPERATION, vec![front.clone()])
        .on(events::texts::Get::OPERATION, json!(["opened", "closed"]));
    let response = client(&mock).events().get().with_response().await.unwrap();
    assert_eq!(response.header("content-type"), Some("text/event-stream"));
    let mut events = response.value;
    assert_eq!(events.next().await.unwrap().unwrap().data, front);
    assert!(events.next().await.is_none());

    let mut texts = client(&mock).events().texts().get().await.unwrap();
    assert_eq!(texts.next().await.unwrap().unwrap().data, "opened");
    assert_eq!(texts.next().await.unwrap().unwrap().data, "closed");
    assert!(texts.next().await.is_none());
}

#[tokio::test(flavor = "current_thread")]
async fn values_are_lines_and_records() {
    let mock = Mock::new()
        .on(export::Get::OPERATION, json!([{"opened": true}, {"opened": false}]))
        .on(records::Get::OPERATION, json!([{"name": "Front"}]));
    let response = client(&mock).export().get().with_response().await.unwrap();
    assert_eq!(response.header("content-type"), Some("application/x-ndjson"));
    let mut lines = response.value;
    assert!(lines.next().await.unwrap().unwrap().opened);
    assert!(!lines.next().await.unwrap().unwrap().opened);
    assert!(lines.next().await.is_none());

    let response = client(&mock).records().get().with_response().await.unwrap();
    assert_eq!(response.header("content-type"), Some("application/json-seq"));
    let mut records = response.value;
    assert_eq!(records.next().await.unwrap().unwrap().name, "Front");
    assert!(records.next().await.is_none());
}
