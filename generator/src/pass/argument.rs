//! After this pass, every struct and every operation knows what must be given,
//! in the order that was locked when it was first met.

use super::Decisions;
use crate::{
    diagnostic::Diagnostic,
    ir::{Api, Argument, Operation, TypeKind, Types},
};

pub(super) fn run(api: &mut Api, decisions: &Decisions<'_>) -> Vec<Diagnostic> {
    for (key, def) in &mut api.types {
        if let TypeKind::Struct(inner) = &mut def.kind {
            let required = inner
                .fields
                .iter()
                .filter(|field| field.presence.is_required());
            let required = required.map(|field| field.wire.clone()).collect();
            let locked = decisions.lock.arguments.get(&key.to_string());
            inner.arguments = ordered(required, String::as_str, locked);
        }
    }
    for operation in api.operations.values_mut() {
        let locked = decisions.lock.operations.get(&operation.key.to_string());
        let locked = locked.map(|locked| &locked.arguments);
        operation.arguments = ordered(needed(&api.types, operation), Argument::wire, locked);
    }
    Vec::new()
}

/// What was there before in the order that it had, then what is new in the
/// order of the page.
fn ordered<T>(needed: Vec<T>, name: fn(&T) -> &str, locked: Option<&Vec<String>>) -> Vec<T> {
    let place = |item: &T| locked?.iter().position(|known| known == name(item));
    let (mut known, new): (Vec<T>, Vec<T>) =
        needed.into_iter().partition(|item| place(item).is_some());
    known.sort_by_key(place);
    known.into_iter().chain(new).collect()
}

/// Required members, then choices.
fn needed(types: &Types, operation: &Operation) -> Vec<Argument> {
    let Some(params) = operation.input.params() else {
        return Vec::new();
    };
    let Some(fields) = types.struct_of(params) else {
        return vec![Argument::Body];
    };
    let choices = operation
        .input
        .one_of
        .iter()
        .map(|choice| Argument::Choice(choice.wire.clone()));
    fields
        .arguments
        .iter()
        .cloned()
        .map(Argument::Member)
        .chain(choices)
        .collect()
}
