// Gives a string, which is a name or the bytes.

use house::{House, testing::MockTransport};
use serde_json::json;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockTransport::new().respond(204, json!(null));
    let house = House::builder().transport(server.clone()).build()?;
    house.doors().update("front", "Front").await?;
    let request = server.requests().remove(0);
    assert!(String::from_utf8_lossy(&request.body).contains("Front"));
    Ok(())
}
