//! The operations of both runs, matched.

use std::collections::BTreeMap;

use seamstress_codegen::ir::Operation;

use super::{
    item::operation_item,
    snapshot::{Snapshot, Snapshots},
};

/// The operations of both runs, matched by their address, else by their call.
pub(super) struct MatchedOperations<'a> {
    /// Operations of both runs with the same method and path.
    pub(super) same: Vec<OperationPair<'a>>,
    /// Operations of both runs with the same call, and another method or path.
    pub(super) moved: Vec<OperationPair<'a>>,
    pub(super) removed: Vec<&'a Operation>,
    pub(super) added: Vec<&'a Operation>,
}

/// An operation before and after the change.
#[derive(Clone, Copy)]
pub(super) struct OperationPair<'a> {
    pub(super) old: &'a Operation,
    pub(super) new: &'a Operation,
}

impl<'a> MatchedOperations<'a> {
    pub(super) fn new(snapshots: &Snapshots<'a>) -> Self {
        let (before, after) = (&snapshots.before, &snapshots.after);
        let same = before.api.operations.values().filter_map(|old| {
            let new = after.operation(&old.key)?;
            Some(OperationPair { old, new })
        });
        let mut by_call: BTreeMap<String, &Operation> = only_in(after, before)
            .map(|new| (operation_item(after, new), new))
            .collect();
        let (mut moved, mut removed) = (Vec::new(), Vec::new());
        for old in only_in(before, after) {
            match by_call.remove(&operation_item(before, old)) {
                Some(new) => moved.push(OperationPair { old, new }),
                None => removed.push(old),
            }
        }
        let mut added: Vec<_> = by_call.into_values().collect();
        added.sort_by_key(|operation| &operation.key);
        Self {
            same: same.collect(),
            moved,
            removed,
            added,
        }
    }

    /// The operations that both runs have.
    pub(super) fn in_both(&self) -> impl Iterator<Item = OperationPair<'a>> {
        self.same.iter().chain(&self.moved).copied()
    }
}

/// The operations of one run that the other does not have.
fn only_in<'a>(own: &Snapshot<'a>, other: &Snapshot<'a>) -> impl Iterator<Item = &'a Operation> {
    let operations = own.api.operations.values();
    operations.filter(|it| other.operation(&it.key).is_none())
}
