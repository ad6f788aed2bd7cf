//! When a page was changed, as its front matter says.

use std::time::{Duration, SystemTime};

use serde_yaml::Value;

use super::front_matter::FrontMatter;

/// Fields with the date of the last change, the more telling ones first.
const FIELDS: [&str; 13] = [
    "updatedAt",
    "updated_at",
    "updated",
    "lastUpdated",
    "last_updated",
    "lastUpdatedAt",
    "lastModified",
    "last_modified",
    "lastmod",
    "modified",
    // Docusaurus: an object with a `date`.
    "last_update",
    "date",
    "ms.date",
];

const SECONDS_OF_A_DAY: u64 = 24 * 60 * 60;

/// When a page was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeDate {
    /// The time.
    pub time: SystemTime,
    /// The time as messages show it.
    pub text: String,
}

impl ChangeDate {
    pub(super) fn in_front_matter(matter: &FrontMatter) -> Option<Self> {
        FIELDS.iter().find_map(|field| {
            let value = matter.value(field)?;
            let text = match value {
                Value::Mapping(_) => value.get("date")?.as_str()?,
                value => value.as_str()?,
            };
            let text = text.trim();
            let time = time(text)?;
            Some(Self {
                time,
                text: text.to_owned(),
            })
        })
    }
}

/// The time of `2024-05-31`, or `2024-05-31T08:30:00Z` to the second; offsets of time zones are
/// too small to matter.
fn time(text: &str) -> Option<SystemTime> {
    let (date, rest) = text.split_at_checked(10)?;
    let mut parts = date.split('-');
    let mut number = |length: usize| -> Option<u64> {
        let part = parts.next().filter(|part| part.len() == length)?;
        part.parse().ok()
    };
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    if year < 1970 || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let seconds = match rest.strip_prefix(['T', 't', ' ']) {
        Some(rest) => of_day(rest)?,
        None if rest.is_empty() => 0,
        None => return None,
    };
    let days = days(year, month, day);
    Some(SystemTime::UNIX_EPOCH + Duration::from_secs(days * SECONDS_OF_A_DAY + seconds))
}

/// The seconds of a time of the day, which begins with `08:30` or `08:30:00`.
fn of_day(text: &str) -> Option<u64> {
    let mut parts = text.split(':');
    let mut number = || {
        let part = parts.next()?.get(..2)?;
        part.parse::<u64>().ok().filter(|it| *it < 60)
    };
    let (hours, minutes) = (number()?, number()?);
    Some((hours * 60 + minutes) * 60 + number().unwrap_or_default())
}

/// The days from 1970 to a date of the Gregorian calendar.
fn days(year: u64, month: u64, day: u64) -> u64 {
    // Years that begin in March end with the day that only some of them have.
    let (year, month) = match month {
        1 | 2 => (year - 1, month + 9),
        _ => (year, month - 3),
    };
    let before_year = year * 365 + year / 4 - year / 100 + year / 400;
    let before_month = (153 * month + 2) / 5;
    // The first of March in the year 0 is 719,468 days before 1970.
    before_year + before_month + day - 1 - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(text: &str) -> Option<u64> {
        let time = time(text)?.duration_since(SystemTime::UNIX_EPOCH);
        Some(time.unwrap().as_secs())
    }

    #[test]
    fn dates_with_and_without_a_time_are_read() {
        assert_eq!(seconds("1970-01-01"), Some(0));
        assert_eq!(seconds("2000-03-01"), Some(951_868_800));
        assert_eq!(seconds("2024-02-29"), Some(1_709_164_800));
        assert_eq!(seconds("2021-05-24T15:32:45.552Z"), Some(1_621_870_365));
        assert_eq!(seconds("2021-05-24 15:32"), Some(1_621_870_320));
        for text in [
            "",
            "May 2024",
            "2024-13-01",
            "2024-1-1",
            "1969-12-31",
            "2024-05-31x",
        ] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }

    #[test]
    fn the_first_field_with_a_date_counts() {
        let date = |matter: &str| {
            let page = format!("---\n{matter}\n---\n");
            Some(ChangeDate::in_front_matter(&FrontMatter::read(&page))?.text)
        };
        let created = "createdAt: 2020-01-01\ndate: 2021-01-01\nupdatedAt: \"2022-01-01\"";
        assert_eq!(date(created).as_deref(), Some("2022-01-01"));
        assert_eq!(
            date("last_update: {date: 2022-01-02}").as_deref(),
            Some("2022-01-02")
        );
        assert_eq!(
            date("updated: soon\ndate: 2021-01-01").as_deref(),
            Some("2021-01-01")
        );
        assert_eq!(date("createdAt: 2020-01-01"), None);
    }
}
