// Gets a token by itself.

use house::{House, runtime::OAuthFlow, testing::MockTransport};
use serde_json::json;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockTransport::new()
        .respond(200, json!({"access_token": "t", "expires_in": 60}))
        .respond(
            200,
            json!({"door": {"door_id": "front", "name": "Front"}, "ok": true}),
        );
    let house = House::builder()
        .key(OAuthFlow::client_credentials("id", "secret"))
        .transport(server.clone())
        .build()?;
    house.doors().get("front").await?;
    let requests = server.requests();
    assert_eq!(requests[0].path, "/token");
    assert_eq!(requests[1].header("authorization"), Some("Bearer t"));
    Ok(())
}
