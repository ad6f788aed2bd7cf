//! The transport over `reqwest`, against servers on this machine.

use std::time::Duration;

use seamstress_runtime::{Body, BoxError, ErrorKind, ReqwestTransport, Transport};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

use crate::{request_bodies::Chunks, seam::client::Seam};

/// The head and body of a request, up to the end of a body of known length or of chunks.
async fn receive(stream: &mut TcpStream) -> String {
    let mut all = Vec::new();
    loop {
        let mut some = [0; 4096];
        let count = stream.read(&mut some).await.unwrap();
        all.extend_from_slice(&some[..count]);
        let text = String::from_utf8_lossy(&all).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            assert!(count > 0, "the request broke off: {text}");
            continue;
        };
        let length = head.lines().find_map(|line| {
            line.to_ascii_lowercase()
                .strip_prefix("content-length: ")?
                .parse()
                .ok()
        });
        let chunked = head
            .to_ascii_lowercase()
            .contains("transfer-encoding: chunked");
        if (chunked && body.ends_with("0\r\n\r\n"))
            || (!chunked && body.len() >= length.unwrap_or(0))
        {
            return text;
        }
    }
}

/// Responds to one request with this text, and closes the connection.
async fn serve(answer: &'static str) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let request = receive(&mut stream).await;
        stream.write_all(answer.as_bytes()).await.unwrap();
        request
    });
    (url, server)
}

fn seam(url: &str) -> Seam {
    let url = url.to_owned();
    Seam::builder()
        .api_key("seam_key")
        .with(|inner| inner.base_url(url))
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_request_reaches_a_server() {
    let body = r#"{"ok":true,"user_identities":[]}"#;
    let answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let (url, server) = serve(Box::leak(answer.into_boxed_str())).await;
    assert_eq!(seam(&url).user_identities().list().await.unwrap(), []);
    let request = server.await.unwrap();
    assert!(
        request.starts_with("GET /user_identities/list HTTP/1.1\r\n"),
        "{request}"
    );
    assert!(
        request.contains("\r\nauthorization: Bearer seam_key\r\n"),
        "{request}"
    );
}

#[tokio::test]
async fn parameters_arrive_with_their_length() {
    let (url, server) = serve("HTTP/1.1 204 No Content\r\n\r\n").await;
    seam(&url)
        .user_identities()
        .add_acs_user("u", "j")
        .await
        .unwrap();
    let request = server.await.unwrap();
    assert!(
        request
            .to_ascii_lowercase()
            .contains("\r\ncontent-length: 9\r\n"),
        "{request}"
    );
    assert!(request.ends_with("\r\n\r\n[\"u\",\"j\"]"), "{request}");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let location = format!("http://{}/", elsewhere.local_addr().unwrap());
    let answer = format!(
        "HTTP/1.1 307 Temporary Redirect\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n"
    );
    let (url, server) = serve(Box::leak(answer.into_boxed_str())).await;
    let error = seam(&url).user_identities().create().await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::Redirect(Some(host)) if host == "127.0.0.1"),
        "{error}"
    );
    server.await.unwrap();
    let visitor = tokio::time::timeout(Duration::from_millis(200), elsewhere.accept()).await;
    assert!(visitor.is_err(), "the redirect was followed");
}

#[tokio::test]
async fn a_truncated_body_is_not_a_decode_error() {
    let (url, server) = serve("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"ok\":true,").await;
    let error = seam(&url).user_identities().create().await.unwrap_err();
    server.await.unwrap();
    assert!(matches!(error.kind(), ErrorKind::Transport(_)), "{error}");
    assert_eq!(error.body().unwrap(), "{\"ok\":true,");
    assert!(!error.to_string().contains(&url[7..]), "{error}");
}

#[tokio::test]
async fn a_server_that_is_not_there_saw_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let call = seam(&url).user_identities().create().call();
    let error = call.retries(0).await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::Transport(error) if !error.is_connected()),
        "{error}"
    );
    assert!(error.is_retryable());
    assert!(!error.to_string().contains("http://"), "{error}");
}

#[tokio::test]
async fn a_connection_that_closes_without_a_response_may_have_had_effect() {
    let (url, server) = serve("").await;
    let error = seam(&url).user_identities().create().await.unwrap_err();
    server.await.unwrap();
    assert!(
        matches!(error.kind(), ErrorKind::Transport(error) if error.is_connected()),
        "{error}"
    );
    assert!(!error.is_retryable());
}

