//! What the client of `cases/responses/watched_lists` sends and returns.

use doors_client::{Doors, testing::MockTransport};
use serde_json::json;

const EVENTS: &str = "\
{\"type\": \"ADDED\", \"object\": {\"name\": \"front\", \"open\": true}}
{\"type\": \"BOOKMARK\", \"object\": {}}
";

fn stream() -> http::Response<&'static str> {
    // As Kubernetes sends it.
    let response = http::Response::builder().header("content-type", "application/json");
    response.body(EVENTS).unwrap()
}

#[tokio::test(flavor = "current_thread")]
async fn a_list_is_a_stream_of_its_changes_where_a_parameter_asks_for_them() {
    let server = MockTransport::new()
        .respond(200, json!({"items": [{"name": "front"}], "metadata": {}}))
        .respond_with(stream());
    let client = Doors::builder().transport(server.clone()).build().unwrap();
    let houses = client.houses();
    let list = houses.doors().get("h").limit(2).await.unwrap();
    assert_eq!(list.items[0].name.as_deref(), Some("front"));
    let mut changes = houses.doors().get("h").limit(2).lines().await.unwrap();
    let mut found = Vec::new();
    while let Some(change) = changes.next().await {
        let change = change.unwrap();
        found.push((change.r#type, change.object.name));
    }
    assert_eq!(
        found,
        [
            ("ADDED".to_owned(), Some("front".to_owned())),
            ("BOOKMARK".to_owned(), None)
        ]
    );
    let [list, changes] = server.requests().try_into().unwrap();
    assert_eq!((list.query("limit"), list.query("watch")), (Some("2".to_owned()), None));
    assert_eq!(list.header("accept"), Some("application/json"));
    assert!(changes.path.ends_with("/doors?limit=2&watch=true"), "{}", changes.path);
    assert_eq!(changes.header("accept"), Some("application/json; stream=watch"));
}

#[tokio::test(flavor = "current_thread")]
async fn what_only_streams_is_asked_for_nothing_else() {
    let server = MockTransport::new().respond_with(stream());
    let client = Doors::builder().transport(server.clone()).build().unwrap();
    let mut events = client.watch().doors().get().await.unwrap();
    let event = events.next().await.unwrap().unwrap();
    assert_eq!((event.r#type.as_str(), event.object.len()), ("ADDED", 2));
}
