//! Operations: which were added and removed, and what changed about the others.

use seamstress_codegen::{
    ir::{Api, Operation, OperationKey},
    sample::Sample,
    source::{Origin, Pointer},
};

use super::{
    builder::ChangeBuilder,
    call,
    decision::Table,
    documentation::{self, Subject},
    item::{operation_item, output},
    matched_operations::{MatchedOperations, OperationPair},
    request, response, scope,
    snapshot::{Snapshot, Snapshots},
};
use crate::{Change, Impact, change::ChangeKind};

/// What changed about all operations, but for who may call them.
pub(super) fn compare(
    snapshots: &Snapshots<'_>,
    operations: &MatchedOperations<'_>,
) -> Vec<Change> {
    let mut changes = Vec::new();
    for OperationPair { old, new } in &operations.moved {
        changes.push(moved(snapshots, old, new));
    }
    for OperationPair { old, new } in operations.in_both() {
        changes.extend(changed(snapshots, old, new));
    }
    let removed = operations.removed.iter();
    changes.extend(removed.map(|old| removed_operation(snapshots, old, &operations.added)));
    let added = operations.added.iter();
    changes.extend(added.map(|new| added_operation(snapshots, new)));
    changes
}

fn added_operation(snapshots: &Snapshots<'_>, new: &Operation) -> Change {
    let item = operation_item(&snapshots.after, new);
    ChangeBuilder::new(ChangeKind::Added, Impact::Added, item, &new.key)
        .describe("new operation", format!("`{}` is new", new.key))
        .explains(scope::operation(&snapshots.after, new))
        .explains(scope::namespaces(&snapshots.after, &snapshots.before, new))
        .at(snapshots, &new.origin)
}

fn removed_operation(snapshots: &Snapshots<'_>, old: &Operation, added: &[&Operation]) -> Change {
    let item = operation_item(&snapshots.before, old);
    let returned = output(snapshots.before.names, old);
    let mut replacements = added
        .iter()
        .filter(|new| new.wire == old.wire && output(snapshots.after.names, new) == returned);
    let migration = match (
        old.lifecycle.deprecated.as_deref(),
        sent_by_default(&snapshots.after, old),
        replacements.next(),
        replacements.next(),
    ) {
        (Some(reason), ..) if !reason.is_empty() => {
            format!("the page deprecated it: {reason}")
        }
        (_, Some(new), ..) => {
            let item = operation_item(&snapshots.after, new);
            format!("call `{item}` instead, which sends that media type now")
        }
        (_, _, Some(replacement), None) => {
            let item = operation_item(&snapshots.after, replacement);
            format!("call `{item}` instead, which is new and returns the same type")
        }
        _ => "no page says what to call instead".to_owned(),
    };
    ChangeBuilder::new(ChangeKind::Removed, Impact::Breaking, item, &old.key)
        .describe(
            "operation removed",
            format!("no page has `{}` any more", old.key),
        )
        .migration(migration)
        .explains(scope::operation(&snapshots.before, old))
        .explains(scope::namespaces(&snapshots.before, &snapshots.after, old))
        .formerly_at(snapshots, &old.origin)
}

/// The operation that sends by default what another one was for: a body of its media type.
fn sent_by_default<'a>(after: &Snapshot<'a>, old: &Operation) -> Option<&'a Operation> {
    let media = old.key.media.as_ref()?;
    let new = after.operation(&OperationKey {
        media: None,
        ..old.key.clone()
    })?;
    let content = new.input.content()?;
    (content.media.essence() == *media).then_some(new)
}

/// The same call that sends to another URL.
fn moved(snapshots: &Snapshots<'_>, old: &Operation, new: &Operation) -> Change {
    let item = operation_item(&snapshots.after, new);
    ChangeBuilder::new(ChangeKind::Moved, Impact::Breaking, item, &old.key)
        .describe(
            format!("sends `{}` instead of `{}`", new.key, old.key),
            format!(
                "no page has `{}` any more, and `{}` is new",
                old.key, new.key
            ),
        )
        .migration("nothing to write: calls go there as soon as the crate is updated")
        .identified_by(&old.key, &new.key)
        .explains(scope::operation(&snapshots.before, old))
        .explains(scope::operation(&snapshots.after, new))
        .at(snapshots, &new.origin)
}

fn changed(snapshots: &Snapshots<'_>, old: &Operation, new: &Operation) -> Vec<Change> {
    let mut changes = Vec::new();
    changes.extend(call::compare(snapshots, old, new));
    changes.extend(request::compare(snapshots, old, new));
    changes.extend(response::compare(snapshots, old, new));
    changes.extend(safety(snapshots, old, new));
    changes.extend(idempotency(snapshots, old, new));
    changes.extend(server(snapshots, old, new));
    let subject = Subject {
        item: operation_item(&snapshots.after, new),
        address: new.key.to_string(),
        origin: &new.origin,
    };
    let methods = vec![
        scope::method(&snapshots.before, old),
        scope::method(&snapshots.after, new),
    ];
    let (before, after) = (
        old.lifecycle.deprecated.as_deref(),
        new.lifecycle.deprecated.as_deref(),
    );
    changes.extend(documentation::deprecation(
        snapshots, &subject, before, after, methods,
    ));
    changes.extend(documentation::docs(
        snapshots, &subject, &old.docs, &new.docs,
    ));
    changes.extend(samples(snapshots, &subject, old, new));
    changes
}

