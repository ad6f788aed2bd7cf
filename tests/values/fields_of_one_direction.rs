//! What the server sets is not sent, and what is only sent need not be received.

use doors_client::{Doors, doors, testing::Mock};
use serde_json::{Value, json};

#[tokio::test(flavor = "current_thread")]
async fn a_door_is_created_without_the_fields_of_the_server_and_received_without_the_pin() {
    let response = json!({"serial": "7", "name": "Front", "lock": {"state": "open"}});
    let mock = Mock::new().on(doors::Create::OPERATION, response);
    let builder = Doors::builder().transport(mock.clone());
    let client = builder.strict(true).build().unwrap();
    let door = client.doors().create("Front", "1234").await.unwrap();
    assert_eq!((&*door.serial, door.pin), ("7", None));
    assert_eq!(door.lock.unwrap().state.as_deref(), Some("open"));
    let sent: Value = serde_json::from_slice(&mock.calls(doors::Create::OPERATION)[0].body).unwrap();
    assert_eq!(sent, json!({"name": "Front", "pin": "1234"}));
}
