//! Which of several versions is preferred.

use super::{
    decisions::{ChangeDates, Preference},
    fragment::Candidate,
};
use crate::extract::ChangeDate;

/// The index of the version that is preferred, and why; else why none is.
///
/// `versions` differ from each other; `candidates` are all pages, several of which can have the
/// same version.
pub(super) fn prefer(
    preference: &Preference,
    versions: &[&Candidate<'_>],
    candidates: &[Candidate<'_>],
) -> Result<(usize, String), String> {
    match preference {
        Preference::Newest(dates) => newest(dates, versions, candidates),
        Preference::Longest => longest(versions),
    }
}

fn longest(versions: &[&Candidate<'_>]) -> Result<(usize, String), String> {
    let lengths = versions.iter().map(|it| it.value.to_string().len());
    match only_largest(&lengths.collect::<Vec<_>>()) {
        Some(index) => Ok((index, "is the longest".to_owned())),
        None => Err("`--prefer longest` does not decide it: they are equally long".to_owned()),
    }
}

fn newest(
    dates: &ChangeDates,
    versions: &[&Candidate<'_>],
    candidates: &[Candidate<'_>],
) -> Result<(usize, String), String> {
    let mut last = Vec::new();
    for version in versions {
        let pages = candidates.iter().filter(|it| it.value == version.value);
        last.push(last_change(dates, pages.map(|it| &*it.origin.page))?);
    }
    let times: Vec<_> = last.iter().map(|it| it.map(|date| date.time)).collect();
    let newest = only_largest(&times).and_then(|index| Some((index, last[index]?)));
    match newest {
        Some((index, date)) => Ok((index, format!("is the newest, of {}", date.text))),
        None => Err("`--prefer newest` does not decide it: their dates are the same".to_owned()),
    }
}

/// When the last of these pages was changed.
fn last_change<'a>(
    dates: &'a ChangeDates,
    pages: impl Iterator<Item = &'a str>,
) -> Result<Option<&'a ChangeDate>, String> {
    let mut last: Option<&ChangeDate> = None;
    for page in pages {
        let date = dates.get(page).ok_or_else(|| {
            format!("`--prefer newest` does not decide it: no date is known of `{page}`")
        })?;
        if last.is_none_or(|last| last.time < date.time) {
            last = Some(date);
        }
    }
    Ok(last)
}

/// The index of the largest item, unless another one is equal to it.
fn only_largest<T: Ord>(items: &[T]) -> Option<usize> {
    let largest = items.iter().max()?;
    let mut equal = items.iter().enumerate().filter(|(_, it)| *it == largest);
    let (index, _) = equal.next()?;
    equal.next().is_none().then_some(index)
}
