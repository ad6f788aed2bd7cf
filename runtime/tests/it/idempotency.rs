//! Keys of requests that are sent again.

use std::time::Duration;

use seamstress_runtime::{OperationSpec, TransportError, codegen::Binding, testing::MockTransport};
use serde_json::json;

use crate::retries::{call, ok};

static POST: OperationSpec = OperationSpec::post("/charges")
    .json_body()
    .bindings(&const { [Binding::header("idempotency_key").wire("Idempotency-Key")] })
    .idempotency_key("Idempotency-Key");

fn keys(server: &MockTransport) -> Vec<String> {
    let requests = server.requests();
    let keys = requests.iter().map(|it| it.header("idempotency-key"));
    keys.map(|key| key.unwrap().to_owned()).collect()
}

#[tokio::test(start_paused = true)]
async fn a_call_has_one_key_for_all_attempts_and_another_call_another() {
    let server = MockTransport::new().respond(500, json!({})).hang();
    let server = ok(ok(server));
    let timeout = Duration::from_secs(5);
    call(&server, &POST).timeout(timeout).await.unwrap();
    call(&server, &POST).await.unwrap();
    let keys = keys(&server);
    assert_eq!(keys.len(), 4);
    assert_eq!([&keys[1], &keys[2]], [&keys[0], &keys[0]]);
    assert_ne!(keys[3], keys[0]);
}

#[tokio::test(start_paused = true)]
async fn the_key_of_the_caller_is_kept() {
    let server = ok(ok(MockTransport::new().fail(TransportError::new("reset"))));
    let params = json!({"idempotency_key": "k1", "amount": 1});
    call(&server, &POST).params(params).await.unwrap();
    call(&server, &POST)
        .header("Idempotency-Key", "k2")
        .await
        .unwrap();
    assert_eq!(keys(&server), ["k1", "k1", "k2"]);
    assert_eq!(server.requests()[0].json(), Some(json!({"amount": 1})));
}

#[tokio::test(start_paused = true)]
async fn a_call_that_failed_cannot_be_made_again_without_its_key() {
    let server = MockTransport::new();
    let server = (0..3).fold(server, |server, _| server.respond(500, json!({})));
    let error = call(&server, &POST).await.unwrap_err();
    assert_eq!(error.attempts(), 3);
    assert!(!error.is_retryable());
}
