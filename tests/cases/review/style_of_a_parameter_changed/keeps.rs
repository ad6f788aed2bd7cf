// Gives the parameter, however it is written.

use house::{House, testing::MockTransport};
use serde_json::json;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockTransport::new().respond(204, json!(null));
    let house = House::builder().transport(server.clone()).build()?;
    house
        .doors()
        .update("front")
        .tags(["red", "old"])
        .await?;
    let request = server.requests().remove(0);
    assert!(request.query("tags").is_some_and(|tags| tags.starts_with("red")));
    Ok(())
}
