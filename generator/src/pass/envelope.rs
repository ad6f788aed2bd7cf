//! After this pass, every operation knows what a call returns.
//!
//! In this order: the field that `overrides.toml` names; the one that the document itself
//! names; the one that the page's sample response shows; the only field other than `ok`
//! and `pagination`. A body without other fields returns nothing, and any other body is
//! returned whole.

use std::collections::{BTreeMap, BTreeSet};

use super::Decisions;
use crate::{
    diagnostic::Diagnostic,
    ir::{Api, Operation, OperationKey, Output, Presence, Response, Shape, Struct, TypeKey, Types},
    overrides,
    sample::{Sample, Side},
};

pub(super) fn run(api: &mut Api, decisions: &Decisions<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for entry in &decisions.overrides.envelope {
        let wanted = &entry.value;
        let Some(operation) = api.operations.get(&wanted.operation) else {
            let what = "no page describes this operation";
            diagnostics.extend(decisions.overrides.absent(entry, what));
            continue;
        };
        let has_field = wanted.member.as_ref().is_none_or(|member| {
            body(&api.types, operation).is_some_and(|body| body.field(member).is_some())
        });
        if !has_field {
            let what = "the response of this operation has no such field";
            diagnostics.push(decisions.overrides.unmatched(entry, what));
        }
    }
    let about = decisions.overrides.about_the_call();
    diagnostics.extend(redundant(api, decisions, &about));
    let decided: BTreeMap<&OperationKey, &overrides::Envelope> = decisions
        .overrides
        .envelope
        .iter()
        .map(|entry| (&entry.value.operation, &entry.value))
        .rev()
        .collect();
    for operation in api.operations.values_mut() {
        let samples = api.examples.get(&operation.key);
        let samples = samples.map_or(&[][..], |examples| &examples.samples);
        let decided = decided.get(&operation.key);
        for response in &mut operation.responses {
            read(&api.types, response, decided.copied(), samples, &about);
        }
    }
    diagnostics
}

/// The bodies of responses of which callers may get a field alone.
pub(super) fn unwrapped(api: &Api, decisions: &Decisions<'_>) -> BTreeSet<TypeKey> {
    let about = decisions.overrides.about_the_call();
    let decided = decisions.overrides.envelope.iter();
    let decided: BTreeSet<&OperationKey> = decided.map(|it| &it.value.operation).collect();
    let mut unwrapped = BTreeSet::new();
    for operation in api.operations.values() {
        for response in &operation.responses {
            let Some(Shape::Type(key)) = response.json().map(|body| &body.shape) else {
                continue;
            };
            let first = about.first();
            let is_about = |body: &Struct| first.is_some_and(|it| body.field(it).is_some());
            if decided.contains(&operation.key)
                || response.envelope.is_some()
                || api.struct_at(key).is_some_and(is_about)
            {
                unwrapped.insert(key.clone());
            }
        }
    }
    unwrapped
}

/// The other fields of `body` with the type of the field `member`, in documented order.
///
/// Only named types count: two strings next to each other are seldom the same value.
fn alternatives(body: &Struct, member: &str) -> Vec<String> {
    let Some(wanted) = body.field(member).and_then(|field| model(&field.shape)) else {
        return Vec::new();
    };
    let others = body.fields.iter().filter(|field| field.wire != member);
    others
        .filter(|field| model(&field.shape) == Some(wanted))
        .map(|field| field.wire.clone())
        .collect()
}

/// The named type that a value or each item of a list has, and whether it is a list.
fn model(shape: &Shape) -> Option<(&TypeKey, bool)> {
    match shape {
        Shape::Type(key) => Some((key, false)),
        Shape::List(item) => match &item.shape {
            Shape::Type(key) => Some((key, true)),
            _ => None,
        },
        _ => None,
    }
}

/// Decides what of the body of `response` a call returns.
fn read(
    types: &Types,
    response: &mut Response,
    decided: Option<&overrides::Envelope>,
    samples: &[Sample],
    about: &[String],
) {
    let inner = body_of(types, response);
    let member = match (decided, inner) {
        (_, None) => None,
        (Some(entry), Some(body)) => entry
            .member
            .clone()
            .filter(|member| body.field(member).is_some()),
        (None, Some(body)) => found(body, response, samples, about),
    };
    let whole = response.json().map(|body| Output {
        shape: body.shape.clone(),
        presence: Presence::new(true, body.nullable),
    });
    let value = match (&member, inner) {
        (Some(member), Some(body)) => body.field(member).map(|field| Output {
            shape: field.shape.clone(),
            presence: field.presence,
        }),
        (None, Some(body)) if is_only_about(body, about) && decided.is_none() => None,
        _ => whole,
    };
    let is_whole = member.is_none() && value.is_some();
    let siblings = inner.filter(|_| !is_whole).map(|body| {
        let others = body
            .fields
            .iter()
            .filter(|field| Some(&field.wire) != member.as_ref());
        others.map(|field| field.wire.clone()).collect()
    });
    response.alternatives = match (&member, inner) {
        (Some(member), Some(body)) => alternatives(body, member),
        _ => Vec::new(),
    };
    response.siblings = siblings.unwrap_or_default();
    response.output = value;
    response.envelope = member;
}

/// A note for each entry without which the same would be found.
fn redundant(api: &Api, decisions: &Decisions<'_>, about: &[String]) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    for entry in &decisions.overrides.envelope {
        let wanted = &entry.value;
        let operation = api.operation(&wanted.operation);
        let without = operation.and_then(|operation| {
            let body = body(&api.types, operation)?;
            let whole = !is_only_about(body, about);
            let samples = api.samples_of(&operation.key);
            Some(found(body, operation.success()?, samples, about))
                .filter(|member| member.is_some() || whole)
        });
        if without.as_ref() == Some(&wanted.member) {
            notes.push(decisions.overrides.redundant(entry));
        }
    }
    notes
}

/// The fields of the first success, where it is an object.
fn body<'a>(types: &'a Types, operation: &Operation) -> Option<&'a Struct> {
    body_of(types, operation.success()?)
}

/// The fields of a response, where it is an object.
fn body_of<'a>(types: &'a Types, response: &Response) -> Option<&'a Struct> {
    types.struct_of(&response.json()?.shape)
}

/// The member that callers want, as far as the page says.
fn found(
    body: &Struct,
    response: &Response,
    samples: &[Sample],
    about: &[String],
) -> Option<String> {
    stated(body, response).or_else(|| member_of(body, samples, about))
}

/// The member that the document names, where the body has it.
fn stated(body: &Struct, response: &Response) -> Option<String> {
    let stated = response.envelope.as_deref()?;
    body.field(stated).map(|field| field.wire.clone())
}

fn member_of(body: &Struct, samples: &[Sample], about: &[String]) -> Option<String> {
    // Without a member about the call there is no envelope: a body of one member
    // is just that.
    about.first().and_then(|first| body.field(first))?;
    let shown = samples
        .iter()
        .filter(|sample| sample.side == Side::Response)
        .filter_map(|sample| sample.json.as_object())
        .find_map(|sample| {
            match sample
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
