//! Why a run did not fetch or keep the pages.

use std::{fmt, io};

/// Why a run did not fetch or keep the pages.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The URL of the site is missing, ambiguous or not allowed.
    Usage(String),
    /// The index or the lock is invalid, or the site has no index; nothing was written.
    Input(String),
    /// A file cannot be read or written.
    File(io::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(message) | Self::Input(message) => formatter.write_str(message),
            Self::File(error) => error.fmt(formatter),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::File(error) => Some(error),
            Self::Usage(_) | Self::Input(_) => None,
        }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::File(error)
    }
}
