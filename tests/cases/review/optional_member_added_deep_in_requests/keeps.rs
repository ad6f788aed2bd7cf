// Sends what stays.

use house::{House, models::DoorsUpdateHours, testing::MockTransport};
use serde_json::json;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockTransport::new().respond(200, json!({"ok": true}));
    let house = House::builder()
        .key("k")
        .transport(server.clone())
        .build()?;
    house
        .doors()
        .update("front")
        .hours(DoorsUpdateHours::new("08:00"))
        .await?;
    let sent = server.requests()[0].json();
    assert_eq!(
        sent,
        Some(json!({"door_id": "front", "hours": {"from": "08:00"}}))
    );
    Ok(())
}
