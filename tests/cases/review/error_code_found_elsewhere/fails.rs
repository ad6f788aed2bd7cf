// Looks why.

use house::{House, testing::MockTransport};
use serde_json::json;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockTransport::new().respond(
        404,
        json!({"error": {"type": "door_not_found"}, "ok": false}),
    );
    let house = House::builder()
        .key("k")
        .transport(server.clone())
        .build()?;
    let error = house.doors().get("front").await.unwrap_err();
    assert_eq!(error.code(), Some("door_not_found"));
    Ok(())
}
