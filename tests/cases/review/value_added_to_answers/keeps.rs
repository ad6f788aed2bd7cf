// Reads what stays.

use house::{House, models::DoorState, testing::MockTransport};
use serde_json::json;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockTransport::new().respond(
        200,
        json!({"door": {"door_id": "front", "name": "Front", "state": "ajar"}, "ok": true}),
    );
    let house = House::builder()
        .key("k")
        .transport(server.clone())
        .build()?;
    let door = house.doors().get("front").await?;
    assert_eq!(door.name, "Front");

    // A program from before the change meets the value, and goes on.
    let is_open = match &door.state {
        DoorState::Open => Some(true),
        DoorState::Closed => Some(false),
        _ => None,
    };
    assert_eq!(is_open, None);
    assert_eq!(door.state.as_str(), "ajar");
    Ok(())
}
