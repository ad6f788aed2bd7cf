//! Structs: their fields, and the order of what their constructors take.

use seamstress_codegen::ir::{Argument, Struct};

use super::{
    builder::ChangeBuilder, field, item::type_path, pair::TypePair, scope, snapshot::Snapshots,
};
use crate::{Change, Impact, change::ChangeKind};

/// What changed about a struct.
pub(super) fn compare(
    snapshots: &Snapshots<'_>,
    pair: &TypePair<'_>,
    before: &Struct,
    after: &Struct,
) -> Vec<Change> {
    let mut changes = Vec::new();
    for old in &before.fields {
        match after.field(&old.wire) {
            Some(new) => changes.extend(field::changed(snapshots, pair, old, new)),
            None => changes.push(field::removed(snapshots, pair, old, before, after)),
        }
    }
    let new = after.fields.iter();
    let added = new.filter(|new| before.field(&new.wire).is_none());
    changes.extend(added.map(|new| field::added(snapshots, pair, new)));
    changes.extend(argument_order(snapshots, pair));
    changes
}

/// Positional arguments in another order.
fn argument_order(snapshots: &Snapshots<'_>, pair: &TypePair<'_>) -> Option<Change> {
    let wires = |arguments: &[Argument]| -> Vec<String> {
        arguments.iter().map(|it| it.wire().to_owned()).collect()
    };
    let before = wires(snapshots.before.constructor_arguments(pair.old_key));
    let after = wires(snapshots.after.constructor_arguments(pair.new_key));
    let is_permuted = before != after
        && before.len() == after.len()
        && before.iter().all(|argument| after.contains(argument));
    if !is_permuted || !pair.new.usage.sent {
        return None;
    }
    let (before, after) = (before.join(", "), after.join(", "));
    let change = ChangeBuilder::new(
        ChangeKind::BehaviorChanged,
        Impact::Breaking,
        type_path(&snapshots.after, pair.new_key),
        format!("{} arguments", pair.new_key),
    )
    .describe(
        format!("arguments ({before}) → ({after})"),
        "`specs/names.lock` does not keep their order",
    )
    .migration(format!("pass {after}, in this order"))
    .identified_by(before, after)
    .explains(scope::constructors(&snapshots.after, pair.new_key));
    Some(change.at(snapshots, &pair.new.origin))
}
