//! After this pass, every operation knows what a call returns.
//!
//! In this order: what `overrides.toml` says; the one member that the page's
//! sample answer shows; the only member beside `ok` and `pagination`. A body
//! with nothing else returns nothing, and any other body is returned whole.

use super::Decisions;
use crate::{
    diagnostic::Diagnostic,
    ir::{Api, Kind, Operation, Shape, Struct},
    sample::Side,
};

/// Members that say how a call went, not what it returned.
const ABOUT_THE_CALL: &[&str] = &["ok", "pagination"];

pub(super) fn run(api: &mut Api, decisions: &Decisions<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut operations = std::mem::take(&mut api.operations);
    for entry in &decisions.overrides.envelope {
        let wanted = entry.get_ref();
        let fits = operations.iter().any(|operation| {
            operation.key.to_string() == wanted.operation
                && wanted.member.as_ref().is_none_or(|member| {
                    body(api, operation).is_some_and(|body| body.field(member).is_some())
                })
        });
        if !fits {
            let what = "no operation of this name answers such a member";
            diagnostics.push(decisions.overrides.unmatched(entry.span(), what));
        }
    }
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
            (None, Some(body)) => member_of(body, operation),
        };
        operation.response.value = match (&member, body(api, operation)) {
            (Some(member), Some(body)) => body.field(member).map(|field| field.shape.clone()),
            (None, Some(body)) if is_only_about_the_call(body) && decided.is_none() => None,
            _ => operation.response.body.clone(),
        };
        operation.response.envelope = member;
    }
    api.operations = operations;
    diagnostics
}

/// The answer's members, where it is an object.
fn body<'a>(api: &'a Api, operation: &Operation) -> Option<&'a Struct> {
    let Some(Shape::Type(key)) = &operation.response.body else {
        return None;
    };
    match &api.type_at(key)?.kind {
        Kind::Struct(body) => Some(body),
        _ => None,
    }
}

fn member_of(body: &Struct, operation: &Operation) -> Option<String> {
    let of_the_call = |wire: &str| ABOUT_THE_CALL.contains(&wire);
    // Without `ok` there is no envelope: a body of one member is just that.
    body.field("ok")?;
    let shown = operation
        .samples
        .iter()
        .filter(|sample| sample.side == Side::Response)
        .filter_map(|sample| sample.json.as_object())
        .find_map(|answer| {
            match answer
                .keys()
                .filter(|key| !of_the_call(key))
                .collect::<Vec<_>>()[..]
            {
                [only] => body.field(only).map(|field| field.wire.clone()),
                _ => None,
            }
        });
    let others: Vec<_> = body
        .fields
        .iter()
        .filter(|field| !of_the_call(&field.wire))
        .collect();
    shown.or(match others[..] {
        [only] => Some(only.wire.clone()),
        _ => None,
    })
}

fn is_only_about_the_call(body: &Struct) -> bool {
    body.field("ok").is_some()
        && body
            .fields
            .iter()
            .all(|field| ABOUT_THE_CALL.contains(&field.wire.as_str()))
}
