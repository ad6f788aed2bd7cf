//! Tokens that expire: when they are refreshed, and by how many requests.

use std::{
    future::poll_fn,
    pin::pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll, Waker},
    time::{Duration, Instant, SystemTime},
};

use futures_util::future::join_all;
use seamstress_runtime::{
    Api, Body, BoxError, BoxFuture, Call, Client, ClientBuilder, Credential, Error, ErrorKind,
    OperationSpec, Scheme, Token, TokenProvider, TokenSource, Transport, TransportError,
    testing::MockTransport,
};

use crate::retries::seconds;

static OAUTH: Scheme = Scheme::bearer("oauth").token_url("/token");
static API: Api = Api::new("Pets", "https://pets.example").schemes(&[OAUTH]);
static GET: OperationSpec = OperationSpec::get("/pets").security(&[&["oauth"]]);
static POST: OperationSpec = OperationSpec::post("/pets")
    .json_body()
    .security(&[&["oauth"]]);

/// A server that accepts one token, and knows no response time.
#[derive(Clone, Default)]
struct Server {
    clock: MockTransport,
    valid: Arc<Mutex<Option<String>>>,
    seen: Arc<Mutex<Vec<String>>>,
    /// Whether time stands still.
    frozen: bool,
}

impl Server {
    /// From now on, only this token is valid.
    fn accept_only(&self, token: &str) {
        *self.valid.lock().unwrap() = Some(token.to_owned());
    }

    fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }
}

impl Transport for Server {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        let header = &request.headers()["authorization"];
        assert!(header.is_sensitive());
        let token = header.to_str().unwrap().replace("Bearer ", "");
        let valid = self.valid.lock().unwrap().clone();
        let status = match valid.is_none_or(|valid| valid == token) {
            true => 200,
            false => 401,
        };
        self.seen.lock().unwrap().push(token);
        let response = http::Response::builder().status(status);
        let response = response.header("content-type", "application/json");
        Box::pin(async move { Ok(response.body(Body::from("{}")).unwrap()) })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<()> {
        match self.frozen {
            true => Box::pin(std::future::pending()),
            false => self.clock.sleep(duration),
        }
    }

    fn now(&self) -> Instant {
        self.clock.now()
    }
}

/// Returns `t1`, `t2`… after `delay`.
#[derive(Clone)]
struct Counter {
    count: Arc<AtomicUsize>,
    delay: Duration,
    lifetime: Option<Duration>,
    clock: MockTransport,
}

impl Counter {
    fn new(server: &Server) -> Self {
        Self {
            count: Arc::default(),
            delay: Duration::ZERO,
            lifetime: None,
            clock: server.clock.clone(),
        }
    }

    fn count(&self) -> usize {
        self.count.load(Ordering::Relaxed)
    }
}

impl TokenProvider for Counter {
    fn token(&self) -> BoxFuture<Result<Token, BoxError>> {
        let this = self.clone();
        Box::pin(async move {
            let nth = this.count.fetch_add(1, Ordering::Relaxed) + 1;
            if !this.delay.is_zero() {
                this.clock.sleep(this.delay).await;
            }
            let token = Token::new(format!("t{nth}"));
            Ok(match this.lifetime {
                Some(lifetime) => token.expires_in(lifetime),
                None => token,
            })
        })
    }
}

fn builder(server: &Server, source: impl Into<TokenSource>) -> ClientBuilder {
    Client::builder(&API)
        .transport(server.clone())
        .credential(Credential::tokens(&OAUTH, source))
}

fn client(server: &Server, source: impl Into<TokenSource>) -> Client {
    builder(server, source).build().unwrap()
}

async fn get(client: &Client) -> Result<(), Error> {
    Call::new(client.clone(), &GET).await
}

