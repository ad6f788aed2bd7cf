//! What a server answered beyond its documentation.

use crate::operation::Operation;

/// One difference between a response and its documentation that did not stop the response from being read.
///
/// Equal drift in two elements of a list is told twice: paths differ.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Drift {
    /// The operation, where a client read the response.
    pub operation: Option<Operation>,
    /// Where in the body, as in `$.warnings[0].created_at`.
    pub path: String,
    /// What differs.
    pub kind: DriftKind,
    /// The text that was not documented, where there is one and the observer asked for contents.
    pub content: Option<String>,
}

/// What differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DriftKind {
    /// A member that no page declares.
    UnknownMember,
    /// A value that its enum does not list.
    UnknownValue,
    /// A tag that its union does not list, no tag at all, or a structure that fits no branch.
    UnknownVariant,
    /// A structure that fits several branches; the first of them was taken.
    AmbiguousVariant,
    /// A required list, map or nullable member is absent; it is read as empty.
    Missing,
    /// `null` where it is not documented; it is read as empty.
    UnexpectedNull,
    /// A boolean that is documented to have one value has the other.
    RefusedValue,
    /// The text of a date-time is not one.
    NotADateTime,
}
