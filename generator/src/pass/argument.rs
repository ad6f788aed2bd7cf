//! After this pass, every operation knows what must be given to call it, in
//! the order that was locked when the operation was first met.

use super::Decisions;
use crate::{
    diagnostic::Diagnostic,
    ir::{Api, Argument, Operation},
};

pub(super) fn run(api: &mut Api, decisions: &Decisions<'_>) -> Vec<Diagnostic> {
    let mut operations = std::mem::take(&mut api.operations);
    for operation in &mut operations {
        let needed = needed(api, operation);
        let locked = decisions.lock.operations.get(&operation.key.to_string());
        let place = |argument: &Argument| {
            locked.and_then(|locked| {
                locked
                    .arguments
                    .iter()
                    .position(|name| name == argument.wire())
            })
        };
        // What is new comes after what was there, in the order of the page.
        let (mut known, new): (Vec<_>, Vec<_>) = needed
            .into_iter()
            .partition(|argument| place(argument).is_some());
        known.sort_by_key(place);
        operation.arguments = known.into_iter().chain(new).collect();
    }
    api.operations = operations;
    Vec::new()
}

/// Required members in the order of the page, then choices.
fn needed(api: &Api, operation: &Operation) -> Vec<Argument> {
    let Some(request) = &operation.request else {
        return Vec::new();
    };
    let Some(members) = request.type_key().and_then(|key| api.struct_at(key)) else {
        return vec![Argument::Body];
    };
    let members = members
        .fields
        .iter()
        .filter(|field| field.presence.is_required())
        .map(|field| Argument::Member(field.wire.clone()));
    let choices = operation
        .choices
        .iter()
        .map(|choice| Argument::Choice(choice.wire.clone()));
    members.chain(choices).collect()
}
