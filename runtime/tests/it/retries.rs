//! Requests that are sent again, and when.

use std::{
    pin::pin,
    sync::Arc,
    task::{Context, Waker},
    time::{Duration, Instant},
};

use seamstress_runtime::{
    Api, Body, BoxError, BoxFuture, Call, Client, ErrorKind, OperationSpec, Transport,
    TransportError, testing::MockTransport,
};
use serde_json::{Value, json};

use crate::errors::status;

pub(crate) static API: Api =
    Api::new("Seam", "https://connect.getseam.com").request_id_header("request-id");
pub(crate) static GET: OperationSpec = OperationSpec::get("/devices/get");
static PUT: OperationSpec = OperationSpec::put("/devices/put");
static DELETE: OperationSpec = OperationSpec::delete("/devices/delete");
pub(crate) static POST: OperationSpec = OperationSpec::post("/locks/unlock_door").json_body();
static PATCH: OperationSpec = OperationSpec::patch("/devices/update");
static SAFE_POST: OperationSpec = OperationSpec::post("/devices/list").json_body().safe();
static SAFE_PATCH: OperationSpec = OperationSpec::patch("/devices/look").safe();

pub(crate) fn call(server: &MockTransport, spec: &'static OperationSpec) -> Call<Value> {
    let builder = Client::builder(&API).transport(server.clone()).anonymous();
    Call::new(builder.build().unwrap(), spec)
}

pub(crate) fn ok(server: MockTransport) -> MockTransport {
    server.respond(200, json!("ok"))
}

pub(crate) fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

pub(crate) fn is_first_pause(pause: Duration) -> bool {
    (Duration::from_millis(500)..=seconds(1)).contains(&pause)
}

/// A body that breaks off after its first bytes.
struct Broken(bool);

impl futures_core::Stream for Broken {
    type Item = Result<bytes::Bytes, BoxError>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        let first = std::mem::replace(&mut self.0, false);
        std::task::Poll::Ready(Some(match first {
            true => Ok("\"o".into()),
            false => Err("reset".into()),
        }))
    }
}

type SyntaxError = fn(MockTransport) -> MockTransport;

#[tokio::test]
async fn what_may_have_taken_effect_is_sent_again_only_where_that_is_safe() {
    let faults: [(SyntaxError, bool, bool); 12] = [
        (
            |s| s.fail(TransportError::not_connected("refused")),
            true,
            true,
        ),
        (|s| s.respond(429, json!({})), true, true),
        (
            |s| s.respond_with(status(503).header("retry-after", "1").body("").unwrap()),
            true,
            true,
        ),
        (|s| s.fail(TransportError::new("reset")), false, true),
        (|s| s.hang(), false, true),
        (|s| s.respond(408, json!({})), false, true),
        (|s| s.respond(500, json!({})), false, true),
        (|s| s.respond(503, json!({})), false, true),
        (
            |s| s.respond_with(status(200).body(Body::stream(Broken(true))).unwrap()),
            false,
            true,
        ),
        (|s| s.respond(404, json!({})), false, false),
        (
            |s| s.respond_with(status(200).body("no JSON").unwrap()),
            false,
            false,
        ),
        (
            |s| s.fail(TransportError::unsendable("too long")),
            false,
            false,
        ),
    ];
    for (nth, (fault, unsafe_again, safe_again)) in faults.into_iter().enumerate() {
        for (spec, again) in [
            (&POST, unsafe_again),
            (&PATCH, unsafe_again),
            (&SAFE_POST, safe_again),
            (&SAFE_PATCH, safe_again),
            (&GET, safe_again),
            (&PUT, safe_again),
            (&DELETE, safe_again),
        ] {
            let server = ok(fault(MockTransport::new()));
            let answer = call(&server, spec).await;
            assert_eq!(answer.is_ok(), again, "{nth} {spec:?} {answer:?}");
            let sent = 1 + usize::from(again);
            assert_eq!(server.requests().len(), sent, "{nth} {spec:?}");
            if let Err(error) = answer {
                assert_eq!(error.attempts(), 1);
                assert!(!error.is_retryable());
                assert!(!error.to_string().contains("attempt"), "{error}");
            }
        }
    }
}

