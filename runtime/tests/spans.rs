//! The spans of the feature `tracing`.
//!
//! These tests have a process of their own, and run one at a time: `tracing` decides once for the
//! whole process whether anybody wants a span, and can miss a subscriber that is set in one thread
//! while another thread makes the first span.

#![cfg(feature = "tracing")]
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "the exemption for tests does not reach the functions that tests share"
)]

use std::{
    collections::BTreeMap,
    fmt::Debug,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Waker},
    time::Duration,
};

use seamstress_runtime::{
    Api, Binding, Call, Client, ClientBuilder, Credential, OperationSpec, Scheme, TransportError,
    testing::MockTransport,
};
use serde_json::{Value, json};
use tracing::{
    Event, Id, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Record},
};

const KEY: Scheme = Scheme::header("key", "x-key");
const SECRET: &str = "sentinel-4711";
static API: Api = Api::new("Pets", "https://pets.example/v1").schemes(&[KEY]);
static GET: OperationSpec = OperationSpec::get("/pets/{pet_id}").bindings(&[
    Binding::path("pet_id"),
    Binding::query("color"),
    Binding::query("token"),
]);

fn builder(server: &MockTransport) -> ClientBuilder {
    Client::builder(&API)
        .transport(server.clone())
        .credential(Credential::new(&KEY, SECRET))
}

fn call(builder: ClientBuilder) -> Call<Value> {
    Call::new(builder.build().unwrap(), &GET).params(json!({"pet_id": "rex"}))
}

/// Keeps every span.
#[derive(Clone, Default)]
struct Spans(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    spans: Vec<Span>,
    entered: Vec<u64>,
}

struct Span {
    name: &'static str,
    parent: Option<u64>,
    fields: BTreeMap<&'static str, String>,
    handles: usize,
}

impl Span {
    fn get(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str)
    }
}

struct Values<'a>(&'a mut BTreeMap<&'static str, String>);

impl Visit for Values<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}

fn index(id: &Id) -> usize {
    usize::try_from(id.into_u64()).unwrap() - 1
}

impl Subscriber for Spans {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut state = self.0.lock().unwrap();
        let mut fields = BTreeMap::new();
        attributes.record(&mut Values(&mut fields));
        let explicit = attributes.parent().map(Id::into_u64);
        let current = state.entered.last().copied();
        let parent = explicit.or(current.filter(|_| attributes.is_contextual()));
        state.spans.push(Span {
            name: attributes.metadata().name(),
            parent,
            fields,
            handles: 1,
        });
        Id::from_u64(state.spans.len().try_into().unwrap())
    }

    fn record(&self, id: &Id, values: &Record<'_>) {
        let mut state = self.0.lock().unwrap();
        values.record(&mut Values(&mut state.spans[index(id)].fields));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {}

    fn enter(&self, id: &Id) {
        self.0.lock().unwrap().entered.push(id.into_u64());
    }

    fn exit(&self, _: &Id) {
        self.0.lock().unwrap().entered.pop();
    }

    fn clone_span(&self, id: &Id) -> Id {
        self.0.lock().unwrap().spans[index(id)].handles += 1;
        id.clone()
    }

    fn try_close(&self, id: Id) -> bool {
        let span = &mut self.0.lock().unwrap().spans[index(&id)];
        span.handles -= 1;
        span.handles == 0
    }
}

impl Spans {
    /// Does `work` inside of a span, as its caller would, and returns the spans.
    fn of(work: impl AsyncFnOnce()) -> Vec<Span> {
        static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
        let _guard = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let subscriber = Self::default();
        let state = subscriber.0.clone();
        let runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = { runtime }.build().unwrap();
        tracing::subscriber::with_default(subscriber, || {
            let caller = tracing::info_span!("caller");
            caller.in_scope(|| runtime.block_on(work()));
        });
        let mut state = state.lock().unwrap();
        let spans = std::mem::take(&mut state.spans);
        let attempts = spans.iter().filter(|span| span.name != "caller");
        for span in attempts {
            assert_eq!(span.name, "http_request");
            assert_eq!(span.handles, 0, "the span is closed");
            assert_eq!(span.parent, Some(1), "the parent is the caller's span");
            let fields = format!("{:?}", span.fields);
            assert!(!fields.contains(SECRET), "{fields}");
        }
        spans.into_iter().skip(1).collect()
    }
}

#[test]
fn a_span_has_the_names_of_opentelemetry() {
    let server = MockTransport::new().respond(200, json!(1));
    let spans = Spans::of(async || {
        let params = json!({"pet_id": "rex", "color": "red", "token": SECRET});
        let call = call(builder(&server)).params(params);
        assert_eq!(call.header("cookie", SECRET).await.unwrap(), 1);
    });
    let [span] = &spans[..] else {
        panic!("one span");
    };
    let fields: Vec<_> = span
        .fields
        .iter()
        .map(|(name, value)| (*name, &**value))
        .collect();
    assert_eq!(
        fields,
        [
            ("http.request.method", "GET"),
            ("http.response.status_code", "200"),
            ("otel.kind", "client"),
            ("otel.name", "GET /pets/{pet_id}"),
            ("server.address", "pets.example"),
            ("server.port", "443"),
            (
                "url.full",
                "https://pets.example/v1/pets/rex?color=red&token=REDACTED"
            ),
            ("url.template", "/pets/{pet_id}"),
        ]
    );
}

#[test]
fn each_attempt_has_a_span_with_its_error() {
    let server = MockTransport::new()
        .hang()
        .respond(503, json!({}))
        .fail(TransportError::new("reset"))
        .fail(TransportError::not_connected("refused"))
        .respond(404, json!({}));
    let spans = Spans::of(async || {
        let builder = builder(&server).timeout(Duration::from_secs(5)).retries(9);
        call(builder).await.unwrap_err();
    });
    let fields = |name| spans.iter().map(|span| span.get(name)).collect::<Vec<_>>();
    assert_eq!(
        fields("error.type"),
        [
            Some("timeout"),
            Some("503"),
            Some("connection_lost"),
            Some("not_connected"),
            Some("404"),
        ]
    );
    assert_eq!(
        fields("http.request.resend_count"),
        [None, Some("1"), Some("2"), Some("3"), Some("4")]
    );
    assert_eq!(
        fields("http.response.status_code"),
        [None, Some("503"), None, None, Some("404")]
    );
    assert_eq!(fields("otel.status_code"), [Some("ERROR"); 5]);
}

#[test]
fn a_cancelled_call_closes_its_span() {
    let server = MockTransport::new().hang();
    let spans = Spans::of(async || {
        let mut pending = Box::pin(call(builder(&server)).send());
        let mut cx = Context::from_waker(Waker::noop());
        assert!(pending.as_mut().poll(&mut cx).is_pending());
    });
    assert_eq!(spans.len(), 1);
    assert_eq!(spans[0].get("error.type"), Some("cancelled"));
}
