//! `jiff::Timestamp`.

use jiff::Timestamp;

use super::{DateTime, DateTimeError};

impl From<Timestamp> for DateTime {
    fn from(timestamp: Timestamp) -> Self {
        Self(timestamp.to_string().into())
    }
}

impl TryFrom<&DateTime> for Timestamp {
    type Error = DateTimeError;

    fn try_from(date: &DateTime) -> Result<Self, DateTimeError> {
        date.timestamp()
    }
}

impl TryFrom<DateTime> for Timestamp {
    type Error = DateTimeError;

    fn try_from(date: DateTime) -> Result<Self, DateTimeError> {
        date.timestamp()
    }
}
