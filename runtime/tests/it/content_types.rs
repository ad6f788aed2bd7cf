//! Content types that callers set.

use seamstress_runtime::{ErrorKind, codegen::*, testing::MockTransport};
use serde_json::json;

static API: Api = Api::new("Test", "https://api.example.test/v1");
static PATCH: OperationSpec =
    OperationSpec::post("/x").body(BodySpec::json("application/merge-patch+json"));
static PARTS: OperationSpec = OperationSpec::post("/x").body(BodySpec::multipart(&[]));

fn client(server: &MockTransport) -> Client {
    let client = Client::builder(&API).header("content-type", "text/plain");
    client.transport(server.clone()).build().unwrap()
}

#[tokio::test]
async fn the_content_type_of_a_call_replaces_that_of_its_body() {
    let server = MockTransport::new()
        .respond(200, json!({}))
        .respond(200, json!({}));
    let call = || Call::<()>::new(client(&server), &PATCH).params(json!({"a": 1}));
    call().await.unwrap();
    let strategic = "application/strategic-merge-patch+json";
    call().header("Content-Type", strategic).await.unwrap();
    let requests = server.requests();
    let sent = requests.iter().map(|it| it.header("content-type"));
    // One that the client has for every request is that of calls without a body only.
    let merge = "application/merge-patch+json";
    assert_eq!(sent.collect::<Vec<_>>(), [Some(merge), Some(strategic)]);
}

#[tokio::test]
async fn a_multipart_body_keeps_its_boundary() {
    let server = MockTransport::new();
    let call = Call::<()>::new(client(&server), &PARTS).params(json!({"a": 1}));
    let error = call.header("content-type", "multipart/mixed").await;
    let error = error.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Config(_)), "{error}");
    assert!(error.to_string().contains("`content-type`"), "{error}");
    assert!(server.requests().is_empty());
}
