//! Labels of branches that were others in earlier versions of the generator.

use super::{Lock, shares::rename};
use crate::{
    case::pascal,
    ir::{Shape, TypeKind, Types, describe::STRINGS},
};

impl Lock {
    /// This lock, with what it says about the one branch of strings of each union under the label
    /// that it has now: an enum of several values was called after the first of them.
    pub(crate) fn relabelled(mut self, types: &Types) -> Self {
        for (key, def) in types {
            let TypeKind::Union(union) = &def.kind else {
                continue;
            };
            let mut branches = union.branches.iter();
            let Some(branch) = branches.find(|it| it.label == STRINGS) else {
                continue;
            };
            let Shape::Type(target) = &branch.shape else {
                continue;
            };
            let Some(TypeKind::Enum(inner)) = types.get(target).map(|def| &def.kind) else {
                continue;
            };
            let now = Self::branch_key(key, STRINGS);
            let is_label = |value: &String| union.branches.iter().any(|it| it.label == *value);
            let values = inner.values.iter().filter(|value| !is_label(value));
            let mut labels = values.map(|value| (value, Self::branch_key(key, value)));
            let is_locked = |lock: &Self, address: &String| {
                lock.types.contains_key(address) || lock.members.contains_key(address)
            };
            let before = labels.find(|(_, before)| is_locked(&self, before));
            if let Some((value, before)) = before.filter(|_| !is_locked(&self, &now)) {
                rename(&mut self.types, &before, &now);
                rename(&mut self.members, &before, &now);
                rename(&mut self.boxed, &before, &now);
                // A variant that is called as its label says is not in the lock.
                let variant = self.members.entry(now);
                variant.or_insert_with(|| pascal(value));
            }
        }
        self
    }
}
