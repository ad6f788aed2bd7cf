// Reads the reason of the error.

use house::{House, testing::MockTransport};
use house::models::Problem;
use serde_json::json;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockTransport::new().respond(404, json!({"reason": "gone"}));
    let house = House::builder()
        .key("k")
        .transport(server.clone())
        .build()?;
    let error = house.doors().get("front").await.unwrap_err();
    let problem: Problem = error.body_as().ok_or("a problem")?;
    assert_eq!(problem.reason, "gone");
    Ok(())
}
