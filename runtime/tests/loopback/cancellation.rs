//! Dropping a call ends its request and its connection.

use std::time::Duration;

use bytes::Bytes;
use futures_util::stream::{self, StreamExt};
use seamstress_runtime::{
    BoxError, ByteStream, Call, Client, Credential, Events, OperationSpec, Output,
    ReqwestTransport, Upload, serde_json::Value,
};
use tokio::time::{sleep, timeout};

use crate::{
    clock::Clock,
    models::{API, GET, KEY, POST, UPLOAD},
    reply::Reply,
    server::Server,
};

const CHUNK: usize = 64 * 1024;

/// More than the buffers of two sockets hold.
const MANY: usize = 4096;

async fn start(reply: Reply) -> (Client, Server) {
    let server = Server::start(&Clock::stopped(), [reply]).await;
    let client = Client::builder(&API)
        .base_url(&server.url)
        .credential(Credential::new(&KEY, "k"));
    (client.build().unwrap(), server)
}

fn call<T: Output>(client: &Client, spec: &'static OperationSpec) -> Call<T> {
    Call::new(client.clone(), spec)
}

/// The server sees within some seconds that the connection is closed.
async fn assert_closed(server: &Server) {
    let closed = timeout(Duration::from_secs(10), server.closed()).await;
    assert!(closed.is_ok());
}

#[tokio::test]
async fn dropping_a_call_closes_its_connection() {
    let head = Reply::headed("200 OK\r\ncontent-length: 9\r\n");
    for reply in [Reply::new().receive().hang(), head.send(b"{").hang()] {
        for spec in [&GET, &POST] {
            let (client, server) = start(reply.clone()).await;
            let call = tokio::spawn(call::<Value>(&client, spec).send());
            server.received(1).await;
            assert_eq!(server.open(), 1);
            call.abort();
            assert_closed(&server).await;
            assert_eq!(server.requests().len(), 1);
        }
    }
}

#[tokio::test]
async fn dropping_a_call_ends_its_upload() {
    let (client, server) = start(Reply::new().receive()).await;
    let chunk = Ok::<_, BoxError>(Bytes::from_static(&[7; CHUNK]));
    let endless = stream::once(async { chunk }).chain(stream::pending());
    let call = call::<()>(&client, &UPLOAD).params(Upload::stream(endless));
    let call = tokio::spawn(call.send());
    server.opened(1).await;
    call.abort();
    assert_closed(&server).await;
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_call_that_is_dropped_while_it_waits_for_its_turn_sends_nothing() {
    let server = Server::start(&Clock::stopped(), [Reply::new().receive().hang()]).await;
    let transport = ReqwestTransport::new().unwrap().max_exchanges(1);
    let client = Client::builder(&API)
        .base_url(&server.url)
        .credential(Credential::new(&KEY, "k"))
        .transport(transport);
    let client = client.build().unwrap();
    let first = tokio::spawn(call::<Value>(&client, &GET).send());
    server.received(1).await;
    let second = tokio::spawn(call::<Value>(&client, &POST).send());
    sleep(Duration::from_millis(50)).await;
    second.abort();
    assert!(second.await.unwrap_err().is_cancelled());
    first.abort();
    assert_closed(&server).await;
    sleep(Duration::from_millis(50)).await;
    assert_eq!(server.requests().len(), 1);
}

/// A stream of this content type, whose chunks are sent again and again.
fn streaming(content_type: &str, chunk: &[u8], times: usize) -> Reply {
    let length = chunk.len();
    let framed = [format!("{length:x}\r\n").as_bytes(), chunk, b"\r\n"].concat();
    let head = format!("content-type: {content_type}\r\ntransfer-encoding: chunked\r\n");
    Reply::headed(&format!("200 OK\r\n{head}"))
        .repeat(framed, times)
        .send(b"0\r\n\r\n")
}

#[tokio::test]
async fn a_stream_is_received_no_faster_than_it_is_read() {
    let (client, server) = start(streaming("image/png", &[7; CHUNK], MANY)).await;
    let mut stream: ByteStream = call(&client, &GET).await.unwrap();
    let mut length = stream.next().await.unwrap().unwrap().len();
    // The server sends until the buffers between it and the reader are full.
    let mut before = usize::MAX;
    while before != server.bytes() {
        before = server.bytes();
        sleep(Duration::from_millis(100)).await;
    }
    assert!(before < MANY * CHUNK / 4, "{before} bytes are held");
    while let Some(chunk) = stream.next().await {
        length += chunk.unwrap().len();
    }
    assert_eq!(length, MANY * CHUNK);
}

#[tokio::test]
async fn the_server_sees_that_a_stream_is_dropped() {
    let event = b"data: 1\n\n".repeat(1000);
    let (client, server) = start(streaming("text/event-stream", &event, usize::MAX)).await;
    let mut events: Events<i64> = call(&client, &GET).await.unwrap();
    for _ in 0..1500 {
        assert_eq!(events.next().await.unwrap().unwrap().data, 1);
    }
    drop(events);
    assert_closed(&server).await;
}
