//! The identity of an operation.

use std::fmt;

use http::Method;

/// The method and path of an operation; displayed as in `POST /user_identities/create`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Operation {
    /// The method.
    pub method: &'static Method,
    /// The path after the base URL, as in `/user_identities/create`.
    pub path: &'static str,
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}
