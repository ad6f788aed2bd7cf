//! Dates with times, as the server wrote them.

use std::{
    borrow::Cow,
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    str::FromStr,
    time::SystemTime,
};

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use self::instant::Instant;
use crate::value::{
    drift::DriftKind,
    wire::{StringScalar, ValueMut, ValueRef, Wire, WireStructure},
};

#[cfg(feature = "chrono")]
mod chrono;
mod instant;
#[cfg(feature = "jiff")]
mod jiff_timestamp;
#[cfg(feature = "time")]
mod time;

/// A date and time with its offset, as in `2025-06-16T16:54:17.946546Z` (RFC 3339).
///
/// It keeps the server's string, so that neither its precision nor its spelling is lost; a string
/// that is not a date is kept as well, see [`DateTime::is_valid`]. `From` keeps any string,
/// `FromStr` refuses one that is not a date. The features `jiff`, `chrono` and `time` convert from
/// and to the types of these crates, and compare with them.
///
/// Equality, order and hash are those of the instants, to the last digit:
/// `2025-01-01T18:00:00+02:00` equals `2025-01-01T16:00:00.000Z`, and is before
/// `2025-01-01T17:00:00Z`. Strings that are not dates are after all dates, in the order of strings.
/// To compare what was written, compare [`DateTime::as_str`].
#[derive(Clone)]
pub struct DateTime(Box<str>);

/// What a [`DateTime`] is compared by.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Key<'a> {
    Instant(Instant<'a>),
    Other(&'a str),
}

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
        self.instant().is_ok()
    }

    /// The instant, to the nanosecond. A leap second is the second before it.
    ///
    /// # Errors
    ///
    /// If the string is not a date and time of RFC 3339.
    pub fn to_system_time(&self) -> Result<SystemTime, DateTimeError> {
        let time = self.instant()?.to_system_time();
        time.ok_or(DateTimeError(()))
    }

    fn instant(&self) -> Result<Instant<'_>, DateTimeError> {
        Instant::parse(&self.0).ok_or(DateTimeError(()))
    }

    #[cfg(feature = "jiff")]
    fn timestamp(&self) -> Result<Timestamp, DateTimeError> {
        self.instant()?.to_timestamp().ok_or(DateTimeError(()))
    }

    fn key(&self) -> Key<'_> {
        match Instant::parse(&self.0) {
            Some(instant) => Key::Instant(instant),
            None => Key::Other(&self.0),
        }
    }

    /// The order of two dates; `None` if one of them is not a date.
    fn compare(&self, other: &Self) -> Option<Ordering> {
        let (own, other) = (self.instant().ok()?, other.instant().ok()?);
        Some(own.cmp(&other))
    }
}

impl PartialEq for DateTime {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || self.key() == other.key()
    }
}

impl Eq for DateTime {}

impl PartialOrd for DateTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DateTime {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl Hash for DateTime {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

/// Comparison with a type of instants: `date < SystemTime::now()`. What is not a date is neither
/// equal to one nor before or after it.
macro_rules! compare_with {
    ($({$($generics:tt)*})? $ty:ty) => {
        impl $($($generics)*)? PartialEq<$ty> for DateTime {
            fn eq(&self, other: &$ty) -> bool {
                self.partial_cmp(other) == Some(Ordering::Equal)
            }
        }

        impl $($($generics)*)? PartialOrd<$ty> for DateTime {
            fn partial_cmp(&self, other: &$ty) -> Option<Ordering> {
                self.compare(&Self::from(other.clone()))
            }
        }
    };
}

compare_with!(SystemTime);
#[cfg(feature = "jiff")]
compare_with!(Timestamp);
#[cfg(feature = "chrono")]
compare_with!({ <Z: ::chrono::TimeZone> } ::chrono::DateTime<Z>);
#[cfg(feature = "time")]
compare_with!(::time::OffsetDateTime);

/// Keeps any string.
macro_rules! from_string {
    ($($ty:ty),*) => {
        $(
            impl From<$ty> for DateTime {
                fn from(text: $ty) -> Self {
                    Self(text.into())
                }
            }
        )*
    };
}

from_string!(&str, &mut str, String, Box<str>, Cow<'_, str>);

impl From<&String> for DateTime {
    fn from(text: &String) -> Self {
        Self(text.as_str().into())
    }
}

impl From<&Self> for DateTime {
    fn from(date: &Self) -> Self {
        date.clone()
    }
}

impl From<DateTime> for String {
    fn from(date: DateTime) -> Self {
        date.0.into()
    }
}

impl AsRef<str> for DateTime {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl FromStr for DateTime {
    type Err = DateTimeError;

    fn from_str(text: &str) -> Result<Self, DateTimeError> {
        match Instant::parse(text) {
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
    // Inlined, so that an empty struct is made without calls and without code for their panics.
    #[inline]
    fn empty() -> Self {
        Self(Box::default())
    }

    fn to_ref(&self) -> ValueRef<'_> {
        ValueRef::Str(&self.0)
    }

    fn to_mut(&mut self) -> ValueMut<'_> {
        ValueMut::StringScalar(self)
    }

    fn structure(&self) -> WireStructure<'_> {
        WireStructure::Own(self)
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
