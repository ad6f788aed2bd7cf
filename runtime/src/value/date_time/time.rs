//! `time::OffsetDateTime`.

use jiff::Timestamp;
use time::OffsetDateTime;

use super::{DateTime, DateTimeError};

/// The instant in UTC, which is what its year and its offset may not hold in RFC 3339.
impl From<OffsetDateTime> for DateTime {
    fn from(date: OffsetDateTime) -> Self {
        let timestamp = Timestamp::from_nanosecond(date.unix_timestamp_nanos());
        let nearest = match date.unix_timestamp() < 0 {
            true => Timestamp::MIN,
            false => Timestamp::MAX,
        };
        Self(timestamp.unwrap_or(nearest).to_string().into())
    }
}

impl TryFrom<&DateTime> for OffsetDateTime {
    type Error = DateTimeError;

    fn try_from(date: &DateTime) -> Result<Self, DateTimeError> {
        let (seconds, nanoseconds) = date.instant()?.since_epoch();
        let second = Self::from_unix_timestamp(seconds).map_err(|_| DateTimeError(()))?;
        second
            .replace_nanosecond(nanoseconds)
            .map_err(|_| DateTimeError(()))
    }
}

impl TryFrom<DateTime> for OffsetDateTime {
    type Error = DateTimeError;

    fn try_from(date: DateTime) -> Result<Self, DateTimeError> {
        Self::try_from(&date)
    }
}
