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
    let request = &server.requests()[0];
    let sent = [request.header("x-key").map(str::to_owned), request.query("the-key")];
    assert!(sent.contains(&Some("k".to_owned())));
    Ok(())
}