#[tokio::test]
async fn only_safe_or_idempotent_requests_are_retried_after_a_closed_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let mut requests = Vec::new();
        for answer in [
            "",
            "",
            "HTTP/1.1 200 OK\r\ncontent-length: 22\r\n\r\n{\"user_identities\":[]}",
        ] {
            let (mut stream, _) = listener.accept().await.unwrap();
            requests.push(receive(&mut stream).await);
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
        requests
    });
    let seam = seam(&url);
    let error = seam.user_identities().create().await.unwrap_err();
    assert_eq!(error.attempts(), 1);
    assert_eq!(seam.user_identities().list().await.unwrap(), []);
    let requests = server.await.unwrap();
    assert!(requests[0].starts_with("POST"), "{requests:?}");
    assert!(requests[1].starts_with("GET"), "{requests:?}");
    assert_eq!(requests[1], requests[2]);
}

#[tokio::test]
async fn a_silent_server_is_a_timeout() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let call = seam(&url).user_identities().list().retries(0);
    let error = call.timeout(Duration::from_millis(100)).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
}

#[tokio::test]
async fn a_call_may_set_a_longer_timeout() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        receive(&mut stream).await;
        // From here on only timers can wake anyone, so that the clock jumps from one to the next.
        tokio::time::pause();
        std::future::pending::<()>().await;
    });
    let hour = Duration::from_secs(3600);
    let call = seam(&url).user_identities().list().timeout(hour);
    let error = call.retries(0).await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::Timeout(limit) if *limit == hour),
        "{error}"
    );
    server.abort();
}

#[tokio::test]
async fn an_endless_body_ends_at_the_limit() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        receive(&mut stream).await;
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
        let mut sent = 0;
        while stream.write_all(&[b' '; 65_536]).await.is_ok() {
            sent += 65_536;
        }
        sent
    });
    let seam = Seam::builder()
        .api_key("k")
        .with(|inner| inner.base_url(url).max_body_size(1 << 20))
        .build()
        .unwrap();
    let error = seam.user_identities().list().await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::BodyTooLarge(limit) if *limit == 1 << 20),
        "{error}"
    );
    drop(seam);
    // What lies in buffers comes on top of the limit, but not much more.
    assert!(server.await.unwrap() < 64 << 20);
}

#[tokio::test]
async fn a_streamed_body_arrives_in_chunks() {
    struct Words(Vec<&'static str>);
    impl futures_core::Stream for Words {
        type Item = Result<bytes::Bytes, BoxError>;

        fn poll_next(
            mut self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            let next = self.0.pop();
            std::task::Poll::Ready(next.map(|word| Ok(bytes::Bytes::from(word))))
        }
    }
    let (url, server) = serve("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok").await;
    let request = http::Request::post(url)
        .body(Body::stream(Words(vec!["world", "hello "])))
        .unwrap();
    let response = ReqwestTransport::new()
        .unwrap()
        .send(request)
        .await
        .unwrap();
    assert_eq!(response.into_body().collect(10).await.unwrap(), "ok");
    let request = server.await.unwrap();
    assert!(
        request.ends_with("6\r\nhello \r\n5\r\nworld\r\n0\r\n\r\n"),
        "{request}"
    );
}

#[tokio::test]
async fn a_stream_is_sent_with_its_length_where_that_is_known() {
    for (length, header) in [
        (Some(6), "content-length: 6"),
        (None, "transfer-encoding: chunked"),
    ] {
        let (url, server) = serve("HTTP/1.1 204 No Content\r\n\r\n").await;
        let body = Body::stream(Chunks(vec!["one", "two"]));
        let body = match length {
            Some(length) => body.with_length(length),
            None => body,
        };
        let request = http::Request::post(url).body(body).unwrap();
        let transport = ReqwestTransport::new().unwrap();
        assert_eq!(transport.send(request).await.unwrap().status(), 204);
        let request = server.await.unwrap();
        assert!(request.to_ascii_lowercase().contains(header), "{request}");
        assert!(
            request.contains("one") && request.contains("two"),
            "{request}"
        );
    }
}

#[tokio::test]
async fn boundaries_are_random() {
    let transport = ReqwestTransport::new().unwrap();
    assert_ne!(transport.random(), transport.random());
}
