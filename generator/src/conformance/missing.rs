//! Required fields that documented responses lack, or have as null: the calls that fail because
//! of them, and the entries of `overrides.toml` that allow them to be absent.

use std::collections::{BTreeMap, BTreeSet};

use super::{Contradiction, Kind, Mismatch, Occurrence};
use crate::{
    ir::{Api, Field, Operation, OperationKey, Shape, TypeKind},
    overrides::Overrides,
    sample::Side,
};

/// The calls that fail if the server responds as the pages show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FailingCalls {
    /// Those that fail in every client, because the response lacks their result, or has it as
    /// null.
    pub always: BTreeSet<OperationKey>,
    /// Those that fail only in a client that is strict.
    pub if_strict: BTreeSet<OperationKey>,
}

impl FailingCalls {
    /// The calls that fail because of missing fields and nulls among `contradictions`.
    pub(super) fn collect<'a>(contradictions: impl Iterator<Item = &'a Contradiction>) -> Self {
        let mut calls = Self::default();
        let fails = |it: &&Contradiction| matches!(it.mismatch, Mismatch::Missing | Mismatch::Null);
        for contradiction in contradictions.filter(fails) {
            for occurrence in responses(contradiction) {
                let calls = match occurrence.is_result {
                    true => &mut calls.always,
                    false => &mut calls.if_strict,
                };
                calls.insert(occurrence.operation.clone());
            }
        }
        calls.if_strict = &calls.if_strict - &calls.always;
        calls
    }

    /// Clauses about these calls, as parts of a sentence.
    pub(super) fn clauses(&self) -> impl Iterator<Item = String> {
        let each = [
            (self.always.len(), ""),
            (self.if_strict.len(), " under `.strict(true)`"),
        ];
        each.into_iter().filter_map(|(count, when)| match count {
            0 => None,
            1 => Some(format!("this call fails{when}")),
            _ => Some(format!("these {count} calls fail{when}")),
        })
    }
}

/// The entries of `overrides.toml` after which none of `about` is a field of a response that is
/// missing or null; `None` if there is no such field.
pub(super) fn help(api: &Api, overrides: &Overrides, about: &[&Contradiction]) -> Option<String> {
    let mut envelopes = BTreeSet::new();
    let mut optional: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut allow = |address: String, field: &str| {
        let fields = optional.entry(address).or_default();
        if !fields.iter().any(|known| known == field) {
            fields.push(field.to_owned());
        }
    };
    for contradiction in about {
        let is_missing = matches!(
            contradiction.mismatch,
            Mismatch::Missing | Mismatch::MissingEmpty | Mismatch::Null
        );
        if !is_missing {
            continue;
        }
        for occurrence in responses(contradiction) {
            if !occurrence.is_result {
                for (address, field) in declared(api, contradiction) {
                    allow(address, field);
                }
                continue;
            }
            let Some(operation) = api.operation(&occurrence.operation) else {
                continue;
            };
            match (
                other_result(api, operation, overrides),
                result(api, operation),
            ) {
                (Some(other), _) => {
                    envelopes.insert((operation.key.to_string(), other));
                }
                (None, Some((address, field))) => allow(address, field),
                (None, None) => {}
            }
        }
    }
    let envelopes = envelopes.into_iter().map(|(operation, field)| {
        let (operation, field) = (quote(&operation), quote(&field));
        format!("[[envelope]]\noperation = {operation}\nmember = {field}\nbecause = \"…\"")
    });
    let optional = optional.into_iter().map(|(address, fields)| {
        let fields: Vec<String> = fields.iter().map(|field| quote(field)).collect();
        let (address, fields) = (quote(&address), fields.join(", "));
        format!("[[optional]]\ntype = {address}\nmembers = [{fields}]\nbecause = \"…\"")
    });
    let entries: Vec<String> = envelopes.chain(optional).collect();
    let lines = entries.join("\n");
    (!entries.is_empty()).then(|| format!("to allow it, add to overrides.toml\n{lines}"))
}

/// Where samples of responses have it.
fn responses(contradiction: &Contradiction) -> impl Iterator<Item = &Occurrence> {
    let occurrences = contradiction.occurrences.iter();
    occurrences.filter(|occurrence| occurrence.kind == Kind::Response)
}

/// The field that is missing or null, in each emitted type that has it: those of `allOf` share
/// it. An element that is null is no field.
fn declared<'a>(
    api: &'a Api,
    contradiction: &'a Contradiction,
) -> impl Iterator<Item = (String, &'a str)> {
    api.types.iter().filter_map(|(key, def)| {
        let TypeKind::Struct(inner) = &def.kind else {
            return None;
        };
        if !def.usage.is_emitted() {
            return None;
        }
        let is_null = contradiction.mismatch == Mismatch::Null;
        let is_it = |field: &Field| {
            let is_itself = !is_null || field.wire == contradiction.field;
            field.presence.is_required() && is_itself && field.origin == contradiction.origin
        };
        let field = inner.fields.iter().find(|field| is_it(field))?;
        Some((key.to_string(), field.wire.as_str()))
    })
}

/// The type of the response's body, and its field with the result.
fn result<'a>(api: &Api, operation: &'a Operation) -> Option<(String, &'a str)> {
    let Shape::Type(key) = &operation.response_body()?.shape else {
        return None;
    };
    api.struct_at(key)?;
    Some((key.to_string(), operation.envelope()?))
}

/// The field that the samples have in place of the result, if it is the same one in all of
/// them and no entry decides otherwise.
fn other_result(api: &Api, operation: &Operation, overrides: &Overrides) -> Option<String> {
    let body = api.types.struct_of(&operation.response_body()?.shape)?;
    let decided = overrides.envelope.iter();
    if decided
        .map(|entry| &entry.value.operation)
        .any(|key| *key == operation.key)
    {
        return None;
    }
    let about_the_call = overrides.about_the_call();
    let mut shown = BTreeSet::new();
    for sample in api.samples_of(&operation.key) {
        if sample.side == Side::Response {
            let fields = sample.json.as_object()?.keys();
            shown.extend(fields.filter(|wire| !about_the_call.contains(wire)));
        }
    }
    let only = shown.pop_first().filter(|_| shown.is_empty())?;
    let field = body.field(only)?;
    (operation.envelope() != Some(field.wire.as_str())).then(|| field.wire.clone())
}

/// The text as a TOML string.
fn quote(text: &str) -> String {
    toml::Value::from(text).to_string()
}