#[tokio::test]
async fn the_same_request_is_sent_each_time() {
    let server = ok(MockTransport::new()
        .respond(429, json!({}))
        .respond(429, json!({})));
    let call = call(&server, &POST).params(vec!["door".to_owned()]);
    call.header("x-trace", "t").await.unwrap();
    let requests = server.requests();
    assert_eq!(requests.len(), 3);
    for request in &requests {
        assert_eq!(request.method, "POST");
        assert_eq!(request.path, "/locks/unlock_door");
        assert_eq!(request.body, r#"["door"]"#);
        assert_eq!(request.headers, requests[0].headers);
        assert_eq!(request.header("x-trace"), Some("t"));
        assert_eq!(request.header("content-type"), Some("application/json"));
    }
}

#[tokio::test]
async fn the_last_response_is_returned_with_the_number_of_attempts() {
    let server = ok(MockTransport::new()
        .respond(500, json!(1))
        .respond(502, json!(2))
        .respond_with(status(503).header("request-id", "r3").body("3").unwrap()));
    let error = call(&server, &GET).await.unwrap_err();
    insta::assert_snapshot!(error, @"GET /devices/get: 503 Service Unavailable: 3 (after 3 attempts) (request r3)");
    assert_eq!((error.attempts(), server.requests().len()), (3, 3));
    assert!(error.is_retryable());
    assert!(format!("{error:?}").contains("attempts: 3"), "{error:?}");
    // Between half a second and one, then between one and two.
    let least = Duration::from_millis(1500);
    assert!((least..=2 * least).contains(&server.elapsed()));
}

#[tokio::test]
async fn errors_of_every_kind_say_how_many_requests_were_sent() {
    let reset = || TransportError::new("reset");
    let twice = MockTransport::new().respond(500, json!({}));
    let broken = twice.respond_with(status(200).body("{").unwrap());
    let error = call(&broken, &GET).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Decode(_)), "{error}");
    assert_eq!(error.attempts(), 2);
    let reset = MockTransport::new()
        .fail(reset())
        .fail(reset())
        .fail(reset());
    let error = call(&reset, &GET).await.unwrap_err();
    insta::assert_snapshot!(error, @"GET /devices/get: no response: reset (after 3 attempts)");
    let hang = MockTransport::new().hang().hang();
    let error = call(&hang, &GET).retries(1).await.unwrap_err();
    insta::assert_snapshot!(error, @"GET /devices/get: no response within 60s (after 2 attempts)");
    let error = call(&hang, &GET).header("", "").await.unwrap_err();
    assert_eq!(error.attempts(), 0);
}

#[tokio::test]
async fn the_client_and_then_the_call_say_how_often() {
    let script = || (0..9).fold(MockTransport::new(), |s, _| s.respond(500, json!({})));
    for (client, of_call, sent) in [(0, None, 1), (4, None, 5), (4, Some(1), 2), (0, Some(6), 7)] {
        let server = script();
        let builder = Client::builder(&API).transport(server.clone()).anonymous();
        let client = builder.retries(client).build().unwrap();
        let mut call = Call::<Value>::new(client, &GET);
        if let Some(retries) = of_call {
            call = call.retries(retries);
        }
        let error = call.await.unwrap_err();
        assert_eq!(
            (error.attempts(), server.requests().len()),
            (sent, sent as usize)
        );
    }
}

#[tokio::test]
async fn no_two_calls_keep_in_step() {
    let mut pauses = Vec::new();
    for _ in 0..20 {
        let server = ok(MockTransport::new().respond(429, json!({})));
        call(&server, &POST).await.unwrap();
        assert!(is_first_pause(server.elapsed()), "{:?}", server.elapsed());
        pauses.push(server.elapsed());
    }
    pauses.sort();
    pauses.dedup();
    assert!(pauses.len() > 10, "{pauses:?}");
}

#[tokio::test]
async fn a_deadline_spans_attempts_and_pauses() {
    let server = MockTransport::new().hang().hang().hang();
    let call = call(&server, &GET).timeout(seconds(10));
    let error = call.deadline(seconds(15)).await.unwrap_err();
    insta::assert_snapshot!(error, @"GET /devices/get: no response within 15s (after 2 attempts)");
    assert!(matches!(error.kind(), ErrorKind::Timeout(limit) if *limit == seconds(15)));
    assert_eq!(server.elapsed(), seconds(15));
}

#[tokio::test]
async fn a_shared_transport_keeps_its_clock() {
    let server = MockTransport::new().hang().hang();
    let builder = Client::builder(&API).transport(Arc::new(server.clone()));
    let client = builder.anonymous().build().unwrap();
    let call = Call::<Value>::new(client, &GET).timeout(seconds(10));
    let error = call.deadline(seconds(15)).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Timeout(limit) if *limit == seconds(15)));
    assert_eq!(server.elapsed(), seconds(15));
}

