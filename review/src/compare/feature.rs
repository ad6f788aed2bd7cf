//! Cargo features of groups of operations.

use std::collections::BTreeMap;

use seamstress_codegen::{ir::Feature, source::Origin};

use super::{
    builder::ChangeBuilder,
    snapshot::{Snapshot, Snapshots},
};
use crate::{Change, Impact, change::ChangeKind, selector::Selector};

/// Features that were added and removed.
pub(super) fn compare(snapshots: &Snapshots<'_>) -> Vec<Change> {
    let (before, after) = (groups(&snapshots.before), groups(&snapshots.after));
    let removed = before
        .iter()
        .filter(|(word, _)| !after.contains_key(*word))
        .filter_map(|(word, name)| {
            let because = match has_group(&snapshots.after, word) {
                true => format!("operations without a group need those of `{word}`"),
                false => format!("no operation of the group `{word}` is left"),
            };
            let change = change(ChangeKind::Removed, Impact::Breaking, name)
                .describe("the feature was removed", because)
                .migration(format!("remove `{name}` from the features of the crate"));
            Some(change.formerly_at(snapshots, origin(&snapshots.before, word)?))
        });
    let added = after
        .iter()
        .filter(|(word, _)| !before.contains_key(*word))
        .filter_map(|(word, name)| {
            let change = match has_group(&snapshots.before, word) {
                // Programs that turn off the default features have it until now.
                true => change(ChangeKind::NowRequired, Impact::Breaking, name)
                    .describe(
                        "the group is compiled with its feature only",
                        "the API has several groups of operations",
                    )
                    .migration(format!(
                        "add `{name}` to the features of the crate, where the default ones are off"
                    )),
                false => change(ChangeKind::Added, Impact::Added, name).describe(
                    "a feature was added",
                    format!("the group `{word}` of operations is new"),
                ),
            };
            Some(change.at(snapshots, origin(&snapshots.after, word)?))
        });
    removed.chain(added).collect()
}

/// The groups that have a feature, with its name.
fn groups<'a>(snapshot: &Snapshot<'a>) -> BTreeMap<&'a str, &'a str> {
    let features = snapshot.api.features.table.keys();
    let groups = features.filter_map(|feature| match feature {
        Feature::Group(word) => Some((word.as_str(), snapshot.names.feature(feature))),
        Feature::Unreferenced | Feature::Webhooks => None,
    });
    groups.collect()
}

fn has_group(snapshot: &Snapshot<'_>, word: &str) -> bool {
    origin(snapshot, word).is_some()
}

/// Where the first operation of a group is declared.
fn origin<'a>(snapshot: &Snapshot<'a>, word: &str) -> Option<&'a Origin> {
    let mut operations = snapshot.api.operations.values();
    let first = operations.find(|it| it.namespace.first().is_some_and(|group| group == word));
    first.map(|operation| &operation.origin)
}

fn change(kind: ChangeKind, impact: Impact, name: &str) -> ChangeBuilder {
    let item = format!("feature {name}");
    ChangeBuilder::new(kind, impact, &item, &item).explains([Selector::feature(name)])
}
