//! The error of a token provider.

use std::{error::Error, fmt, sync::Arc};

use crate::transport::BoxError;

/// A token that could not be obtained. All calls that waited for it share the reason.
#[derive(Clone, Debug)]
pub struct TokenError {
    scheme: &'static str,
    reason: Arc<dyn Error + Send + Sync>,
}

impl TokenError {
    pub(crate) fn new(scheme: &'static str, reason: BoxError) -> Self {
        Self {
            scheme,
            reason: Arc::from(reason),
        }
    }

    /// The security scheme whose token is missing.
    #[must_use]
    pub fn scheme(&self) -> &str {
        self.scheme
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the token provider of `{}` failed: {}",
            self.scheme, self.reason
        )
    }
}

impl Error for TokenError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.reason.source()
    }
}
