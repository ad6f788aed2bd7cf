//! What an operation returns, beyond the types inside it.

use seamstress_codegen::{
    ir::{Boxing, Operation, Output, Presence, Response, ReturnedValue, TypeKey},
    source::Origin,
};

use super::{
    builder::ChangeBuilder,
    decision::Table,
    item::{operation_item, output, request_builder},
    migration::{Value, Wrapper, change_type},
    returns, scope,
    shape::same_type,
    share,
    snapshot::{Snapshot, Snapshots},
};
use crate::{Change, Impact, change::ChangeKind, selector::Selector};

/// What changed.
pub(super) fn compare(snapshots: &Snapshots<'_>, old: &Operation, new: &Operation) -> Vec<Change> {
    let mut changes = Vec::new();
    changes.extend(value(snapshots, old, new));
    changes.extend(envelope(snapshots, old, new));
    changes.extend(waiting(snapshots, old, new));
    changes.extend(returns::compare(snapshots, old, new));
    changes
}

/// The value that a call returns.
fn value(snapshots: &Snapshots<'_>, old: &Operation, new: &Operation) -> Option<Change> {
    let (was_paged, is_paged) = (old.behavior.paging.is_some(), new.behavior.paging.is_some());
    let paging = new
        .behavior
        .paging
        .as_ref()
        .or(old.behavior.paging.as_ref());
    let paging = paging.map_or("", String::as_str);
    if was_paged == is_paged && same_output(snapshots, old, new) {
        return None;
    }
    let (before, after) = (
        output(snapshots.before.names, old),
        output(snapshots.after.names, new),
    );
    let (kind, impact) = if before == after {
        (ChangeKind::WireChanged, Impact::WireOnly)
    } else {
        (ChangeKind::TypeChanged, Impact::Breaking)
    };
    let (because, migration) = match (was_paged, is_paged) {
        (false, true) => (
            snapshots.reason(Table::Pagination, paging, "its responses are now paginated"),
            "`.items` of the page is the list; `.items()` on the call iterates over all pages"
                .to_owned(),
        ),
        (true, false) => (
            snapshots.reason(
                Table::Pagination,
                paging,
                "its responses are no longer paginated",
            ),
            "use the list directly, without `.items()` or `.pages()`".to_owned(),
        ),
        _ => (
            snapshots.reason(
                Table::Envelope,
                &new.key.to_string(),
                because(snapshots, old, new),
            ),
            migration(snapshots, old, new, &before, &after),
        ),
    };
    let item = operation_item(&snapshots.after, new);
    let change = ChangeBuilder::new(kind, impact, item, format!("{} returns", new.key))
        .describe(format!("returns `{before}` → `{after}`"), because)
        .identified_by(&before, &after)
        .migration(if impact == Impact::Breaking {
            migration
        } else {
            String::new()
        })
        .explains([
            scope::request_builder(&snapshots.before, old),
            scope::request_builder(&snapshots.after, new),
        ])
        .explains(scope::types_within(
            &snapshots.before,
            &TypeKey::response(&old.key),
        ))
        .explains(scope::types_within(
            &snapshots.after,
            &TypeKey::response(&new.key),
        ))
        .explains(scope::output(&snapshots.before, old))
        .explains(scope::output(&snapshots.after, new));
    Some(change.at(snapshots, success_origin(new)))
}

/// Where the response of a successful call is declared.
fn success_origin(operation: &Operation) -> &Origin {
    let response = operation.success();
    response.map_or(&operation.origin, |response| &response.origin)
}

fn same_output(snapshots: &Snapshots<'_>, old: &Operation, new: &Operation) -> bool {
    let (old, new) = (old.returns(), new.returns());
    let is_same = match (old.value, new.value) {
        (ReturnedValue::Json(old), ReturnedValue::Json(new)) => wrapper(old) == wrapper(new),
        (ReturnedValue::Events(old), ReturnedValue::Events(new))
        | (ReturnedValue::Lines(old), ReturnedValue::Lines(new)) => old.nullable == new.nullable,
        (old, new) => std::mem::discriminant(&old) == std::mem::discriminant(&new),
    };
    let is_same_type = match (old.value.shape(), new.value.shape()) {
        (Some(old), Some(new)) => same_type(snapshots, old, new),
        (None, None) => true,
        _ => false,
    };
    is_same && is_same_type && old.is_optional == new.is_optional
}

/// What a returned value is wrapped in.
fn wrapper(output: &Output) -> Wrapper {
    match output.presence {
        Presence::Required => Wrapper::Bare,
        _ => Wrapper::Option,
    }
}

