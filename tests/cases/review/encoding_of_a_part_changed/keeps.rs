// Gives a list as parts, or as one.

use house::{House, testing::MockTransport};
use serde_json::json;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockTransport::new().respond(204, json!(null));
    let house = House::builder().transport(server.clone()).build()?;
    house
        .doors()
        .update("front", "Front")
        .tags(["red", "old"])
        .await?;
    let request = server.requests().remove(0);
    let kind = request.header("content-type").unwrap_or_default();
    assert!(kind.starts_with("multipart/form-data"), "{kind}");
    Ok(())
}
