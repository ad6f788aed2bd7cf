//! Dates with times, as the server wrote them.

use std::{fmt, str::FromStr, time::SystemTime};

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::value::{
    drift::DriftKind,
    wire::{StringScalar, ValueMut, ValueRef, Wire},
};

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff_timestamp;
#[cfg(feature = "time")]
mod time;

/// A date and time with its offset, as in `2025-06-16T16:54:17.946546Z` (RFC 3339).
///
/// It keeps the server's string, so that neither its precision nor its spelling is lost; a string
/// that is not a date is kept as well, see [`DateTime::is_valid`]. Equality and order are those of
/// the string. The features `jiff`, `chrono` and `time` convert from and to the types of these
/// crates.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateTime(Box<str>);

/// A string that is not a date and time of RFC 3339.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateTimeError(());

impl fmt::Display for DateTimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a date and time of RFC 3339, as in 2025-06-16T16:54:17Z")
    }
}

impl std::error::Error for DateTimeError {}

impl DateTime {
    /// The string as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the string is a date and time of RFC 3339.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.timestamp().is_ok()
    }

    /// The instant.
    ///
    /// # Errors
    ///
    /// If the string is not a date and time of RFC 3339.
    pub fn to_system_time(&self) -> Result<SystemTime, DateTimeError> {
        self.timestamp().map(SystemTime::from)
    }

    fn timestamp(&self) -> Result<Timestamp, DateTimeError> {
        parse(&self.0).ok_or(DateTimeError(()))
    }
}

/// The instant of `text`, if it is written as RFC 3339 specifies; `jiff` accepts more than that.
fn parse(text: &str) -> Option<Timestamp> {
    let (date, rest) = text.split_at_checked(19)?;
    let shape = date.bytes().zip(b"0000-00-00T00:00:00");
    let matches = shape.into_iter().all(|(byte, shape)| match shape {
        b'0' => byte.is_ascii_digit(),
        b'T' => matches!(byte, b'T' | b't' | b' '),
        _ => byte == *shape,
    });
    let offset = match rest.strip_prefix('.') {
        None => rest,
        Some(fraction) => match fraction.trim_start_matches(|c: char| c.is_ascii_digit()) {
            offset if offset.len() == fraction.len() => return None,
            offset => offset,
        },
    };
    let zone = match offset.as_bytes() {
        b"Z" | b"z" => true,
        [b'+' | b'-', h1, h2, b':', m1, m2] => [h1, h2, m1, m2].iter().all(|b| b.is_ascii_digit()),
        _ => false,
    };
    if !matches || !zone {
        return None;
    }
    // More than nine digits of a fraction are allowed by RFC 3339, but not by `jiff`.
    let fraction = &rest[..rest.len() - offset.len()];
    match fraction.len() {
        ..=10 => text.parse().ok(),
        _ => format!("{date}{}{offset}", &fraction[..10]).parse().ok(),
    }
}

/// Whole seconds since 1970, rounded down, and the nanoseconds beyond them.
#[cfg(feature = "chrono")]
fn parts(timestamp: Timestamp) -> (i64, u32) {
    const SECOND: i128 = 1_000_000_000;
    let nanoseconds = timestamp.as_nanosecond();
    // Both fit: a timestamp lies between the years −9999 and 9999.
    let seconds = i64::try_from(nanoseconds.div_euclid(SECOND)).unwrap_or_default();
    let rest = u32::try_from(nanoseconds.rem_euclid(SECOND)).unwrap_or_default();
    (seconds, rest)
}

impl FromStr for DateTime {
    type Err = DateTimeError;

    fn from_str(text: &str) -> Result<Self, DateTimeError> {
        match parse(text) {
            Some(_) => Ok(Self(text.into())),
            None => Err(DateTimeError(())),
        }
    }
}

/// The instant in UTC. Instants beyond the years −9999 to 9999 become the nearest that can be
/// written.
impl From<SystemTime> for DateTime {
    fn from(time: SystemTime) -> Self {
        let timestamp = Timestamp::try_from(time).unwrap_or(if time < SystemTime::UNIX_EPOCH {
            Timestamp::MIN
        } else {
            Timestamp::MAX
        });
        Self(timestamp.to_string().into())
    }
}

impl TryFrom<&DateTime> for SystemTime {
    type Error = DateTimeError;

    fn try_from(date: &DateTime) -> Result<Self, DateTimeError> {
        date.to_system_time()
    }
}

impl fmt::Debug for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Serialize for DateTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// Accepts any string, as responses do.
impl<'de> Deserialize<'de> for DateTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Box::<str>::deserialize(deserializer).map(Self)
    }
}

impl Wire for DateTime {
    fn empty() -> Self {
        Self("".into())
    }

    fn to_ref(&self) -> ValueRef<'_> {
        ValueRef::Str(&self.0)
    }

    fn to_mut(&mut self) -> ValueMut<'_> {
        ValueMut::StringScalar(self)
    }
}

impl StringScalar for DateTime {
    fn set(&mut self, text: &str) {
        self.0 = text.into();
    }

    fn drift(&self) -> Option<DriftKind> {
        (!self.is_valid()).then_some(DriftKind::InvalidDateTime)
    }
}
