//! Which operation something is about.

use std::fmt;

use http::Method;

use crate::api::Op;

/// The method and path of an operation; shown as in `POST /user_identities/create`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Operation {
    /// The method.
    pub method: &'static Method,
    /// The path after the base URL, as in `/user_identities/create`.
    pub path: &'static str,
}

impl From<&'static Op> for Operation {
    fn from(op: &'static Op) -> Self {
        Self {
            method: &op.method,
            path: op.path,
        }
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}
