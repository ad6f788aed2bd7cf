//! What a reviewer should look at: what no compiler complains of, and what may be
//! wrong all the same.
//!
//! Everything is held against what was there before, so that a suspicion is told
//! once, in the change that brings it. Entries of `overrides.toml` that match
//! nothing, and accepted changes that are none, are told until they are gone.

mod decision;
mod sample;
mod security;
mod surface;

use serde::Serialize;

use super::{Entry, Place, accept::Accepted};
use seamstress_codegen::{
    Output,
    diagnostic::{Diagnostic, Location},
};

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Suspicion {
    /// What kind of thing it is.
    pub kind: Kind,
    /// Whether somebody could be after the secrets of the crate's users, or after the
    /// eyes of the reviewer.
    pub is_security: bool,
    /// What it is, in a sentence without a full stop; Markdown, in which text of the
    /// pages stands between backticks and has no character that could hide.
    pub text: String,
    /// Where it is seen.
    pub place: Option<Place>,
}

/// A kind of suspicion. What matters most comes first in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Calls could go to a host that they did not go to.
    Server,
    /// Secrets could travel in another way.
    SecurityScheme,
    /// A page shows another text than it holds.
    HiddenCharacters,
    /// A sample says something else than its schema.
    Contradiction,
    /// A page says in words that one of several is given, and nothing holds users to it.
    UnenforcedProse,
    /// A place holds any JSON, which had a type or was not there.
    RawJson,
    /// An entry of `overrides.toml` matches nothing.
    StaleOverride,
    /// An entry of `overrides.toml` decides what the pages say by themselves.
    NeedlessOverride,
    /// Names that were given for the first time, for good.
    NamesLocked,
    /// A change was accepted that is none.
    StaleAcceptance,
}

impl Kind {
    /// What several of these are called.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Server => "New hosts",
            Self::SecurityScheme => "Ways to authenticate",
            Self::HiddenCharacters => "Hidden characters",
            Self::Contradiction => "Samples that contradict their schema",
            Self::UnenforcedProse => "Said in words, enforced nowhere",
            Self::RawJson => "Raw JSON",
            Self::StaleOverride => "Overrides that match nothing",
            Self::NeedlessOverride => "Overrides that are not needed",
            Self::NamesLocked => "Names given",
            Self::StaleAcceptance => "Accepted changes that are none",
        }
    }

    fn is_security(self) -> bool {
        matches!(
            self,
            Self::Server | Self::SecurityScheme | Self::HiddenCharacters
        )
    }
}

/// Everything to look at in the step from `before` to `after`, which makes `entries`:
/// security first, then by kind and place.
pub fn suspicions(
    before: &Output,
    after: &Output,
    entries: &[Entry],
    accepted: &Accepted,
) -> Vec<Suspicion> {
    let mut found = security::servers(before, after);
    found.extend(security::schemes(before, after));
    found.extend(security::characters(before, after));
    found.extend(sample::contradictions(before, after));
    found.extend(sample::prose(before, after));
    found.extend(surface::raw_json(before, after));
    found.extend(surface::names(before, after));
    found.extend(decision::overrides(before, after));
    found.extend(decision::accepted(entries, accepted));
    found.sort_by(|one, other| {
        (one.kind, &one.place, &one.text).cmp(&(other.kind, &other.place, &other.text))
    });
    found.dedup();
    found
}

impl Suspicion {
    fn new(kind: Kind, text: String, place: Option<Place>) -> Self {
        Self {
            kind,
            is_security: kind.is_security(),
            text,
            place,
        }
    }
}

/// Where `location` stands on the pages of `output`; `None` if no page has it.
fn place(output: &Output, location: &Location, is_before: bool) -> Option<Place> {
    let (file, range) = location.resolve(&output.sources)?;
    Some(Place::of(file, range.start, is_before))
}

/// Where a diagnostic of the run after the change begins.
fn first_place(after: &Output, diagnostic: &Diagnostic) -> Option<Place> {
    let label = diagnostic.labels.first()?;
    place(after, &label.location, false)
}

/// Text of the pages as code, on one line, with whatever hides made visible.
fn code(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    format!(
        "`{}`",
        seamstress_codegen::diagnostic::escape(&line).replace('`', "'")
    )
}

/// The first `most` of `items`, and how many more there are.
fn listed(items: &[String], most: usize) -> String {
    let shown = items[..items.len().min(most)].join(", ");
    match items.len().saturating_sub(most) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

#[cfg(test)]
mod tests;
