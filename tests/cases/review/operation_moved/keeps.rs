// Reads what was answered once.

use house::{House, models::Door, testing::MockTransport};
use serde_json::json;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockTransport::new();
    let house = House::builder()
        .key("k")
        .transport(server.clone())
        .build()?;
    let door: Door = house::testing::fixture(json!({"name": "Front"}))?;
    assert_eq!(door.name, "Front");
    assert!(server.requests().is_empty());
    let _ = house;
    Ok(())
}
