// Gives the name, and sends it in some form.

use house::{House, testing::MockTransport};
use serde_json::json;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockTransport::new().respond(204, json!(null));
    let house = House::builder().transport(server.clone()).build()?;
    house.doors().update("front", "Front").await?;
    let request = server.requests().remove(0);
    let kind = request.header("content-type").unwrap_or_default();
    let is_known = ["application/json", "application/x-www-form-urlencoded"].iter().any(|it| kind.starts_with(it));
    assert!(is_known, "{kind}");
    Ok(())
}
