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
        let own: Vec<&str> = segments(&self.path).collect();
        let other: Vec<&str> = segments(path).collect();
        let is_same = |(one, other): (&&str, &&str)| {
            one == other || (one.starts_with('{') && other.starts_with('{'))
        };
        let prefix = own.len().checked_sub(other.len());
        let is_base = |prefix: &usize| {
            *prefix == 0 || !other.is_empty() && own[..*prefix].iter().all(|it| is_base(it))
        };
        let Some(prefix) = prefix.filter(is_base) else {
            return false;
        };
        let is_tail = own[prefix..].iter().zip(&other).all(is_same);
        self.method.eq_ignore_ascii_case(method) && is_tail
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
fn segments(path: &str) -> impl Iterator<Item = &str> {
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
    }
}
