//! What a client does about each fault of a server, and what it never does.

mod bodies;
mod connections;
mod promises;
mod row;
mod statuses;
mod streams;
mod table;
mod values;

use self::row::Row;

/// Every fault, by subject.
fn rows(elsewhere: &str) -> Vec<(&'static str, Vec<Row>)> {
    vec![
        ("Connections", connections::rows()),
        ("Statuses", statuses::rows(elsewhere)),
        ("Bodies", bodies::rows()),
        ("Values", values::rows()),
        ("Lists, streams and uploads", streams::rows()),
    ]
}
