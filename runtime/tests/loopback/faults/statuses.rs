//! Responses whose status is not a success.

use super::row::{DOOR, GET_DOOR, POST_DOOR, Row};
use crate::{compression::gzip, reply::Reply};

/// The header `retry-after` and others with it.
const RETRY_AFTER: &[(&str, &str)] = &[
    ("`retry-after: 2`", "retry-after: 2\r\n"),
    ("`retry-after: 60`", "retry-after: 60\r\n"),
    ("`retry-after: 61`", "retry-after: 61\r\n"),
    ("`retry-after: 999999`", "retry-after: 999999\r\n"),
    ("`retry-after: 0`", "retry-after: 0\r\n"),
    ("`retry-after: -1`", "retry-after: -1\r\n"),
    ("`retry-after: 1.5`", "retry-after: 1.5\r\n"),
    ("`retry-after: NaN`", "retry-after: NaN\r\n"),
    (
        "`retry-after: 18446744073709551616`",
        "retry-after: 18446744073709551616\r\n",
    ),
    ("`retry-after` without a value", "retry-after:\r\n"),
    (
        "`retry-after` twice",
        "retry-after: 2\r\nretry-after: 3\r\n",
    ),
    (
        "`retry-after` is a date, 3 s after `date`, which is 30 years ago",
        "date: Sun, 06 Nov 1994 08:49:37 GMT\r\nretry-after: Sun, 06 Nov 1994 08:49:40 GMT\r\n",
    ),
    (
        "`retry-after` is a date, 3 s after `date`, which is in 50 years",
        "date: Fri, 06 Nov 2076 08:49:37 GMT\r\nretry-after: Fri, 06 Nov 2076 08:49:40 GMT\r\n",
    ),
    (
        "`retry-after` is a date in the form of RFC 850, 3 s after `date`",
        "date: Sun, 06 Nov 1994 08:49:37 GMT\r\nretry-after: Sunday, 06-Nov-94 08:49:40 GMT\r\n",
    ),
    (
        "`retry-after` is a date in the form of C, 3 s after `date`",
        "date: Sun, 06 Nov 1994 08:49:37 GMT\r\nretry-after: Sun Nov  6 08:49:40 1994\r\n",
    ),
    (
        "`retry-after` is a date, an hour before `date`",
        "date: Sun, 06 Nov 1994 08:49:37 GMT\r\nretry-after: Sun, 06 Nov 1994 07:49:37 GMT\r\n",
    ),
    (
        "`retry-after` is a date, an hour after `date`",
        "date: Sun, 06 Nov 1994 08:49:37 GMT\r\nretry-after: Sun, 06 Nov 1994 09:49:37 GMT\r\n",
    ),
    (
        "`retry-after` is not a date",
        "retry-after: half past nine\r\n",
    ),
];

pub(super) fn rows(elsewhere: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    for (name, status) in [
        ("429", "429 Too Many Requests\r\n"),
        ("503", "503 Service Unavailable\r\n"),
        ("500", "500 Internal Server Error\r\n"),
        ("408", "408 Request Timeout\r\n"),
    ] {
        rows.extend(Row::both(name, [Reply::response(status, "")]));
    }
    for (name, header) in RETRY_AFTER {
        for status in ["429 Too Many Requests", "503 Service Unavailable"] {
            let fault = format!("{} with {name}", &status[..3]).leak();
            let script = [
                Reply::response(&format!("{status}\r\n{header}"), ""),
                Reply::json(DOOR),
            ];
            rows.push(Row::new(fault, POST_DOOR, script));
        }
    }
    rows.extend(Row::both(
        "502 with a page of HTML",
        [Reply::response(
            "502 Bad Gateway\r\ncontent-type: text/html\r\n",
            "<html>\r\n<h1>502 Bad Gateway</h1>",
        )],
    ));
    rows.push(
        Row::new(
            "400 whose body is compressed, of a transport without the feature `gzip`",
            GET_DOOR,
            [Reply::response(
                "400 Bad Request\r\ncontent-encoding: gzip\r\n",
                gzip(b"{}"),
            )],
        )
        .uncompressed(),
    );
    for status in [
        "301 Moved Permanently",
        "302 Found",
        "303 See Other",
        "307 Temporary Redirect",
        "308 Permanent Redirect",
    ] {
        for (target, location) in [("the same host", "/door"), ("another host", elsewhere)] {
            let fault = format!("{} to {target}", &status[..3]).leak();
            let head = format!("{status}\r\nlocation: {location}\r\n");
            rows.push(Row::new(fault, POST_DOOR, [Reply::response(&head, "")]));
        }
    }
    rows
}