/// Whether a call is retried where it is not known whether the request arrived.
fn safety(snapshots: &Snapshots<'_>, old: &Operation, new: &Operation) -> Option<Change> {
    let item = operation_item(&snapshots.after, new);
    let address = format!("{} safe", new.key);
    let because = |otherwise| snapshots.reason_by_pattern(Table::Safe, &new.key, otherwise);
    let change = match (old.behavior.safe, new.behavior.safe) {
        (true, false) => {
            ChangeBuilder::new(ChangeKind::BehaviorChanged, Impact::Breaking, item, address)
                .describe(
                    "is no longer retried where no response arrives",
                    because(format!("`{}` is no longer declared safe", new.key)),
                )
                .migration("retry it yourself where that does no harm")
        }
        (false, true) => {
            ChangeBuilder::new(ChangeKind::WireChanged, Impact::WireOnly, item, address).describe(
                "is now retried where no response arrives",
                because(format!("`{}` is declared safe", new.key)),
            )
        }
        _ => return None,
    };
    let change = change.identified_by(old.behavior.safe, new.behavior.safe);
    Some(change.at(snapshots, &new.origin))
}

/// Whether a server recognizes a request that is sent again, so that it is.
fn idempotency(snapshots: &Snapshots<'_>, old: &Operation, new: &Operation) -> Option<Change> {
    let key = |operation: &Operation| operation.behavior.idempotency_key.clone();
    let (before, after) = (key(old), key(new));
    let item = operation_item(&snapshots.after, new);
    let address = format!("{} idempotency key", new.key);
    let because = |otherwise| snapshots.reason_by_pattern(Table::Idempotency, &new.key, otherwise);
    let change = match (&before, &after) {
        (Some(header), None) => {
            ChangeBuilder::new(ChangeKind::BehaviorChanged, Impact::Breaking, item, address)
                .describe(
                    "is no longer retried where no response arrives",
                    because(format!("it no longer takes the header `{header}`")),
                )
                .migration("retry it yourself where that does no harm")
        }
        (_, Some(header)) if before != after => {
            ChangeBuilder::new(ChangeKind::WireChanged, Impact::WireOnly, item, address).describe(
                "is retried where no response arrives, with the same key",
                because(format!("it takes the header `{header}`")),
            )
        }
        _ => return None,
    };
    let shown = |key: Option<String>| key.unwrap_or_default();
    let change = change.identified_by(shown(before), shown(after));
    Some(change.at(snapshots, &new.origin))
}

/// The server that requests are sent to, where it is not that of the whole API.
fn server(snapshots: &Snapshots<'_>, old: &Operation, new: &Operation) -> Option<Change> {
    let describe = |operation: &Operation| {
        let own = operation.servers.first();
        own.map_or("the server of the API".to_owned(), |own| {
            format!("`{}`", own.url)
        })
    };
    let (was, is) = (describe(old), describe(new));
    if was == is {
        return None;
    }
    let item = operation_item(&snapshots.after, new);
    let address = format!("{} servers", new.key);
    let change = ChangeBuilder::new(ChangeKind::Moved, Impact::Breaking, item, address)
        .describe(
            format!("is sent to {is}, not to {was}"),
            format!("the servers of `{}` are others", new.key),
        )
        .identified_by(was, is)
        .migration("nothing to write: calls go there as soon as the crate is updated");
    Some(change.at(snapshots, &new.origin))
}

/// The examples on the pages.
fn samples(
    snapshots: &Snapshots<'_>,
    subject: &Subject<'_>,
    old: &Operation,
    new: &Operation,
) -> Option<Change> {
    let texts = |api: &Api, operation: &Operation| -> Vec<String> {
        let Some(examples) = api.examples.get(&operation.key) else {
            return Vec::new();
        };
        let json = |sample: &Sample| format!("{:?} {}", sample.side, sample.json);
        let samples = examples.samples.iter().map(json);
        let snippets = examples.snippets.iter();
        samples
            .chain(snippets.map(|it| it.source.clone()))
            .collect()
    };
    let (before, after) = (
        texts(snapshots.before.api, old),
        texts(snapshots.after.api, new),
    );
    if before == after {
        return None;
    }
    let change = ChangeBuilder::new(
        ChangeKind::DocsChanged,
        Impact::DocsOnly,
        &subject.item,
        format!("{} samples", new.key),
    )
    .describe("examples changed", "the page has other examples")
    .identified_by("", after.join("\n"));
    // Examples stand outside of the declaration, so that the change belongs to the whole page.
    let page = Origin::new(new.origin.page.clone(), Pointer::root());
    Some(change.at_all(snapshots, [&new.origin, &page].into_iter()))
}
