//! What a page without an OpenAPI block documents about an operation.

use std::{ops::Range, sync::Arc};

use serde_json::Value;

use super::field::{Field, Shape};
use crate::source::Spans;

/// The status of a response without a body.
pub(super) const NO_CONTENT: &str = "204";

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
    /// How the request body is written.
    pub request_format: Format,
    /// What has the fields of the request body.
    pub request_shape: Shape,
    /// The JSON Schema of the request body, if the page shows it.
    pub request_schema: Option<Value>,
    /// Responses, in the order of the text.
    pub responses: Vec<Response>,
    /// What authenticates a request; each of them is needed.
    pub credentials: Vec<Credential>,
    /// Whether the page says that nothing does.
    pub is_public: bool,
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

/// How the body of a request is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// As JSON.
    #[default]
    Json,
    /// As the fields of a form: `a=1&b=2`.
    Form,
    /// As parts of `multipart/form-data`.
    Multipart,
}

impl Format {
    /// The format that a text names by its media type.
    pub(super) fn named_in(text: &str) -> Option<Self> {
        [
            ("application/json", Self::Json),
            ("application/x-www-form-urlencoded", Self::Form),
            ("multipart/form-data", Self::Multipart),
        ]
        .into_iter()
        .find_map(|(name, format)| text.contains(name).then_some(format))
    }
}

/// A response of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// The status, or a range such as `4XX`.
    pub status: String,
    /// What it means.
    pub description: Option<String>,
    /// Its headers.
    pub headers: Vec<Field>,
    /// The fields of its body.
    pub fields: Vec<Field>,
    /// What has these fields.
    pub shape: Shape,
    /// Bodies.
    pub samples: Vec<Sample>,
    /// The JSON Schema of its body, if the page shows it.
    pub schema: Option<Value>,
    /// Whether it is that of all operations of the site.
    pub is_shared: bool,
}

impl Response {
    /// One of which nothing else is known.
    pub(crate) fn empty(status: &str) -> Self {
        Self {
            status: status.to_owned(),
            description: None,
            headers: Vec::new(),
            fields: Vec::new(),
            shape: Shape::Object,
            samples: Vec::new(),
            schema: None,
            is_shared: false,
        }
    }
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

impl Credential {
    /// Whether the header `Authorization` carries it.
    pub(super) fn is_authorization(&self) -> bool {
        match self {
            Self::Bearer | Self::Basic => true,
            Self::Header(name) => name.eq_ignore_ascii_case("authorization"),
        }
    }
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

    /// The response to a request that succeeds.
    pub fn success(&self) -> Option<&Response> {
        let mut responses = self.responses.iter();
        responses.find(|response| response.status.starts_with('2'))
    }
}
