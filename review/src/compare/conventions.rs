//! What the API does everywhere in the same way: pagination, long-running jobs, webhooks.

use seamstress_codegen::{
    ir::{LongRunning, Names, Webhook},
    surface::TypePath,
};

use super::{builder::ChangeBuilder, decision::Table, snapshot::Snapshots};
use crate::{Change, Impact, change::ChangeKind, selector::Selector};

/// Where the declaration is the same.
const CONFIRMED: &str = "`specs/overrides.toml` declares it, and the pages now confirm it";

/// What changed about the conventions themselves. For operations that begin or cease to
/// follow one, see [`response`](super::response).
pub(super) fn compare(snapshots: &Snapshots<'_>) -> Vec<Change> {
    let mut changes = pagination(snapshots);
    changes.extend(long_running(snapshots));
    changes.extend(webhook(snapshots));
    changes
}

fn pagination(snapshots: &Snapshots<'_>) -> Vec<Change> {
    let (before, after) = (&snapshots.before.api.paging, &snapshots.after.api.paging);
    let both = after
        .iter()
        .filter_map(|(field, new)| Some((field, before.get(field)?, new)));
    let changed = both.filter(|(_, old, new)| old != new);
    let changes = changed.map(|(field, old, new)| {
        ChangeBuilder::new(
            ChangeKind::WireChanged,
            Impact::WireOnly,
            "Pages",
            format!("paging {field}"),
        )
        .describe(
            "requests the next page in another way",
            snapshots.reason(Table::Pagination, field, CONFIRMED),
        )
        .identified_by(old, new)
        .without_location()
    });
    changes.collect()
}

fn long_running(snapshots: &Snapshots<'_>) -> Vec<Change> {
    let identity = |it: &LongRunning| {
        format!(
            "{} {} {} {:?} {:?} {:?} {:?} {:?}",
            it.poll,
            it.id,
            it.status,
            it.pending,
            it.succeeded,
            it.failed,
            it.failure_code,
            it.failure_message
        )
    };
    let (before, after) = (
        &snapshots.before.api.long_running,
        &snapshots.after.api.long_running,
    );
    let builder = TypePath::at_root(snapshots.after.names.client_builder().as_str());
    let settings = || {
        let names = ["no_wait", "wait_timeout", "poll_interval"];
        names.map(|name| Selector::function(&builder, name))
    };
    let because = |field: &str, otherwise| snapshots.reason(Table::LongRunning, field, otherwise);
    let mut changes = Vec::new();
    for (field, new) in after {
        let address = format!("waiting {field}");
        match before.get(field) {
            Some(old) if identity(old) != identity(new) => {
                let change =
                    ChangeBuilder::new(ChangeKind::WireChanged, Impact::WireOnly, "Call", address)
                        .describe("polls jobs in another way", because(field, CONFIRMED))
                        .identified_by(identity(old), identity(new));
                changes.push(change.without_location());
            }
            Some(_) => {}
            None => {
                let change =
                    ChangeBuilder::new(ChangeKind::Added, Impact::Added, &builder, address)
                        .describe(
                            format!("waits for jobs whose status is in `{field}`"),
                            because(field, CONFIRMED),
                        )
                        .explains(settings());
                changes.push(change.without_location());
            }
        }
    }
    for field in before.keys().filter(|field| !after.contains_key(*field)) {
        let address = format!("waiting {field}");
        let change = ChangeBuilder::new(ChangeKind::Removed, Impact::Breaking, &builder, address)
            .describe(
                format!("no longer waits for jobs whose status is in `{field}`"),
                because(field, "no operation returns one any more"),
            )
            .migration("remove the settings for waiting")
            .explains(settings());
        changes.push(change.without_location());
    }
    changes
}

fn webhook(snapshots: &Snapshots<'_>) -> Option<Change> {
    let (before, after) = (&snapshots.before.api.webhook, &snapshots.after.api.webhook);
    let (old_names, new_names) = (snapshots.before.names, snapshots.after.names);
    let identity =
        |names: &Names, it: &Webhook| format!("{} {} {}", names.webhook(), it.event, it.headers);
    let because = |otherwise| snapshots.reason(Table::Webhook, "", otherwise);
    let items = |names: &Names| {
        [Selector::everything(&TypePath::at_root(
            names.webhook().as_str(),
        ))]
    };
    let change = match (before, after) {
        (None, Some(new)) => {
            let item = new_names.webhook();
            ChangeBuilder::new(ChangeKind::Added, Impact::Added, item, "webhook")
                .describe("verifies and decodes webhooks", because(CONFIRMED))
                .identified_by("", identity(new_names, new))
                .explains(items(new_names))
        }
        (Some(old), None) => {
            let item = old_names.webhook();
            ChangeBuilder::new(ChangeKind::Removed, Impact::Breaking, item, "webhook")
                .describe(
                    "removed",
                    because("the pages do not declare the events any more"),
                )
                .migration("verify webhooks yourself")
                .identified_by(identity(old_names, old), "")
                .explains(items(old_names))
        }
        (Some(old), Some(new)) if identity(old_names, old) != identity(new_names, new) => {
            let item = new_names.webhook();
            let is_visible = old_names.webhook() != item || old.event != new.event;
            let (kind, impact, migration) = if is_visible {
                let migration = format!("write `{item}`, which decodes another type");
                (ChangeKind::TypeChanged, Impact::Breaking, migration)
            } else {
                (ChangeKind::WireChanged, Impact::WireOnly, String::new())
            };
            ChangeBuilder::new(kind, impact, item, "webhook")
                .describe("decodes or verifies in another way", because(CONFIRMED))
                .migration(migration)
                .identified_by(identity(old_names, old), identity(new_names, new))
                .explains(items(old_names))
                .explains(items(new_names))
        }
        _ => return None,
    };
    Some(change.without_location())
}
