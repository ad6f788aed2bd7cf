// Reads what stays.

use house::{House, testing::Scripted};
use serde_json::json;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = Scripted::new().answer(
        200,
        json!({"door": {"door_id": "front", "name": "Front"}, "ok": true}),
    );
    let house = House::builder()
        .key("k")
        .transport(server.clone())
        .build()?;
    let door = house.doors().get("front").await?;
    assert_eq!(door.name, "Front");
    Ok(())
}
