//! What the client of `cases/parameters/bodies` sends.

use doors_client::{Doors, models, testing::MockTransport};
use serde_json::{Value, json};

fn client(server: &MockTransport) -> Doors {
    Doors::builder().transport(server.clone()).build().unwrap()
}

fn empty() -> http::Response<&'static str> {
    http::Response::builder().status(204).body("").unwrap()
}

#[track_caller]
fn assert_sent(server: &MockTransport, path: &str, body: Option<Value>) {
    let requests = server.requests();
    let request = requests.last().unwrap();
    assert_eq!(request.path, path);
    assert_eq!(request.json(), body);
}

#[tokio::test(flavor = "current_thread")]
async fn fields_of_the_body_are_sent_without_the_parameters() {
    let server = MockTransport::new().respond_with(empty()).respond_with(empty());
    let doors = client(&server);
    doors.doors().update("a b/c").name("Front").await.unwrap();
    assert_sent(&server, "/doors/a%20b%2Fc", Some(json!({"name": "Front"})));
    doors.doors().keys().create("d", "Jane").copies(2).await.unwrap();
    assert_sent(&server, "/doors/d/keys", Some(json!({"owner": "Jane", "copies": 2})));
}

#[tokio::test(flavor = "current_thread")]
async fn a_body_that_is_one_argument_is_sent_whole() {
    let door = json!({"door_id": "d", "name": "Front"});
    let server = MockTransport::new()
        .respond(200, door.clone())
        .respond_with(empty())
        .respond_with(empty());
    let doors = client(&server);
    let returned = doors
        .doors()
        .replace("d", models::Door::new("d").name("Front"))
        .await
        .unwrap();
    assert_eq!(returned.name.as_deref(), Some("Front"));
    assert_sent(&server, "/doors/d", Some(door));
    doors.doors().labels().replace("d", ["red"]).await.unwrap();
    assert_sent(&server, "/doors/d/labels", Some(json!(["red"])));
    doors.doors().schedule().replace("d").await.unwrap();
    assert_sent(&server, "/doors/d/schedule", None);
}

#[tokio::test(flavor = "current_thread")]
async fn an_empty_path_parameter_is_refused_before_anything_is_sent() {
    let server = MockTransport::new();
    client(&server).doors().update("").name("Front").await.unwrap_err();
    assert!(server.requests().is_empty());
}
