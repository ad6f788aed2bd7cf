//! What the client of `cases/parameters/slashes` sends.

use doors_client::{Doors, testing::MockTransport};

#[tokio::test(flavor = "current_thread")]
async fn slashes_stay_and_what_would_end_the_path_does_not() {
    let mut server = MockTransport::new();
    for _ in 0..5 {
        let empty = http::Response::builder().status(204).body("").unwrap();
        server = server.respond_with(empty);
    }
    let doors = Doors::builder().transport(server.clone()).build().unwrap();
    doors.plans().get("heads/a?b#c").await.unwrap();
    doors.doors().get("sites/1:2/x@y").await.unwrap();
    doors.files().get("a/b c").await.unwrap();
    doors.files().replace("a/b").await.unwrap();
    doors.photos().get("a/b").await.unwrap();
    let requests = server.requests();
    let paths: Vec<&str> = requests.iter().map(|request| request.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "/plans/heads/a%3Fb%23c",
            "/sites/1:2/x@y/doors",
            "/files/a/b%20c",
            "/files/a/b",
            "/photos/a/b",
        ]
    );
    let error = doors.plans().get("heads/../x").await.unwrap_err();
    assert_eq!(error.path(), Some("$.ref"));
    assert_eq!(server.requests().len(), 5);
}
