//! Why a value could not be decoded, while the rest may still be.

use std::fmt;

use super::{
    number::NumberError,
    reader::{JsonKind, SyntaxError, TOO_DEEP},
};
use crate::value::{decode_error::DecodeError, json_path::JsonPath};

pub(super) enum Reason {
    Syntax(SyntaxError),
    Mismatch {
        expected: &'static str,
        found: JsonKind,
    },
    Number(NumberError),
    Missing,
    Duplicate,
    /// Nesting that is too deep for a [`serde_json::Value`].
    Depth,
    /// A key with an unpaired surrogate.
    Surrogate,
}

/// A [`DecodeError`] before its line and column are counted.
pub(super) struct Failure {
    path: String,
    reason: Reason,
    at: usize,
}

impl Failure {
    pub(super) fn new(path: &JsonPath<'_>, reason: Reason, at: usize) -> Box<Self> {
        let at = match &reason {
            Reason::Syntax(error) => error.at,
            _ => at,
        };
        let path = path.to_string();
        Box::new(Self { path, reason, at })
    }

    /// `body` is the whole text, including its byte order mark.
    pub(super) fn locate(self, body: &[u8]) -> DecodeError {
        let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
        let before = &body[..self.at.min(body.len())];
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        let column = 1 + before.iter().rev().take_while(|b| **b != b'\n').count();
        DecodeError::new(self.path, self.reason.to_string(), Some((line, column)))
    }

    /// Without the position, which would have to be counted from the start of the body: there can
    /// be many such errors in it.
    pub(super) fn into_error(self) -> DecodeError {
        DecodeError::new(self.path, self.reason.to_string(), None)
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(error) => f.write_str(error.what),
            Self::Mismatch { expected, found } => write!(f, "expected {expected}, found {found}"),
            Self::Number(NumberError::Fraction) => {
                f.write_str("expected an integer, found a number with a fraction")
            }
            Self::Number(NumberError::Range) => f.write_str("number out of range"),
            Self::Missing => f.write_str("missing required field"),
            Self::Duplicate => f.write_str("duplicate field"),
            Self::Depth => f.write_str(TOO_DEEP),
            Self::Surrogate => f.write_str("unpaired surrogate"),
        }
    }
}

impl fmt::Display for JsonKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "null",
            Self::Bool => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        })
    }
}
