// Goes through what is answered.

use house::{House, testing::MockTransport};
use serde_json::json;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockTransport::new().respond(
        200,
        json!({"doors": [{"door_id": "front", "name": "Front"}], "ok": true}),
    );
    let house = House::builder()
        .key("k")
        .transport(server.clone())
        .build()?;
    let mut names = Vec::new();
    for door in house.doors().list().limit(5).await? {
        names.push(door.name);
    }
    assert_eq!(names, ["Front"]);
    Ok(())
}
