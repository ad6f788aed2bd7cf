//! The instant that a date and time of RFC 3339 names, with all of its digits.

use std::time::{Duration, SystemTime};

#[cfg(feature = "jiff")]
use jiff::Timestamp;
use jiff::civil::Date;

/// An instant, ordered chronologically.
///
/// Offsets are whole minutes, so that the seconds are those of the text. A leap second, `:60`, is
/// therefore later than `:59` and earlier than the next minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Instant<'a> {
    /// Since 1970, in UTC.
    minute: i64,
    second: u8,
    /// The digits of the fraction, without zeros at the end: their order is that of strings, and
    /// none is lost.
    fraction: &'a str,
}

impl<'a> Instant<'a> {
    /// The instant that `text` names, if it is written as RFC 3339 specifies.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let (date, rest) = text.split_at_checked(19)?;
        let (fraction, offset) = match rest.strip_prefix('.') {
            None => ("", rest),
            Some(rest) => {
                let end = rest.find(|c: char| !c.is_ascii_digit())?;
                (end > 0).then(|| rest.split_at(end))?
            }
        };
        let shape = date.bytes().zip(b"0000-00-00T00:00:00");
        let matches = shape.into_iter().all(|(byte, shape)| match shape {
            b'0' => byte.is_ascii_digit(),
            b'T' => matches!(byte, b'T' | b't' | b' '),
            _ => byte == *shape,
        });
        if !matches {
            return None;
        }
        let day = Date::new(
            date[..4].parse().ok()?,
            date[5..7].parse().ok()?,
            date[8..10].parse().ok()?,
        );
        let since_epoch = day.ok()?.duration_since(Date::constant(1970, 1, 1));
        let minutes = minutes(&date[11..16])? - offset_minutes(offset)?;
        Some(Self {
            minute: since_epoch.as_mins() + minutes,
            second: date[17..].parse().ok().filter(|second| *second <= 60)?,
            fraction: fraction.trim_end_matches('0'),
        })
    }

    /// Whole seconds since 1970, rounded down, and the nanoseconds beyond them. Clocks do not know
    /// leap seconds: they count as the second before.
    pub(super) fn since_epoch(self) -> (i64, u32) {
        let digits = self.fraction.bytes().map(|digit| u32::from(digit - b'0'));
        let digits = digits.chain(std::iter::repeat(0)).take(9);
        let nanoseconds = digits.fold(0, |sum, digit| sum * 10 + digit);
        (
            self.minute * 60 + i64::from(self.second.min(59)),
            nanoseconds,
        )
    }

    pub(super) fn to_system_time(self) -> Option<SystemTime> {
        let (seconds, nanoseconds) = self.since_epoch();
        let whole = Duration::from_secs(seconds.unsigned_abs());
        let second = match seconds < 0 {
            true => SystemTime::UNIX_EPOCH.checked_sub(whole),
            false => SystemTime::UNIX_EPOCH.checked_add(whole),
        };
        second?.checked_add(Duration::new(0, nanoseconds))
    }

    /// `None` for the last hours of the year 9999, which `jiff` does not know.
    #[cfg(feature = "jiff")]
    pub(super) fn to_timestamp(self) -> Option<Timestamp> {
        let (seconds, nanoseconds) = self.since_epoch();
        let nanoseconds = i128::from(seconds) * 1_000_000_000 + i128::from(nanoseconds);
        Timestamp::from_nanosecond(nanoseconds).ok()
    }
}

/// `Z` or `+05:30`, in minutes.
fn offset_minutes(text: &str) -> Option<i64> {
    match text.as_bytes() {
        b"Z" | b"z" => Some(0),
        [b'+', ..] => minutes(&text[1..]),
        [b'-', ..] => minutes(&text[1..]).map(|minutes| -minutes),
        _ => None,
    }
}

/// `05:30`, in minutes.
fn minutes(text: &str) -> Option<i64> {
    let [h1, h2, b':', m1, m2] = text.as_bytes() else {
        return None;
    };
    let number = |tens: &u8, ones: &u8, end: i64| {
        let is_number = tens.is_ascii_digit() && ones.is_ascii_digit();
        let value = i64::from(tens.wrapping_sub(b'0')) * 10 + i64::from(ones.wrapping_sub(b'0'));
        (is_number && value < end).then_some(value)
    };
    Some(number(h1, h2, 24)? * 60 + number(m1, m2, 60)?)
}
