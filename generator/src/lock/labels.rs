//! Labels of branches that were others in earlier versions of the generator.

use super::{Lock, shares::rename};
use crate::{
    case::pascal,
    ir::{Branch, Shape, TypeKey, TypeKind, Types, describe::STRINGS},
};

impl Lock {
    /// This lock, with what it says about the branches of each union under the labels that they
    /// have now.
    pub(crate) fn relabelled(mut self, types: &Types) -> Self {
        for (key, def) in types {
            let TypeKind::Union(union) = &def.kind else {
                continue;
            };
            let is_label = |label: &String| union.branches.iter().any(|it| it.label == *label);
            for (index, branch) in union.branches.iter().enumerate() {
                let earlier = earlier_labels(types, index, branch).into_iter();
                let earlier = earlier.filter(|label| !is_label(label));
                self.relabel(key, earlier, &branch.label);
            }
        }
        self
    }

    /// Moves what the lock has under the first of the earlier labels of a branch of `union`.
    fn relabel(&mut self, union: &TypeKey, mut earlier: impl Iterator<Item = String>, label: &str) {
        let is_locked = |lock: &Self, label: &str| {
            let address = Self::branch_key(union, label);
            lock.types.contains_key(&address) || lock.members.contains_key(&address)
        };
        let Some(known) = earlier.find(|known| is_locked(self, known)) else {
            return;
        };
        if is_locked(self, label) {
            return;
        }
        let (before, now) = (
            Self::branch_key(union, &known),
            Self::branch_key(union, label),
        );
        rename(&mut self.types, &before, &now);
        rename(&mut self.members, &before, &now);
        rename(&mut self.boxed, &before, &now);
        // A variant that is called as its label says is not in the lock.
        let variant = self.members.entry(now);
        variant.or_insert_with(|| pascal(&known));
    }
}

/// The labels that a branch may have had: the one branch of strings was called after the first of
/// several values, and an object that its strings tell from the others after its place where they
/// did not tell all of them apart.
fn earlier_labels(types: &Types, index: usize, branch: &Branch) -> Vec<String> {
    let Shape::Type(target) = &branch.shape else {
        return Vec::new();
    };
    match types.get(target).map(|def| &def.kind) {
        Some(TypeKind::Enum(inner)) if branch.label == STRINGS => inner.values.clone(),
        Some(TypeKind::Struct(_)) => vec![format!("form_{}", index + 1)],
        _ => Vec::new(),
    }
}
