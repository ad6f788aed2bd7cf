//! Connections that fail before there is a response.

use std::time::Duration;

use super::row::{Calling, DOOR, GET_DOOR, POST_DOOR, Row};
use crate::reply::Reply;

/// Two calls one after the other, over the same connection if it is still there.
const GETS: Calling = Calling::new("GET, GET", |client| Box::pin(twice(client, GET_DOOR)));
const POSTS: Calling = Calling::new("POST, POST", |client| Box::pin(twice(client, POST_DOOR)));

async fn twice(
    client: seamstress_runtime::Client,
    calling: Calling,
) -> Result<String, seamstress_runtime::Error> {
    (calling.run)(client.clone()).await?;
    // In real time: what the server did since arrives.
    tokio::time::sleep(Duration::from_millis(20)).await;
    (calling.run)(client).await
}

pub(super) fn rows() -> Vec<Row> {
    let second = Duration::from_secs(1);
    let mut rows = Vec::new();
    rows.extend(Row::both("nobody listens", []));
    rows.extend(Row::both(
        "reset before the request is read",
        [Reply::new().reset()],
    ));
    rows.extend(Row::both(
        "reset after the request was read",
        [Reply::new().receive().reset()],
    ));
    rows.extend(Row::both(
        "closed without a response",
        [Reply::new().receive().close()],
    ));
    rows.extend([GETS, POSTS].map(|calling| {
        let script = [Reply::json(DOOR).close(), Reply::json(DOOR)];
        Row::new("closed between two calls", calling, script)
    }));
    rows.extend([GETS, POSTS].map(|calling| {
        let script = [Reply::json(DOOR), Reply::new().reset(), Reply::json(DOOR)];
        Row::new("reset as the second call arrives", calling, script)
    }));
    rows.extend(Row::both("no response", [Reply::new().receive().hang()]));
    rows.extend(Row::both(
        "a header arrives at a byte per second",
        [Reply::new().receive().drip(
            "HTTP/1.1 200 OK\r\nx-slow: ".to_owned() + &"z".repeat(80),
            second,
        )],
    ));
    rows.extend(Row::both(
        "the response is not HTTP",
        [Reply::new()
            .receive()
            .send(b"SSH-2.0-OpenSSH_9.2\r\n")
            .close()],
    ));
    rows.extend(Row::both(
        "two lengths that differ",
        [Reply::headed("200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n").close()],
    ));
    rows.extend(Row::both(
        "a head of 1 MB",
        [Reply::headed(&format!("200 OK\r\nx-long: {}\r\n", "z".repeat(1 << 20))).close()],
    ));
    rows
}
