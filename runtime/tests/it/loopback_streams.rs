//! Streams over `reqwest`, from servers on this machine.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use seamstress_runtime::{Events, codegen::*};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    task::JoinHandle,
    time::{sleep, timeout},
};

static API: Api = Api::new("Test", "https://api.example.test");

static GET: OperationSpec = OperationSpec::get("/stream");

const CHUNK: usize = 64 * 1024;

/// More than the buffers of two sockets hold.
const MANY: usize = 4096;

/// A server that sends `chunk` up to `count` times, and counts. Its task returns whether the
/// connection was closed before the last one.
async fn serve(
    content_type: &'static str,
    chunk: Vec<u8>,
    count: usize,
) -> (Client, Arc<AtomicUsize>, JoinHandle<bool>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let sent = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&sent);
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut head = [0; 4096];
        let _ = stream.read(&mut head).await.unwrap();
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: {content_type}\r\ntransfer-encoding: chunked\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        for _ in 0..count {
            let mut framed = format!("{:x}\r\n", chunk.len()).into_bytes();
            framed.extend_from_slice(&chunk);
            framed.extend_from_slice(b"\r\n");
            if stream.write_all(&framed).await.is_err() {
                return true;
            }
            counter.fetch_add(1, Ordering::SeqCst);
        }
        stream.write_all(b"0\r\n\r\n").await.is_err()
    });
    let client = Client::builder(&API).base_url(url).build().unwrap();
    (client, sent, server)
}

#[tokio::test]
async fn a_stream_is_received_no_faster_than_it_is_read() {
    let (client, sent, server) = serve("image/png", vec![7; CHUNK], MANY).await;
    let mut stream = Call::<Bytes>::new(client, &GET).stream().await.unwrap();
    let mut length = stream.next().await.unwrap().unwrap().len();
    // The server sends until the buffers between it and the reader are full.
    let mut before = usize::MAX;
    while before != sent.load(Ordering::SeqCst) {
        before = sent.load(Ordering::SeqCst);
        sleep(Duration::from_millis(100)).await;
    }
    assert!(before < MANY / 4, "{before} chunks are held");
    while let Some(chunk) = stream.next().await {
        length += chunk.unwrap().len();
    }
    assert_eq!(length, MANY * CHUNK);
    assert!(!server.await.unwrap());
}

#[tokio::test]
async fn the_server_sees_that_a_stream_is_dropped() {
    let event = b"data: 1\n\n".repeat(1000);
    let (client, _, server) = serve("text/event-stream", event, usize::MAX).await;
    let mut events = Call::<Events<i64>>::new(client, &GET).await.unwrap();
    for _ in 0..1500 {
        assert_eq!(events.next().await.unwrap().unwrap().data, 1);
    }
    drop(events);
    let is_closed = timeout(Duration::from_secs(10), server).await.unwrap();
    assert!(is_closed.unwrap());
}
