//! After this pass, it is known how the stream of an operation ends, and which field of the
//! query or the body asks for it, as far as `overrides.toml` says so beyond the document.

use super::{
    Decisions,
    pattern::{Subject, for_each_match},
};
use crate::{
    diagnostic::Diagnostic,
    ir::{Api, Operation, Payload, Types},
    overrides::Stream,
};

/// What a pattern with a `*` describes.
const WITH_EVENTS: Subject = Subject {
    noun: "operation that returns events",
    is_one: returns_events,
};

pub(super) fn run(api: &mut Api, decisions: &Decisions<'_>) -> Vec<Diagnostic> {
    for_each_match(
        api,
        decisions,
        &decisions.overrides.stream,
        |entry| &entry.operations,
        &WITH_EVENTS,
        |entry, types, operation| decide(types, operation, entry),
    )
}

fn decide(types: &Types, operation: &mut Operation, wanted: &Stream) -> Result<(), String> {
    if !returns_events(operation) {
        return Err(format!("`{}` returns no events", operation.key));
    }
    operation.behavior.last_event.clone_from(&wanted.last_event);
    operation.behavior.switch.clone_from(&wanted.switch);
    match &wanted.switch {
        Some(field) if operation.switch(types).is_none() => Err(format!(
            "`{}` has no boolean field `{field}` in its query or body, or returns nothing but the stream",
            operation.key
        )),
        _ => Ok(()),
    }
}

fn returns_events(operation: &Operation) -> bool {
    let mut contents = operation.responses.iter().flat_map(|it| &it.contents);
    contents.any(|content| matches!(content.payload, Payload::Events(_)))
}
