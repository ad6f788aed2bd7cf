//! Why a body could not be decoded.

use std::fmt;

/// A body that could not be decoded, and where.
///
/// The message never quotes the body.
pub struct DecodeError(Box<Inner>);

struct Inner {
    path: String,
    reason: String,
    position: Option<(usize, usize)>,
}

impl DecodeError {
    /// `position` is counted from 1, in bytes within the line.
    pub(super) fn new(path: String, reason: String, position: Option<(usize, usize)>) -> Self {
        Self(Box::new(Inner {
            path,
            reason,
            position,
        }))
    }

    /// Where in the body, as in `$.warnings[0].created_at`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// Line and column of the error, counted from 1; columns are bytes.
    ///
    /// `None` where the value was not decoded from JSON text, and where the rest of the body was
    /// decoded nevertheless.
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
