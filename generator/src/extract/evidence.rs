//! What a page without an OpenAPI block documents about an operation.

use std::{ops::Range, sync::Arc};

use serde_json::Value;

use super::field::Field;
use crate::source::Spans;

/// An operation that a page describes by lists of fields and by samples.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The path of the page.
    pub page: Arc<str>,
    /// The request line or what stands in its place, in bytes of the page's text.
    pub range: Range<usize>,
    /// The HTTP method, in lower case.
    pub method: String,
    /// The path of the operation, with parameters in braces.
    pub path: String,
    /// The URL that the path is relative to.
    pub server: Option<String>,
    /// The heading.
    pub title: Option<String>,
    /// The text below the heading.
    pub description: Option<String>,
    /// Where its types come from.
    pub basis: Basis,
    /// The parameters and the fields of the request body.
    pub parameters: Vec<Field>,
    /// Request bodies.
    pub requests: Vec<Sample>,
    /// The JSON Schema of the request body, if the page shows it.
    pub request_schema: Option<Value>,
    /// Responses, in the order of the text.
    pub responses: Vec<Response>,
    /// What authenticates a request; each of them is needed.
    pub credentials: Vec<Credential>,
}

/// Where the types of an operation come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The page lists the fields of the operation with their types.
    Fields,
    /// Samples alone show the types, so that they are less reliable: samples have no enums, no
    /// variants, and rarely all fields.
    Samples,
    /// As [`Samples`](Self::Samples), of a command that the page shows without saying which
    /// operation it calls. It may be one of another API.
    Calls,
}

/// A response of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// The status, or a range such as `4XX`.
    pub status: String,
    /// What it means.
    pub description: Option<String>,
    /// The fields of its body.
    pub fields: Vec<Field>,
    /// Bodies.
    pub samples: Vec<Sample>,
    /// The JSON Schema of its body, if the page shows it.
    pub schema: Option<Value>,
}

/// A JSON text on a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// The parsed value.
    pub json: Value,
    /// The bytes of the page's text.
    pub range: Range<usize>,
}

/// What carries the credentials of a request.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Credential {
    /// `Authorization: Bearer …`
    Bearer,
    /// `Authorization: Basic …`
    Basic,
    /// The header of this name.
    Header(String),
}

impl Evidence {
    /// The positions of the nodes of its document: a node has no position of its own, and is
    /// shown at the request line.
    pub(crate) fn spans(&self) -> Spans {
        let mut spans = Spans::whole(self.range.clone());
        let mut node = Spans::ROOT;
        for token in ["paths", &self.path, &self.method] {
            node = spans.add(node, token, self.range.clone());
        }
        spans
    }

    /// Whether it is about the operation with this method and path, whose parameters may have
    /// other names, and whose server may have a base such as `/api/v1`.
    pub fn is_of(&self, method: &str, path: &str) -> bool {
        if !self.method.eq_ignore_ascii_case(method) {
            return false;
        }
        let is_same = |own: &str, other: &str| {
            own == other || (own.starts_with('{') && other.starts_with('{'))
        };
        // From their ends, where most paths differ.
        let mut own = segments(&self.path).rev();
        let mut other = segments(path).rev().peekable();
        let is_root = other.peek().is_none();
        other.all(|other| own.next().is_some_and(|own| is_same(own, other)))
            && own.all(|base| !is_root && is_base(base))
    }

    /// The response to a request that succeeds.
    pub fn success(&self) -> Option<&Response> {
        let mut responses = self.responses.iter();
        responses.find(|response| response.status.starts_with('2'))
    }
}

/// Whether a segment may be the base of all paths of an API: `api`, or a version.
fn is_base(segment: &str) -> bool {
    let digits = segment.strip_prefix('v').unwrap_or_default();
    let is_version =
        !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit() || it == b'.');
    is_version || matches!(segment, "api" | "rest")
}

/// The parts of a path that are not empty.
fn segments(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.split('/').filter(|segment| !segment.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_parameters_and_the_start_of_the_path_do_not_matter() {
        let evidence = Evidence {
            page: "a.md".into(),
            range: 0..0,
            method: "get".to_owned(),
            path: "/v1/doors/{id}".to_owned(),
            server: None,
            title: None,
            description: None,
            basis: Basis::Samples,
            parameters: Vec::new(),
            requests: Vec::new(),
            request_schema: None,
            responses: Vec::new(),
            credentials: Vec::new(),
        };
        assert!(evidence.is_of("GET", "/v1/doors/{door_id}"));
        assert!(evidence.is_of("get", "/doors/{door_id}"));
        for (method, path) in [("post", "/doors/{id}"), ("get", "/"), ("get", "/doors/all")] {
            assert!(!evidence.is_of(method, path), "{method} {path}");
        }
        assert!(!evidence.is_of("get", "/v2/v1/doors/{id}"));
        let of_user = Evidence {
            path: "/users/{id}/doors".to_owned(),
            ..evidence
        };
        assert!(!of_user.is_of("get", "/doors"));
        let of_version = Evidence {
            path: "/v1".to_owned(),
            ..of_user
        };
        assert!(!of_version.is_of("get", "/"));
        assert!(of_version.is_of("get", "/v1/"));
    }
}
