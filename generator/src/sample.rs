//! Requests and answers that the pages show.
//!
//! The API's own authors wrote them, so they are evidence beside the schema:
//! codegen holds them against the IR, and the tests of the generated crate
//! decode and encode them.

mod curl;
mod line;

use serde_json::Value;

pub use self::{
    curl::Curl,
    line::{CommandLine, Given, Word},
};
use crate::diagnostic::Location;

/// A JSON value that a page shows for an operation.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Which of the two it is.
    pub side: Side,
    /// The value.
    pub json: Value,
    /// Where the page shows it.
    pub location: Location,
    /// Whether it came from a page without a schema.
    pub inferred: bool,
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

/// A call of an operation that a page shows as code.
#[derive(Clone, Debug)]
pub struct Snippet {
    /// What it is written in.
    pub form: Form,
    /// The code, with what it prints in comments.
    pub source: String,
    /// Where the page shows it.
    pub location: Location,
}

/// What a call is written in. Only forms that we read have a name here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A call of `curl`.
    Curl,
    /// A call of the API's own command line: `seam locks unlock-door --device_id "…"`.
    CommandLine,
}

impl Form {
    /// The form of an entry of `x-codeSamples`; `None` for one that we do not read.
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

/// The text above the first comment, and the comments from there on as plain text.
///
/// What a call prints stands below it in comments.
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
    fn a_call_is_known_by_its_label() {
        assert_eq!(Form::of("cURL", "curl https://a"), Some(Form::Curl));
        assert_eq!(Form::of("Shell", "curl https://a"), Some(Form::Curl));
        assert_eq!(Form::of("Seam CLI", "seam a b"), Some(Form::CommandLine));
        assert_eq!(Form::of("Client", "client.a.b()"), None);
    }
}
