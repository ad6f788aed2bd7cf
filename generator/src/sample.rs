//! Requests and answers that the pages show.
//!
//! The API's own authors wrote them, so they are evidence beside the schema:
//! codegen holds them against the IR, and the tests of the generated crate
//! decode and encode them.

use serde_json::{Deserializer, Value};

use crate::diagnostic::Spot;

/// A JSON value that a page shows for an operation.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Which of the two it is.
    pub side: Side,
    /// The value.
    pub json: Value,
    /// Where the page shows it.
    pub spot: Spot,
    /// Whether it came from a page without a schema.
    pub low_confidence: bool,
}

/// Which half of an exchange a sample shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// The body that is sent.
    Request,
    /// The body that is answered.
    Response,
}

impl Side {
    /// `request` or `response`.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
        }
    }
}

/// The JSON values inside a cURL sample: the body it sends, and the answer that
/// it shows in comments.
///
/// `None` for a half that the sample does not show or that is no JSON.
pub fn read_curl(source: &str) -> (Option<Value>, Option<Value>) {
    let (call, answer) = match source.split_once("# Response:") {
        Some((call, answer)) => (call, Some(answer)),
        None => (source, None),
    };
    (
        BODY_MARKS
            .iter()
            .find_map(|mark| first_json(call.split_once(mark)?.1)),
        answer.and_then(|text| first_json(&uncomment(text))),
    )
}

/// What stands right before a body in a cURL call: a here-document, or an option.
const BODY_MARKS: &[&str] = &[
    "<<EOF\n",
    "--json '",
    "--data '",
    "--data-raw '",
    "-d '",
    "--json \"",
    "--data \"",
    "-d \"",
];

/// The first JSON value in `text`, blank space before it aside.
fn first_json(text: &str) -> Option<Value> {
    Deserializer::from_str(text)
        .into_iter::<Value>()
        .next()?
        .ok()
}

/// Shell comments as plain text.
fn uncomment(text: &str) -> String {
    text.lines()
        .map(|line| {
            let line = line.trim_start();
            line.strip_prefix('#').unwrap_or(line)
        })
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_here_document_and_a_commented_answer_are_read() {
        let source = "curl --request POST \"https://a/b\" \\\n  --json @- <<EOF\n{\n  \"a\": 1\n}\n\nEOF\n\n\n# Response:\n\n# {\n\n#   \"b\": []\n\n# }\n";
        assert_eq!(
            read_curl(source),
            (Some(json!({"a": 1})), Some(json!({"b": []})))
        );
    }

    #[test]
    fn a_quoted_body_is_read() {
        assert_eq!(
            read_curl("curl -X POST 'https://a' \\\n-d '{\"a\": \"b\"}'").0,
            Some(json!({"a": "b"}))
        );
    }

    #[test]
    fn what_is_no_json_is_left_alone() {
        assert_eq!(
            read_curl("curl https://a --json @body.json\n# Response:\n# nothing"),
            (None, None)
        );
    }
}
