//! When a page was changed, as its front matter says.

use std::time::SystemTime;

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
    tz::TimeZone,
};
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
    MICROSOFT,
];

/// The field of Microsoft Learn, whose dates have the form `05/31/2024`.
const MICROSOFT: &str = "ms.date";

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
            let time = time(text).or_else(|| american(text).filter(|_| *field == MICROSOFT))?;
            Some(Self {
                time,
                text: text.to_owned(),
            })
        })
    }
}

/// The time of `2024-05-31`, or of `2024-05-31T08:30:00Z`; without an offset it is taken for UTC.
fn time(text: &str) -> Option<SystemTime> {
    let timestamp = text.parse::<Timestamp>().or_else(|_| {
        let local: DateTime = text.parse()?;
        TimeZone::UTC.to_timestamp(local)
    });
    timestamp.ok().map(SystemTime::from)
}

/// The time of `05/31/2024`.
fn american(text: &str) -> Option<SystemTime> {
    let date = Date::strptime("%m/%d/%Y", text).ok()?;
    let timestamp = TimeZone::UTC.to_timestamp(date.to_datetime(Time::midnight()));
    timestamp.ok().map(SystemTime::from)
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
        for text in ["", "May 2024", "2024-13-01", "2024-1-1", "2024-05-31x"] {
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
        assert_eq!(date("ms.date: 05/31/2024").as_deref(), Some("05/31/2024"));
        assert_eq!(date("ms.date: 2024-05-31").as_deref(), Some("2024-05-31"));
        assert_eq!(date("date: 05/06/2024"), None);
    }

    #[test]
    fn months_are_first_in_american_dates() {
        let seconds = |text: &str| {
            let time = american(text)?.duration_since(SystemTime::UNIX_EPOCH);
            Some(time.unwrap().as_secs())
        };
        assert_eq!(seconds("02/29/2024"), Some(1_709_164_800));
        assert_eq!(seconds("2/29/2024"), Some(1_709_164_800));
        for text in ["31/05/2024", "05/31/2024x", "05/31", ""] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }
}
