//! Groups of operations: what the pages say about them.

use super::{
    documentation::{self, Subject},
    item::handle,
    snapshot::Snapshots,
};
use crate::Change;

/// Changed documentation of the groups of both runs.
pub(super) fn compare(snapshots: &Snapshots<'_>) -> Vec<Change> {
    let (before, after) = (snapshots.before.api, snapshots.after.api);
    let both = after.namespaces.intersection(&before.namespaces);
    let changes = both.flat_map(|group| {
        let (old, new) = (before.group_docs.get(group), after.group_docs.get(group));
        let Some(origin) = new.or(old).map(|it| &it.origin) else {
            return Vec::new();
        };
        let subject = Subject {
            item: handle(&snapshots.after, group).to_string(),
            address: format!("group {}", group.join(" ")),
            origin,
        };
        let docs = [old, new].map(|it| it.map(|it| it.docs.clone()).unwrap_or_default());
        documentation::docs(snapshots, &subject, &docs[0], &docs[1])
    });
    changes.collect()
}
