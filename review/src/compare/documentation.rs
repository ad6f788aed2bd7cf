//! Documentation: descriptions, constraints, and deprecation.

use seamstress_codegen::{ir::Docs, source::Origin};

use super::{builder::ChangeBuilder, snapshot::Snapshots};
use crate::{Change, Impact, change::ChangeKind, selector::Selector};

/// The item that a text describes.
pub(super) struct Subject<'a> {
    pub(super) item: String,
    pub(super) address: String,
    pub(super) origin: &'a Origin,
}

/// A changed description. Constraints are part of descriptions, since no type enforces
/// them; a change of one is a change of its own here.
pub(super) fn docs(
    snapshots: &Snapshots<'_>,
    subject: &Subject<'_>,
    before: &Docs,
    after: &Docs,
) -> Vec<Change> {
    if before == after {
        return Vec::new();
    }
    let (old_text, old_constraints) = split(&before.0);
    let (text, constraints) = split(&after.0);
    let Subject {
        item,
        address,
        origin,
    } = subject;
    let mut changes = Vec::new();
    if old_constraints != constraints {
        let (was, is) = (old_constraints.join(" "), constraints.join(" "));
        let because = match (was.is_empty(), is.is_empty()) {
            (true, _) => format!("the page has the constraint: {is}"),
            (_, true) => format!("the page no longer has the constraint: {was}"),
            _ => format!("the page has the constraint: {is} It was: {was}"),
        };
        let change = ChangeBuilder::new(ChangeKind::WireChanged, Impact::WireOnly, item, address)
            .describe("constraint or default changed", because)
            .identified_by(was, is);
        changes.push(change.at(snapshots, origin));
    }
    if old_text != text {
        let because = match (old_text.is_empty(), text.is_empty()) {
            (true, _) => "the page now describes it",
            (_, true) => "the page no longer describes it",
            _ => "the page describes it differently",
        };
        let change = ChangeBuilder::new(ChangeKind::DocsChanged, Impact::DocsOnly, item, address)
            .describe("documentation", because)
            .identified_by("", &after.0);
        changes.push(change.at(snapshots, origin));
    }
    changes
}

/// How the sentences begin in which `lower` writes constraints.
const CONSTRAINTS: &[&str] = &[
    "at least ",
    "at most ",
    "more than ",
    "less than ",
    "matches `",
    "a multiple of ",
    "one of `",
    "no two alike",
    "a date (`",
    "in base64",
    "in the format `",
    "of 32 bits",
];

/// The paragraphs that describe, and those that are constraints.
fn split(text: &str) -> (Vec<&str>, Vec<&str>) {
    text.split("\n\n")
        .filter(|paragraph| !paragraph.is_empty())
        .partition(|paragraph| !is_constraint(paragraph))
}

fn is_constraint(paragraph: &str) -> bool {
    let sentence = paragraph.to_lowercase();
    let counts = |text: &str| {
        let unit = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let unit = unit.strip_prefix(" to ").map_or(unit, |rest| {
            rest.trim_start_matches(|c: char| c.is_ascii_digit())
        });
        unit.len() < text.len() && (unit.starts_with(" item") || unit.starts_with(" character"))
    };
    let is_default = sentence.starts_with('`') && sentence.ends_with("` if left out.");
    sentence.ends_with('.')
        && !sentence.contains('\n')
        && (is_default
            || counts(&sentence)
            || CONSTRAINTS.iter().any(|start| sentence.starts_with(start)))
}

/// An item that became deprecated, or is no longer. `items` are those of `api.txt` that
/// have the modifier.
pub(super) fn deprecation(
    snapshots: &Snapshots<'_>,
    subject: &Subject<'_>,
    before: Option<&str>,
    after: Option<&str>,
    items: Vec<Selector>,
) -> Option<Change> {
    if before == after {
        return None;
    }
    let Subject {
        item,
        address,
        origin,
    } = subject;
    let (kind, group, change, because) = match (before, after) {
        (None, _) => (
            ChangeKind::Deprecated,
            Impact::Deprecated,
            "deprecated",
            "the page marks it as deprecated",
        ),
        (_, None) => (
            ChangeKind::Undeprecated,
            Impact::DocsOnly,
            "no longer deprecated",
            "the page no longer marks it as deprecated",
        ),
        _ => (
            ChangeKind::DocsChanged,
            Impact::DocsOnly,
            "deprecated for another reason",
            "the page gives another reason",
        ),
    };
    let migrate = after.filter(|why| !why.is_empty());
    let change = ChangeBuilder::new(kind, group, item.clone(), format!("{address} deprecated"))
        .describe(change, because)
        .identified_by(before.is_some(), after.unwrap_or("no"))
        .migration(
            migrate
                .map(|why| format!("the page says: {why}"))
                .unwrap_or_default(),
        )
        .explains(items);
    Some(change.at(snapshots, origin))
}

#[cfg(test)]
mod tests {
    use super::is_constraint;

    #[test]
    fn constraints_are_distinguished_from_descriptions() {
        for constraint in [
            "At least 1 item.",
            "1 to 64 characters.",
            "8 characters.",
            "`5` if left out.",
            "One of `1`, `2`.",
        ] {
            assert!(is_constraint(constraint), "{constraint}");
        }
        for text in [
            "The door.",
            "2 doors.",
            "At least 1 item\nand more.",
            "`true` if the door is open.",
        ] {
            assert!(!is_constraint(text), "{text}");
        }
    }
}
