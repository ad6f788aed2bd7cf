//! What a page without an OpenAPI block documents about its operation.

use std::{ops::Range, sync::Arc};

use serde_json::Value;

use crate::source::Spans;

/// The operation that a page without an OpenAPI block describes by samples and a table.
///
/// It is less reliable than a schema: such pages have no enums, nullability or variants, and
/// their tables are often incomplete.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The path of the page.
    pub page: Arc<str>,
    /// The request line, in bytes of the page's text.
    pub range: Range<usize>,
    /// The HTTP method, in lower case.
    pub method: String,
    /// The path of the operation.
    pub path: String,
    /// The host that the sample request is sent to.
    pub host: Option<String>,
    /// The sample of a request body. It lists all properties of the body.
    pub request: Option<Sample>,
    /// The sample of a response body.
    pub response: Option<Sample>,
    /// The rows of the table of parameters, the only source for what is required.
    pub parameters: Vec<Parameter>,
    /// The first line of the page.
    pub title: Option<String>,
    /// The line below the title.
    pub description: Option<String>,
}

impl Evidence {
    /// The positions of the nodes of its document: a node has no position of its own, and is
    /// shown at the request line.
    pub(super) fn spans(&self) -> Spans {
        let mut spans = Spans::whole(self.range.clone());
        let mut node = Spans::ROOT;
        for token in ["paths", &self.path, &self.method] {
            node = spans.add(node, token, self.range.clone());
        }
        spans
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

/// A row of a table of parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The name on the wire.
    pub wire: String,
    /// The type in the page's words, for example `String (UUID)`.
    pub type_text: String,
    /// Whether it is marked as required (true) or optional (false); `None` if neither.
    pub required: Option<bool>,
    /// The description.
    pub description: String,
    /// The name and the type, in bytes of the page's text.
    pub range: Range<usize>,
}
