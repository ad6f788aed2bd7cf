//! Operations that go on after the server has answered.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use seamstress_runtime::{ErrorKind, TransportError, codegen::*, testing::MockTransport};
use serde_json::{Value, json};

static API: Api = Api::new("Test", "https://api.example.test").request_id_header("x-request");
static GET: OperationSpec = OperationSpec::post("/attempts/get")
    .json_body()
    .responses(&[ResponseSpec::code(200)
        .envelope("attempt")
        .siblings(&["ok"])])
    .safe()
    .security(&[&["key"]])
    .long_running(&JOB);
static JOB: LongRunning = LongRunning::new(&GET, "attempt_id")
    .status("state", &["pending", "queued"], &["success"], &["error"])
    .failure(&["error", "type"], &["error", "message"]);
static UNLOCK: OperationSpec = OperationSpec::post("/unlock")
    .json_body()
    .responses(&[ResponseSpec::code(200).envelope("action").siblings(&["ok"])])
    .security(&[&["key"]])
    .long_running(&JOB);
static MAYBE: OperationSpec = OperationSpec::post("/maybe")
    .json_body()
    .responses(&[ResponseSpec::code(200).envelope("action").optional()])
    .security(&[&["key"]])
    .long_running(&JOB);
const KEY: Scheme = Scheme::bearer("key");

const SECOND: Duration = Duration::from_secs(1);

fn attempt(state: &str) -> Value {
    json!({"attempt_id": "a1", "state": state})
}

/// The response of the operation itself.
fn first(state: &str) -> Value {
    json!({"ok": true, "action": attempt(state)})
}

/// The response of the poll operation.
fn then(state: &str) -> Value {
    json!({"ok": true, "attempt": attempt(state)})
}

fn builder(server: &MockTransport) -> ClientBuilder {
    Client::builder(&API)
        .transport(server.clone())
        .credential(Credential::new(&KEY, "k"))
}

fn call(server: &MockTransport) -> Call<Value> {
    Call::new(builder(server).build().unwrap(), &UNLOCK)
}

fn server(answers: &[Value]) -> MockTransport {
    answers.iter().fold(MockTransport::new(), |server, answer| {
        server.respond(200, answer.clone())
    })
}

fn paths(server: &MockTransport) -> Vec<String> {
    let requests = server.requests().into_iter();
    requests.map(|request| request.path).collect()
}

