//! What hooks observe of requests.

use std::{
    pin::pin,
    sync::{Arc, Mutex},
    task::{Context, Waker},
    time::Duration,
};

use seamstress_runtime::{
    Api, Attempt, AttemptOutcome, Binding, Call, Client, ClientBuilder, Credential, OperationSpec,
    RequestHook, Scheme, TransportError, testing::MockTransport,
};
use serde_json::{Value, json};

use crate::{errors::status, retries::seconds};

const KEY: Scheme = Scheme::header("key", "x-key").repeated_in("x-key-too");
static API: Api = Api::new("Pets", "https://pets.example/v1")
    .request_id_header("request-id")
    .schemes(&[KEY]);
static GET: OperationSpec = OperationSpec::get("/pets/{pet_id}").bindings(&[
    Binding::path("pet_id"),
    Binding::query("color"),
    Binding::query("token"),
    Binding::query("echo"),
]);
const SECRET: &str = "sentinel-4711";

/// What a hook observed, one line for each method that was called.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

impl RequestHook for Log {
    fn started(&self, attempt: &Attempt) {
        let line = format!("{} {} starts", attempt.operation(), attempt.number());
        self.0.lock().unwrap().push(line);
    }

    fn ended(&self, attempt: &Attempt, outcome: &AttemptOutcome<'_>) {
        let mut line = format!(
            "{} ends after {:?}",
            attempt.number(),
            outcome.duration().as_secs()
        );
        let status = outcome.status().map(|status| status.as_u16());
        let id = outcome.request_id();
        line += &format!(" with {status:?} {id:?} {:?}", outcome.error());
        if outcome.retry_after().is_some() {
            line += ", retried";
        }
        if outcome.is_cancelled() {
            line += ", cancelled";
        }
        self.0.lock().unwrap().push(line);
    }
}

fn builder(server: &MockTransport) -> ClientBuilder {
    Client::builder(&API)
        .transport(server.clone())
        .credential(Credential::new(&KEY, SECRET))
}

fn call(builder: ClientBuilder) -> Call<Value> {
    Call::new(builder.build().unwrap(), &GET).params(json!({"pet_id": "rex"}))
}

#[tokio::test]
async fn a_hook_observes_the_start_and_the_end_of_each_attempt() {
    let busy = status(503).header("retry-after", "7").body("").unwrap();
    let done = status(200).header("request-id", "r2").body("1").unwrap();
    let server = MockTransport::new()
        .delay(seconds(2))
        .respond_with(busy)
        .delay(seconds(3))
        .respond_with(done);
    let log = Log::default();
    let call = call(builder(&server).request_hook(log.clone()));
    assert_eq!(call.await.unwrap(), 1);
    assert_eq!(
        log.lines(),
        [
            "GET /pets/{pet_id} 1 starts",
            "1 ends after 2 with Some(503) None Some(Api), retried",
            "GET /pets/{pet_id} 2 starts",
            "2 ends after 3 with Some(200) Some(\"r2\") None",
        ]
    );
    assert_eq!(server.elapsed(), seconds(2 + 7 + 3));
}

#[tokio::test]
async fn timeouts_and_failing_transports_end_attempts() {
    let server = MockTransport::new()
        .hang()
        .fail(TransportError::not_connected("refused"))
        .respond(404, json!({}));
    let log = Log::default();
    let hooked = builder(&server).timeout(seconds(5));
    let error = call(hooked.request_hook(log.clone())).await.unwrap_err();
    assert!(error.is_not_found());
    let ends: Vec<_> = log.lines().into_iter().skip(1).step_by(2).collect();
    assert_eq!(ends.len(), 3);
    assert_eq!(
        ends[0],
        "1 ends after 5 with None None Some(Timeout(5s)), retried"
    );
    assert!(ends[1].starts_with("2 ends after 0 with None None Some(Transport("));
    assert!(ends[1].ends_with("retried"), "{}", ends[1]);
    assert_eq!(ends[2], "3 ends after 0 with Some(404) None Some(Api)");
}