#[tokio::test]
async fn a_deadline_is_the_clients_or_the_calls() {
    let slow = || ok(MockTransport::new().delay(seconds(5)));
    for (client, of_call, limit) in [
        (Some(4), None, Some(4)),
        (Some(4), Some(3), Some(3)),
        (Some(4), Some(6), None),
        (None, Some(4), Some(4)),
        (None, None, None),
    ] {
        let server = slow();
        let mut builder = Client::builder(&API).transport(server.clone()).anonymous();
        if let Some(deadline) = client {
            builder = builder.deadline(seconds(deadline));
        }
        let mut call = Call::<Value>::new(builder.build().unwrap(), &POST);
        if let Some(deadline) = of_call {
            call = call.deadline(seconds(deadline));
        }
        let answer = call.await;
        assert_eq!(server.elapsed(), seconds(limit.unwrap_or(5)));
        match (answer, limit.map(seconds)) {
            (Ok(_), None) => {}
            (Err(error), Some(limit)) => {
                assert!(matches!(error.kind(), ErrorKind::Timeout(found) if *found == limit));
            }
            (answer, limit) => panic!("{answer:?} {limit:?}"),
        }
    }
}

#[tokio::test]
async fn the_shorter_of_timeout_and_deadline_is_named() {
    let server = MockTransport::new().hang();
    let call = call(&server, &POST).timeout(seconds(4));
    let error = call.deadline(seconds(5)).await.unwrap_err();
    insta::assert_snapshot!(error, @"POST /locks/unlock_door: no response within 4s");
}

#[tokio::test]
async fn a_pause_that_the_deadline_does_not_allow_is_not_begun() {
    let refusal = |after| {
        let response = status(503).header("retry-after", after).body("").unwrap();
        ok(MockTransport::new().respond_with(response))
    };
    for (after, deadline, waits) in [(2, 3, true), (3, 3, false), (4, 3, false)] {
        let server = refusal(after);
        let answer = call(&server, &POST).deadline(seconds(deadline)).await;
        let (elapsed, sent) = match waits {
            true => (seconds(after), 2),
            false => (Duration::ZERO, 1),
        };
        assert_eq!((server.elapsed(), server.requests().len()), (elapsed, sent));
        match answer {
            Ok(_) => assert!(waits),
            Err(error) => assert_eq!(error.retry_after(), Some(seconds(after))),
        }
    }
    let server = ok(MockTransport::new().respond(429, json!({})));
    let call = call(&server, &POST).deadline(Duration::from_millis(499));
    assert_eq!(call.await.unwrap_err().status().unwrap(), 429);
    assert_eq!(server.elapsed(), Duration::ZERO);
}

#[tokio::test]
async fn without_any_time_nothing_is_sent() {
    let server = ok(MockTransport::new());
    let call = call(&server, &GET).deadline(Duration::ZERO);
    let error = call.await.unwrap_err();
    insta::assert_snapshot!(error, @"GET /devices/get: no response within 0ns");
    assert_eq!((error.attempts(), server.requests().len()), (0, 0));
}

#[tokio::test]
async fn who_drops_a_call_between_attempts_stops_it() {
    let response = status(503).header("retry-after", "5").body("").unwrap();
    let server = ok(MockTransport::new().respond_with(response));
    {
        let mut pending = pin!(call(&server, &POST).send());
        let mut cx = Context::from_waker(Waker::noop());
        assert!(pending.as_mut().poll(&mut cx).is_pending());
        assert_eq!(server.requests().len(), 1);
    }
    server.sleep(seconds(60)).await;
    assert_eq!(
        (server.requests().len(), server.elapsed()),
        (1, seconds(60))
    );
}

/// A transport whose pauses take much longer than they were to, as on a computer that is put to
/// sleep.
#[derive(Clone)]
struct Drowsy(MockTransport);

impl Transport for Drowsy {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        self.0.send(request)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<()> {
        self.0.sleep(duration * 10)
    }

    fn now(&self) -> Instant {
        self.0.now()
    }
}

#[tokio::test]
async fn after_the_deadline_nothing_is_sent_even_if_the_pause_was_to_be_shorter() {
    let server = ok(MockTransport::new().respond(429, json!({})));
    let builder = Client::builder(&API).transport(Drowsy(server.clone()));
    let client = builder.anonymous().build().unwrap();
    let call = Call::<Value>::new(client, &POST).deadline(seconds(2));
    assert_eq!(call.await.unwrap_err().status().unwrap(), 429);
    assert_eq!(server.requests().len(), 1);
    assert!(server.elapsed() > seconds(2));
}
