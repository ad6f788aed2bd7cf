//! Texts: what the pages say of an item, its bounds, and that it should not be used.

use super::{Kind, finding::Finding, sides::Sides};
use crate::{Entry, Group};
use seamstress_codegen::{ir::Docs, source::Origin};

/// What a text is about.
pub(super) struct Subject<'a> {
    pub(super) item: String,
    pub(super) address: String,
    pub(super) origin: &'a Origin,
}

/// A changed text. Bounds stand in texts, since no type enforces them; they are told
/// apart here.
pub(super) fn docs(
    sides: &Sides<'_>,
    subject: &Subject<'_>,
    before: &Docs,
    after: &Docs,
) -> Vec<Entry> {
    if before == after {
        return Vec::new();
    }
    let (old_text, old_bounds) = split(&before.0);
    let (text, bounds) = split(&after.0);
    let Subject {
        item,
        address,
        origin,
    } = subject;
    let mut entries = Vec::new();
    if old_bounds != bounds {
        let (was, is) = (old_bounds.join(" "), bounds.join(" "));
        let because = match (was.is_empty(), is.is_empty()) {
            (true, _) => format!("the page says now: {is}"),
            (_, true) => format!("the page does not say any more: {was}"),
            _ => format!("the page says: {is} It said: {was}"),
        };
        let finding = Finding::new(Kind::Travels, Group::WireOnly, item.clone(), address)
            .says("other bounds, or another default", because)
            .facts(was, is);
        entries.push(finding.at(sides, origin));
    }
    if old_text != text {
        let because = match (old_text.is_empty(), text.is_empty()) {
            (true, _) => "the page describes it now",
            (_, true) => "the page does not describe it any more",
            _ => "the page describes it in other words",
        };
        let finding = Finding::new(Kind::Docs, Group::DocsOnly, item.clone(), address)
            .says("docs", because)
            .facts("", &after.0);
        entries.push(finding.at(sides, origin));
    }
    entries
}

/// What begins a clause of a sentence that tells bounds, as `lower` writes it.
const BOUNDS: &[&str] = &[
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

/// The paragraphs that describe, and those that tell bounds.
fn split(text: &str) -> (Vec<&str>, Vec<&str>) {
    text.split("\n\n")
        .filter(|paragraph| !paragraph.is_empty())
        .partition(|paragraph| !tells_bounds(paragraph))
}

fn tells_bounds(paragraph: &str) -> bool {
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
            || BOUNDS.iter().any(|start| sentence.starts_with(start)))
}

/// An item that is on its way out, or is so no longer. `lines` are those of `api.txt`
/// that bear the mark.
pub(super) fn deprecation(
    sides: &Sides<'_>,
    subject: &Subject<'_>,
    before: Option<&str>,
    after: Option<&str>,
    lines: Vec<String>,
) -> Option<Entry> {
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
            Kind::Deprecated,
            Group::Deprecated,
            "deprecated",
            "the page marks it as deprecated",
        ),
        (_, None) => (
            Kind::Reinstated,
            Group::DocsOnly,
            "not deprecated any more",
            "the page does not mark it as deprecated any more",
        ),
        _ => (
            Kind::Docs,
            Group::DocsOnly,
            "deprecated with another reason",
            "the page gives another reason",
        ),
    };
    let migrate = after.filter(|why| !why.is_empty());
    let finding = Finding::new(kind, group, item.clone(), format!("{address} deprecated"))
        .says(change, because)
        .facts(before.is_some(), after.unwrap_or("no"))
        .migrate(
            migrate
                .map(|why| format!("the page says: {why}"))
                .unwrap_or_default(),
        )
        .claims(lines);
    Some(finding.at(sides, origin))
}

#[cfg(test)]
mod tests {
    use super::tells_bounds;

    #[test]
    fn bounds_are_told_from_descriptions() {
        for bound in [
            "At least 1 item.",
            "1 to 64 characters.",
            "8 characters.",
            "`5` if left out.",
            "One of `1`, `2`.",
        ] {
            assert!(tells_bounds(bound), "{bound}");
        }
        for text in [
            "The door.",
            "2 doors.",
            "At least 1 item\nand more.",
            "`true` if the door is open.",
        ] {
            assert!(!tells_bounds(text), "{text}");
        }
    }
}
