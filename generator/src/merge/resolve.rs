//! The versions of one fragment on several pages: which one is used, and the diagnostics about it.

use serde_json::Value;

use super::{
    compare::{Difference, compare},
    decisions::{Decisions, Preference},
    fragment::{Candidate, Differing, Key},
    prefer::prefer,
    report,
    report::{Conflict, Unresolved},
    unite::{United, unite},
    vote::{Vote, vote},
};
use crate::{diagnostic::Diagnostic, normalise::Tolerance};

/// What is used of a fragment.
pub(super) enum Version {
    /// What the candidate with this index has.
    Of(usize),
    /// What several pages list together.
    United(United),
    /// Nothing: pages differ, and nothing decides.
    Conflict,
}

/// What becomes of a fragment.
pub(super) struct Resolved {
    pub(super) version: Version,
    /// The index of the choice that decided.
    pub(super) choice: Option<usize>,
    pub(super) findings: Vec<Diagnostic>,
}

impl Resolved {
    fn new(version: Version, findings: impl IntoIterator<Item = Diagnostic>) -> Self {
        Self {
            version,
            choice: None,
            findings: findings.into_iter().collect(),
        }
    }
}

/// Decides which version of a fragment is used. `candidates` are not empty.
pub(super) fn resolve(
    key: &Key,
    candidates: &[Candidate<'_>],
    decisions: &Decisions<'_>,
) -> Resolved {
    let Some((first, others)) = candidates.split_first() else {
        return Resolved::new(Version::Conflict, None);
    };
    let differing = differing(key, first, others);
    if differing.is_empty() {
        return Resolved::new(Version::Of(0), report::repeated(key, candidates));
    }
    if let Some((taken, choice)) = chosen(key, candidates, decisions) {
        return Resolved {
            choice: Some(choice),
            ..Resolved::new(Version::Of(taken), None)
        };
    }
    let is_docs = |(_, differences): &Differing<'_, '_>| differences.iter().all(|it| it.is_docs);
    if key.is_api_wide() || differing.iter().all(is_docs) {
        let drift = report::drift(key, first, &differing);
        return Resolved::new(Version::Of(0), drift);
    }
    let conflict = match key.is_schema().then(|| unite(candidates)) {
        Some(Ok(united)) => {
            let drift = report::drift(key, first, &docs(&differing));
            let findings = report::united(key, &united).into_iter().chain(drift);
            let findings: Vec<Diagnostic> = findings.collect();
            return Resolved::new(Version::United(united), findings);
        }
        Some(Err(disagreement)) => Conflict::of_disagreement(key, &disagreement),
        None => Conflict::of_differences(key, first, &differing),
    };
    let versions = std::iter::once(first).chain(differing.iter().map(|(candidate, _)| *candidate));
    decide(
        key,
        &conflict,
        &versions.collect::<Vec<_>>(),
        candidates,
        decisions,
    )
}

/// What becomes of a conflict between `versions`: one of them is preferred, or none.
fn decide(
    key: &Key,
    conflict: &Conflict,
    versions: &[&Candidate<'_>],
    candidates: &[Candidate<'_>],
    decisions: &Decisions<'_>,
) -> Resolved {
    let pages = versions.iter().map(|version| &*version.origin.page);
    let pages: Vec<&str> = pages.collect();
    let preference = decisions.preference;
    let refusal = match preference.map(|it| preferred(it, versions, candidates)) {
        Some(Ok((taken, reason))) => {
            let finding = report::preferred(key, conflict, &pages, &candidates[taken], &reason);
            return Resolved::new(Version::Of(taken), [finding]);
        }
        Some(Err(refusal)) => Some(refusal),
        None => None,
    };
    let (version, unresolved) = unresolved(key, versions, candidates, decisions.tolerance);
    let finding = report::conflict(key, conflict, &pages, refusal, unresolved);
    Resolved::new(version, [finding])
}

/// What is used where nothing decides: nothing, or of what cannot be left out the version of most
/// operations.
fn unresolved(
    key: &Key,
    versions: &[&Candidate<'_>],
    candidates: &[Candidate<'_>],
    tolerance: Tolerance,
) -> (Version, Unresolved) {
    match tolerance {
        Tolerance::Strict => return (Version::Conflict, Unresolved::Error),
        Tolerance::SkipOperations if key.part().is_some() => {
            return (Version::Conflict, Unresolved::LeftOut);
        }
        Tolerance::SkipOperations => {}
    }
    let is_same = |one: &Candidate<'_>, other: &Candidate<'_>| {
        one.value == other.value || differences(key, one, other).iter().all(|it| it.is_docs)
    };
    let version = |candidate: &Candidate<'_>| {
        let mut versions = versions.iter();
        versions
            .position(|it| is_same(it, candidate))
            .unwrap_or_default()
    };
    match vote(candidates, version) {
        Vote::Majority(index) => (Version::Of(index), Unresolved::Majority),
        Vote::Even(index) => (Version::Of(index), Unresolved::First),
        Vote::Split => (Version::Conflict, Unresolved::Split),
    }
}

/// One candidate for each distinct version that differs from the first one.
fn differing<'a, 'v>(
    key: &Key,
    first: &Candidate<'v>,
    others: &'a [Candidate<'v>],
) -> Vec<Differing<'a, 'v>> {
    let mut differing: Vec<Differing<'a, 'v>> = Vec::new();
    for other in others {
        let mut known = differing.iter().map(|(seen, _)| seen.value);
        if first.value == other.value || known.any(|seen| seen == other.value) {
            continue;
        }
        let differences = differences(key, first, other);
        if !differences.is_empty() {
            differing.push((other, differences));
        }
    }
    differing
}

fn differences(key: &Key, left: &Candidate<'_>, right: &Candidate<'_>) -> Vec<Difference> {
    if key.0 == ["servers"] && is_same_set(left.value, right.value) {
        return Vec::new();
    }
    compare(left.value, right.value, key.names())
}

fn is_same_set(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Array(left), Value::Array(right)) => {
            left.iter().all(|item| right.contains(item))
                && right.iter().all(|item| left.contains(item))
        }
        _ => false,
    }
}

/// The candidate that a choice names, and the index of the choice.
fn chosen(
    key: &Key,
    candidates: &[Candidate<'_>],
    decisions: &Decisions<'_>,
) -> Option<(usize, usize)> {
    let name = key.name();
    let choices = decisions.choices.iter().enumerate();
    let mut choices = choices.filter(|(_, choice)| choice.schema == name);
    choices.find_map(|(number, choice)| {
        let mut pages = candidates.iter().map(|it| &*it.origin.page);
        Some((pages.position(|page| page == choice.take)?, number))
    })
}

/// The index of the candidate with the preferred version, and why; else why there is none.
fn preferred(
    preference: &Preference,
    versions: &[&Candidate<'_>],
    candidates: &[Candidate<'_>],
) -> Result<(usize, String), String> {
    let (index, reason) = prefer(preference, versions, candidates)?;
    let origin = &versions[index].origin;
    let taken = candidates.iter().position(|it| it.origin == *origin);
    Ok((taken.unwrap_or_default(), reason))
}

/// The differences in texts that all pages have.
fn docs<'a, 'v>(differing: &[Differing<'a, 'v>]) -> Vec<Differing<'a, 'v>> {
    let docs = differing.iter().map(|(candidate, differences)| {
        let texts = differences.iter();
        let texts = texts.filter(|it| it.is_docs && it.left.is_some() && it.right.is_some());
        (*candidate, texts.cloned().collect::<Vec<_>>())
    });
    docs.filter(|(_, texts)| !texts.is_empty()).collect()
}