#[test]
fn a_cancelled_call_ends_its_attempt() {
    let log = Log::default();
    let server = MockTransport::new().hang();
    let mut pending = Box::pin(call(builder(&server).request_hook(log.clone())).send());
    let mut cx = Context::from_waker(Waker::noop());
    assert!(pending.as_mut().poll(&mut cx).is_pending());
    assert_eq!(log.lines().len(), 1);
    drop(pending);
    assert_eq!(
        log.lines()[1],
        "1 ends after 0 with None None None, cancelled"
    );
}

#[tokio::test]
async fn no_hook_observes_a_secret() {
    let seen: Arc<Mutex<Vec<String>>> = Arc::default();
    let sink = seen.clone();
    let hook = move |attempt: &Attempt, outcome: &AttemptOutcome<'_>| {
        let mut seen = sink.lock().unwrap();
        seen.push(attempt.url().to_string());
        let headers = attempt.headers();
        let headers = headers
            .iter()
            .map(|(name, value)| format!("{name}: {value:?}"));
        seen.extend(headers);
        seen.push(format!("{attempt:?} {outcome:?}"));
    };
    let server = MockTransport::new().respond(401, json!({"message": SECRET}));
    let client = builder(&server).request_hook(hook).build().unwrap();
    // In alphabetical order, which is that of the query whatever the features of `serde_json` are.
    let params = json!({
        "color": "red", "echo": format!("it is {SECRET}"), "pet_id": "rex", "token": SECRET,
    });
    let call = Call::<Value>::new(client, &GET).params(params);
    let call = call
        .header("cookie", SECRET)
        .header("authorization", SECRET);
    call.await.unwrap_err();

    let [request] = server.requests().try_into().unwrap();
    assert_eq!(request.path.matches(SECRET).count(), 2);
    assert_eq!(request.header("cookie"), Some(SECRET));
    assert_eq!(request.header("x-key-too"), Some(SECRET));
    let seen = seen.lock().unwrap();
    assert_eq!(
        seen[0],
        "https://pets.example/v1/pets/rex?color=red&echo=REDACTED&token=REDACTED"
    );
    assert!(seen.contains(&"accept: \"application/json\"".to_owned()));
    assert!(seen.contains(&"x-key: \"REDACTED\"".to_owned()));
    assert!(!seen.join("\n").contains(SECRET), "{seen:#?}");
}

#[tokio::test]
async fn a_hook_that_panics_changes_neither_the_call_nor_other_hooks() {
    struct Panics;
    impl RequestHook for Panics {
        fn started(&self, _: &Attempt) {
            panic!("as intended");
        }
        fn ended(&self, _: &Attempt, _: &AttemptOutcome<'_>) {
            panic!("as intended");
        }
    }
    let server = MockTransport::new()
        .fail(TransportError::not_connected("refused"))
        .respond(200, json!(1));
    let log = Log::default();
    let hooked = builder(&server)
        .request_hook(Panics)
        .request_hook(log.clone());
    assert_eq!(call(hooked).await.unwrap(), 1);
    assert_eq!(log.lines().len(), 4);

    let server = MockTransport::new().hang();
    let hooked = builder(&server)
        .request_hook(Panics)
        .request_hook(log.clone());
    let mut pending = Box::pin(call(hooked).send());
    let mut cx = Context::from_waker(Waker::noop());
    assert!(pending.as_mut().poll(&mut cx).is_pending());
    drop(pending);
    assert!(log.lines()[5].ends_with("cancelled"));
}

#[tokio::test]
async fn without_a_hook_the_clock_is_not_read() {
    struct NoClock(MockTransport);
    impl seamstress_runtime::Transport for NoClock {
        fn send(
            &self,
            request: http::Request<seamstress_runtime::Body>,
        ) -> seamstress_runtime::BoxFuture<
            Result<http::Response<seamstress_runtime::Body>, TransportError>,
        > {
            self.0.send(request)
        }
        fn sleep(&self, duration: Duration) -> seamstress_runtime::BoxFuture<()> {
            self.0.sleep(duration)
        }
        fn now(&self) -> std::time::Instant {
            panic!("the clock was read")
        }
    }
    let server = MockTransport::new().respond(200, json!(1));
    let builder = builder(&server).transport(NoClock(server.clone()));
    if cfg!(not(feature = "tracing")) {
        assert_eq!(pin!(call(builder).send()).await.unwrap(), 1);
    }
}
