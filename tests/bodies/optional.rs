//! What the client of `cases/bodies/optional` sends.

use doors_client::{Doors, models, testing::MockTransport};

#[tokio::test(flavor = "current_thread")]
async fn a_body_that_can_be_left_out_is_sent_if_it_is_given() {
    let empty = || http::Response::builder().status(204).body("").unwrap();
    let server = (0..9).fold(MockTransport::new(), |server, _| server.respond_with(empty()));
    let doors = Doors::builder().transport(server.clone()).build().unwrap();
    let all = doors.doors();
    all.open().await.unwrap();
    all.open().reason("fire").await.unwrap();
    all.delete("d").await.unwrap();
    all.delete("d").body(models::DoorsDeleteBody::new("old")).await.unwrap();
    all.close().await.unwrap();
    all.close().body(["d"]).await.unwrap();
    all.lock().lock_request(models::LockRequest::new("night")).await.unwrap();
    all.label().replace("d", None).await.unwrap();
    all.label().replace("d", Some("x".to_owned())).await.unwrap();
    let bodies: Vec<_> = server.requests().into_iter().map(|it| it.body).collect();
    let expected = [
        "",
        r#"{"reason":"fire"}"#,
        "",
        r#"{"reason":"old"}"#,
        "",
        r#"["d"]"#,
        r#"{"reason":"night"}"#,
        "null",
        r#""x""#,
    ];
    assert_eq!(bodies, expected);
}
