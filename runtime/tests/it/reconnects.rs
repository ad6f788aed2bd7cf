//! Streams of events that continue after their connection has ended.

use std::time::Duration;

use bytes::Bytes;
use seamstress_runtime::{
    Api, Call, Client, Error, ErrorKind, Event, Events, OperationSpec, ResponseSpec,
    TransportError, testing::MockTransport,
};

use crate::retries::seconds;

static API: Api = Api::new("Pets", "https://pets.example/v1");
const GET: &OperationSpec =
    &OperationSpec::get("/events").responses(&[ResponseSpec::code(200).last_event("[DONE]")]);
const POST: &OperationSpec = &OperationSpec::post("/events").responses(&[ResponseSpec::code(200)]);
const SAFE: &OperationSpec = &OperationSpec::post("/events")
    .safe()
    .responses(&[ResponseSpec::code(200)]);

fn call(server: &MockTransport, spec: &'static OperationSpec) -> Call<Events<String>> {
    let client = Client::builder(&API).transport(server.clone()).build();
    Call::new(client.unwrap(), spec)
}

fn respond(server: MockTransport, status: u16, body: &'static str) -> MockTransport {
    let response = http::Response::builder()
        .status(status)
        .header("content-type", "text/event-stream");
    server.respond_with(response.body(Bytes::from(body)).unwrap())
}

