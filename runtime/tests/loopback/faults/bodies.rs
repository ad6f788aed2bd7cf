//! Successes whose body is not what its head announces.

use std::time::Duration;

use seamstress_runtime::bytes::Bytes;

use super::row::{Calling, DOOR, GET_DOOR, POST_DOOR, Row, get};
use crate::{
    compression::{bomb, gzip},
    reply::Reply,
};

const GET_BYTES: Calling = Calling::new("GET of bytes", |client| {
    Box::pin(async { Ok(format!("{} bytes", get::<Bytes>(client).await?.len())) })
});

fn encoded(encoding: &str, body: impl AsRef<[u8]>) -> Reply {
    let head = "200 OK\r\ncontent-type: application/json\r\ncontent-encoding: ";
    Reply::response(&format!("{head}{encoding}\r\n"), body)
}

pub(super) fn rows() -> Vec<Row> {
    let second = Duration::from_secs(1);
    let start = Reply::headed("200 OK\r\ncontent-length: 100\r\n").send(b"{\"door_id\":");
    let mut rows = Vec::new();
    rows.extend(Row::both("reset in the body", [start.clone().reset()]));
    rows.extend(Row::both(
        "a body that is shorter than its length",
        [start.clone().close()],
    ));
    rows.extend(Row::both("a body that stops", [start.hang()]));
    rows.extend(Row::both(
        "a body arrives at a byte per second",
        [Reply::headed("200 OK\r\n").drip([b' '; 90], second)],
    ));
    rows.extend(Row::both(
        "chunks that end within one",
        [Reply::headed("200 OK\r\ntransfer-encoding: chunked\r\n")
            .send(b"10\r\n{\"door")
            .close()],
    ));
    let one = |fault, reply| Row::new(fault, GET_DOOR, [reply]);
    rows.extend([
        one(
            "a body that is longer than its length",
            Reply::headed("200 OK\r\ncontent-length: 10\r\n")
                .send(DOOR.as_bytes())
                .close(),
        ),
        one("JSON that is cut off", Reply::json(&DOOR[..12])),
        one("text after the value", Reply::json(format!("{DOOR} ok"))),
        one("a byte order mark", Reply::json(format!("\u{feff}{DOOR}"))),
        one(
            "a body without end",
            Reply::headed("200 OK\r\n").repeat([b' '; 65_536], usize::MAX),
        ),
        one(
            "a body with a length of 1 GB",
            Reply::headed("200 OK\r\ncontent-length: 1073741824\r\n")
                .repeat([b' '; 65_536], 16_384),
        ),
        one(
            "a page of HTML",
            Reply::response("200 OK\r\ncontent-type: text/html\r\n", "<html>"),
        ),
    ]);
    rows.extend(Row::both("200 without a body", [Reply::json("")]));
    rows.extend(Row::both("204", [Reply::headed("204 No Content\r\n")]));
    rows.extend([
        one("a compressed body", encoded("gzip", gzip(DOOR.as_bytes()))),
        one(
            "a compressed body, of a transport without the feature `gzip`",
            encoded("gzip", gzip(DOOR.as_bytes())),
        )
        .uncompressed(),
        Row::new(
            "a compressed body, of a transport without the feature `gzip`",
            GET_BYTES,
            [encoded("gzip", gzip(DOOR.as_bytes()))],
        )
        .uncompressed(),
        one(
            "a body in an encoding that was not requested",
            encoded("br", "\u{b}"),
        ),
        one(
            "a compressed body that is cut off",
            encoded("gzip", &gzip(DOOR.as_bytes())[..20]),
        ),
        one(
            "a body that is not compressed as announced",
            encoded("gzip", DOOR),
        ),
        Row::new("1 MB of gzip that is 1 GB", GET_DOOR, [bomb()]),
        Row::new("1 MB of gzip that is 1 GB", GET_BYTES, [bomb()]),
        Row::new("1 MB of gzip that is 1 GB", POST_DOOR, [bomb()]),
    ]);
    rows
}
