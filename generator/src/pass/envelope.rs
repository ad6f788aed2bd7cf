//! After this pass, every operation knows what a call returns.
//!
//! In this order: what `overrides.toml` says; what the document itself names; the
//! one member that the page's sample answer shows; the only member beside `ok`
//! and `pagination`. A body with nothing else returns nothing, and any other body
//! is returned whole.

use super::Decisions;
use crate::{
    diagnostic::Diagnostic,
    ir::{Api, Operation, Output, Presence, Shape, Struct, TypeKind},
    sample::Side,
};

/// Members that say how a call went, not what it returned, where nobody decided
/// otherwise.
const ABOUT_THE_CALL: &[&str] = &["ok", "pagination"];

pub(super) fn run(api: &mut Api, decisions: &Decisions<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut operations = std::mem::take(&mut api.operations);
    for entry in &decisions.overrides.envelope {
        let wanted = entry.get_ref();
        let mut all = operations.iter();
        let Some(operation) = all.find(|it| it.key.to_string() == wanted.operation) else {
            let what = "no page describes this operation";
            diagnostics.extend(decisions.overrides.absent(entry, what));
            continue;
        };
        let is_answered = wanted.member.as_ref().is_none_or(|member| {
            body(api, operation).is_some_and(|body| body.field(member).is_some())
        });
        if !is_answered {
            let what = "this operation answers no such member";
            diagnostics.push(decisions.overrides.unmatched(entry.span(), what));
        }
    }
    let about = about_the_call(decisions);
    diagnostics.extend(needless(api, &operations, decisions, &about));
    for operation in &mut operations {
        let decided = decisions
            .overrides
            .envelope
            .iter()
            .map(toml::Spanned::get_ref)
            .find(|entry| entry.operation == operation.key.to_string());
        let member = match (decided, body(api, operation)) {
            (_, None) => None,
            (Some(entry), Some(body)) => entry
                .member
                .clone()
                .filter(|member| body.field(member).is_some()),
            (None, Some(body)) => found(body, operation, &about),
        };
        let whole = operation.response.body.as_ref().map(|body| Output {
            shape: body.shape.clone(),
            presence: Presence::new(true, body.nullable),
        });
        let inner = body(api, operation);
        let value = match (&member, inner) {
            (Some(member), Some(body)) => body.field(member).map(|field| Output {
                shape: field.shape.clone(),
                presence: field.presence,
            }),
            (None, Some(body)) if is_only_about(body, &about) && decided.is_none() => None,
            _ => whole,
        };
        let is_whole = member.is_none() && value.is_some();
        let beside = inner.filter(|_| !is_whole).map(|body| {
            let others = body
                .fields
                .iter()
                .filter(|field| Some(&field.wire) != member.as_ref());
            others.map(|field| field.wire.clone()).collect()
        });
        operation.response.beside = beside.unwrap_or_default();
        operation.response.value = value;
        operation.response.envelope = member;
    }
    api.operations = operations;
    diagnostics
}

/// A note for each entry without which the same would be found.
fn needless(
    api: &Api,
    operations: &[Operation],
    decisions: &Decisions<'_>,
    about: &[String],
) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    for entry in &decisions.overrides.envelope {
        let wanted = entry.get_ref();
        let mut operations = operations.iter();
        let operation = operations.find(|operation| operation.key.to_string() == wanted.operation);
        let without = operation.and_then(|operation| {
            let body = body(api, operation)?;
            let whole = !is_only_about(body, about);
            Some(found(body, operation, about)).filter(|member| member.is_some() || whole)
        });
        if without.as_ref() == Some(&wanted.member) {
            notes.push(decisions.overrides.needless(entry.span()));
        }
    }
    notes
}

/// The answer's members, where it is an object.
fn body<'a>(api: &'a Api, operation: &Operation) -> Option<&'a Struct> {
    let Shape::Type(key) = &operation.response.body.as_ref()?.shape else {
        return None;
    };
    match &api.type_at(key)?.kind {
        TypeKind::Struct(body) => Some(body),
        _ => None,
    }
}

fn about_the_call(decisions: &Decisions<'_>) -> Vec<String> {
    let decided = decisions
        .overrides
        .client
        .as_ref()
        .and_then(|client| client.about_the_call.clone());
    let mut about = decided.unwrap_or_else(|| {
        ABOUT_THE_CALL
            .iter()
            .map(|wire| (*wire).to_owned())
            .collect()
    });
    let pagings = decisions.overrides.pagination.iter();
    about.extend(pagings.map(|entry| entry.get_ref().member.clone()));
    about
}

/// The member that callers want, as far as the page says.
fn found(body: &Struct, operation: &Operation, about: &[String]) -> Option<String> {
    stated(body, operation).or_else(|| member_of(body, operation, about))
}

/// The member that the document names, where the body has it.
fn stated(body: &Struct, operation: &Operation) -> Option<String> {
    let stated = operation.response.envelope.clone()?;
    body.field(&stated).is_some().then_some(stated)
}

fn member_of(body: &Struct, operation: &Operation, about: &[String]) -> Option<String> {
    // Without a member about the call there is no envelope: a body of one member
    // is just that.
    about.first().and_then(|first| body.field(first))?;
    let shown = operation
        .samples
        .iter()
        .filter(|sample| sample.side == Side::Response)
        .filter_map(|sample| sample.json.as_object())
        .find_map(|answer| {
            match answer
                .keys()
                .filter(|key| !about.contains(key))
                .collect::<Vec<_>>()[..]
            {
                [only] => body.field(only).map(|field| field.wire.clone()),
                _ => None,
            }
        });
    let others: Vec<_> = body
        .fields
        .iter()
        .filter(|field| !about.contains(&field.wire))
        .collect();
    shown.or(match others[..] {
        [only] => Some(only.wire.clone()),
        _ => None,
    })
}

fn is_only_about(body: &Struct, about: &[String]) -> bool {
    about
        .first()
        .is_some_and(|first| body.field(first).is_some())
        && body.fields.iter().all(|field| about.contains(&field.wire))
}