/// A server whose connections end after these bodies.
fn server(bodies: &[&'static str]) -> MockTransport {
    let bodies = bodies.iter();
    bodies.fold(MockTransport::new(), |server, body| {
        respond(server, 200, body)
    })
}

/// The data of each event, and the error at the end.
async fn all(mut events: Events<String>) -> (Vec<String>, Option<Error>) {
    let mut data = Vec::new();
    while let Some(event) = events.next().await {
        let event: Event<String> = match event {
            Ok(event) => event,
            Err(error) => {
                assert!(events.next().await.is_none());
                return (data, Some(error));
            }
        };
        data.push(event.data);
    }
    assert!(events.next().await.is_none());
    (data, None)
}

/// The header `last-event-id` of each request.
fn ids(server: &MockTransport) -> Vec<String> {
    let requests = server.requests().into_iter();
    let ids = requests.map(|it| it.header("last-event-id").unwrap_or_default().to_owned());
    ids.collect()
}

#[tokio::test]
async fn done_ends_a_stream_of_json_and_is_text_elsewhere() {
    for body in [
        "data: 1\n\ndata: [DONE]\n\ndata: 2\n\n",
        "data: 1\n\ndata: [DONE]",
    ] {
        let client = Client::builder(&API).transport(server(&[body])).build();
        let mut events: Events<i64> = Call::new(client.unwrap(), SAFE).await.unwrap();
        assert_eq!(events.next().await.unwrap().unwrap().data, 1);
        assert!(events.next().await.is_none());
    }
    let server = server(&["data: [DONE]\n\ndata: 2\n\n"]);
    let (data, error) = all(call(&server, SAFE).await.unwrap()).await;
    assert_eq!(data, ["[DONE]", "2"]);
    assert!(error.is_none());
}

#[tokio::test]
async fn a_stream_continues_after_the_last_event_until_the_documented_end() {
    let server = server(&[
        // The id of an event that is cut off does not count.
        "id: 1\ndata: a\n\ndata: b\n\nid: 2\ndata: cut off",
        "data: c\n\n",
        "id: 3\n\n",
        "data: d\n\ndata: [DONE]\n\ndata: e\n\n",
    ]);
    let events = call(&server, GET).header("last-event-id", "0").reconnect();
    let (data, error) = all(events.await.unwrap()).await;
    assert_eq!(data, ["a", "b", "c", "d"]);
    assert!(error.is_none());
    assert_eq!(ids(&server), ["0", "1", "1", "3"]);
    let accepts = server.requests().into_iter();
    let mut accepts = accepts.map(|it| it.header("accept").unwrap().to_owned());
    assert!(accepts.all(|it| it == "text/event-stream"));
}

#[tokio::test]
async fn nothing_follows_the_documented_end() {
    for end in ["data: [DONE]\n\n", "data: [DONE]\n", "data: [DONE]"] {
        let server = server(&[end, "data: a\n\n"]);
        let (data, error) = all(call(&server, GET).reconnect().await.unwrap()).await;
        assert!(data.is_empty() && error.is_none());
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn without_the_option_the_connection_is_the_stream() {
    let server = server(&["id: 1\ndata: a\n\n"]);
    let (data, error) = all(call(&server, GET).await.unwrap()).await;
    assert_eq!((data.len(), error.is_none()), (1, true));
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn the_server_decides_on_the_pause_and_on_the_end() {
    let connections = server(&["retry: 7000\n\ndata: a\n\n", "data: b\n\n"]);
    let connections = respond(connections, 204, "");
    let (data, error) = all(call(&connections, GET).reconnect().await.unwrap()).await;
    assert_eq!((data.len(), error.is_none()), (2, true));
    assert_eq!(connections.elapsed(), seconds(14));

    // Neither no pause nor a very long one.
    let impatient = respond(server(&["retry: 0\ndata: a\n\n"]), 204, "");
    all(call(&impatient, GET).reconnect().await.unwrap()).await;
    assert!(impatient.elapsed() >= Duration::from_millis(500));
    for retry in [
        "retry: 61000\ndata: a\n\n",
        "retry: 99999999999999999999\ndata: a\n\n",
    ] {
        let patient = server(&[retry]);
        let (data, error) = all(call(&patient, GET).reconnect().await.unwrap()).await;
        assert_eq!((data.len(), error.is_none()), (1, true));
    }
    // What is not a number of milliseconds is ignored.
    let odd = respond(
        server(&["retry: +7000\nretry: 1s\nretry\ndata: a\n\n"]),
        204,
        "",
    );
    all(call(&odd, GET).reconnect().await.unwrap()).await;
    assert_eq!(odd.requests().len(), 2);
    assert!(odd.elapsed() < seconds(2));
}

#[tokio::test]
async fn connections_without_an_event_are_as_many_as_there_are_retries() {
    let empty = server(&[
        "data: a\n\n",
        ":\n",
        "data: b\n\n",
        ":\n",
        ":\n",
        "data: c\n\n",
    ]);
    let events = call(&empty, GET).reconnect().retries(2);
    let (data, error) = all(events.await.unwrap()).await;
    assert_eq!(data, ["a", "b"]);
    assert!(error.is_none());
    assert_eq!(empty.requests().len(), 5);

    // An error stays one.
    let cut = server(&["data: a", "data: a", "data: a", "data: a"]);
    let (data, error) = all(call(&cut, GET).reconnect().retries(2).await.unwrap()).await;
    assert!(data.is_empty());
    assert!(matches!(error.unwrap().kind(), ErrorKind::Transport(_)));
    assert_eq!(cut.requests().len(), 3);

    let none = server(&["data: a\n\n"]);
    all(call(&none, GET).reconnect().retries(0).await.unwrap()).await;
    assert_eq!(none.requests().len(), 1);
}

#[tokio::test]
async fn a_request_that_fails_ends_the_stream_with_its_error() {
    let not_found = respond(server(&["data: a\n\n"]), 404, "{}");
    let (data, error) = all(call(&not_found, GET).reconnect().await.unwrap()).await;
    assert_eq!(data, ["a"]);
    assert!(error.unwrap().is_not_found());

    // It is retried as any other.
    let flaky = server(&["data: a\n\n"]).fail(TransportError::new("reset"));
    let flaky = respond(flaky, 200, "data: b\n\ndata: [DONE]\n\n");
    let (data, error) = all(call(&flaky, GET).reconnect().await.unwrap()).await;
    assert_eq!((data.len(), error.is_none()), (2, true));

    let json = server(&["data: a\n\n"]).respond(200, serde_json::json!({}));
    let (_, error) = all(call(&json, GET).reconnect().await.unwrap()).await;
    assert!(matches!(error.unwrap().kind(), ErrorKind::NotEvents(_)));
}

#[tokio::test]
async fn only_a_request_that_may_be_repeated_connects_again() {
    let none = server(&["data: a\n\n"]);
    let error = call(&none, POST).reconnect().await.unwrap_err();
    insta::assert_snapshot!(error, @"POST /events: `reconnect` sends the request again, which is allowed for `GET` and for operations that are declared as safe");
    assert!(none.requests().is_empty());

    let safe = respond(server(&["data: a\n\n"]), 204, "");
    let (data, error) = all(call(&safe, SAFE).reconnect().await.unwrap()).await;
    assert_eq!((data.len(), error.is_none()), (1, true));
    assert_eq!(safe.requests().len(), 2);
}

#[tokio::test]
async fn an_id_that_no_header_can_have_is_an_error() {
    let server = server(&["id: \u{1}\ndata: a\n\n"]);
    let (data, error) = all(call(&server, GET).reconnect().await.unwrap()).await;
    assert_eq!(data, ["a"]);
    assert!(matches!(error.unwrap().kind(), ErrorKind::Config(_)));
}
