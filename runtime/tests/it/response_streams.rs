//! Responses that are read after their call has returned: bytes, events, lines.

use std::{
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;
use seamstress_runtime::{
    Body, BoxError, ByteStream, Error, ErrorKind, Event, Events, Lines, Output, codegen::*,
    testing::MockTransport,
};
use serde_json::{Value, json};

static API: Api = Api::new("Test", "https://api.example.test");

static GET: OperationSpec = OperationSpec::get("/stream")
    .responses(&[ResponseSpec::code(200).last_event("[DONE]")])
    .accept("application/octet-stream");

/// Chunks of a body, and then an end, an error, or silence.
struct Chunks {
    left: Vec<Bytes>,
    end: End,
    dropped: Arc<AtomicBool>,
}

#[derive(Clone, Copy)]
enum End {
    Clean,
    Fails,
    Silent,
}

impl futures_core::Stream for Chunks {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if !self.left.is_empty() {
            return Poll::Ready(Some(Ok(self.left.remove(0))));
        }
        match self.end {
            End::Clean => Poll::Ready(None),
            End::Fails => Poll::Ready(Some(Err("reset".into()))),
            End::Silent => Poll::Pending,
        }
    }
}

impl Drop for Chunks {
    fn drop(&mut self) {
        self.dropped.store(true, Ordering::SeqCst);
    }
}

/// A server that responds once, with these chunks.
struct Server {
    transport: MockTransport,
    dropped: Arc<AtomicBool>,
    drift: Arc<Mutex<Vec<Drift>>>,
    max_body: usize,
}

impl Server {
    fn new(content_type: &str, chunks: &[&[u8]], end: End) -> Self {
        let dropped = Arc::new(AtomicBool::new(false));
        let body = Body::stream(Chunks {
            left: chunks.iter().map(|it| Bytes::copy_from_slice(it)).collect(),
            end,
            dropped: Arc::clone(&dropped),
        });
        let response = http::Response::builder().header("content-type", content_type);
        Self {
            transport: MockTransport::new().respond_with(response.body(body).unwrap()),
            dropped,
            drift: Arc::default(),
            max_body: 1 << 20,
        }
    }

    async fn call<T: Output>(&self) -> Result<T, Error> {
        let drift = Arc::clone(&self.drift);
        let client = Client::builder(&API)
            .transport(self.transport.clone())
            .max_body_size(self.max_body)
            .on_drift(move |found| drift.lock().unwrap().push(found.clone()))
            .build()?;
        Call::<T>::new(client, &GET).await
    }

    fn is_cancelled(&self) -> bool {
        self.dropped.load(Ordering::SeqCst)
    }
}

async fn events<T: Wire>(server: &Server) -> Vec<Result<Event<T>, Error>> {
    let mut events: Events<T> = server.call().await.unwrap();
    let mut all = Vec::new();
    while let Some(event) = events.next().await {
        all.push(event);
    }
    assert!(events.next().await.is_none());
    all
}

