//! Corrections as a client makes and reports them.

use std::sync::{Arc, Mutex};

use seamstress_runtime::{
    Call, Client, DriftKind, Error, ErrorKind, OperationSpec, Page, Paging, ResponseSpec,
    testing::MockTransport,
};
use serde_json::{Value, json};

use crate::{
    corrections::{Device, device},
    decoding::{with, without},
    pages::API,
};

static GET: OperationSpec =
    OperationSpec::get("/get").responses(&[ResponseSpec::code(200).envelope("device")]);
static PAGING: Paging = Paging::new("cursor", &["next"]);
static LIST: OperationSpec = OperationSpec::post("/list")
    .json_body()
    .responses(&[ResponseSpec::code(200)
        .envelope("devices")
        .siblings(&["next"])])
    .pages(&PAGING);

fn client(server: &MockTransport, strict: bool) -> Client {
    let client = Client::builder(&API)
        .transport(server.clone())
        .strict(strict);
    client.build().unwrap()
}

fn serving(device: Value) -> MockTransport {
    MockTransport::new().respond(200, json!({ "device": device }))
}

fn incomplete() -> Value {
    let device = with(without(device(), "text"), "/count", Value::Null);
    with(
        device,
        "/attempt",
        json!({"action_type": "UNLOCK", "status": "pending", "id": 7}),
    )
}

#[tokio::test]
async fn a_response_lists_its_corrections_without_a_hook() {
    let mut device = incomplete();
    device["new"] = json!(1);
    device["kind"] = json!("new");
    let server = serving(device);
    let call = Call::<Device>::new(client(&server, false), &GET);
    let response = call.with_response().await.unwrap();
    let mut corrections: Vec<_> = response
        .corrections
        .iter()
        .map(|it| (it.kind, it.path.as_str()))
        .collect();
    corrections.sort_by_key(|(_, path)| *path);
    assert_eq!(
        corrections,
        [
            (DriftKind::UnreadableVariant, "$.device.attempt"),
            (DriftKind::UnexpectedNull, "$.device.count"),
            (DriftKind::Missing, "$.device.text"),
        ]
    );
    assert!(response.corrections[0].operation.is_some());
}

#[tokio::test]
async fn the_hook_gets_what_the_response_lists() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let hook = Arc::clone(&seen);
    let mut device = incomplete();
    device["kind"] = json!("new");
    let client = Client::builder(&API)
        .transport(serving(device))
        .on_drift(move |drift| hook.lock().unwrap().push(drift.clone()))
        .build()
        .unwrap();
    let response = Call::<Device>::new(client, &GET).with_response().await;
    let seen = seen.lock().unwrap().clone();
    let (corrections, others): (Vec<_>, Vec<_>) = seen
        .into_iter()
        .partition(|drift| drift.kind.is_correction());
    assert_eq!(response.unwrap().corrections, corrections);
    assert_eq!(others.len(), 1);
}

#[tokio::test]
async fn a_strict_client_and_a_strict_call_correct_nothing() {
    for (device, path) in [
        (without(device(), "text"), "$.device.text"),
        (with(device(), "/text", Value::Null), "$.device.text"),
        (with(device(), "/list", json!([null])), "$.device.list[0]"),
        (
            with(device(), "/attempt/id", json!(7)),
            "$.device.attempt.id",
        ),
    ] {
        let server = serving(device.clone());
        let error = Call::<Device>::new(client(&server, true), &GET).await;
        assert_eq!(error.unwrap_err().path(), Some(path));
        let server = serving(device.clone());
        let error = Call::<Device>::new(client(&server, false), &GET)
            .strict(true)
            .await;
        assert_eq!(error.unwrap_err().path(), Some(path));
        let server = serving(device);
        let call = Call::<Device>::new(client(&server, true), &GET).strict(false);
        call.await.unwrap();
    }
    // Lists can be empty in any case.
    let server = serving(without(device(), "list"));
    let response = Call::<Device>::new(client(&server, true), &GET)
        .with_response()
        .await;
    assert_eq!(response.unwrap().corrections.len(), 1);
    let body = r#"{"device":{"new":1e400}}"#;
    let server = MockTransport::new().respond_with(crate::errors::status(200).body(body).unwrap());
    let error = Call::<Device>::new(client(&server, true), &GET).await;
    assert_eq!(error.unwrap_err().path(), Some("$.device.new"));
}

fn pages() -> MockTransport {
    let bad = with(device(), "/count", json!("many"));
    MockTransport::new()
        .respond(
            200,
            json!({"devices": [device(), bad.clone(), device()], "next": "2"}),
        )
        .respond(200, json!({"devices": [bad, device()]}))
}

#[tokio::test]
async fn an_item_that_cannot_be_decoded_is_an_error_of_that_item() {
    let server = pages();
    let call = Call::<Page<Device>>::new(client(&server, false), &LIST);
    let mut items = call.items();
    let mut seen = Vec::new();
    while let Some(item) = items.next().await {
        seen.push(item.map_err(|error: Error| {
            assert!(matches!(error.kind(), ErrorKind::Decode(_)));
            assert!(error.is_unreadable_success() && error.body().is_some());
            error.path().unwrap().to_owned()
        }));
    }
    let errors: Vec<_> = seen
        .iter()
        .map(|it| it.as_ref().err().map(String::as_str))
        .collect();
    assert_eq!(
        errors,
        [
            None,
            Some("$.devices[1].count"),
            None,
            Some("$.devices[0].count"),
            None
        ]
    );
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_page_with_an_item_that_cannot_be_decoded_is_an_error() {
    let page = Call::<Page<Device>>::new(client(&pages(), false), &LIST).await;
    assert_eq!(page.unwrap_err().path(), Some("$.devices[1].count"));
    let mut items = Call::<Page<Device>>::new(client(&pages(), true), &LIST).items();
    let error = items.next().await.unwrap().unwrap_err();
    assert_eq!(error.path(), Some("$.devices[1].count"));
    assert!(items.next().await.is_none());
    let broken = crate::errors::status(200)
        .body(r#"{"devices":[1,tru]}"#)
        .unwrap();
    let server = MockTransport::new().respond_with(broken);
    let mut items = Call::<Page<Device>>::new(client(&server, false), &LIST).items();
    assert!(items.next().await.unwrap().is_err());
    assert!(items.next().await.is_none());
}
