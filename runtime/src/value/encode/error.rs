//! Why a value cannot be encoded.

use std::fmt;

use crate::value::json_path::JsonPath;

/// A value that cannot be encoded, and where it is.
///
/// The message never quotes the value.
#[derive(Debug)]
pub struct EncodeError {
    path: String,
    reason: &'static str,
}

impl EncodeError {
    /// Setters turn an integer that no `f64` is equal to into NaN.
    pub(crate) const NOT_FINITE: &str =
        "expected a finite number, found NaN, an infinity, or an integer that no `f64` is equal to";

    pub(crate) const UPLOAD: &str = "an upload can be a body or a part of one, nothing else";

    pub(crate) const FORM_PART: &str = "a part of a form can be sent in a form, nowhere else";

    pub(crate) fn new(path: &JsonPath<'_>, reason: &'static str) -> Self {
        Self {
            path: path.to_string(),
            reason,
        }
    }

    /// Where in the value, as in `$.setpoints[0].celsius`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.reason)
    }
}

impl std::error::Error for EncodeError {}
