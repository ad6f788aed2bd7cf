//! How an operation is called: its group, and the name of its method.

use seamstress_codegen::ir::{Grouping, Operation};

use super::{
    builder::ChangeBuilder,
    decision::Table,
    item::{handle, operation_item, request_builder},
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
    let (was, is, migration) = if methods.0 == methods.1 && old.namespace != new.namespace {
        let (was, is) = (
            handle(&snapshots.before, &old.namespace).to_string(),
            handle(&snapshots.after, &new.namespace).to_string(),
        );
        let path = path_to(&snapshots.after, new);
        let old_path = path_to(&snapshots.before, old);
        (was, is, format!("call it by {path} instead of {old_path}"))
    } else if before == after {
        let (was, is) = (
            request_builder(&snapshots.before, old).to_string(),
            request_builder(&snapshots.after, new).to_string(),
        );
        let migration = format!("write `{is}` instead of `{was}`");
        (was, is, migration)
    } else {
        let migration = format!("call `{after}` instead of `{before}`");
        (before, after.clone(), migration)
    };
    let verb = if old.namespace == new.namespace || is == after {
        "renamed"
    } else {
        "moved"
    };
    let address = format!("{} name", new.key);
    let change = ChangeBuilder::new(ChangeKind::Renamed, Impact::Breaking, &after, address)
        .describe(
            format!("{verb} from `{was}` to `{is}`"),
            reason_of_call(snapshots, old, new),
        )
        .identified_by(was, is)
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
