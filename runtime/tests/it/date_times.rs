//! The order of dates: chronological, total, and without loss of digits.

use std::{
    cmp::Ordering,
    collections::hash_map::DefaultHasher,
    hash::{Hash, Hasher},
    time::{Duration, SystemTime},
};

use proptest::prelude::*;
use seamstress_runtime::DateTime;

fn hash(date: &DateTime) -> u64 {
    let mut hasher = DefaultHasher::new();
    date.hash(&mut hasher);
    hasher.finish()
}

/// Each date is before the next one.
const ASCENDING: &[&str] = &[
    "0000-01-01T00:00:00Z",
    "1969-12-31T23:59:58.9Z",
    "1969-12-31T23:59:59Z",
    "1970-01-01T00:00:00Z",
    "2016-12-31T23:59:59.999Z",
    "2016-12-31T23:59:60Z",
    "2016-12-31T23:59:60.5Z",
    "2017-01-01T00:00:00Z",
    "2025-01-01T18:00:00+02:00",
    "2025-01-01T17:00:00Z",
    "2025-01-01T17:00:00.1234567891Z",
    "2025-01-01T17:00:00.1234567892Z",
    "2025-01-01T17:00:00.12345678920000000001Z",
    "2025-01-01T17:00:00.2Z",
    "2025-01-01T17:00:00.19-00:01",
    "9999-12-31T23:59:59Z",
    "9999-12-31T23:59:59-23:59",
    // No dates, in the order of their strings.
    "",
    "0000-01-01",
    "2025-01-01T24:00:00Z",
    "2025-02-29T00:00:00Z",
    "soon",
];

const EQUAL: &[[&str; 2]] = &[
    ["2025-01-01T16:00:00Z", "2025-01-01T16:00:00.000Z"],
    ["2025-01-01T16:00:00Z", "2025-01-01t18:00:00+02:00"],
    ["2025-01-01T16:00:00Z", "2025-01-01 16:00:00-00:00"],
    ["2025-01-01T00:30:00+01:00", "2024-12-31T23:30:00.0z"],
    ["2016-12-31T23:59:60Z", "2017-01-01T00:59:60.00+01:00"],
];

#[test]
fn dates_are_ordered_by_instant_and_other_strings_follow() {
    for (index, early) in ASCENDING.iter().enumerate() {
        for (other, late) in ASCENDING.iter().enumerate() {
            let order = DateTime::from(*early).cmp(&DateTime::from(*late));
            assert_eq!(order, index.cmp(&other), "{early} {late}");
        }
    }
}

#[test]
fn equal_instants_are_equal_and_keep_their_text() {
    for [a, b] in EQUAL {
        let (first, second) = (DateTime::from(*a), DateTime::from(*b));
        assert_eq!(first, second);
        assert_eq!(hash(&first), hash(&second), "{a} {b}");
        assert_ne!(first.as_str(), second.as_str());
    }
}

#[test]
fn a_date_is_compared_with_the_clock() {
    let noon = SystemTime::UNIX_EPOCH + Duration::from_secs(12 * 60 * 60);
    assert_eq!(DateTime::from("1970-01-01T13:00:00+01:00"), noon);
    assert!(DateTime::from("1970-01-01T11:59:59.999999999Z") < noon);
    assert!(DateTime::from("1970-01-01T12:00:00.0000000001Z") > noon);
    assert_eq!(DateTime::from("noon").partial_cmp(&noon), None);
}

#[test]
fn from_keeps_any_string() {
    let owned = "tomorrow".to_owned();
    for date in [
        DateTime::from("tomorrow"),
        DateTime::from(&owned),
        DateTime::from(owned.clone()),
        DateTime::from(owned.clone().into_boxed_str()),
        DateTime::from(std::borrow::Cow::from("tomorrow")),
        DateTime::from(&DateTime::from("tomorrow")),
    ] {
        assert!(!date.is_valid());
        assert_eq!(String::from(date), "tomorrow");
    }
}

#[test]
fn the_last_hours_of_year_9999_are_dates() {
    let last = DateTime::from("9999-12-31T23:59:59Z");
    let since = last.to_system_time().unwrap();
    let since = since.duration_since(SystemTime::UNIX_EPOCH).unwrap();
    assert_eq!(since.as_secs(), 253_402_300_799);
}

/// Dates that are close to each other, in many spellings, and strings that are not dates.
fn texts() -> impl Strategy<Value = String> {
    let offset = prop::sample::select(vec!["Z", "z", "+00:00", "+01:00", "-01:00", "+24:00"]);
    let fraction = "(\\.[01]{1,3}|\\.00000000[0-2]{2,3}|\\.)?";
    let date = (22..25_u8, 58..61_u8, 58..62_u8, fraction, offset);
    let date = date.prop_map(|(hour, minute, second, fraction, offset)| {
        format!("2016-12-31T{hour}:{minute}:{second}{fraction}{offset}")
    });
    prop_oneof![4 => date, 1 => "[a-c2]{0,2}"]
}

proptest! {
    #[test]
    fn order_equality_and_hash_agree(texts in prop::collection::vec(texts(), 3)) {
        let dates: Vec<_> = texts.iter().map(|text| DateTime::from(text.as_str())).collect();
        let [a, b, c] = &dates[..] else { unreachable!() };
        prop_assert_eq!(a.cmp(b), b.cmp(a).reverse());
        prop_assert_eq!(a == b, a.cmp(b) == Ordering::Equal);
        prop_assert_eq!(a.partial_cmp(b), Some(a.cmp(b)));
        if a == b {
            prop_assert_eq!(hash(a), hash(b));
        }
        if a <= b && b <= c {
            prop_assert!(a <= c);
        }
        if a.is_valid() && !b.is_valid() {
            prop_assert!(a < b);
        }
    }

    #[test]
    fn the_order_is_that_of_the_clock(
        seconds in 0..4_000_000_000_u64,
        nanoseconds in 0..1_000_000_000_u32,
        other in 0..4_000_000_000_u64,
    ) {
        let early = SystemTime::UNIX_EPOCH + Duration::new(seconds, nanoseconds);
        let late = SystemTime::UNIX_EPOCH + Duration::new(other, 0);
        let (first, second) = (DateTime::from(early), DateTime::from(late));
        prop_assert_eq!(first.cmp(&second), early.cmp(&late));
        prop_assert_eq!(first.to_system_time().unwrap(), early);
        prop_assert_eq!(first.partial_cmp(&late), Some(early.cmp(&late)));
    }
}
