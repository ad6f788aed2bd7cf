// Takes one of the other variants.

use house::{House, testing::MockTransport};
use house::doors::GetOutput;
use serde_json::json;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockTransport::new().respond(200, json!({"door_id": "front", "name": "Front"}));
    let house = House::builder()
        .key("k")
        .transport(server.clone())
        .build()?;
    let output = house.doors().get("front").await?;
    assert!(matches!(output, GetOutput::Ok(door) if door.name == "Front"));
    Ok(())
}
