//! `--prefer`.

use std::time::{Duration, SystemTime};

use super::*;
use crate::extract::ChangeDate;

fn pages() -> [(String, String); 3] {
    let longer = ("id: {type: string}", "id: {type: string, format: uuid}");
    [page("/a", &[]), page("/b", &[longer]), page("/c", &[])]
}

fn run_preferring(pages: &[(String, String)], preference: &Preference) -> Run {
    let decisions = Decisions {
        preference: Some(preference),
        ..TOLERANT
    };
    run_with(pages, &decisions)
}

fn dates(days: &[(&str, u64)]) -> Preference {
    let dates = days.iter().map(|(page, day)| {
        let date = ChangeDate {
            time: SystemTime::UNIX_EPOCH + Duration::from_hours(24 * day),
            text: format!("day {day}"),
        };
        ((*page).to_owned(), date)
    });
    Preference::Newest(dates.collect())
}

#[test]
fn the_longest_version_is_used_and_said() {
    let run = run_preferring(&pages(), &Preference::Longest);
    assert_eq!(run.codes(), [(Severity::Warning, Code::PreferredPage)]);
    assert_eq!(run.document.conflicting, 0);
    assert!(run.yaml().contains("format: uuid"));
    insta::assert_snapshot!(run.rendered(), @r#"
    warning[preferred-page]: `thing` differs between two pages at `/properties/id/format`; the version of `b.md` is used, because it is the longest
      --> specs/pages/a.md:27:9
       |
    27 |         id: {type: string}
       |         ^^^^^^^^^^^^^^^^^^ `format` is missing
       |
      ::: specs/pages/b.md:27:28
       |
    27 |         id: {type: string, format: uuid}
       |                            ------------ format: "uuid"
       |
       = help: to resolve it, add to overrides.toml
               [[merge]]
               schema = "thing"
               take = "b.md" # or "a.md"
               because = "…"
    "#);
}

#[test]
fn the_newest_page_is_that_with_the_last_date() {
    let newest = |days: &[(&str, u64)]| run_preferring(&pages(), &dates(days));
    let run = newest(&[("a.md", 1), ("b.md", 2), ("c.md", 3)]);
    assert_eq!(
        run.messages(Code::PreferredPage),
        [
            "`thing` differs between two pages at `/properties/id/format`; the version of `a.md` is used, because it is the newest, of day 3"
        ]
    );
    assert!(!run.yaml().contains("format: uuid"));
    let run = newest(&[("a.md", 1), ("b.md", 4), ("c.md", 3)]);
    assert!(run.yaml().contains("format: uuid"));
}

#[test]
fn what_no_date_shows_is_not_decided() {
    for (days, why) in [
        (
            &[("a.md", 1), ("b.md", 2)][..],
            "no date is known of `c.md`",
        ),
        (
            &[("a.md", 1), ("b.md", 2), ("c.md", 2)],
            "their dates are the same",
        ),
    ] {
        let run = run_preferring(&pages(), &dates(days));
        assert_eq!(run.codes(), [(Severity::Warning, Code::MergeConflict)]);
        let help = run.diagnostics[0].help.as_deref().unwrap();
        assert!(help.contains(why) && help.contains("[[merge]]"), "{help}");
    }
}

#[test]
fn equally_long_versions_are_not_decided() {
    let pages = [
        page("/a", &[]),
        page("/b", &[("id: {type: string}", "id: {type: number}")]),
    ];
    let run = run_preferring(&pages, &Preference::Longest);
    assert_eq!(run.codes(), [(Severity::Warning, Code::MergeConflict)]);
    assert!(run.rendered().contains("equally long"));
}
