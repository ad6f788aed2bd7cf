//! The responses of an operation.

use super::{
    Content, DocumentedHeader, MediaType, Payload, Presence, Shape, StatusPattern, TypeRef,
};
use crate::source::Origin;

/// A documented response of an operation.
#[derive(Clone, Debug)]
pub struct Response {
    /// The statuses that it is for.
    pub status: StatusPattern,
    /// The media types that its body is read in; empty if no body is documented. The first
    /// one is what a call asks for.
    pub contents: Vec<Content>,
    /// The media types that are read as the first one is; where that is JSON, text, which
    /// is the same value.
    pub alike: Vec<MediaType>,
    /// The other documented media types of its body.
    pub unread: Vec<MediaType>,
    /// An earlier response of the operation whose body this one has too: until
    /// `pass::hoist`, which gives both the same types.
    pub same_as: Option<StatusPattern>,
    /// The documented headers, by name.
    pub headers: Vec<DocumentedHeader>,
    /// The field of the body that callers want. Before `pass::envelope` has run: the
    /// one that the document itself names.
    pub envelope: Option<String>,
    /// The other fields of the body, where callers do not get it whole.
    pub siblings: Vec<String>,
    /// Those of the other fields whose type is that of the envelope: where an API renames
    /// it, servers send one or both. Filled by `pass::envelope`.
    pub alternatives: Vec<String>,
    /// What a call returns, if it returns anything. Filled by `pass::envelope`.
    pub output: Option<Output>,
    /// Where it is declared.
    pub origin: Origin,
}

/// The JSON value that a call returns.
#[derive(Clone, Debug)]
pub struct Output {
    /// What it is made of.
    pub shape: Shape,
    /// Whether it is always there.
    pub presence: Presence,
}

impl Response {
    /// The JSON body, if one is documented.
    pub fn json(&self) -> Option<&TypeRef> {
        self.contents.first()?.json()
    }

    /// Whether the body is JSON or text, which its content type tells.
    pub fn is_json_or_text(&self) -> bool {
        matches!(
            self.contents.first().map(|content| &content.payload),
            Some(Payload::Json(_))
        ) && !self.alike.is_empty()
    }

    /// Whether it is documented without a body.
    pub fn is_empty(&self) -> bool {
        self.contents.is_empty()
    }
}
