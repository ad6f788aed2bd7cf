//! Differences between a response and its documentation.

use crate::spec::Operation;

/// One difference between a response and its documentation that did not stop the response from
/// being decoded.
///
/// The same difference in two elements of a list is reported twice, with different paths.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Drift {
    /// The operation, where a client decoded the response.
    pub operation: Option<Operation>,
    /// Where in the body, as in `$.warnings[0].created_at`.
    pub path: String,
    /// What differs.
    pub kind: DriftKind,
    /// The undocumented string, where there is one and the observer asked for contents.
    pub content: Option<String>,
}

/// What differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DriftKind {
    /// A field that the documentation does not declare.
    UnknownField,
    /// A value that its enum does not list.
    UnknownValue,
    /// A tag that its union does not list, a missing tag, or a structure that matches no branch.
    UnknownVariant,
    /// A structure that matches several branches; the first of them was taken.
    AmbiguousVariant,
    /// A required list, map or nullable field is absent; it is decoded as empty.
    Missing,
    /// `null` where it is not documented; it is decoded as empty.
    UnexpectedNull,
    /// A boolean with a single documented value has the other one.
    UnexpectedValue,
    /// A date-time that is not written as RFC 3339.
    InvalidDateTime,
}
