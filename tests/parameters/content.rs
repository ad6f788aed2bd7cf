//! What the client of `cases/parameters/content` sends.

use doors_client::{Doors, models::Place, testing::MockTransport};

#[tokio::test(flavor = "current_thread")]
async fn parameters_with_content_are_json_or_text_in_every_location() {
    let empty = http::Response::builder().status(204).body("").unwrap();
    let server = MockTransport::new().respond_with(empty);
    let doors = Doors::builder().transport(server.clone()).build().unwrap();
    doors
        .doors()
        .get(Place::new().floor(1))
        .r#where(Place::new())
        .x_place(Place::new().floor(2))
        .near([3, 4])
        .note("a b")
        .await
        .unwrap();
    let request = server.requests().remove(0);
    assert_eq!(
        request.path,
        "/doors/%7B%22floor%22%3A1%7D?where=%7B%7D&note=a%20b"
    );
    assert_eq!(request.header("x-place"), Some(r#"{"floor":2}"#));
    assert_eq!(request.header("cookie"), Some("near=%5B3%2C4%5D"));
}
