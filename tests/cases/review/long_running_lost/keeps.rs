// Opens, and does not look.

use house::{House, testing::MockTransport};
use serde_json::json;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockTransport::new().respond(
        200,
        json!({"attempt": {"attempt_id": "a", "status": "success"}, "ok": true}),
    );
    let house = House::builder()
        .key("k")
        .transport(server.clone())
        .build()?;
    house.doors().open("front").await?;
    assert_eq!(server.requests().len(), 1);
    Ok(())
}
