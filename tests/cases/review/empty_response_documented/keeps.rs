// Sends, and does not look at the door.

use house::{House, testing::MockTransport};
use serde_json::json;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockTransport::new().respond(200, json!({"door_id": "front", "name": "Front"}));
    let house = House::builder()
        .key("k")
        .transport(server.clone())
        .build()?;
    house.doors().get("front").await?;
    assert_eq!(server.requests().len(), 1);
    Ok(())
}
