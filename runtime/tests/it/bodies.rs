//! Bodies that come in pieces, break off, or do not end.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use seamstress_runtime::{Body, BoxError, ErrorKind, testing::MockTransport};

use crate::{
    calls::{builder, seam},
    errors::{fail, status},
};

/// Chunks of a body, and then silence or an end.
struct Chunks {
    left: Vec<Result<&'static str, &'static str>>,
    silence: bool,
}

impl futures_core::Stream for Chunks {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.left.is_empty() {
            return match self.silence {
                true => Poll::Pending,
                false => Poll::Ready(None),
            };
        }
        let next = self.left.remove(0);
        Poll::Ready(Some(next.map(Bytes::from).map_err(Into::into)))
    }
}

fn streamed(
    code: u16,
    left: &[Result<&'static str, &'static str>],
    silence: bool,
) -> MockTransport {
    let body = Body::stream(Chunks {
        left: left.to_vec(),
        silence,
    });
    MockTransport::new().respond_with(status(code).body(body).unwrap())
}

#[tokio::test]
async fn a_body_may_arrive_in_chunks() {
    let pieces = [Ok(r#"{"user_"#), Ok(""), Ok(r#"identities":"#), Ok("[]}")];
    let server = streamed(200, &pieces, false);
    assert_eq!(seam(&server).user_identities().list().await.unwrap(), []);
}

#[tokio::test]
async fn a_body_that_falls_silent_is_a_timeout() {
    let error = fail(streamed(200, &[Ok("{")], true)).await;
    insta::assert_snapshot!(error, @"POST /user_identities/create: 200 OK, the operation has been carried out, but the rest did not arrive within 60s");
    assert!(error.is_timeout() && error.is_unreadable_success());
    assert!(!error.is_retryable());
    // The status of an error is known, and matters more.
    let error = fail(streamed(404, &[Ok("{")], true)).await;
    insta::assert_snapshot!(error, @"POST /user_identities/create: 404 Not Found");
    assert!(error.is_not_found());
}

#[tokio::test]
async fn a_body_that_ends_early_is_an_error_with_what_was_received() {
    let error = fail(streamed(200, &[Ok(r#"{"ok"#), Err("reset")], false)).await;
    insta::assert_snapshot!(error, @"POST /user_identities/create: 200 OK, the operation has been carried out, but the body could not be received to its end: reset");
    assert_eq!(error.body().unwrap(), r#"{"ok"#);
    let error = fail(streamed(500, &[Ok("oh no"), Err("reset")], false)).await;
    insta::assert_snapshot!(error, @"POST /user_identities/create: 500 Internal Server Error: oh no");
}

#[tokio::test]
async fn a_stream_that_has_another_length_than_announced_fails() {
    let collect = |pieces: &[Result<&'static str, &'static str>], length| {
        let body = Body::stream(Chunks {
            left: pieces.to_vec(),
            silence: false,
        });
        body.with_length(length).collect(100)
    };
    for (pieces, length, read) in [
        (&[Ok("ab"), Ok(""), Ok("c")][..], 3, Ok("abc")),
        (&[Ok("abc"), Ok("")], 3, Ok("abc")),
        (&[], 0, Ok("")),
        (
            &[Ok("ab")],
            3,
            Err(("ab", "the stream is shorter than its length of 3 bytes")),
        ),
        (
            &[Ok("abcd")],
            3,
            Err(("", "the stream is longer than its length of 3 bytes")),
        ),
        (
            &[Ok("a"), Ok("bc"), Ok("d")],
            3,
            Err(("a", "the stream is longer than its length of 3 bytes")),
        ),
        (&[Ok("a"), Err("reset")], 3, Err(("a", "reset"))),
    ] {
        match (collect(pieces, length).await, read) {
            (Ok(found), Ok(read)) => assert_eq!(found, read),
            (Err(error), Err((read, reason))) => {
                assert_eq!(error.read(), read);
                assert_eq!(
                    std::error::Error::source(&error).unwrap().to_string(),
                    reason
                );
            }
            (found, _) => panic!("{pieces:?}: {found:?}"),
        }
    }
    let bytes = Body::from("abc").with_length(2);
    assert_eq!(
        (bytes.length(), bytes.collect(3).await.unwrap()),
        (Some(3), "abc".into())
    );
}

#[tokio::test]
async fn a_body_has_a_limit() {
    for (limit, fits) in [(22, true), (21, false), (6, false), (0, false)] {
        let pieces = [Ok(r#"{"user_"#), Ok(r#"identities":"#), Ok("[]}")];
        let whole = MockTransport::new()
            .respond_with(status(200).body(r#"{"user_identities":[]}"#).unwrap());
        for server in [streamed(200, &pieces, false), whole] {
            let seam = builder(&server)
                .api_key("k")
                .with(|inner| inner.max_body_size(limit))
                .build()
                .unwrap();
            match seam.user_identities().list().await {
                Ok(list) => assert!(fits && list.is_empty()),
                Err(error) => {
                    assert!(
                        matches!(error.kind(), ErrorKind::BodyTooLarge(size) if *size == limit && !fits)
                    );
                    assert_eq!(error.body().unwrap(), &r#"{"user_identities":[]}"#[..limit]);
                }
            }
        }
    }
}
