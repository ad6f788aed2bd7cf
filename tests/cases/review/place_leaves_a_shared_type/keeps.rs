// Passes what two calls return to one function.

use house::{House, models::Door, testing::MockTransport};
use serde_json::json;

fn width(door: &Door) -> f64 {
    door.width
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockTransport::new()
        .respond(
            200,
            json!({"doors": [{"door_id": "front", "width": 2.0}], "ok": true}),
        )
        .respond(
            200,
            json!({"door": {"door_id": "front", "width": 2.0}, "ok": true}),
        );
    let house = House::builder().transport(server.clone()).build()?;
    for door in house.doors().list().await? {
        assert_eq!(width(&door), 2.0);
    }
    assert_eq!(width(&house.doors().find_nearest().await?), 2.0);
    Ok(())
}
