//! The input of an operation, beyond the types that it has.

use seamstress_codegen::ir::{OneOf, Operation};

use super::{
    body,
    builder::ChangeBuilder,
    decision::Table,
    item::one_of_type,
    parameter, scope,
    snapshot::{Snapshot, Snapshots},
};
use crate::{Change, Impact, change::ChangeKind, selector::Selector};

/// What changed.
pub(super) fn compare(snapshots: &Snapshots<'_>, old: &Operation, new: &Operation) -> Vec<Change> {
    let mut changes = Vec::new();
    changes.extend(body::compare(snapshots, old, new));
    changes.extend(parameter::compare(snapshots, old, new));
    changes.extend(one_ofs(snapshots, old, new));
    changes
}

/// Why a choice changed.
fn one_of_reason(snapshots: &Snapshots<'_>, operation: &Operation, one_of: &OneOf) -> String {
    let subject = format!("{} {}", operation.key, one_of.wire);
    let otherwise = "`[[one_of]]` of `specs/overrides.toml` decides it";
    snapshots.reason(Table::OneOf, &subject, otherwise)
}

/// Arguments that are exactly one of several fields.
fn one_ofs(snapshots: &Snapshots<'_>, old: &Operation, new: &Operation) -> Vec<Change> {
    let mut changes = Vec::new();
    for one_of in &old.input.one_of {
        if new.one_of(&one_of.wire).is_none() {
            changes.push(one_of_removed(snapshots, old, new, one_of));
        }
    }
    for one_of in &new.input.one_of {
        match old.one_of(&one_of.wire) {
            None => changes.push(one_of_added(snapshots, new, one_of)),
            Some(before) => changes.extend(variants(snapshots, [old, new], before, one_of)),
        }
    }
    changes
}

fn one_of_address(operation: &Operation, one_of: &OneOf) -> String {
    format!("{} one of {}", operation.key, one_of.wire)
}

fn one_of_removed(
    snapshots: &Snapshots<'_>,
    old: &Operation,
    new: &Operation,
    one_of: &OneOf,
) -> Change {
    let owner = one_of_type(&snapshots.before, old, &one_of.wire);
    let argument = snapshots
        .before
        .names
        .one_of_argument(&old.key, &one_of.wire);
    ChangeBuilder::new(
        ChangeKind::Removed,
        Impact::Breaking,
        &owner,
        one_of_address(new, one_of),
    )
    .describe(
        format!("argument `{argument}` removed"),
        one_of_reason(snapshots, new, one_of),
    )
    .migration("set the field that you mean on the request builder")
    .explains([Selector::everything(&owner)])
    .explains(scope::operation(&snapshots.before, old))
    .at(snapshots, &new.origin)
}

fn one_of_added(snapshots: &Snapshots<'_>, new: &Operation, one_of: &OneOf) -> Change {
    let owner = one_of_type(&snapshots.after, new, &one_of.wire);
    let argument = snapshots
        .after
        .names
        .one_of_argument(&new.key, &one_of.wire);
    ChangeBuilder::new(
        ChangeKind::NowRequired,
        Impact::Breaking,
        &owner,
        one_of_address(new, one_of),
    )
    .describe(
        format!("argument `{argument}` is now required"),
        one_of_reason(snapshots, new, one_of),
    )
    .migration(format!("pass `{argument}` instead of setting a field"))
    .explains([Selector::everything(&owner)])
    .explains(scope::operation(&snapshots.after, new))
    .at(snapshots, &new.origin)
}

/// The fields of which one is given.
fn variants(
    snapshots: &Snapshots<'_>,
    [old, new]: [&Operation; 2],
    before: &OneOf,
    after: &OneOf,
) -> Vec<Change> {
    let change = |kind, impact, snapshot: &Snapshot<'_>, operation: &Operation, field: &str| {
        let owner = one_of_type(snapshot, operation, &after.wire);
        let names = snapshot.names;
        let name = names.one_of_variant(&operation.key, &after.wire, field);
        let address = format!("{} {field}", one_of_address(new, after));
        ChangeBuilder::new(kind, impact, format!("{owner}::{name}"), address)
            .explains([Selector::variant(&owner, name)])
    };
    let mut changes = Vec::new();
    let removed = before.fields.iter().filter(|it| !after.fields.contains(it));
    for field in removed {
        let (kind, impact) = (ChangeKind::Removed, Impact::Breaking);
        let change = change(kind, impact, &snapshots.before, old, field)
            .describe("variant removed", one_of_reason(snapshots, new, after))
            .migration("choose another variant");
        changes.push(change.at(snapshots, &new.origin));
    }
    let added = after.fields.iter().filter(|it| !before.fields.contains(it));
    for field in added {
        let (kind, impact) = (ChangeKind::Added, Impact::Added);
        let change = change(kind, impact, &snapshots.after, new, field)
            .describe("new variant", one_of_reason(snapshots, new, after));
        changes.push(change.at(snapshots, &new.origin));
    }
    changes
}