/// The type, the id and the data of an event; empty for none.
type Expected = (&'static str, &'static str, &'static str);

/// The type, the id and the data of each event of a body.
async fn texts(chunks: &[&[u8]]) -> Vec<(Option<String>, Option<String>, String)> {
    let server = Server::new("text/event-stream; charset=utf-8", chunks, End::Clean);
    let events = events::<String>(&server).await.into_iter();
    events
        .map(|event| event.unwrap())
        .map(|event| (event.event, event.id, event.data))
        .collect()
}

fn event(event: &str, id: &str, data: &str) -> (Option<String>, Option<String>, String) {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    (text(event), text(id), data.to_owned())
}

#[tokio::test]
async fn events_are_parsed_as_the_html_standard_says() {
    let cases: &[(&str, &[Expected])] = &[
        // The examples of the standard.
        (
            "data: YHOO\ndata: +2\ndata: 10\n\n",
            &[("", "", "YHOO\n+2\n10")],
        ),
        (
            ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
            &[
                ("", "1", "first event"),
                ("", "", "second event"),
                ("", "", " third event"),
            ],
        ),
        (
            "data\n\ndata\ndata\n\ndata:\n\n",
            &[("", "", ""), ("", "", "\n"), ("", "", "")],
        ),
        (
            "data:test\n\ndata: test\n\n",
            &[("", "", "test"), ("", "", "test")],
        ),
        // A byte order mark is one at the beginning only.
        ("\u{feff}data: a\n\n", &[("", "", "a")]),
        ("\u{feff}\u{feff}data: a\n\ndata: b\n\n", &[("", "", "b")]),
        ("data: a\n\n\u{feff}data: b\n\n", &[("", "", "a")]),
        // An event without data is none, and its type is forgotten.
        ("event: a\n\ndata: b\n\n", &[("", "", "b")]),
        ("event: a\nevent: b\ndata: c\n\n", &[("b", "", "c")]),
        // An id stays; one with a NUL is ignored.
        (
            "id: 1\n\ndata: a\n\nid: 2\u{0}\ndata: b\n\n",
            &[("", "1", "a"), ("", "1", "b")],
        ),
        ("retry: 10\ncolour: red\ndata: a:b\n\n", &[("", "", "a:b")]),
        (" data: a\nData: b\n:data: c\n\n", &[]),
        ("data: a\n\ndata: [DONE]\n\ndata: b\n\n", &[("", "", "a")]),
        ("data: ü\n\ndata: [DONE]\n", &[("", "", "ü")]),
        ("", &[]),
    ];
    for (body, expected) in cases {
        let expected: Vec<_> = expected.iter().map(|(e, i, d)| event(e, i, d)).collect();
        for line_end in ["\n", "\r", "\r\n"] {
            let body = body.replace('\n', line_end);
            let bytes = body.as_bytes();
            for at in 0..=bytes.len() {
                let (one, other) = bytes.split_at(at);
                assert_eq!(
                    texts(&[one, other]).await,
                    expected,
                    "{body:?} split at {at}"
                );
            }
            let single: Vec<&[u8]> = bytes.chunks(1).collect();
            assert_eq!(texts(&single).await, expected, "{body:?} byte by byte");
        }
    }
}

#[tokio::test]
async fn data_is_json_and_what_cannot_be_decoded_is_an_error_of_its_own() {
    let body = b"data: {\"a\":1}\n\ndata: oh no\n\nevent: end\ndata: [2]\n\n";
    let server = Server::new("text/event-stream", &[body], End::Clean);
    let all = events::<Value>(&server).await;
    let [Ok(first), Err(error), Ok(last)] = &all[..] else {
        panic!("{all:?}");
    };
    assert_eq!(first.data, json!({"a": 1}));
    assert!(matches!(error.kind(), ErrorKind::Decode(_)), "{error}");
    assert_eq!(error.body().unwrap(), "oh no");
    assert_eq!(last.event.as_deref(), Some("end"));
    let request = server.transport.requests().remove(0);
    assert_eq!(request.header("accept"), Some("text/event-stream"));
}

#[tokio::test]
async fn an_event_that_is_cut_off_is_an_error() {
    let server = Server::new("text/event-stream", &[b"data: 1\n\ndata: 2\n"], End::Clean);
    let all = events::<i64>(&server).await;
    assert!(matches!(&all[..], [Ok(_), Err(_)]), "{all:?}");
    insta::assert_snapshot!(all[1].as_ref().unwrap_err(), @"GET /stream: 200 OK, the operation has been carried out, but the body could not be received to its end: the stream ended within an event");
}

#[tokio::test]
async fn a_stream_ends_with_the_error_of_its_connection() {
    let server = Server::new("text/event-stream", &[b"data: 1\n\ndata: 2"], End::Fails);
    let all = events::<i64>(&server).await;
    assert!(matches!(&all[..], [Ok(_), Err(_)]), "{all:?}");
    insta::assert_snapshot!(all[1].as_ref().unwrap_err(), @"GET /stream: 200 OK, the operation has been carried out, but the body could not be received to its end: reset");
}

#[tokio::test]
async fn a_stream_that_falls_silent_is_a_timeout_between_chunks() {
    let server = Server::new("text/event-stream", &[b"data: 1\n\n"], End::Silent);
    let all = events::<i64>(&server).await;
    let [Ok(_), Err(error)] = &all[..] else {
        panic!("{all:?}");
    };
    assert!(error.is_timeout());
    insta::assert_snapshot!(error, @"GET /stream: 200 OK, the operation has been carried out, but the rest did not arrive within 60s");
    assert_eq!(server.transport.elapsed(), Duration::from_secs(60));
    assert!(server.is_cancelled());
}

#[tokio::test]
async fn a_response_of_another_content_type_is_no_stream_of_events() {
    let server = Server::new("application/json", &[b"{}"], End::Clean);
    let error = server.call::<Events<Value>>().await.unwrap_err();
    insta::assert_snapshot!(error, @"GET /stream: 200 OK, the operation has been carried out, but the body is not a stream of events: its content type is application/json");
}

#[tokio::test]
async fn events_and_lines_have_a_limit() {
    for body in [
        &b"data: 123456\n\n"[..],
        b"data: 1\ndata: 2\ndata: 3\ndata: 4\n\n",
        b"data: 12",
    ] {
        let mut server = Server::new("text/event-stream", &[body], End::Silent);
        server.max_body = 7;
        let all = events::<String>(&server).await;
        let [Err(error)] = &all[..] else {
            panic!("{all:?}");
        };
        assert!(
            matches!(error.kind(), ErrorKind::BodyTooLarge(7)),
            "{error}"
        );
        assert!(server.is_cancelled());
    }
    let mut server = Server::new(
        "application/x-ndjson",
        &[b"1\n", b"12345", b"678\n"],
        End::Silent,
    );
    server.max_body = 7;
    let mut lines: Lines<i64> = server.call().await.unwrap();
    assert_eq!(lines.next().await.unwrap().unwrap(), 1);
    let error = lines.next().await.unwrap().unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::BodyTooLarge(7)),
        "{error}"
    );
    assert!(lines.next().await.is_none());
}

