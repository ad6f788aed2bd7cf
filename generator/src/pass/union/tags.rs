//! The strings of the discriminator that the document maps to branches.

use std::collections::BTreeSet;

use crate::ir::Branch;

/// Whether the document's mapping, or the name of its component, gives every branch tags of its
/// own.
pub(super) fn are_distinct<'a>(branches: impl IntoIterator<Item = &'a Branch>) -> bool {
    let mut seen = BTreeSet::new();
    branches
        .into_iter()
        .all(|branch| !branch.tags.is_empty() && branch.tags.iter().all(|tag| seen.insert(tag)))
}
