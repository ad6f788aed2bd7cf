//! What the client of `cases/bodies/raw` sends.

use doors_client::{Doors, Upload, testing::MockTransport};

fn server(responses: usize) -> MockTransport {
    (0..responses).fold(MockTransport::new(), |server, _| {
        server.respond_with(http::Response::builder().status(204).body("").unwrap())
    })
}

#[tokio::test(flavor = "current_thread")]
async fn bytes_and_text_are_sent_as_their_media_type() {
    let server = server(6);
    let doors = Doors::builder().transport(server.clone()).build().unwrap();
    let png = Upload::from(vec![0xFF]).content_type("image/png");
    doors.firmware().create(vec![1, 2]).await.unwrap();
    doors.doors().picture().replace("d", png).await.unwrap();
    doors.doors().note().replace("d").body("hi").await.unwrap();
    doors.doors().note().replace("d").await.unwrap();
    doors.floors().create("<a/>").await.unwrap();
    doors.anything().create("x").await.unwrap();
    let requests = server.requests();
    let sent: Vec<_> = requests
        .iter()
        .map(|it| (it.header("content-type"), it.body.as_ref()))
        .collect();
    let expected: [(_, &[u8]); 6] = [
        (Some("application/octet-stream"), &[1, 2]),
        (Some("image/png"), &[0xFF]),
        (Some("text/plain; charset=utf-8"), b"hi"),
        (None, b""),
        (Some("application/xml"), b"<a/>"),
        (Some("application/octet-stream"), b"x"),
    ];
    assert_eq!(sent, expected);
}

#[tokio::test(flavor = "current_thread")]
async fn a_whole_body_has_no_headers_of_a_part() {
    let server = server(0);
    let doors = Doors::builder().transport(server.clone()).build().unwrap();
    let file = Upload::from("x").header("x-rotation", "90");
    let error = doors.firmware().create(file).await.unwrap_err();
    assert!(error.to_string().contains("this one is the whole body"), "{error}");
    assert_eq!(server.requests().len(), 0);
}
