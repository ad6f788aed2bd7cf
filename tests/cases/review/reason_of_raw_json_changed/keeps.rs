// Sends what stays.

use house::{House, testing::MockTransport};
use serde_json::json;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockTransport::new().respond(200, json!({"ok": true}));
    let house = House::builder()
        .key("k")
        .transport(server.clone())
        .build()?;
    house.doors().update("front").note(json!("ajar")).await?;
    let sent = server.requests()[0].json();
    assert_eq!(sent, Some(json!({"door_id": "front", "note": "ajar"})));
    Ok(())
}
