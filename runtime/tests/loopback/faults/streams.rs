//! Lists, streams and uploads that do not end as they are to.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use futures_core::Stream;
use seamstress_runtime::{
    BoxError, ByteStream, Error, Events, Lines, bytes::Bytes, codegen::*, serde_json::Value,
};

use super::row::{Calling, Row, get};
use crate::{
    models::{LIST, UPLOAD},
    reply::Reply,
};

const EVENTS: Calling = Calling {
    is_stream: true,
    ..Calling::new("GET of events", |client| {
        Box::pin(async {
            let mut events = get::<Events<Value>>(client).await?;
            let mut count = 0;
            while let Some(event) = events.next().await {
                event?;
                count += 1;
            }
            Ok(format!("{count} events"))
        })
    })
};

const LINES: Calling = Calling {
    is_stream: true,
    ..Calling::new("GET of lines", |client| {
        Box::pin(async {
            let mut lines = get::<Lines<Value>>(client).await?;
            let mut count = 0;
            while let Some(line) = lines.next().await {
                line?;
                count += 1;
            }
            Ok(format!("{count} lines"))
        })
    })
};

const BYTES: Calling = Calling {
    is_stream: true,
    ..Calling::new("GET of a stream", |client| {
        Box::pin(async {
            let mut stream = get::<ByteStream>(client).await?;
            let mut length = 0;
            while let Some(chunk) = stream.next().await {
                length += chunk?.len();
            }
            Ok(format!("{length} bytes"))
        })
    })
};

/// All items, or the first 50 of them.
const ITEMS: Calling = Calling::new("GET of a list", |client| {
    Box::pin(async {
        let mut items = Call::<Page<String>>::new(client, &LIST).items();
        let mut count = 0;
        while count < 50
            && let Some(item) = items.next().await
        {
            item?;
            count += 1;
        }
        Ok(format!("{count} items"))
    })
});

/// A page with this item, if any, that announces the cursor `next`.
fn page(item: &str, next: usize) -> Vec<u8> {
    let body = format!(r#"{{"doors":[{item}],"next":"{next}"}}"#);
    let length = body.len();
    format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n{body}").into_bytes()
}

/// The number of the page that is requested.
fn cursor(request: &str) -> usize {
    let cursor = request.split_once("cursor=").map_or("0", |(_, rest)| rest);
    let end = cursor.find(|c: char| !c.is_ascii_digit());
    cursor[..end.unwrap_or(cursor.len())].parse().unwrap()
}

/// The chunks of an upload, and an error after the last.
struct Source {
    left: usize,
    fails: bool,
}

impl Stream for Source {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = self.left.checked_sub(1).map(|left| {
            self.left = left;
            Ok(Bytes::from_static(&[7; 1024]))
        });
        let error = self.fails.then(|| Err("the disk was removed".into()));
        Poll::Ready(chunk.or(error))
    }
}

async fn upload(client: Client, upload: Upload) -> Result<String, Error> {
    let call = Call::<()>::new(client, &UPLOAD).params(upload);
    call.await.map(|()| "nothing".to_owned())
}

const fn uploading(
    run: fn(Client) -> seamstress_runtime::BoxFuture<Result<String, Error>>,
) -> Calling {
    Calling::new("POST of a file", run)
}

const FAILS_AT_ONCE: Calling = uploading(|client| {
    Box::pin(upload(
        client,
        Upload::stream(Source {
            left: 0,
            fails: true,
        }),
    ))
});
const FAILS: Calling = uploading(|client| {
    Box::pin(upload(
        client,
        Upload::reopen(|| Source {
            left: 3,
            fails: true,
        }),
    ))
});
const TOO_SHORT: Calling = uploading(|client| {
    Box::pin(upload(
        client,
        Upload::reopen(|| Source {
            left: 3,
            fails: false,
        })
        .length(4096),
    ))
});
const TOO_LONG: Calling = uploading(|client| {
    Box::pin(upload(
        client,
        Upload::reopen(|| Source {
            left: 3,
            fails: false,
        })
        .length(2048),
    ))
});
const ONCE: Calling = uploading(|client| {
    Box::pin(upload(
        client,
        Upload::stream(Source {
            left: 3,
            fails: false,
        }),
    ))
});

pub(super) fn rows() -> Vec<Row> {
    let events = Reply::headed("200 OK\r\ncontent-type: text/event-stream\r\n");
    let events = events.send(b"data: 1\n\ndata: {\"a\":");
    let lines = Reply::headed("200 OK\r\ncontent-type: application/jsonl\r\n");
    let bytes = Reply::headed("200 OK\r\ncontent-length: 9\r\n").send(b"abc");
    let nothing = || Reply::headed("204 No Content\r\n");
    let busy = Reply::response("429 Too Many Requests\r\n", "");
    vec![
        Row::new(
            "each page has a new cursor",
            ITEMS,
            [Reply::new()
                .receive()
                .make(|it| page("\"a\"", cursor(it) + 1))],
        ),
        Row::new(
            "each page has a new cursor, and no items",
            ITEMS,
            [Reply::new().receive().make(|it| page("", cursor(it) + 1))],
        ),
        Row::new(
            "the second page has the cursor of the first",
            ITEMS,
            [Reply::new().receive().make(|_| page("\"a\"", 7))],
        ),
        Row::new(
            "the third page has the cursor of the first",
            ITEMS,
            [Reply::new()
                .receive()
                .make(|it| page("\"a\"", (cursor(it) + 1) % 2))],
        ),
        Row::new("closed within an event", EVENTS, [events.clone().close()]),
        Row::new("reset within an event", EVENTS, [events.clone().reset()]),
        Row::new("no more of an event arrives", EVENTS, [events.hang()]),
        Row::new(
            "events whose content type is that of JSON",
            EVENTS,
            [Reply::json("{}")],
        ),
        Row::new(
            "closed within a line",
            LINES,
            [lines.send(b"1\n{\"a\":").close()],
        ),
        Row::new(
            "closed within a stream of bytes",
            BYTES,
            [bytes.clone().close()],
        ),
        Row::new(
            "no more of a stream of bytes arrives",
            BYTES,
            [bytes.hang()],
        ),
        Row::new("the source fails at once", FAILS_AT_ONCE, [nothing()]),
        Row::new("the source fails after 3 kB", FAILS, [nothing()]),
        Row::new("the source ends before its length", TOO_SHORT, [nothing()]),
        Row::new("the source goes on after its length", TOO_LONG, [nothing()]),
        Row::new(
            "429, of a source that can be read once",
            ONCE,
            [busy, nothing()],
        ),
    ]
}