#[tokio::test]
async fn a_token_may_be_given_by_itself() {
    let server = Server::default();
    get(&client(&server, "fixed")).await.unwrap();
    get(&client(&server, "owned".to_owned())).await.unwrap();
    assert_eq!(server.seen(), ["fixed", "owned"]);
    // What rejects it is not repeated.
    server.accept_only("other");
    let error = get(&client(&server, "fixed")).await.unwrap_err();
    assert!(error.is_unauthorized());
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn a_thousand_waiting_calls_cause_one_refresh() {
    let server = Server::default();
    let mut counter = Counter::new(&server);
    counter.delay = seconds(2);
    let client = client(&server, counter.clone());
    let results = join_all((0..1000).map(|_| get(&client))).await;
    assert!(results.iter().all(Result::is_ok));
    assert_eq!(counter.count(), 1);
    assert_eq!(server.seen(), vec!["t1"; 1000]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_calls_of_several_threads_cause_one_refresh() {
    let server = Server::default();
    let mut counter = Counter::new(&server);
    counter.delay = seconds(2);
    let client = client(&server, counter.clone());
    let calls = (0..1000).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { get(&client).await })
    });
    for result in join_all(calls).await {
        result.unwrap().unwrap();
    }
    assert_eq!(counter.count(), 1);
}

#[tokio::test]
async fn a_thousand_calls_whose_token_is_rejected_cause_one_refresh() {
    let server = Server::default();
    let counter = Counter::new(&server);
    let client = client(&server, counter.clone());
    get(&client).await.unwrap();
    server.accept_only("t2");
    let results = join_all((0..1000).map(|_| get(&client))).await;
    assert!(results.iter().all(Result::is_ok));
    assert_eq!(counter.count(), 2);
}

#[tokio::test]
async fn a_token_is_replaced_shortly_before_it_expires() {
    // A margin of 30 seconds, or a tenth of short lifetimes.
    for (lifetime, fresh, stale) in [(3600, 3569, 3570), (100, 89, 90), (0, 0, 0)] {
        let server = Server::default();
        let mut counter = Counter::new(&server);
        counter.lifetime = Some(seconds(lifetime));
        let client = client(&server, counter.clone());
        get(&client).await.unwrap();
        server.clock.sleep(seconds(fresh)).await;
        get(&client).await.unwrap();
        assert_eq!(counter.count(), if lifetime == 0 { 2 } else { 1 });
        server.clock.sleep(seconds(stale - fresh)).await;
        get(&client).await.unwrap();
        assert_eq!(counter.count(), if lifetime == 0 { 3 } else { 2 });
    }
    let past = Token::new("t").expires_at(SystemTime::UNIX_EPOCH);
    let never = Token::new("t").expires_in(Duration::MAX);
    for (token, requests) in [(past, 3), (never, 1)] {
        let server = Server::default();
        let count = Arc::new(AtomicUsize::new(0));
        let counted = count.clone();
        let source = TokenSource::from_fn(move || {
            counted.fetch_add(1, Ordering::Relaxed);
            let token = token.clone();
            async move { Ok(token) }
        });
        let client = client(&server, source);
        for _ in 0..3 {
            get(&client).await.unwrap();
        }
        assert_eq!(count.load(Ordering::Relaxed), requests);
    }
}

#[tokio::test]
async fn a_rejected_token_is_replaced_once_and_the_request_repeated() {
    let server = Server::default();
    let counter = Counter::new(&server);
    let client = builder(&server, counter.clone()).retries(0).build();
    let client = client.unwrap();
    server.accept_only("t2");
    let post = Call::new(client.clone(), &POST).params(serde_json::json!({"name": "rex"}));
    let (): () = post.await.unwrap();
    assert_eq!(server.seen(), ["t1", "t2"]);
    // A server that rejects all tokens ends the call.
    server.accept_only("none");
    let error = get(&client).await.unwrap_err();
    assert!(error.is_unauthorized());
    assert_eq!(error.attempts(), 2);
    assert_eq!(server.seen(), ["t1", "t2", "t2", "t3"]);
}

