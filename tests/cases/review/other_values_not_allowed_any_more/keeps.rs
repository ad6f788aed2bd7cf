// Reads what stays.

use house::{House, testing::MockTransport};
use serde_json::json;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockTransport::new().respond(
        200,
        json!({"door": {"door_id": "front", "name": "Front", "state": "open"}, "ok": true}),
    );
    let house = House::builder()
        .key("k")
        .transport(server.clone())
        .build()?;
    let door = house.doors().get("front").await?;
    assert_eq!(door.name, "Front");
    assert_eq!(door.state, "open");
    Ok(())
}
