//! What the client of `cases/parameters/same_name_in_two_locations` sends.

use doors_client::{Doors, testing::MockTransport};
use serde_json::json;

#[tokio::test(flavor = "current_thread")]
async fn each_location_gets_its_own_value() {
    let empty = http::Response::builder().status(204).body("").unwrap();
    let server = MockTransport::new().respond_with(empty);
    let doors = Doors::builder().transport(server.clone()).build().unwrap();
    doors
        .doors()
        .replace("path", "body", "Front")
        .query_id(7)
        .dry_run(true)
        .body_dry_run(false)
        .await
        .unwrap();
    let requests = server.requests();
    assert_eq!(requests[0].path, "/doors/path?id=7&dry_run=true");
    let body = json!({"id": "body", "name": "Front", "dry_run": false});
    assert_eq!(requests[0].json(), Some(body));
}
