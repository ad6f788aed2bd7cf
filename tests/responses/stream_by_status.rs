//! What the client of `cases/responses/stream_by_status` returns.

use doors_client::{Doors, doors, testing::MockTransport};
use serde_json::json;

const EVENTS: &str = "data: {\"name\": \"front\"}\n\ndata: {\"name\": \"back\"}\n\n";

fn client(server: &MockTransport) -> Doors {
    Doors::builder().transport(server.clone()).build().unwrap()
}

fn events() -> http::Response<&'static str> {
    let response = http::Response::builder().header("content-type", "text/event-stream");
    response.body(EVENTS).unwrap()
}

fn empty() -> http::Response<&'static str> {
    http::Response::builder().status(204).body("").unwrap()
}

#[tokio::test(flavor = "current_thread")]
async fn one_of_several_successes_is_a_stream() {
    let server = MockTransport::new()
        .respond_with(events())
        .respond(202, json!({"id": "j"}))
        .respond_with(empty());
    let client = client(&server);
    let doors::WatchOutput::Ok(mut events) = client.doors().watch().await.unwrap() else {
        panic!("not a stream");
    };
    let mut names = Vec::new();
    while let Some(event) = events.next().await {
        names.push(event.unwrap().data.name);
    }
    assert_eq!(names, ["front", "back"]);
    let accepted = client.doors().watch().await.unwrap();
    assert!(matches!(accepted, doors::WatchOutput::Accepted(job) if job.id == "j"));
    let nothing = client.doors().watch().await.unwrap();
    assert!(matches!(nothing, doors::WatchOutput::NoContent));
    let requests = server.requests();
    let accept = requests[0].header("accept").unwrap();
    assert!(accept.contains("text/event-stream") && accept.contains("application/json"), "{accept}");
}

#[tokio::test(flavor = "current_thread")]
async fn a_body_that_is_received_whole_is_limited_and_a_stream_is_not() {
    let lines = "{\"name\": \"front\"}\n".repeat(100);
    let server = MockTransport::new()
        .respond_with(http::Response::builder().status(200).body(lines.clone()).unwrap())
        .respond_with(http::Response::builder().status(201).body(lines).unwrap());
    let client = Doors::builder()
        .transport(server.clone())
        .max_body_size(64)
        .build()
        .unwrap();
    let doors::export::GetOutput::Success(mut lines) = client.doors().export().get().await.unwrap() else {
        panic!("not a stream");
    };
    let mut count = 0;
    while let Some(line) = lines.next().await {
        assert_eq!(line.unwrap().name, "front");
        count += 1;
    }
    assert_eq!(count, 100);
    assert!(client.doors().export().get().await.is_err());
}

#[tokio::test(flavor = "current_thread")]
async fn a_stream_beside_nothing_is_empty() {
    let server = MockTransport::new().respond_with(events()).respond_with(empty());
    let client = client(&server);
    for count in [2, 0] {
        let mut events = client.doors().follow().get().await.unwrap();
        let mut found = 0;
        while let Some(event) = events.next().await {
            event.unwrap();
            found += 1;
        }
        assert_eq!(found, count);
    }
}
