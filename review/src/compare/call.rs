//! How an operation is called: its group, and the name of its method.

use seamstress_codegen::ir::{Grouping, Operation};

use super::{
    builder::ChangeBuilder,
    decision::Table,
    item::{handle, operation_item},
    scope,
    snapshot::{Snapshot, Snapshots},
};
use crate::{Change, Impact, change::ChangeKind};

/// What changed about the name of the method, or the group that has it.
pub(super) fn compare(
    snapshots: &Snapshots<'_>,
    old: &Operation,
    new: &Operation,
) -> Option<Change> {
    let (before, after) = (
        operation_item(&snapshots.before, old),
        operation_item(&snapshots.after, new),
    );
    let builders = (
        snapshots.before.names.request_builder(&old.key),
        snapshots.after.names.request_builder(&new.key),
    );
    if before == after && builders.0 == builders.1 {
        return None;
    }
    let methods = (
        snapshots.before.names.method(&old.key),
        snapshots.after.names.method(&new.key),
    );
    let (summary, migration) = if methods.0 == methods.1 && old.namespace != new.namespace {
        let (before, after) = (
            handle(&snapshots.before, &old.namespace),
            handle(&snapshots.after, &new.namespace),
        );
        (
            format!("moved from `{before}` to `{after}`"),
            format!(
                "call it by {} instead of {}",
                path_to(&snapshots.after, new),
                path_to(&snapshots.before, old)
            ),
        )
    } else {
        (
            format!("renamed from `{before}` to `{after}`"),
            format!("call `{after}` instead of `{before}`"),
        )
    };
    let address = format!("{} name", new.key);
    let change = ChangeBuilder::new(ChangeKind::Renamed, Impact::Breaking, &after, address)
        .describe(summary, reason_of_call(snapshots, old, new))
        .identified_by(&before, &after)
        .migration(migration)
        .explains(scope::operation(&snapshots.before, old))
        .explains(scope::operation(&snapshots.after, new))
        .explains(scope::namespaces(&snapshots.before, &snapshots.after, old))
        .explains(scope::namespaces(&snapshots.after, &snapshots.before, new));
    Some(change.at(snapshots, &new.origin))
}

/// `` `.acs().users()` ``
fn path_to(snapshot: &Snapshot<'_>, operation: &Operation) -> String {
    let groups = snapshot.names.group_path(&operation.namespace);
    let calls: String = groups.map(|group| format!(".{group}()")).collect();
    match calls.is_empty() {
        true => "the client".to_owned(),
        false => format!("`{calls}`"),
    }
}

/// Why an operation is called in another way.
fn reason_of_call(snapshots: &Snapshots<'_>, old: &Operation, new: &Operation) -> String {
    let (before, after) = (snapshots.before.api, snapshots.after.api);
    let otherwise = if before.grouping != after.grouping {
        let (was, is) = (before.grouping.as_str(), after.grouping.as_str());
        format!("operations are grouped by `{is}` instead of `{was}`")
    } else if after.grouping == Grouping::Tag && old.tags.first() != new.tags.first() {
        let tag = |operation: &Operation| {
            let first = operation.tags.first();
            first.map_or("no tag".to_owned(), |tag| format!("the tag `{tag}`"))
        };
        format!("it had {} and now has {}", tag(old), tag(new))
    } else {
        "`specs/names.lock` has another name".to_owned()
    };
    snapshots.reason(Table::Grouping, "", otherwise)
}
