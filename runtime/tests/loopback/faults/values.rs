//! JSON that is not as it is documented.

use super::row::{GET_DOOR, Row};
use crate::reply::Reply;

pub(super) fn rows() -> Vec<Row> {
    let deep = |open: &str, value: &str, close: &str| {
        format!("{}{value}{}", open.repeat(100_000), close.repeat(100_000))
    };
    let json = |fault, body: &[u8]| Row::new(fault, GET_DOOR, [Reply::json(body)]);
    let text = |fault, body: &str| json(fault, body.as_bytes());
    vec![
        json("text that is not UTF-8", b"{\"door_id\":\"d\xff\"}"),
        text("half of a surrogate pair", r#"{"door_id":"d\ud800"}"#),
        text("a control character in a string", "{\"door_id\":\"d\n\"}"),
        text("100,000 arrays in each other", &deep("[", "", "]")),
        text(
            "100,000 objects in each other, in a declared field",
            &deep(r#"{"door_id":"d7","behind":"#, "null", "}"),
        ),
        text(
            "100,000 arrays in each other, in an undeclared field",
            &format!(r#"{{"door_id":"d7","new":{}}}"#, deep("[", "", "]")),
        ),
        text(
            "a declared field twice",
            r#"{"door_id":"d7","door_id":"d8"}"#,
        ),
        text(
            "an undeclared field twice",
            r#"{"door_id":"d7","new":1,"new":2}"#,
        ),
        text(
            "an integer of 2^63",
            r#"{"door_id":"d7","level":9223372036854775808}"#,
        ),
        text("an integer of 1e400", r#"{"door_id":"d7","level":1e400}"#),
        text(
            "an integer with a fraction",
            r#"{"door_id":"d7","level":1.5}"#,
        ),
        text(
            "an integer that is written `1.0`",
            r#"{"door_id":"d7","level":1.0}"#,
        ),
        text("a number of 1e400", r#"{"door_id":"d7","width":1e400}"#),
        text("`NaN`", r#"{"door_id":"d7","width":NaN}"#),
        text(
            "a number of 1e400 in an undeclared field",
            r#"{"door_id":"d7","new":1e400}"#,
        ),
        text(
            "an unknown value of an enum",
            r#"{"door_id":"d7","kind":"portal"}"#,
        ),
        text(
            "an unknown tag",
            r#"{"door_id":"d7","lock":{"eyes":2,"type":"iris"}}"#,
        ),
        text(
            "a union without its tag",
            r#"{"door_id":"d7","lock":{"digits":"12"}}"#,
        ),
        text(
            "a branch that is not as documented",
            r#"{"door_id":"d7","lock":{"digits":12,"type":"code"}}"#,
        ),
        text("an unknown field", r#"{"door_id":"d7","new":{"a":[1]}}"#),
        text(
            "`null` in an optional field",
            r#"{"door_id":"d7","level":null}"#,
        ),
        text("`null` in a required field", r#"{"door_id":null}"#),
        text("a required field is missing", "{}"),
        text("a string is a number", r#"{"door_id":7}"#),
        text("the value is `null`", "null"),
        text("the value is a list", "[]"),
    ]
}