#[tokio::test]
async fn lines_and_records_are_json_wherever_chunks_end() {
    let cases = [
        ("{\"a\":1}\n[2]\n", vec![json!({"a": 1}), json!([2])]),
        (
            "{\"a\":1}\r\n\r\n\n\"\u{fc}\"",
            vec![json!({"a": 1}), json!("\u{fc}")],
        ),
        (
            "\u{1e}{\n \"a\": 1\n}\n\u{1e}[2]\n",
            vec![json!({"a": 1}), json!([2])],
        ),
        ("\u{1e}\u{1e}true", vec![json!(true)]),
        ("", vec![]),
    ];
    for (body, expected) in cases {
        for at in 0..=body.len() {
            let (one, other) = body.as_bytes().split_at(at);
            let server = Server::new("application/x-ndjson", &[one, other], End::Clean);
            let mut lines: Lines<Value> = server.call().await.unwrap();
            let mut all = Vec::new();
            while let Some(line) = lines.next().await {
                all.push(line.unwrap());
            }
            assert_eq!(all, expected, "{body:?} split at {at}");
        }
    }
}

#[tokio::test]
async fn a_line_that_cannot_be_decoded_is_an_error_of_its_own() {
    let server = Server::new("application/x-ndjson", &[b"1\nx\n3\n4"], End::Clean);
    let mut lines: Lines<i64> = server.call().await.unwrap();
    let mut all = Vec::new();
    while let Some(line) = lines.next().await {
        all.push(line.ok());
    }
    assert_eq!(all, [Some(1), None, Some(3), Some(4)]);
}

#[tokio::test]
async fn bytes_are_collected_or_streamed_whatever_their_content_type() {
    let chunks: [&[u8]; 3] = [b"\x00\xff", b"", b"\x01"];
    let server = Server::new("image/png", &chunks, End::Clean);
    assert_eq!(server.call::<Bytes>().await.unwrap(), &b"\x00\xff\x01"[..]);
    let accept = server.transport.requests().remove(0);
    assert_eq!(accept.header("accept"), Some("application/octet-stream"));

    let server = Server::new("image/png", &chunks, End::Clean);
    let mut stream: ByteStream = server.call().await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap(), &b"\x00\xff"[..]);
    assert_eq!(stream.next().await.unwrap().unwrap(), &b"\x01"[..]);
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn a_stream_is_not_bounded_as_a_body_is() {
    let chunk = [7; 1000];
    let mut server = Server::new("image/png", &[&chunk[..]; 10], End::Clean);
    server.max_body = 1000;
    let mut stream: ByteStream = server.call().await.unwrap();
    let mut length = 0;
    while let Some(chunk) = stream.next().await {
        length += chunk.unwrap().len();
    }
    assert_eq!(length, 10_000);
}

#[tokio::test]
async fn dropping_a_stream_cancels_the_response() {
    let server = Server::new("image/png", &[b"a", b"b"], End::Silent);
    let mut stream: ByteStream = server.call().await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap(), "a");
    assert!(!server.is_cancelled());
    drop(stream);
    assert!(server.is_cancelled());
}

#[tokio::test]
async fn the_response_of_a_stream_has_its_status_and_headers() {
    let server = Server::new("text/event-stream", &[b"data: 1\n\n"], End::Clean);
    let mut response: seamstress_runtime::Response<Events<i64>> = server.call().await.unwrap();
    assert_eq!(response.header("content-type"), Some("text/event-stream"));
    assert_eq!(response.value.next().await.unwrap().unwrap().data, 1);
}

#[tokio::test]
async fn an_error_status_of_a_stream_has_its_body_and_is_retried() {
    let failed = |status| http::Response::builder().status(status).body("no").unwrap();
    let server = MockTransport::new()
        .respond_with(failed(503))
        .respond_with(failed(404));
    let client = Client::builder(&API)
        .transport(server.clone())
        .build()
        .unwrap();
    let error = Call::<ByteStream>::new(client, &GET).await.unwrap_err();
    assert_eq!(
        (error.status().unwrap().as_u16(), error.attempts()),
        (404, 2)
    );
    assert_eq!(error.body().unwrap(), "no");
}
