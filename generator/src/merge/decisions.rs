//! What decides where pages differ.

use std::collections::BTreeMap;

use crate::{
    extract::{ChangeDate, Page},
    normalise::Tolerance,
};

/// Everything that decides where pages differ.
#[derive(Clone, Debug)]
pub struct Decisions<'a> {
    /// The pages to use, in the order of `overrides.toml`.
    pub choices: Vec<MergeChoice>,
    /// The URLs that operations may have in place of the client's servers, in the order of
    /// `overrides.toml`.
    pub servers: Vec<String>,
    /// Which version is used where no choice decides.
    pub preference: Option<&'a Preference>,
    /// What a conflict costs that nothing decides.
    pub tolerance: Tolerance,
}

/// A decision about a difference between pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeChoice {
    /// The name of a component, an operation as `POST /path`, or a field of the document
    /// (`servers`).
    pub schema: String,
    /// The path of the page whose version is used.
    pub take: String,
}

/// Which version of a part is used where pages differ in it and no choice decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Preference {
    /// That of the page that was changed last.
    Newest(ChangeDates),
    /// The one with the longest text as JSON.
    Longest,
}

/// When pages were changed, by their paths; without those of which that is not known.
pub type ChangeDates = BTreeMap<String, ChangeDate>;

impl Preference {
    /// The preference with the dates in the front matter of `pages`, where it has none of a page.
    pub(crate) fn with_dates(mut self, pages: &[Page]) -> Self {
        if let Self::Newest(dates) = &mut self {
            for page in pages {
                if let Some(changed) = &page.changed {
                    let date = dates.entry(page.path.to_string());
                    date.or_insert_with(|| changed.clone());
                }
            }
        }
        self
    }
}