#[tokio::test]
async fn a_failing_provider_is_an_error_that_names_it_and_the_next_call_asks_again() {
    let server = Server::default();
    let count = Arc::new(AtomicUsize::new(0));
    let (counted, clock) = (count.clone(), server.clock.clone());
    let source = TokenSource::from_fn(move || {
        let nth = counted.fetch_add(1, Ordering::Relaxed);
        let pause = clock.sleep(seconds(1));
        async move {
            pause.await;
            match nth {
                0 => Err("the vault is closed".into()),
                1 => Ok(Token::new("sentinel\n")),
                2 => Ok(Token::new("")),
                _ => Ok(Token::new("t")),
            }
        }
    });
    let client = client(&server, source);
    let errors = join_all([get(&client), get(&client)]).await;
    for error in errors {
        let error = error.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Token(error) if error.scheme() == "oauth"));
        assert_eq!(error.attempts(), 0);
        assert_eq!(
            error.to_string(),
            "GET /pets: the token provider of `oauth` failed: the vault is closed"
        );
    }
    let error = get(&client).await.unwrap_err();
    insta::assert_snapshot!(error, @"GET /pets: the token provider of `oauth` failed: the secret of `oauth` has a character that no header can carry (is there a space or a line break at its end?)");
    assert!(!format!("{error:?}").contains("sentinel"));
    let error = get(&client).await.unwrap_err();
    insta::assert_snapshot!(error, @"GET /pets: the token provider of `oauth` failed: the secret of `oauth` is empty");
    get(&client).await.unwrap();
    assert_eq!(count.load(Ordering::Relaxed), 4);
    assert_eq!(server.seen(), ["t"]);
}

/// What a provider waits for.
#[derive(Clone, Default)]
struct Gate(Arc<Mutex<(bool, Option<Waker>)>>);

impl Gate {
    fn open(&self) {
        let mut state = self.0.lock().unwrap();
        state.0 = true;
        state.1.take().unwrap().wake();
    }

    async fn pass(self) {
        poll_fn(|cx| {
            let mut state = self.0.lock().unwrap();
            state.1 = Some(cx.waker().clone());
            match state.0 {
                true => Poll::Ready(()),
                false => Poll::Pending,
            }
        })
        .await;
    }
}

#[tokio::test]
async fn a_call_that_is_cancelled_does_not_cancel_the_refresh_of_others() {
    let server = Server {
        frozen: true,
        ..Server::default()
    };
    let (gate, count) = (Gate::default(), Arc::new(AtomicUsize::new(0)));
    let (opened, counted) = (gate.clone(), count.clone());
    let source = TokenSource::from_fn(move || {
        counted.fetch_add(1, Ordering::Relaxed);
        let gate = opened.clone();
        async move {
            gate.pass().await;
            Ok(Token::new("t"))
        }
    });
    let client = client(&server, source);
    let spawn = || {
        let client = client.clone();
        tokio::spawn(async move { get(&client).await })
    };
    let second = spawn();
    let mut first = Box::pin(get(&client));
    let mut cx = Context::from_waker(Waker::noop());
    tokio::task::yield_now().await;
    // The first call has driven the refresh last when it is dropped.
    assert!(first.as_mut().poll(&mut cx).is_pending());
    drop(first);
    gate.open();
    second.await.unwrap().unwrap();
    assert_eq!(count.load(Ordering::Relaxed), 1);
    assert_eq!(server.seen(), ["t"]);
}

#[tokio::test]
async fn a_refresh_that_no_call_waits_for_ends() {
    let server = Server::default();
    let mut counter = Counter::new(&server);
    counter.delay = seconds(2);
    let client = client(&server, counter.clone());
    {
        let mut first = pin!(get(&client));
        let mut cx = Context::from_waker(Waker::noop());
        assert!(first.as_mut().poll(&mut cx).is_pending());
    }
    get(&client).await.unwrap();
    assert_eq!(counter.count(), 2);
    assert_eq!(server.seen(), ["t2"]);
}

#[tokio::test]
async fn a_provider_that_hangs_fails_with_the_timeout() {
    let server = Server::default();
    let source = TokenSource::from_fn(std::future::pending);
    let client = builder(&server, source).timeout(seconds(5)).build();
    let client = client.unwrap();
    let error = get(&client).await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::Token(_) | ErrorKind::Timeout(_)),
        "{error}"
    );
    let hurried = Call::<()>::new(client, &GET).deadline(seconds(1));
    let error = hurried.await.unwrap_err();
    insta::assert_snapshot!(error, @"GET /pets: no response within 1s");
    assert_eq!(server.clock.elapsed(), seconds(6));
    assert_eq!(server.seen().len(), 0);
}

#[test]
fn nothing_shows_a_token() {
    let server = Server::default();
    let source = TokenSource::from("sentinel");
    let shown = format!("{source:?} {:?}", Token::new("sentinel"));
    let builder = builder(&server, source);
    let shown = format!("{shown} {builder:?}");
    let shown = format!("{shown} {:?}", builder.build().unwrap());
    assert!(!shown.contains("sentinel"), "{shown}");
}
