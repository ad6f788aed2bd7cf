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
