//! Streams that a call returns in place of a value, and the event that ends them.

use seamstress_codegen::ir::{Content, Operation, Payload, Shape};

use super::{
    builder::ChangeBuilder,
    decision::Table,
    item::operation_item,
    scope,
    shape::{self, same_type},
    snapshot::{Snapshot, Snapshots},
};
use crate::{Change, Impact, change::ChangeKind, selector::Selector};

/// What changed.
pub(super) fn compare(snapshots: &Snapshots<'_>, old: &Operation, new: &Operation) -> Vec<Change> {
    let changes = [
        method(snapshots, old, new),
        switch(snapshots, old, new),
        last_event(snapshots, old, new),
    ];
    changes.into_iter().flatten().collect()
}

/// The event that ends a stream. One that is not known is an item that cannot be decoded.
fn last_event(snapshots: &Snapshots<'_>, old: &Operation, new: &Operation) -> Option<Change> {
    let (was, is) = (&old.behavior.last_event, &new.behavior.last_event);
    if was == is {
        return None;
    }
    let item = operation_item(&snapshots.after, new);
    let address = format!("{} last event", new.key);
    let (change, otherwise) = match is {
        Some(data) => (
            ChangeBuilder::new(ChangeKind::WireChanged, Impact::WireOnly, item, address),
            format!("the event `{data}` ends it"),
        ),
        None => (
            ChangeBuilder::new(ChangeKind::BehaviorChanged, Impact::Breaking, item, address)
                .migration("end the stream yourself where that event comes"),
            "no event ends it".to_owned(),
        ),
    };
    let summary = match is {
        Some(data) => format!("the stream ends at the event `{data}`"),
        None => "the stream ends at no event, but where the response does".to_owned(),
    };
    let change = change
        .describe(
            summary,
            snapshots.reason_by_pattern(Table::Stream, &new.key, otherwise),
        )
        .identified_by(
            was.as_deref().unwrap_or_default(),
            is.as_deref().unwrap_or_default(),
        );
    Some(change.at(snapshots, &new.origin))
}

/// The method that returns a stream in place of a value.
fn method(snapshots: &Snapshots<'_>, old: &Operation, new: &Operation) -> Option<Change> {
    let name = |content: &Content| match content.payload {
        Payload::Lines(_) => "lines",
        _ => "events",
    };
    let item =
        |content: Option<&Content>| content.and_then(|it| Some(it.type_ref()?.shape.clone()));
    let (was, is) = (old.stream(), new.stream());
    let (old_item, new_item) = (item(was), item(is));
    let is_same = match (&old_item, &new_item) {
        (Some(old), Some(new)) => same_type(snapshots, old, new),
        (old, new) => old.is_none() && new.is_none(),
    };
    if was.map(name) == is.map(name) && is_same {
        return None;
    }
    let operation = operation_item(&snapshots.after, new);
    let address = format!("{} stream", new.key);
    let text = |item: &Option<Shape>| {
        item.as_ref()
            .map_or_else(|| "no stream".to_owned(), shape::describe)
    };
    let because = format!(
        "the stream was {} and is now {}",
        text(&old_item),
        text(&new_item)
    );
    let (kind, impact, summary, migration) = match (was.map(name), is.map(name)) {
        (None, Some(name)) => match new.switch(&snapshots.after.api.types) {
            Some(switch) if switch.outer.is_none() => (
                ChangeKind::Added,
                Impact::Breaking,
                format!("`.{name}()` returns a stream"),
                format!(
                    "call `.{name}()` in place of the setter of `{}`, which is removed",
                    switch.field.wire
                ),
            ),
            _ => (
                ChangeKind::Added,
                Impact::Added,
                format!("`.{name}()` returns a stream"),
                String::new(),
            ),
        },
        (Some(_), Some(name)) => (
            ChangeKind::TypeChanged,
            Impact::Breaking,
            format!("`.{name}()` returns another stream"),
            format!("use the type of `.{name}()`"),
        ),
        (Some(name), None) => (
            ChangeKind::Removed,
            Impact::Breaking,
            format!("`.{name}()` is removed"),
            "the response is no longer documented as a stream".to_owned(),
        ),
        (None, None) => return None,
    };
    let change = ChangeBuilder::new(kind, impact, operation, address)
        .describe(summary, because.clone())
        .identified_by(was.is_some(), because)
        .migration(migration)
        .explains([
            scope::request_builder(&snapshots.before, old),
            scope::request_builder(&snapshots.after, new),
        ])
        .explains(switch_setter(&snapshots.before, new))
        .explains(switch_setter(&snapshots.after, old));
    Some(change.at(snapshots, is.map_or(&new.origin, |content| &content.origin)))
}

/// The field of the body that asks for a stream that both have: the method that returns the
/// stream sets it, in place of a setter.
fn switch(snapshots: &Snapshots<'_>, old: &Operation, new: &Operation) -> Option<Change> {
    let field = |snapshot: &Snapshot<'_>, operation: &Operation| {
        let switch = operation.switch(&snapshot.api.types)?;
        Some(switch.field.wire.clone())
    };
    let (was, is) = (field(&snapshots.before, old), field(&snapshots.after, new));
    if was == is || old.stream().is_none() || new.stream().is_none() {
        return None;
    }
    let describe = |field: &Option<String>| match field {
        Some(field) => format!("the field `{field}`"),
        None => "the header `accept`".to_owned(),
    };
    let (was, is) = (describe(&was), describe(&is));
    let otherwise = format!("the body has other fields: {was} asked for the stream");
    let item = operation_item(&snapshots.after, new);
    let address = format!("{} switch", new.key);
    let change = ChangeBuilder::new(ChangeKind::BehaviorChanged, Impact::Breaking, item, address)
        .describe(
            format!("{is} asks for the stream instead of {was}"),
            snapshots.reason_by_pattern(Table::Stream, &new.key, otherwise),
        )
        .identified_by(was, is)
        .migration("do not set that field: the method that returns the stream does")
        .explains(switch_setter(&snapshots.before, new))
        .explains(switch_setter(&snapshots.after, old));
    Some(change.at(snapshots, &new.origin))
}

/// The setter that one side has because the field asks for the stream of the other.
fn switch_setter(snapshot: &Snapshot<'_>, other: &Operation) -> Vec<Selector> {
    let switch = other.switch(&snapshot.api.types);
    switch.map_or_else(Vec::new, |switch| {
        scope::field(snapshot, switch.owner, switch.field)
    })
}
