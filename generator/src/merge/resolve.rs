//! The versions of one fragment on several pages: which one is used, and the diagnostic about it.

use serde_json::Value;

use super::{
    MergeChoice,
    compare::{Difference, compare},
    fragment::{Candidate, Key},
};
use crate::{
    diagnostic::{Code, Diagnostic},
    source::Pointer,
};

/// How many characters of a differing value are shown.
const VALUE_LIMIT: usize = 60;

/// The index of the candidate to use, the index of the choice that decided so, and a diagnostic
/// about differences or duplicates.
pub(super) fn resolve(
    key: &Key,
    candidates: &[Candidate<'_>],
    choices: &[MergeChoice],
) -> (usize, Option<usize>, Option<Diagnostic>) {
    let Some((first, others)) = candidates.split_first() else {
        return (0, None, None);
    };
    // One candidate for each distinct version that differs from the first one.
    let mut differing: Vec<(&Candidate<'_>, Vec<Difference>)> = Vec::new();
    for other in others {
        if differing.iter().any(|(seen, _)| seen.value == other.value) || first.value == other.value
        {
            continue;
        }
        let differences = differences(key, first, other);
        if !differences.is_empty() {
            differing.push((other, differences));
        }
    }
    if differing.is_empty() {
        return (0, None, repeated(key, candidates));
    }
    let name = key.name();
    let chosen = choices.iter().enumerate().find_map(|(number, choice)| {
        let is_about_this = choice.schema == name;
        let taken = candidates
            .iter()
            .position(|candidate| *candidate.origin.page == choice.take)?;
        is_about_this.then_some((taken, number))
    });
    if let Some((taken, number)) = chosen {
        return (taken, Some(number), None);
    }
    let is_drift = key.is_api_wide()
        || differing
            .iter()
            .flat_map(|(_, differences)| differences)
            .all(|difference| difference.is_docs);
    (0, None, Some(report(key, first, &differing, is_drift)))
}

fn differences(key: &Key, left: &Candidate<'_>, right: &Candidate<'_>) -> Vec<Difference> {
    if key.0 == ["servers"] && same_set(left.value, right.value) {
        return Vec::new();
    }
    compare(left.value, right.value, key.names())
}

fn same_set(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Array(left), Value::Array(right)) => {
            left.iter().all(|item| right.contains(item))
                && right.iter().all(|item| left.contains(item))
        }
        _ => false,
    }
}

/// The same operation on several pages is generated once, which may be unexpected.
fn repeated(key: &Key, candidates: &[Candidate<'_>]) -> Option<Diagnostic> {
    if candidates.len() < 2 || !key.is_operation() {
        return None;
    }
    let message = format!(
        "{} is a duplicate: several pages describe it in the same way",
        key.describe()
    );
    let mut note = Diagnostic::new(Code::DuplicateOperation, message);
    for candidate in candidates {
        note = note.at(&candidate.origin, "");
    }
    Some(note)
}

fn report(
    key: &Key,
    first: &Candidate<'_>,
    differing: &[(&Candidate<'_>, Vec<Difference>)],
    is_drift: bool,
) -> Diagnostic {
    let subject = key.describe();
    let pages = match differing.len() {
        1 => "two pages".to_owned(),
        more => format!("{} pages", more + 1),
    };
    let shown = |differences: &[Difference]| -> Option<Difference> {
        // Differences that affect code are shown before documentation.
        let mut ordered: Vec<_> = differences.iter().collect();
        ordered.sort_by_key(|difference| difference.is_docs);
        ordered.first().map(|difference| (*difference).clone())
    };
    let Some(main) = differing
        .first()
        .and_then(|(_, differences)| shown(differences))
    else {
        return Diagnostic::new(Code::DocsDrift, format!("{subject} differs between pages"));
    };
    let what = if main.pointer.is_root() {
        String::new()
    } else {
        format!(" at `{}`", main.pointer)
    };
    let mut diagnostic = if is_drift {
        Diagnostic::new(
            Code::DocsDrift,
            format!(
                "{subject} differs between {pages} in documentation only{what}; the first one is used"
            ),
        )
    } else {
        Diagnostic::new(
            Code::MergeConflict,
            format!("{subject} differs between {pages}{what}"),
        )
    };
    diagnostic = diagnostic.at(below(first, &main.pointer), show(&main, main.left.as_ref()));
    for (candidate, differences) in differing {
        if let Some(difference) = shown(differences) {
            let text = show(&difference, difference.right.as_ref());
            diagnostic = diagnostic.at(below(candidate, &difference.pointer), text);
        }
    }
    if is_drift {
        diagnostic
    } else {
        diagnostic.help(help(key, first, differing))
    }
}

fn below(candidate: &Candidate<'_>, pointer: &Pointer) -> crate::source::Origin {
    pointer
        .tokens()
        .fold(candidate.origin.clone(), |origin, token| {
            origin.child(&token)
        })
}

/// The value on one side: `nullable: true`, or that the field is missing.
fn show(difference: &Difference, side: Option<&Value>) -> String {
    let name = difference.pointer.last().unwrap_or_default();
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

/// The entry for `overrides.toml` that resolves the conflict.
fn help(
    key: &Key,
    first: &Candidate<'_>,
    differing: &[(&Candidate<'_>, Vec<Difference>)],
) -> String {
    let pages: Vec<_> = std::iter::once(first)
        .chain(differing.iter().map(|(candidate, _)| *candidate))
        .map(|candidate| quote(&candidate.origin.page))
        .collect();
    let (taken, others) = pages
        .split_first()
        .map_or(("", &[][..]), |(first, others)| (first.as_str(), others));
    format!(
        "to resolve it, add to overrides.toml\n[[merge]]\nschema = {}\ntake = {taken} # or {}\nbecause = \"…\"",
        quote(&key.name()),
        others.join(", or "),
    )
}

/// The text as a TOML string.
fn quote(text: &str) -> String {
    toml::Value::from(text).to_string()
}
