//! Why a body could not be decoded.

use std::fmt;

use super::{
    number::NumberError,
    reader::{JsonKind, SyntaxError},
};
use crate::value::json_path::JsonPath;

/// A body that could not be decoded, and where.
///
/// The message never quotes the body.
pub struct DecodeError(Box<Inner>);

struct Inner {
    path: String,
    reason: Reason,
    /// Counted from 1, in bytes within the line; `None` where the value was not decoded from text.
    position: Option<(usize, usize)>,
}

pub(super) enum Reason {
    Syntax(SyntaxError),
    Mismatch {
        expected: &'static str,
        found: JsonKind,
    },
    Number(NumberError),
    Missing,
    Duplicate,
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
        DecodeError(Box::new(Inner {
            path: self.path,
            reason: self.reason,
            position: Some((line, column)),
        }))
    }
}

impl DecodeError {
    /// Where in the body, as in `$.warnings[0].created_at`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// Line and column of the error, counted from 1; columns are bytes.
    ///
    /// `None` where the value was not decoded from JSON text.
    #[must_use]
    pub fn position(&self) -> Option<(usize, usize)> {
        self.0.position
    }

    pub(super) fn without_position(mut self) -> Self {
        self.0.position = None;
        self
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.path, self.0.reason)?;
        match self.0.position {
            Some((line, column)) => write!(f, " (line {line}, column {column})"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DecodeError({self})")
    }
}

impl std::error::Error for DecodeError {}

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
