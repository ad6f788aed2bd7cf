//! What an operation returns.

use super::{Content, Presence, Shape, TypeRef};
use crate::source::Origin;

/// A documented response of an operation.
#[derive(Clone, Debug)]
pub struct Response {
    /// The statuses that it is for.
    pub status: StatusPattern,
    /// The media types that its body can have; empty if no body is documented.
    pub contents: Vec<Content>,
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

/// The statuses that a response is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusPattern {
    /// One status: `200`.
    Code(u16),
    /// All statuses of a class: `2XX` is 2.
    Range(u8),
    /// Every status that no other response is for.
    Default,
}

/// What a call returns.
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
}

impl StatusPattern {
    /// Whether it is for successful calls. `default` is, where nothing else is documented.
    pub fn is_success(self) -> bool {
        matches!(self, Self::Code(200..=299) | Self::Range(2) | Self::Default)
    }
}
