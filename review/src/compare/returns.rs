//! Media types and statuses: which of them a call asks for and reads.

use seamstress_codegen::ir::{Operation, Response, ReturnedValue, StatusPattern};

use super::{
    builder::ChangeBuilder,
    item::{operation_item, output_enum},
    scope,
    shape::{self, same_type},
    snapshot::{Snapshot, Snapshots},
    stream,
};
use crate::{Change, Impact, change::ChangeKind, selector::Selector};

/// What changed, beyond the type that a call returns.
pub(super) fn compare(snapshots: &Snapshots<'_>, old: &Operation, new: &Operation) -> Vec<Change> {
    let mut changes = by_status(snapshots, old, new);
    changes.extend(documented(snapshots, old, new));
    changes.extend(stream::compare(snapshots, old, new));
    changes.extend(errors(snapshots, old, new));
    changes
}

/// What is returned, in a sentence.
pub(super) fn describe(value: ReturnedValue<'_>) -> String {
    match value {
        ReturnedValue::Nothing => "nothing".to_owned(),
        ReturnedValue::Json(output) => shape::describe(&output.shape),
        ReturnedValue::Text => "text".to_owned(),
        ReturnedValue::Bytes => "bytes".to_owned(),
        ReturnedValue::Events(item) => {
            format!(
                "events, the data of which is {}",
                shape::describe(&item.shape)
            )
        }
        ReturnedValue::Lines(item) => {
            format!(
                "a stream, each item of which is {}",
                shape::describe(&item.shape)
            )
        }
        ReturnedValue::ByStatus => "one of several types by status".to_owned(),
    }
}

/// The variants of the enum that both return.
fn by_status(snapshots: &Snapshots<'_>, old: &Operation, new: &Operation) -> Vec<Change> {
    let (was, is) = (old.responses_by_status(), new.responses_by_status());
    if was.is_empty() || is.is_empty() {
        return Vec::new();
    }
    let mut changes = Vec::new();
    for response in was {
        match with_status(is, response.status) {
            None => {
                let change = variant(&snapshots.before, old, response, |item, address| {
                    ChangeBuilder::new(ChangeKind::Removed, Impact::Breaking, item, address)
                        .describe(
                            "variant removed",
                            format!("no page has the response {} any more", response.status),
                        )
                        .migration("if the API still returns it, match on `Unknown`")
                });
                changes.extend(change.map(|it| it.formerly_at(snapshots, &response.origin)));
            }
            Some(now) if !same_value(snapshots, response, now) => {
                let (before, after) = (ReturnedValue::of(response), ReturnedValue::of(now));
                let (before, after) = (describe(before), describe(after));
                let change = variant(&snapshots.after, new, now, |item, address| {
                    ChangeBuilder::new(ChangeKind::TypeChanged, Impact::Breaking, item, address)
                        .describe(
                            "the variant holds another type",
                            format!(
                                "the response {} was {before} and is now {after}",
                                now.status
                            ),
                        )
                        .identified_by(&before, &after)
                        .migration("use the new type")
                });
                changes.extend(change.map(|it| it.at(snapshots, &now.origin)));
            }
            Some(_) => {}
        }
    }
    let added = is.iter().filter(|it| with_status(was, it.status).is_none());
    for response in added {
        let change = variant(&snapshots.after, new, response, |item, address| {
            let name = snapshots
                .after
                .names
                .output_variant(&new.key, response.status);
            ChangeBuilder::new(ChangeKind::Added, Impact::Added, item, address)
                .describe(
                    "new variant",
                    format!("the response {} is new", response.status),
                )
                .migration(format!("match on `{name}`, which was `Unknown` until now"))
        });
        changes.extend(change.map(|it| it.at(snapshots, &response.origin)));
    }
    changes
}

fn with_status(responses: &[Response], status: StatusPattern) -> Option<&Response> {
    responses.iter().find(|it| it.status == status)
}

