//! What reaches a server, and when the transport stops.

use std::time::Duration;

use bytes::Bytes;
use futures_util::stream;
use seamstress_runtime::{
    Body, BoxError, ByteStream, Call, Client, Credential, Error, ErrorKind, Events, FormPart,
    Lines, Output, ReqwestTransport, Transport, serde_json::Value,
};

use crate::{
    clock::Clock,
    models::{API, FORM, GET, KEY, POST},
    reply::Reply,
    server::Server,
};

async fn server(replies: impl IntoIterator<Item = Reply>) -> Server {
    Server::start(&Clock::stopped(), replies).await
}

fn client(server: &Server) -> Client {
    let builder = Client::builder(&API).base_url(&server.url);
    builder
        .credential(Credential::new(&KEY, "k"))
        .build()
        .unwrap()
}

fn chunks(chunks: [&'static str; 2]) -> Body {
    let chunks = chunks.map(|chunk| Ok::<_, BoxError>(Bytes::from(chunk)));
    Body::stream(stream::iter(chunks))
}

async fn exchange(server: &Server, body: Body) -> String {
    let request = http::Request::post(&server.url).body(body).unwrap();
    let transport = ReqwestTransport::new().unwrap();
    let response = transport.send(request).await.unwrap();
    assert_eq!(response.into_body().collect(10).await.unwrap(), "ok");
    server.requests().remove(0)
}

#[tokio::test]
async fn a_request_reaches_a_server() {
    let server = server([Reply::json("7")]).await;
    let value: Value = Call::new(client(&server), &GET).await.unwrap();
    assert_eq!(value, 7);
    let request = server.requests().remove(0);
    assert!(request.starts_with("GET /door HTTP/1.1\r\n"), "{request}");
    assert!(request.contains("\r\nx-key: k\r\n"), "{request}");
    let asks = request.contains("\r\naccept-encoding: gzip\r\n");
    assert!(asks, "{request}");
}

#[tokio::test]
async fn parameters_arrive_with_their_length() {
    let server = server([Reply::json("7")]).await;
    let call = Call::<Value>::new(client(&server), &POST);
    call.param("n", 1).await.unwrap();
    let request = server.requests().remove(0);
    assert!(request.contains("\r\ncontent-length: 7\r\n"), "{request}");
    assert!(request.ends_with("\r\n\r\n{\"n\":1}"), "{request}");
}

#[tokio::test]
async fn an_empty_body_arrives_with_its_length() {
    let ok = server([Reply::response("200 OK\r\n", "ok")]).await;
    let request = exchange(&ok, Body::empty()).await;
    assert!(request.contains("\r\ncontent-length: 0\r\n"), "{request}");
}

#[tokio::test]
async fn a_stream_arrives_in_chunks_or_with_its_length_where_that_is_known() {
    let ok = || server([Reply::response("200 OK\r\n", "ok")]);
    let request = exchange(&ok().await, chunks(["hello ", "world"])).await;
    let body = "\r\n\r\n6\r\nhello \r\n5\r\nworld\r\n0\r\n\r\n";
    assert!(request.ends_with(body), "{request}");
    let request = exchange(&ok().await, chunks(["hello ", "world"]).with_length(11)).await;
    assert!(request.contains("\r\ncontent-length: 11\r\n"), "{request}");
    assert!(request.ends_with("\r\n\r\nhello world"), "{request}");
}

#[tokio::test]
async fn parts_arrive_as_a_form_with_its_length() {
    let server = server([Reply::json("7")]).await;
    let parts = vec![FormPart::text("a", "1"), FormPart::file("b", "two")];
    let call = Call::<Value>::new(client(&server), &FORM);
    call.params(parts).await.unwrap();
    let request = server.requests().remove(0);
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let (_, boundary) = head.split_once("multipart/form-data; boundary=").unwrap();
    let boundary = boundary.lines().next().unwrap();
    let expected = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n\
         --{boundary}\r\nContent-Disposition: form-data; name=\"b\"; filename=\"blob\"\r\n\
         Content-Type: application/octet-stream\r\n\r\ntwo\r\n--{boundary}--\r\n"
    );
    assert_eq!(body, expected, "{head}");
    let length = format!("content-length: {}", body.len());
    assert!(head.contains(&length), "{head}");
}

#[tokio::test]
async fn a_call_may_set_a_longer_timeout() {
    let server = server([Reply::new().receive().hang()]).await;
    let hour = Duration::from_secs(3600);
    let call = Call::<Value>::new(client(&server), &GET).timeout(hour);
    let call = tokio::spawn(call.retries(0).send());
    server.received(1).await;
    // From here on only timers can wake anyone, so that the clock jumps from one to the next.
    tokio::time::pause();
    let error = call.await.unwrap().unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::Timeout(limit) if *limit == hour),
        "{error}"
    );
}

#[tokio::test]
async fn an_endless_body_is_not_received_much_beyond_the_limit() {
    let endless = Reply::headed("200 OK\r\n").repeat([b' '; 65_536], usize::MAX);
    let server = server([endless]).await;
    let call = Call::<Value>::new(client(&server), &GET);
    let error = call.await.unwrap_err();
    let limit = 32 << 20;
    assert!(
        matches!(error.kind(), ErrorKind::BodyTooLarge(size) if *size == limit),
        "{error}"
    );
    server.closed().await;
    // What lies in the buffers of sockets comes on top.
    assert!((limit..2 * limit).contains(&server.bytes()));
}

#[tokio::test]
async fn exchanges_beyond_the_limit_wait_for_their_turn() {
    let server = server([Reply::response("200 OK\r\n", "ok")]).await;
    let transport = ReqwestTransport::new().unwrap().max_exchanges(1);
    let send = || {
        let request = http::Request::get(&server.url);
        transport.send(request.body(Body::empty()).unwrap())
    };
    let first = send().await.unwrap();
    let mut second = send();
    let waiting = tokio::time::timeout(Duration::from_millis(100), &mut second).await;
    assert!(waiting.is_err());
    assert_eq!(server.requests().len(), 1);
    // The first exchange ends with its body, whether that is read or dropped.
    first.into_body().collect(10).await.unwrap();
    drop(second.await.unwrap());
    send().await.unwrap();
    assert_eq!(server.requests().len(), 3);
}

/// Calls while the output of an earlier call is open, of a client with one exchange at a time.
async fn call_while_open<T: Output>(content_type: &str) -> Result<Value, Error> {
    let head = format!("200 OK\r\ncontent-type: {content_type}\r\ntransfer-encoding: chunked\r\n");
    let server = server([Reply::headed(&head).hang(), Reply::json("7")]).await;
    let client = Client::builder(&API)
        .base_url(&server.url)
        .credential(Credential::new(&KEY, "k"))
        .transport(ReqwestTransport::new().unwrap().max_exchanges(1));
    let client = client.build().unwrap();
    let _open: T = Call::new(client.clone(), &GET).await.unwrap();
    let call = Call::<Value>::new(client, &GET).retries(0);
    call.timeout(Duration::from_secs(10)).await
}

#[tokio::test]
async fn open_streams_keep_no_call_waiting() {
    for result in [
        call_while_open::<Events<Value>>("text/event-stream").await,
        call_while_open::<Lines<Value>>("application/x-ndjson").await,
        call_while_open::<ByteStream>("image/png").await,
    ] {
        assert_eq!(result.unwrap(), 7);
    }
}

#[tokio::test]
async fn boundaries_are_random() {
    let transport = ReqwestTransport::new().unwrap();
    assert_ne!(transport.random(), transport.random());
}
