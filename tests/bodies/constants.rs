//! What the client of `cases/bodies/constants` sends.

use doors_client::{Doors, models, testing::MockTransport};
use serde_json::json;

#[tokio::test(flavor = "current_thread")]
async fn required_fields_of_one_value_are_sent_and_are_no_arguments() {
    let empty = http::Response::builder().status(204).body("").unwrap();
    let server = MockTransport::new().respond_with(empty);
    let doors = Doors::builder().transport(server.clone()).build().unwrap();
    let by = models::DoorsUpdateBy::new();
    doors.doors().update("d", "fire").by(by).await.unwrap();
    let request = server.requests().remove(0);
    assert_eq!(request.path, "/v2/doors/d");
    assert_eq!(request.header("x-mode"), Some("live"));
    assert_eq!(
        request.json(),
        Some(json!({"kind": "open", "confirmed": true, "reason": "fire", "by": {"type": "user"}}))
    );
}