#[tokio::test]
async fn an_operation_that_has_ended_is_not_waited_for() {
    let server = server(&[first("success")]);
    assert_eq!(call(&server).await.unwrap(), attempt("success"));
    assert_eq!(server.elapsed(), Duration::ZERO);
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_pending_operation_is_polled_until_it_succeeds() {
    let server = server(&[first("pending"), then("queued"), then("success")]);
    let answer = call(&server)
        .params(json!({"device": "d"}))
        .header("x-trace", "t")
        .with_response()
        .await
        .unwrap();
    assert_eq!(answer.value, attempt("success"));
    assert_eq!(answer.body, then("success").to_string());
    assert_eq!(server.elapsed(), 2 * SECOND);
    assert_eq!(
        paths(&server),
        ["/unlock", "/attempts/get", "/attempts/get"]
    );
    for poll in &server.requests()[1..] {
        assert_eq!(poll.body, r#"{"attempt_id":"a1"}"#);
        assert_eq!(poll.method, "POST");
        assert_eq!(poll.header("content-type"), Some("application/json"));
        assert_eq!(poll.header("x-trace"), Some("t"));
        assert_eq!(poll.header("authorization"), Some("Bearer k"));
    }
}

#[tokio::test]
async fn a_call_of_the_poll_operation_waits_too() {
    let server = server(&[then("pending"), then("success")]);
    let client = builder(&server).build().unwrap();
    let get = Call::<Value>::new(client, &GET).params(json!({"attempt_id": "a1", "more": 1}));
    assert_eq!(get.await.unwrap(), attempt("success"));
    assert_eq!(server.requests()[1].body, r#"{"attempt_id":"a1"}"#);
}

#[tokio::test]
async fn the_wait_ends_exactly_with_its_timeout() {
    let answers = [vec![first("pending")], vec![then("pending"); 20]].concat();
    let server = server(&answers);
    let error = call(&server)
        .wait_timeout(Duration::from_millis(2500))
        .await
        .unwrap_err();
    assert!(error.is_still_running());
    assert!(matches!(error.kind(), ErrorKind::StillRunning(limit) if limit.as_millis() == 2500));
    insta::assert_snapshot!(error, @"POST /unlock: 200 OK, but the operation was still running after 2.5s");
    assert_eq!(error.output_as::<Value>(), Some(attempt("pending")));
    // After 1, 2 and 2.5 seconds.
    assert_eq!(server.elapsed(), Duration::from_millis(2500));
    assert_eq!(server.requests().len(), 4);
}

#[tokio::test]
async fn the_time_that_asking_takes_counts() {
    let slow = |server: MockTransport| server.delay(4 * SECOND).respond(200, then("pending"));
    let server = slow(slow(slow(
        MockTransport::new().respond(200, first("pending")),
    )));
    let error = call(&server).await.unwrap_err();
    assert!(error.is_still_running());
    // Polled after 1 s and after 6 s; the second response arrives after the 10 s.
    assert_eq!(server.elapsed(), 10 * SECOND);
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn without_any_time_an_operation_is_polled_once() {
    let ended = server(&[first("pending"), then("success")]);
    let answer = call(&ended).wait_timeout(Duration::ZERO).await;
    assert_eq!(answer.unwrap(), attempt("success"));
    assert_eq!(ended.elapsed(), Duration::ZERO);

    let going = server(&[first("pending"), then("pending"), then("success")]);
    let error = call(&going).wait_timeout(Duration::ZERO).await.unwrap_err();
    assert!(error.is_still_running());
    assert_eq!(going.requests().len(), 2);
}

#[tokio::test]
async fn timeout_and_interval_are_the_clients_unless_the_call_has_its_own() {
    let answers = [vec![first("pending")], vec![then("pending"); 20]].concat();
    let server_of_client = server(&answers);
    let client = builder(&server_of_client)
        .wait_timeout(6 * SECOND)
        .poll_interval(2 * SECOND)
        .build()
        .unwrap();
    Call::<Value>::new(client, &UNLOCK).await.unwrap_err();
    assert_eq!(server_of_client.requests().len(), 1 + 3);
    assert_eq!(server_of_client.elapsed(), 6 * SECOND);

    let server_of_call = server(&answers);
    let own = call(&server_of_call).poll_interval(5 * SECOND);
    own.await.unwrap_err();
    assert_eq!(server_of_call.requests().len(), 1 + 2);
    assert_eq!(server_of_call.elapsed(), 10 * SECOND);
}

#[tokio::test]
async fn no_wait_returns_the_first_response() {
    let of_call = server(&[first("pending"), then("success")]);
    let answer = call(&of_call).no_wait().await.unwrap();
    assert_eq!(answer, attempt("pending"));
    assert_eq!(of_call.requests().len(), 1);
    // Not even a failure is looked for.
    let failed = server(&[first("error")]);
    assert_eq!(call(&failed).no_wait().await.unwrap(), attempt("error"));

    let of_client = server(&[first("pending"), first("pending"), then("success")]);
    let client = builder(&of_client).no_wait().build().unwrap();
    let unlock = || Call::<Value>::new(client.clone(), &UNLOCK);
    assert_eq!(unlock().await.unwrap(), attempt("pending"));
    let waiting = unlock().wait_timeout(SECOND).await;
    assert_eq!(waiting.unwrap(), attempt("success"));
}

#[tokio::test]
async fn an_operation_that_fails_is_an_error_with_its_code_and_message() {
    let mut body = then("error");
    body["attempt"]["error"] = json!({"type": "jammed", "message": "the bolt\nis stuck"});
    let later = http::Response::builder()
        .header("x-request", "r2")
        .body(body.to_string())
        .unwrap();
    let server = MockTransport::new()
        .respond(200, first("pending"))
        .respond_with(later);
    let error = call(&server).await.unwrap_err();
    assert!(error.is_failed() && !error.is_retryable());
    assert_eq!(error.code(), Some("jammed"));
    assert_eq!(error.api_message(), Some("the bolt\nis stuck"));
    assert_eq!(error.request_id(), Some("r2"));
    assert_eq!(error.operation().unwrap().path, "/unlock");
    insta::assert_snapshot!(error, @"POST /unlock: 200 OK, but the operation failed: jammed: the bolt is stuck (request r2)");
    assert_eq!(error.output_as::<Value>(), Some(body["attempt"].clone()));
}

#[tokio::test]
async fn a_failed_operation_is_not_polled() {
    let server = server(&[first("error")]);
    let error = call(&server).await.unwrap_err();
    assert!(error.is_failed());
    assert_eq!((error.code(), error.api_message()), (None, None));
    assert_eq!(error.output_as::<Value>(), Some(attempt("error")));
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn an_unknown_status_ends_the_wait() {
    let server = server(&[first("pending"), then("paused"), then("success")]);
    let error = call(&server).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::UnknownStatus(status) if status == "paused"));
    insta::assert_snapshot!(error, @"POST /unlock: 200 OK, but the operation has the unknown status paused");
    assert_eq!(error.output_as::<Value>(), Some(attempt("paused")));
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_response_without_a_status_is_an_error_with_its_path() {
    for (action, path) in [
        (json!({"attempt_id": "a1"}), "$.action.state"),
        (json!({"state": "pending"}), "$.action.attempt_id"),
        (json!({"attempt_id": "a1", "state": 1}), "$.action.state"),
        (json!({"attempt_id": "a1", "state": null}), "$.action.state"),
        (json!("pending"), "$.action"),
    ] {
        let server = server(&[json!({"action": action})]);
        let error = call(&server).await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Decode(_)), "{error}");
        assert_eq!(error.path(), Some(path));
    }
    let server = server(&[first("pending"), json!({"attempt": {"attempt_id": "a1"}})]);
    let error = call(&server).await.unwrap_err();
    assert_eq!(error.path(), Some("$.attempt.state"));
    assert_eq!(error.operation().unwrap().path, "/attempts/get");
}

#[tokio::test]
async fn a_response_that_is_not_json_is_an_error() {
    let html = http::Response::builder()
        .header("content-type", "text/html")
        .body("<p>")
        .unwrap();
    let error = call(&MockTransport::new().respond_with(html))
        .await
        .unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::ContentType(_)), "{error}");
}