fn because(snapshots: &Snapshots<'_>, old: &Operation, new: &Operation) -> String {
    let (old, new) = (old.returns(), new.returns());
    match (old.value, new.value) {
        (ReturnedValue::Json(old_value), ReturnedValue::Json(value))
            if same_type(snapshots, &old_value.shape, &value.shape) =>
        {
            match new.is_optional || wrapper(value) != Wrapper::Bare {
                false => "its response always has a value now".to_owned(),
                true => "its response may now lack the value".to_owned(),
            }
        }
        (old, new) => {
            let shapes = old.shape().zip(new.shape());
            let shared = shapes.and_then(|(old, new)| share::reason(snapshots, old, new));
            shared.unwrap_or_else(|| {
                let (old, new) = (returns::describe(old), returns::describe(new));
                format!("it returned {old} and now returns {new}")
            })
        }
    }
}

fn migration(
    snapshots: &Snapshots<'_>,
    old: &Operation,
    new: &Operation,
    before: &str,
    after: &str,
) -> String {
    let (old, new) = (old.returns(), new.returns());
    match (old.value, new.value) {
        (ReturnedValue::Json(old_value), ReturnedValue::Json(value))
            if old.is_optional == new.is_optional =>
        {
            let (old, new) = (returned(old_value, before), returned(value, after));
            change_type(snapshots, &old, &new)
        }
        (ReturnedValue::Nothing, _) => {
            format!("the call now returns `{after}`: bind or drop it")
        }
        (_, ReturnedValue::Nothing) => "the call returns nothing any more".to_owned(),
        (_, ReturnedValue::ByStatus) => {
            format!("match on `{after}`, which has a variant for each status")
        }
        _ => format!("use `{after}` instead of `{before}`"),
    }
}

fn returned<'a>(output: &'a Output, text: &str) -> Value<'a> {
    Value {
        wrapper: wrapper(output),
        shape: &output.shape,
        boxing: Boxing::None,
        text: text.to_owned(),
    }
}

/// The field of the body that callers want, and the fields beside it.
fn envelope(snapshots: &Snapshots<'_>, old: &Operation, new: &Operation) -> Option<Change> {
    let (before, after) = (old.success()?, new.success()?);
    if before.envelope == after.envelope && before.siblings == after.siblings {
        return None;
    }
    let fields = |response: &Response| {
        let fields = response.envelope.iter().chain(&response.siblings);
        let fields: Vec<_> = fields.map(|it| format!("`{it}`")).collect();
        match fields.is_empty() {
            true => "the value itself".to_owned(),
            false => fields.join(", "),
        }
    };
    let (was, is) = (fields(before), fields(after));
    let summary = match (&before.envelope, &after.envelope) {
        (old, new) if old == new => {
            "the response body has other fields beside the value".to_owned()
        }
        (_, Some(field)) => format!("the value is read from `{field}`"),
        (_, None) => "the value is the whole body".to_owned(),
    };
    let change = ChangeBuilder::new(
        ChangeKind::WireChanged,
        Impact::WireOnly,
        operation_item(&snapshots.after, new),
        format!("{} envelope", new.key),
    )
    .describe(
        summary,
        snapshots.reason(
            Table::Envelope,
            &new.key.to_string(),
            format!("the body was {was} and is now {is}"),
        ),
    )
    .identified_by(was, is);
    Some(change.at(snapshots, &after.origin))
}

/// Whether a call waits for a job that continues after the response.
fn waiting(snapshots: &Snapshots<'_>, old: &Operation, new: &Operation) -> Option<Change> {
    let because = |field: &str, otherwise| snapshots.reason(Table::LongRunning, field, otherwise);
    let (summary, because, migration) =
        match (&old.behavior.long_running, &new.behavior.long_running) {
            (None, Some(field)) => (
                "waits until the job is done",
                because(field, format!("`{field}` has the status of a job")),
                "put `.no_wait()` before `.await` to return with the first response",
            ),
            (Some(field), None) => (
                "no longer waits for the job",
                because(
                    field,
                    format!("`{field}` does not have the status of a job any more"),
                ),
                "remove `.no_wait()`, and check whether the job is done",
            ),
            _ => return None,
        };
    let methods = |snapshot: &Snapshot<'_>, operation| {
        let builder = request_builder(snapshot, operation);
        ["no_wait", "wait_timeout"].map(|method| Selector::function(&builder, method))
    };
    let change = ChangeBuilder::new(
        ChangeKind::BehaviorChanged,
        Impact::Breaking,
        operation_item(&snapshots.after, new),
        format!("{} waits", new.key),
    )
    .describe(summary, because)
    .identified_by(
        old.behavior.long_running.is_some(),
        new.behavior.long_running.is_some(),
    )
    .migration(migration)
    .explains(methods(&snapshots.before, old))
    .explains(methods(&snapshots.after, new));
    Some(change.at(snapshots, success_origin(new)))
}
