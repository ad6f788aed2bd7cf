//! The version bump that all changes together ask for.

use std::collections::BTreeMap;

use crate::change::{Change, ChangeKind, Impact, SemverBump};

impl SemverBump {
    /// The bump that these changes ask for, and why: the changes that decide it, counted.
    pub fn for_changes(changes: &[Change]) -> (Self, String) {
        let bump = changes.iter().map(|change| change.impact.bump()).max();
        let bump = bump.unwrap_or_default();
        if bump == Self::None {
            return (
                bump,
                "nothing changed that users of the crate can notice".to_owned(),
            );
        }
        let mut counts: BTreeMap<(Impact, ChangeKind), usize> = BTreeMap::new();
        for change in changes.iter().filter(|it| it.impact.bump() == bump) {
            *counts.entry((change.impact, reason(change))).or_default() += 1;
        }
        let phrases: Vec<_> = counts
            .into_iter()
            .map(|((impact, kind), count)| phrase(impact, kind, count))
            .collect();
        (bump, phrases.join(", "))
    }
}

impl Impact {
    /// The bump that such a change asks for.
    pub(crate) fn bump(self) -> SemverBump {
        match self {
            Self::Breaking => SemverBump::Major,
            Self::Added | Self::Deprecated => SemverBump::Minor,
            Self::WireOnly | Self::DocsOnly => SemverBump::Patch,
        }
    }
}

/// The kind that a change is counted as.
fn reason(change: &Change) -> ChangeKind {
    match (change.impact, change.provenance.kind) {
        // It breaks by what it does to other items.
        (
            Impact::Breaking,
            ChangeKind::Added | ChangeKind::WireChanged | ChangeKind::DocsChanged,
        ) => ChangeKind::TypeChanged,
        (Impact::Breaking, kind) => kind,
        (Impact::Added, _) => ChangeKind::Added,
        (Impact::Deprecated, _) => ChangeKind::Deprecated,
        (Impact::WireOnly, _) => ChangeKind::WireChanged,
        (Impact::DocsOnly, _) => ChangeKind::DocsChanged,
    }
}

fn phrase(impact: Impact, kind: ChangeKind, count: usize) -> String {
    let (one, many) = match kind {
        ChangeKind::Added if impact == Impact::Added => ("item was added", "items were added"),
        ChangeKind::Added | ChangeKind::TypeChanged => {
            ("item changed its type", "items changed their types")
        }
        ChangeKind::Removed => ("item was removed", "items were removed"),
        ChangeKind::Renamed => ("item was renamed", "items were renamed"),
        ChangeKind::Moved => ("item sends to another URL", "items send to other URLs"),
        ChangeKind::NowRequired => ("argument became required", "arguments became required"),
        ChangeKind::NowOptional => ("argument became optional", "arguments became optional"),
        ChangeKind::BehaviorChanged => ("item behaves differently", "items behave differently"),
        ChangeKind::Deprecated => ("item was deprecated", "items were deprecated"),
        ChangeKind::Undeprecated => (
            "item is no longer deprecated",
            "items are no longer deprecated",
        ),
        ChangeKind::WireChanged => ("change on the wire", "changes on the wire"),
        ChangeKind::DocsChanged => ("change of documentation", "changes of documentation"),
    };
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::ChangeBuilder;

    fn change(kind: ChangeKind, impact: Impact) -> Change {
        ChangeBuilder::new(kind, impact, "models::Door", "door").without_location()
    }

    #[test]
    fn the_gravest_changes_decide_the_bump_and_are_its_reason() {
        let docs = change(ChangeKind::DocsChanged, Impact::DocsOnly);
        let added = change(ChangeKind::Added, Impact::Added);
        let removed = change(ChangeKind::Removed, Impact::Breaking);
        let required = change(ChangeKind::NowRequired, Impact::Breaking);
        let deprecated = change(ChangeKind::Deprecated, Impact::Deprecated);
        let bump = |changes: &[&Change]| {
            let changes: Vec<_> = changes.iter().copied().cloned().collect();
            SemverBump::for_changes(&changes)
        };
        let because = |text: &str| text.to_owned();
        assert_eq!(bump(&[]).0, SemverBump::None);
        assert_eq!(
            bump(&[&docs, &docs]),
            (SemverBump::Patch, because("2 changes of documentation"))
        );
        assert_eq!(
            bump(&[&docs, &added, &deprecated]),
            (
                SemverBump::Minor,
                because("1 item was added, 1 item was deprecated")
            )
        );
        assert_eq!(
            bump(&[&added, &removed, &required, &removed]),
            (
                SemverBump::Major,
                because("2 items were removed, 1 argument became required")
            )
        );
    }
}
