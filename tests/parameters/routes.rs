//! What the client of `cases/parameters/routes` sends.

use doors_client::{Doors, testing::MockTransport};

#[tokio::test(flavor = "current_thread")]
async fn a_pattern_in_braces_is_a_parameter_with_slashes() {
    let mut server = MockTransport::new();
    for _ in 0..5 {
        server = server.respond_with(http::Response::builder().status(204).body("").unwrap());
    }
    let client = Doors::builder().transport(server.clone()).build().unwrap();
    client.get_house("houses/a b").await.unwrap();
    client.doors().shut("houses/1").await.unwrap();
    client.files().get("a/b").await.unwrap();
    client.doors().get(7, "hinges/1").await.unwrap();
    client.walls().doors().get("a/b").await.unwrap();
    let paths: Vec<String> = server.requests().into_iter().map(|it| it.path).collect();
    let expected = [
        "/v1/houses/a%20b",
        "/v1/houses/1/doors:shut",
        "/files/a/b",
        "/doors/7/hinges/1",
        "/walls/a%2Fb/doors/of-a%2Fb",
    ];
    assert_eq!(paths, expected);
}
