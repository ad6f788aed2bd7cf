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
///
/// Some differences are *corrected*: the value at the path is not what the server sent, see
/// [`DriftKind::is_correction`]. A client that is [strict](crate::ClientBuilder::strict) fails
/// instead, unless the place is a list, a map, or an `Option`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DriftKind {
    /// A field that the documentation does not declare.
    UnknownField,
    /// A value that its enum does not list.
    UnknownValue,
    /// A tag that its union does not list, a missing tag where not exactly one branch has
    /// the fields of the value, or a structure that matches no branch.
    UnknownVariant,
    /// A structure that matches several branches; the first of them was taken, of those that need
    /// no correction if there are any.
    AmbiguousVariant,
    /// A value of a union that cannot be decoded as its branch is documented; it is kept as JSON,
    /// see [`UnknownVariant::error`](crate::UnknownVariant::error).
    UnreadableVariant,
    /// A required field is absent; it is decoded as the empty value of its type: no elements, an
    /// empty string, zero, `false`, an object of empty fields. Or the tag of a union is, and the
    /// value is decoded as the only branch that has its fields.
    Missing,
    /// `null` where it is not documented; it is decoded as the empty value of the type.
    UnexpectedNull,
    /// A boolean with a single documented value has the other one.
    UnexpectedValue,
    /// A date-time that is not written as RFC 3339.
    InvalidDateTime,
    /// JSON of an undeclared field, or of any place that takes any JSON, that
    /// [`serde_json::Value`] cannot represent: a number that exceeds an `f64`, more than 128 levels
    /// of nesting, a duplicate field, an unpaired surrogate. Only the body contains it: in place of
    /// it there is no field, or `null`.
    NotKept,
}

impl DriftKind {
    /// Whether the decoded value at the path is not what the server sent: a missing or `null` value
    /// that was decoded as empty, or a value that was kept as JSON or not at all.
    #[must_use]
    pub fn is_correction(self) -> bool {
        matches!(
            self,
            Self::Missing | Self::UnexpectedNull | Self::UnreadableVariant | Self::NotKept
        )
    }
}
