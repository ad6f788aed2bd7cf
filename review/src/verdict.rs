//! What all changes mean together.

use std::collections::BTreeMap;

use super::{Entry, Group, Verdict, compare::Kind};

impl Verdict {
    /// How the version has to change, and why in a sentence: what weighs most, counted.
    pub fn of(entries: &[Entry]) -> (Self, String) {
        let verdict = entries
            .iter()
            .map(|entry| match entry.group {
                Group::Breaking => Self::Major,
                Group::Added | Group::Deprecated => Self::Minor,
                Group::WireOnly | Group::DocsOnly => Self::Patch,
            })
            .max()
            .unwrap_or_default();
        if verdict == Self::None {
            return (
                verdict,
                "nothing that users of the crate can notice changed".to_owned(),
            );
        }
        // Of the weightiest groups, and of no others: what else there is stands below.
        let mut counts: BTreeMap<(Group, Kind), usize> = BTreeMap::new();
        for entry in entries {
            let is_weighty = match verdict {
                Self::Major => entry.group == Group::Breaking,
                _ => true,
            };
            if is_weighty && (verdict != Self::Minor || entry.group <= Group::Deprecated) {
                *counts.entry((entry.group, reason(entry))).or_default() += 1;
            }
        }
        let phrases: Vec<_> = counts
            .into_iter()
            .map(|((group, kind), count)| phrase(group, kind, count))
            .collect();
        (verdict, phrases.join(", "))
    }
}

/// The kind that an entry counts as.
fn reason(entry: &Entry) -> Kind {
    match (entry.group, entry.trace.kind) {
        // It came, and takes something along.
        (Group::Breaking, Kind::Came | Kind::Travels | Kind::Docs) => Kind::Retyped,
        (Group::Breaking, kind) => kind,
        (Group::Added, _) => Kind::Came,
        (Group::Deprecated, _) => Kind::Deprecated,
        (Group::WireOnly, _) => Kind::Travels,
        (Group::DocsOnly, _) => Kind::Docs,
    }
}

fn phrase(group: Group, kind: Kind, count: usize) -> String {
    let (one, many) = match kind {
        Kind::Came if group == Group::Added => ("item is new", "items are new"),
        Kind::Came | Kind::Retyped => ("item has another type", "items have other types"),
        Kind::Gone => ("item is gone", "items are gone"),
        Kind::Renamed => ("item has another name", "items have other names"),
        Kind::Moved => ("item leads to another place", "items lead to other places"),
        Kind::Needed => (
            "more argument must be given",
            "more arguments must be given",
        ),
        Kind::Unneeded => (
            "argument need not be given any more",
            "arguments need not be given any more",
        ),
        Kind::Behaves => ("item does something else", "items do something else"),
        Kind::Deprecated => ("item is deprecated", "items are deprecated"),
        Kind::Reinstated => (
            "item is not deprecated any more",
            "items are not deprecated any more",
        ),
        Kind::Travels => (
            "change of what travels alone",
            "changes of what travels alone",
        ),
        Kind::Docs => ("item has other docs", "items have other docs"),
    };
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::Finding;

    fn entry(kind: Kind, group: Group) -> Entry {
        Finding::new(kind, group, "models::Door".to_owned(), "door").nowhere()
    }

    #[test]
    fn what_weighs_most_gives_the_verdict_and_the_reason() {
        let docs = entry(Kind::Docs, Group::DocsOnly);
        let came = entry(Kind::Came, Group::Added);
        let gone = entry(Kind::Gone, Group::Breaking);
        let needed = entry(Kind::Needed, Group::Breaking);
        let old = entry(Kind::Deprecated, Group::Deprecated);
        let of = |entries: &[&Entry]| {
            let entries: Vec<_> = entries.iter().copied().cloned().collect();
            let (verdict, reason) = Verdict::of(&entries);
            (verdict, reason)
        };
        let told = |text: &str| text.to_owned();
        assert_eq!(of(&[]).0, Verdict::None);
        assert_eq!(
            of(&[&docs, &docs]),
            (Verdict::Patch, told("2 items have other docs"))
        );
        assert_eq!(
            of(&[&docs, &came, &old]),
            (Verdict::Minor, told("1 item is new, 1 item is deprecated"))
        );
        assert_eq!(
            of(&[&came, &gone, &needed, &gone]),
            (
                Verdict::Major,
                told("2 items are gone, 1 more argument must be given")
            )
        );
    }
}
