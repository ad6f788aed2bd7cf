// Takes the bytes.

use house::{House, testing::MockTransport};
use serde_json::json;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockTransport::new().respond(200, json!(7));
    let house = House::builder()
        .key("k")
        .transport(server.clone())
        .build()?;
    assert_eq!(house.doors().get("front").await?, "7");
    Ok(())
}
