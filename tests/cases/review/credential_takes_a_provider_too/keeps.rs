// Calls with the key, wherever it travels.

use house::{House, testing::MockTransport};
use serde_json::json;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockTransport::new().respond(
        200,
        json!({"door": {"door_id": "front", "name": "Front"}, "ok": true}),
    );
    let house = House::builder()
        .key("k")
        .transport(server.clone())
        .build()?;
    house.doors().get("front").await?;
    let headers = &server.requests()[0].headers;
    let carries = |value: &str| value == "k" || value == "Bearer k";
    assert!(
        headers
            .values()
            .any(|value| value.to_str().is_ok_and(carries))
    );
    Ok(())
}
