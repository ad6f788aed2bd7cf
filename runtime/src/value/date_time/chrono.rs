//! `chrono::DateTime`.

use chrono::{SecondsFormat, TimeZone, Utc};

use super::{DateTime, DateTimeError};

impl<Z: TimeZone> From<chrono::DateTime<Z>> for DateTime {
    fn from(date: chrono::DateTime<Z>) -> Self {
        let utc = date.with_timezone(&Utc);
        Self(utc.to_rfc3339_opts(SecondsFormat::AutoSi, true).into())
    }
}

impl TryFrom<&DateTime> for chrono::DateTime<Utc> {
    type Error = DateTimeError;

    fn try_from(date: &DateTime) -> Result<Self, DateTimeError> {
        let (seconds, nanoseconds) = date.instant()?.since_epoch();
        Self::from_timestamp(seconds, nanoseconds).ok_or(DateTimeError(()))
    }
}

impl TryFrom<DateTime> for chrono::DateTime<Utc> {
    type Error = DateTimeError;

    fn try_from(date: DateTime) -> Result<Self, DateTimeError> {
        Self::try_from(&date)
    }
}