#[tokio::test]
async fn a_response_without_a_value_is_not_waited_for() {
    for body in [json!({}), json!({"action": null})] {
        let server = server(&[body]);
        let client = builder(&server).build().unwrap();
        let answer = Call::<Option<Vec<String>>>::new(client, &MAYBE).await;
        assert_eq!(answer.unwrap(), None);
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn asking_is_repeated_where_the_server_stumbles() {
    let server = MockTransport::new()
        .respond(200, first("pending"))
        .respond(500, json!({}))
        .respond(200, then("success"));
    assert_eq!(call(&server).await.unwrap(), attempt("success"));
    assert_eq!(paths(&server)[1..], ["/attempts/get", "/attempts/get"]);

    let server = MockTransport::new()
        .respond(200, first("pending"))
        .respond(500, json!({}))
        .respond(200, then("success"));
    let error = call(&server).retries(0).await.unwrap_err();
    let ErrorKind::PollFailed(why) = error.kind() else {
        panic!("{error}");
    };
    assert!(matches!(why.kind(), ErrorKind::Api));
    assert_eq!(why.operation().unwrap().path, "/attempts/get");
}

#[tokio::test]
async fn a_call_that_cannot_be_followed_is_not_to_be_made_again() {
    let mut server = MockTransport::new().respond(200, first("pending"));
    for _ in 0..3 {
        server = server.respond(503, json!({}));
    }
    let error = call(&server).await.unwrap_err();
    assert_eq!(error.operation().unwrap().path, paths(&server)[0]);
    assert!(
        !error.is_retryable() && error.retry_after().is_none(),
        "{error}"
    );
    assert_eq!(error.output_as::<Value>(), Some(attempt("pending")));
    insta::assert_snapshot!(error, @"POST /unlock: 200 OK, but the status of the operation could not be polled: POST /attempts/get: 503 Service Unavailable: {} (after 3 attempts)");
}

#[tokio::test]
async fn asking_has_the_timeout_of_the_call() {
    let server = MockTransport::new().respond(200, first("pending")).hang();
    let limit = 3 * SECOND;
    let error = call(&server).timeout(limit).retries(0).await.unwrap_err();
    let ErrorKind::PollFailed(why) = error.kind() else {
        panic!("{error}");
    };
    assert!(matches!(why.kind(), ErrorKind::Timeout(at) if *at == limit));
    assert_eq!(server.elapsed(), SECOND + limit);
}

#[tokio::test]
async fn an_error_of_the_operation_itself_is_returned_at_once() {
    let server = MockTransport::new().fail(TransportError::new("reset"));
    let error = call(&server).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Transport(_)));
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn only_the_last_response_reports_drift() {
    let odd = |mut body: Value| {
        body["new"] = json!(1);
        body
    };
    let seen = Arc::new(Mutex::new(Vec::new()));
    let hook = Arc::clone(&seen);
    let server = server(&[
        odd(first("pending")),
        odd(then("pending")),
        odd(then("success")),
    ]);
    let client = builder(&server)
        .on_drift(move |drift| {
            let operation = drift.operation.unwrap();
            hook.lock()
                .unwrap()
                .push(format!("{operation} {}", drift.path));
        })
        .build()
        .unwrap();
    Call::<Value>::new(client, &UNLOCK).await.unwrap();
    assert_eq!(*seen.lock().unwrap(), ["POST /attempts/get $.new"]);
}

#[tokio::test]
async fn a_call_that_is_dropped_stops_asking() {
    let server = server(&[first("pending"), then("pending"), then("success")]);
    let mut pending = call(&server).send();
    let waker = std::task::Waker::noop();
    let mut cx = std::task::Context::from_waker(waker);
    while server.requests().len() < 2 {
        assert!(std::pin::Pin::new(&mut pending).poll(&mut cx).is_pending());
    }
    drop(pending);
    tokio::time::sleep(Duration::from_millis(10)).await;
    assert_eq!(server.requests().len(), 2);
}
