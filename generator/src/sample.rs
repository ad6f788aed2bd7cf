//! Requests and responses that the pages show.
//!
//! The API's authors wrote them, so that they are evidence in addition to the schema: the generator
//! compares them with the IR, and the tests of the generated crate decode and encode them.

mod curl;
mod line;
mod relaxed;

use serde_json::Value;

pub(crate) use self::curl::BODY_IN_FILE;
pub use self::{
    curl::Curl,
    line::{CommandLine, CommandOption, Word},
    relaxed::{is_excerpt, json},
};
use crate::diagnostic::Location;

/// A JSON value that a page shows for an operation.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Whether it is a request or a response.
    pub side: Side,
    /// The value.
    pub json: Value,
    /// Its position.
    pub location: Location,
    /// Whether it is from a page without a schema.
    pub inferred: bool,
}

/// The message that a sample shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// The body of a request.
    Request,
    /// The body of a response.
    Response,
}

impl Side {
    /// `request` or `response`.
    pub fn describe(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
        }
    }
}

/// Code on a page that calls an operation.
#[derive(Clone, Debug)]
pub struct Snippet {
    /// The language of the code.
    pub form: Form,
    /// The code, with its output in comments.
    pub source: String,
    /// Its position.
    pub location: Location,
}

/// The language of a snippet, of those that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A `curl` command.
    Curl,
    /// A command of the API's own command-line interface: `seam locks unlock-door --device_id "…"`.
    CommandLine,
}

impl Form {
    /// The language of an entry of `x-codeSamples`; `None` if it is not read.
    pub fn of(label: &str, source: &str) -> Option<Self> {
        let has = |wanted: &str| {
            label
                .split_whitespace()
                .any(|word| word.eq_ignore_ascii_case(wanted))
        };
        if has("cURL") || source.trim_start().starts_with("curl ") {
            Some(Self::Curl)
        } else if has("CLI") {
            Some(Self::CommandLine)
        } else {
            None
        }
    }
}

/// The text before the first comment, and the text of the comments from there on.
///
/// The output of a command is shown below it in comments.
fn call_and_comments(source: &str) -> (&str, String) {
    let is_comment = |line: &str| line.trim_start().starts_with('#');
    let mut call = 0;
    for line in source.split_inclusive('\n') {
        if is_comment(line) {
            break;
        }
        call += line.len();
    }
    let comments = source[call..].lines().map(|line| {
        let line = line.trim_start();
        line.strip_prefix('#').unwrap_or(line)
    });
    (&source[..call], comments.collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_label_decides_the_language() {
        assert_eq!(Form::of("cURL", "curl https://a"), Some(Form::Curl));
        assert_eq!(Form::of("Shell", "curl https://a"), Some(Form::Curl));
        assert_eq!(Form::of("Seam CLI", "seam a b"), Some(Form::CommandLine));
        assert_eq!(Form::of("Client", "client.a.b()"), None);
    }
}
