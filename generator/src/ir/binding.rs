//! Where the fields that callers fill in are sent.

use std::collections::BTreeSet;

use crate::source::Origin;

/// Where a field of an operation's parameters is sent.
///
/// A field without a binding is a member of the JSON body, under its own name.
#[derive(Clone, Debug)]
pub struct Binding {
    /// The field: its wire name in the struct of the operation's parameters.
    pub field: String,
    /// Its name where it is sent. Only this one is the API's own: two locations may
    /// use a name twice.
    pub wire: String,
    /// Where it is sent.
    pub location: Location,
    /// Whether the value is written as JSON in a place that has a style otherwise.
    pub json: bool,
    /// Where it is declared.
    pub origin: Origin,
}

/// A place in a request, and how values are written there.
///
/// Styles are those of the OpenAPI specification (RFC 6570); `explode` tells whether
/// the items of a list, and the members of an object, are written apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Location {
    /// In place of `{wire}` in the path.
    Path {
        /// How a value is written.
        style: PathStyle,
        /// Whether items are written apart.
        explode: bool,
        /// Whether reserved characters, slashes among them, are written as they are.
        reserved: bool,
    },
    /// In the query.
    Query {
        /// How a value is written.
        style: QueryStyle,
        /// Whether items are written apart.
        explode: bool,
        /// Whether reserved characters are written as they are.
        reserved: bool,
    },
    /// A header.
    Header {
        /// Whether items are written apart.
        explode: bool,
    },
    /// A cookie.
    Cookie {
        /// Whether items are written apart.
        explode: bool,
    },
    /// A member of the JSON object that is the body, where its field has another name.
    BodyField,
    /// The whole body.
    Body,
}

/// How a value is written in a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PathStyle {
    /// `blue,black`
    Simple,
    /// `.blue,black`
    Label,
    /// `;color=blue,black`
    Matrix,
}

/// How a value is written in a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum QueryStyle {
    /// `color=blue,black`
    Form,
    /// `color=blue%20black`
    SpaceDelimited,
    /// `color=blue%7Cblack`
    PipeDelimited,
    /// `color[R]=100&color[G]=200`
    DeepObject,
    /// `color={"R":100,"G":200}`, percent-encoded.
    Json,
}

/// A name for the field of `wire` in `location` that is not `taken`: `body_id`, where
/// another location has an `id` too.
pub(crate) fn free_name(location: Location, wire: &str, taken: &BTreeSet<String>) -> String {
    let mut name = format!("{}_{wire}", location.as_str());
    while taken.contains(&name) {
        name.push('_');
    }
    name
}

impl Binding {
    /// Whether the field is sent in the body.
    pub fn is_in_body(&self) -> bool {
        matches!(self.location, Location::BodyField | Location::Body)
    }
}

impl Location {
    /// `path`, `query`, `header`, `cookie` or `body`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path { .. } => "path",
            Self::Query { .. } => "query",
            Self::Header { .. } => "header",
            Self::Cookie { .. } => "cookie",
            Self::BodyField | Self::Body => "body",
        }
    }
}
