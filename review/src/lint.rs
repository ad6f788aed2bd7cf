//! What a reviewer should look at: what no compiler reports, and what may be wrong all
//! the same.
//!
//! Everything is compared with the run before, so that a lint is reported once, in the
//! change that introduces it. Entries of `overrides.toml` that match nothing, and accepted
//! changes that do not exist, are reported until they are deleted.

mod decision;
mod sample;
mod secret;
mod security;
mod surface;

use seamstress_codegen::{
    Output,
    diagnostic::{Diagnostic, Location},
};
use serde::Serialize;

use super::{Change, PageLocation, accept::Accepted};

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lint {
    /// What kind of thing it is.
    pub kind: LintKind,
    /// Whether it could be an attack on the credentials of users, or on the reviewer.
    pub is_security: bool,
    /// A sentence without a full stop. Text of the pages is between backticks, with
    /// invisible characters escaped.
    pub text: String,
    /// Where it is.
    pub location: Option<PageLocation>,
}

/// A kind of lint, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LintKind {
    /// Requests could go to a new host.
    Server,
    /// Credentials could be sent in another way.
    SecurityScheme,
    /// `Debug` shows the values of a field that were hidden.
    ShownSecret,
    /// A page has invisible characters.
    InvisibleCharacters,
    /// A sample contradicts its schema.
    Contradiction,
    /// A page says in prose that one of several fields is given, and no type enforces it.
    UnenforcedProse,
    /// An item is raw JSON, which had a type or is new.
    RawJson,
    /// An entry of `overrides.toml` matches nothing.
    StaleOverride,
    /// An entry of `overrides.toml` decides what the pages say by themselves.
    RedundantOverride,
    /// Names that `names.lock` keeps from now on.
    NamesLocked,
    /// `accepted.toml` accepts a change that does not exist.
    StaleAcceptance,
}

impl LintKind {
    /// The heading above lints of this kind.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Server => "New hosts",
            Self::SecurityScheme => "Security schemes",
            Self::ShownSecret => "Values that `Debug` no longer hides",
            Self::InvisibleCharacters => "Invisible characters",
            Self::Contradiction => "Samples that contradict their schema",
            Self::UnenforcedProse => "Rules in prose that no type enforces",
            Self::RawJson => "Raw JSON",
            Self::StaleOverride => "Overrides that match nothing",
            Self::RedundantOverride => "Redundant overrides",
            Self::NamesLocked => "Locked names",
            Self::StaleAcceptance => "Accepted changes that do not exist",
        }
    }

    fn is_security(self) -> bool {
        matches!(
            self,
            Self::Server | Self::SecurityScheme | Self::ShownSecret | Self::InvisibleCharacters
        )
    }
}

/// All lints of the step from `before` to `after`, sorted by kind and location.
pub fn lints(
    before: &Output,
    after: &Output,
    changes: &[Change],
    accepted: &Accepted,
) -> Vec<Lint> {
    let mut found = security::servers(before, after);
    found.extend(security::schemes(before, after));
    found.extend(security::token_urls(before, after));
    found.extend(secret::shown(before, after));
    found.extend(security::characters(before, after));
    found.extend(sample::contradictions(before, after));
    found.extend(sample::prose(before, after));
    found.extend(surface::raw_json(before, after));
    found.extend(surface::names(before, after));
    found.extend(decision::overrides(before, after));
    found.extend(decision::accepted(changes, accepted));
    found.sort_by(|one, other| {
        (one.kind, &one.location, &one.text).cmp(&(other.kind, &other.location, &other.text))
    });
    found.dedup();
    found
}

impl Lint {
    fn new(kind: LintKind, text: String, location: Option<PageLocation>) -> Self {
        Self {
            kind,
            is_security: kind.is_security(),
            text,
            location,
        }
    }
}

/// The position of `location` on the pages of `output`; `None` if no page has it.
fn page_location(output: &Output, location: &Location, is_before: bool) -> Option<PageLocation> {
    let (file, range) = location.resolve(&output.sources)?;
    Some(PageLocation::at(file, range.start, is_before))
}

/// The position of a diagnostic of the run after the change.
fn first_location(after: &Output, diagnostic: &Diagnostic) -> Option<PageLocation> {
    let label = diagnostic.labels.first()?;
    page_location(after, &label.location, false)
}

/// Text of the pages as code, on one line, with invisible characters escaped.
fn code(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    format!(
        "`{}`",
        seamstress_codegen::diagnostic::escape(&line).replace('`', "'")
    )
}

/// The first `max` of `items`, and how many more there are.
fn list(items: &[String], max: usize) -> String {
    let shown = items[..items.len().min(max)].join(", ");
    match items.len().saturating_sub(max) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

#[cfg(test)]
mod tests;