fn same_value(snapshots: &Snapshots<'_>, old: &Response, new: &Response) -> bool {
    let (old, new) = (ReturnedValue::of(old), ReturnedValue::of(new));
    let is_same_kind = std::mem::discriminant(&old) == std::mem::discriminant(&new);
    let is_same_type = match (old.shape(), new.shape()) {
        (Some(old), Some(new)) => same_type(snapshots, old, new),
        (old, new) => old.is_none() && new.is_none(),
    };
    is_same_kind && is_same_type
}

/// A change of the variant for a response, which explains the variant and the types in it.
fn variant(
    snapshot: &Snapshot<'_>,
    operation: &Operation,
    response: &Response,
    build: impl FnOnce(String, String) -> ChangeBuilder,
) -> Option<ChangeBuilder> {
    let owner = output_enum(snapshot, operation)?;
    let name = snapshot
        .names
        .output_variant(&operation.key, response.status);
    let address = format!("{} response {}", operation.key, response.status);
    let change = build(format!("{owner}::{name}"), address);
    Some(
        change
            .explains([Selector::variant(&owner, name)])
            .explains(scope::output(snapshot, operation)),
    )
}

/// The statuses and the media types of successes, where a call returns the same type.
fn documented(snapshots: &Snapshots<'_>, old: &Operation, new: &Operation) -> Option<Change> {
    let list = |operation: &Operation| -> String {
        let responses = operation.responses.iter().map(|response| {
            let media = response.contents.iter().map(|it| &it.media);
            let media = media.chain(&response.alike).map(ToString::to_string);
            match media.collect::<Vec<_>>() {
                media if media.is_empty() => response.status.to_string(),
                media => format!("{} ({})", response.status, media.join(", ")),
            }
        });
        responses.collect::<Vec<_>>().join(" or ")
    };
    let (was, is) = (list(old), list(new));
    if was == is || was.is_empty() || is.is_empty() {
        return None;
    }
    let summary = match (old.accept(), new.accept()) {
        (old, new) if old == new => "reads other responses".to_owned(),
        (_, new) => {
            let new = new.unwrap_or_else(|| "application/json".to_owned());
            format!("asks for `{new}`")
        }
    };
    let change = ChangeBuilder::new(
        ChangeKind::WireChanged,
        Impact::WireOnly,
        operation_item(&snapshots.after, new),
        format!("{} responses", new.key),
    )
    .describe(
        summary,
        format!("its responses were {was} and are now {is}"),
    )
    .identified_by(was, is);
    Some(change.at(snapshots, &new.origin))
}

/// The types of errors. No program breaks by another one: `Error::body_as` reads as any type,
/// and what the API sends is up to the API.
fn errors(snapshots: &Snapshots<'_>, old: &Operation, new: &Operation) -> Vec<Change> {
    let mut changes = Vec::new();
    let body = |responses: &[Response], status| {
        let response = with_status(responses, status)?;
        Some(response.json()?.shape.clone())
    };
    let statuses = old.errors.iter().chain(&new.errors).map(|it| it.status);
    let mut statuses: Vec<_> = statuses.collect();
    statuses.sort_unstable();
    statuses.dedup();
    for status in statuses {
        let (was, is) = (body(&old.errors, status), body(&new.errors, status));
        let (summary, because) = match (&was, &is) {
            (Some(was), Some(is)) if same_type(snapshots, was, is) => continue,
            (Some(was), Some(is)) => (
                format!("the error {status} has another body"),
                format!(
                    "it was {} and is now {}: `Error::body_as` has to name the new type",
                    shape::describe(was),
                    shape::describe(is)
                ),
            ),
            (None, Some(is)) => (
                format!("the error {status} is documented"),
                format!("its body is {}", shape::describe(is)),
            ),
            (Some(was), None) => (
                format!("the error {status} is no longer documented"),
                format!("its body was {}", shape::describe(was)),
            ),
            (None, None) => continue,
        };
        let item = operation_item(&snapshots.after, new);
        let address = format!("{} error {status}", new.key);
        let origin = with_status(&new.errors, status).map_or(&new.origin, |it| &it.origin);
        let change = ChangeBuilder::new(ChangeKind::WireChanged, Impact::WireOnly, item, address)
            .describe(summary, because.clone())
            .identified_by(was.is_some(), because);
        changes.push(change.at(snapshots, origin));
    }
    changes
}
