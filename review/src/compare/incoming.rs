//! What the API sends by itself: webhooks and callbacks that were added and removed, and those that
//! have another payload.

use std::collections::BTreeMap;

use seamstress_codegen::ir::{Incoming, IncomingKind, Shape};

use super::{
    builder::ChangeBuilder,
    item,
    snapshot::{Snapshot, Snapshots},
};
use crate::{Change, Impact, change::ChangeKind};

/// The requests of one run by what the document calls them and by their payloads: operations may
/// have callbacks of one name.
type Requests<'a> = BTreeMap<(IncomingKind, &'a str), BTreeMap<String, &'a Incoming>>;

/// What changed. Whether programs compile depends on the types of the payloads, which have changes
/// of their own.
pub(super) fn compare(snapshots: &Snapshots<'_>) -> Vec<Change> {
    let (mut before, mut after) = (requests(&snapshots.before), requests(&snapshots.after));
    let mut changes = Vec::new();
    for (key, old) in &mut before {
        let new = after.entry(*key).or_default();
        let both: Vec<_> = old
            .keys()
            .filter(|it| new.contains_key(*it))
            .cloned()
            .collect();
        for payload in both {
            old.remove(&payload);
            new.remove(&payload);
        }
        if old.len() == 1
            && new.len() == 1
            && let (Some((_, old)), Some((_, new))) = (old.pop_first(), new.pop_first())
        {
            changes.push(other_payload(snapshots, old, new));
        }
        changes.extend(old.values().map(|it| no_longer_sent(snapshots, it)));
    }
    let added = after.values().flat_map(BTreeMap::values);
    changes.extend(added.map(|it| now_sent(snapshots, it)));
    changes
}

fn requests<'a>(snapshot: &Snapshot<'a>) -> Requests<'a> {
    let mut requests = Requests::new();
    for request in &snapshot.api.incoming {
        let key = (request.kind, request.name.as_str());
        let payload = match &request.payload.shape {
            Shape::Type(key) => key.to_string(),
            shape => item::ty(snapshot.names, shape),
        };
        requests.entry(key).or_default().insert(payload, request);
    }
    requests
}

fn now_sent(snapshots: &Snapshots<'_>, new: &Incoming) -> Change {
    let (kind, name) = (new.kind, &new.name);
    change(&snapshots.after, ChangeKind::Added, Impact::WireOnly, new)
        .describe(
            format!("is the payload of the {kind} `{name}`"),
            format!("the {kind} `{name}` is new"),
        )
        .at(snapshots, &new.origin)
}

fn no_longer_sent(snapshots: &Snapshots<'_>, old: &Incoming) -> Change {
    let (kind, name) = (old.kind, &old.name);
    change(
        &snapshots.before,
        ChangeKind::Removed,
        Impact::WireOnly,
        old,
    )
    .describe(
        format!("is no longer the payload of the {kind} `{name}`"),
        format!("no page has the {kind} `{name}` any more"),
    )
    .formerly_at(snapshots, &old.origin)
}

fn other_payload(snapshots: &Snapshots<'_>, old: &Incoming, new: &Incoming) -> Change {
    let (kind, name) = (new.kind, &new.name);
    let was = payload(&snapshots.before, old);
    let is = payload(&snapshots.after, new);
    change(
        &snapshots.after,
        ChangeKind::TypeChanged,
        Impact::Breaking,
        new,
    )
    .describe(
        format!("is the payload of the {kind} `{name}`, which was `{was}`"),
        format!("the {kind} `{name}` has another payload"),
    )
    .identified_by(&was, &is)
    .migration(format!("decode the payload of `{name}` as `{is}`"))
    .at(snapshots, &new.origin)
}

fn change(
    snapshot: &Snapshot<'_>,
    kind: ChangeKind,
    impact: Impact,
    request: &Incoming,
) -> ChangeBuilder {
    let address = format!("{} {}", request.kind, request.name);
    ChangeBuilder::new(kind, impact, payload(snapshot, request), address)
}

/// The type of the payload.
fn payload(snapshot: &Snapshot<'_>, request: &Incoming) -> String {
    match &request.payload.shape {
        Shape::Type(key) => item::type_path(snapshot, key).to_string(),
        shape => item::ty(snapshot.names, shape),
    }
}
