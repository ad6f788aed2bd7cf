//! The diagnostics about a fragment that several pages have.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    compare::Difference,
    fragment::{Candidate, Differing, Key},
    unite::{Disagreement, Partial, United},
};
use crate::{
    diagnostic::{Code, Diagnostic},
    source::{Origin, Pointer},
};

/// How many characters of a differing value are shown.
const VALUE_LIMIT: usize = 60;
/// How many of the names and places of one finding are shown.
const NAME_LIMIT: usize = 5;

/// What becomes of a conflict that nothing decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unresolved {
    /// Nothing is generated.
    Error,
    /// Nothing is generated, because equally many operations have each version.
    Split,
    /// The operations that contain or reach it are left out.
    LeftOut,
    /// The version of most operations is used.
    Majority,
    /// The first version is used.
    First,
}

/// A difference that only a decision can resolve.
pub(super) struct Conflict {
    /// The fragment.
    subject: String,
    /// How many versions there are.
    versions: usize,
    /// Where they differ.
    pointer: Pointer,
    /// The node on a page with each version, and what is there.
    places: Vec<(Origin, String)>,
}

impl Conflict {
    /// `differing` are the candidates that differ from `first`.
    pub(super) fn of_differences(
        key: &Key,
        first: &Candidate<'_>,
        differing: &[Differing<'_, '_>],
    ) -> Self {
        let differences = differing.iter().filter_map(|(candidate, differences)| {
            // Differences that affect code are shown before documentation.
            let main = differences.iter().min_by_key(|it| it.is_docs)?;
            Some((*candidate, main))
        });
        let differences: Vec<(&Candidate<'_>, &Difference)> = differences.collect();
        let main = differences.first().map(|(_, main)| *main);
        let pointer = main.map(|main| main.pointer.clone());
        let places = main.map(|main| (first, main, main.left.as_ref()));
        let others = differences
            .iter()
            .map(|(candidate, main)| (*candidate, *main, main.right.as_ref()));
        let places = places.into_iter().chain(others);
        Self {
            subject: key.describe(),
            versions: differing.len() + 1,
            pointer: pointer.unwrap_or_default(),
            places: places
                .map(|(candidate, difference, side)| {
                    let pointer = &difference.pointer;
                    (below(candidate, pointer), show(pointer, side))
                })
                .collect(),
        }
    }

    pub(super) fn of_disagreement(key: &Key, disagreement: &Disagreement) -> Self {
        let Disagreement { pointer, versions } = disagreement;
        let places = versions.iter();
        let places = places.map(|(origin, value)| (origin.clone(), show(pointer, value.as_ref())));
        Self {
            subject: key.describe(),
            versions: versions.len(),
            pointer: pointer.clone(),
            places: places.collect(),
        }
    }

    /// `scope` is in what pages differ, and `more` what follows.
    fn diagnostic(&self, code: Code, scope: &str, more: &str) -> Diagnostic {
        let pages: BTreeSet<&str> = self.places.iter().map(|(it, _)| &*it.page).collect();
        let what = match pages.len() {
            1 => "places of one file",
            _ => "pages",
        };
        let pages = match self.versions {
            2 => format!("two {what}"),
            count => format!("{count} {what}"),
        };
        let at = match self.pointer.is_root() {
            true => String::new(),
            false => format!(" at `{}`", self.pointer),
        };
        let subject = &self.subject;
        let message = format!("{subject} differs between {pages}{scope}{at}{more}");
        let finding = Diagnostic::new(code, message);
        let places = self.places.iter();
        places.fold(finding, |finding, (origin, text)| finding.at(origin, text))
    }
}

/// That pages differ and nothing decides; `refusal` is why a preference does not.
pub(super) fn conflict(
    key: &Key,
    conflict: &Conflict,
    pages: &[&str],
    refusal: Option<String>,
    unresolved: Unresolved,
) -> Diagnostic {
    let (is_contained, more) = match unresolved {
        Unresolved::Error => (false, ""),
        Unresolved::Split => (false, ", and equally many operations have each version"),
        Unresolved::LeftOut => (true, ""),
        Unresolved::Majority => (true, "; that of most operations is used"),
        Unresolved::First => (true, "; the first one is used"),
    };
    let refusal = refusal.map_or(String::new(), |why| format!("{why}\n"));
    let help = format!("{refusal}to resolve it, {}", entry(key, pages));
    let mut finding = conflict
        .diagnostic(Code::MergeConflict, "", more)
        .help(help);
    if is_contained {
        finding.contain();
    }
    finding
}

/// That pages differ and one of them is preferred.
pub(super) fn preferred(
    key: &Key,
    conflict: &Conflict,
    pages: &[&str],
    taken: &Candidate<'_>,
    reason: &str,
) -> Diagnostic {
    let page = &*taken.origin.page;
    let more = format!("; the version of `{page}` is used, because it {reason}");
    let mut pages = pages.to_vec();
    pages.sort_by_key(|it| *it != page);
    conflict
        .diagnostic(Code::PreferredPage, "", &more)
        .help(format!("to resolve it, {}", entry(key, &pages)))
}

/// That pages differ in texts, or in what describes the API as a whole; `None` if `differing` is
/// empty.
pub(super) fn drift(
    key: &Key,
    first: &Candidate<'_>,
    differing: &[Differing<'_, '_>],
) -> Option<Diagnostic> {
    if differing.is_empty() {
        return None;
    }
    let mut differences = differing.iter().flat_map(|(_, differences)| differences);
    let scope = match differences.all(|it| it.is_docs) {
        true => " in documentation only",
        false => "",
    };
    let drift = Conflict::of_differences(key, first, differing);
    Some(drift.diagnostic(Code::DocsDrift, scope, "; the first one is used"))
}

/// That several pages list a schema in part.
pub(super) fn united(key: &Key, united: &United) -> Option<Diagnostic> {
    let (first, _) = united.partial.split_first()?;
    let names = united.partial.iter().map(|it| format!("`{}`", it.name));
    let mut names: Vec<String> = names.collect();
    let more = names.len().saturating_sub(NAME_LIMIT);
    names.truncate(NAME_LIMIT);
    let more = match more {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let message = format!(
        "not every page lists {}{more} of {}; they are used, and not required",
        names.join(", "),
        key.describe(),
    );
    let mut finding = Diagnostic::new(Code::UnitedSchema, message);
    for Partial { name, listed, .. } in united.partial.iter().take(NAME_LIMIT) {
        finding = finding.at(listed, format!("`{name}` is listed here"));
    }
    let finding = finding.at(&first.missing, format!("and `{}` is not here", first.name));
    let pages = [&*first.listed.page, &*first.missing.page];
    let help = format!(
        "where one of the pages is out of date, {}",
        entry(key, &pages)
    );
    Some(finding.help(help))
}

/// The same operation on several pages is generated once, which may be unexpected.
pub(super) fn repeated(key: &Key, candidates: &[Candidate<'_>]) -> Option<Diagnostic> {
    if candidates.len() < 2 || !key.is_operation() {
        return None;
    }
    let message = format!(
        "{} is a duplicate: several pages describe it in the same way",
        key.describe()
    );
    let note = Diagnostic::new(Code::DuplicateOperation, message);
    let places = candidates.iter();
    Some(places.fold(note, |note, candidate| note.at(&candidate.origin, "")))
}

/// The entry for `overrides.toml` that decides for the first of `pages`.
fn entry(key: &Key, pages: &[&str]) -> String {
    let mut quoted: Vec<String> = Vec::new();
    for page in pages.iter().map(|page| quote(page)) {
        if !quoted.contains(&page) {
            quoted.push(page);
        }
    }
    let (taken, others) = quoted
        .split_first()
        .map_or(("", &[][..]), |(first, others)| (first.as_str(), others));
    let others = match others {
        [] => "the first of its blocks".to_owned(),
        others => format!("or {}", others.join(", or ")),
    };
    format!(
        "add to overrides.toml\n[[merge]]\nschema = {}\ntake = {taken} # {others}\nbecause = \"…\"",
        quote(&key.name()),
    )
}

fn below(candidate: &Candidate<'_>, pointer: &Pointer) -> Origin {
    let tokens = pointer.tokens();
    tokens.fold(candidate.origin.clone(), |origin, token| {
        origin.child(&token)
    })
}

/// The value on one side: `nullable: true`, or that the field is missing.
fn show(pointer: &Pointer, side: Option<&Value>) -> String {
    let name = pointer.last().unwrap_or_default();
    let Some(value) = side else {
        return format!("`{name}` is missing");
    };
    let mut text = value.to_string();
    if let Some((cut, _)) = text.char_indices().nth(VALUE_LIMIT) {
        text.truncate(cut);
        text.push('…');
    }
    if name.is_empty() {
        text
    } else {
        format!("{name}: {text}")
    }
}

/// The text as a TOML string.
fn quote(text: &str) -> String {
    toml::Value::from(text).to_string()
}
