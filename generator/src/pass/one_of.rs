//! After this pass, every `[[one_of]]` entry of `overrides.toml` is a choice of
//! its operation, and so is every body whose schema says the same. Every sentence
//! of a page that speaks of a choice and is not declared is proposed as an entry.
//!
//! Prose is never a source: it is read, quoted, and left to a human.

mod alternatives;

use std::collections::BTreeSet;

use super::{Decisions, prose_hints};
use crate::{
    diagnostic::{Code, Diagnostic},
    ir::{Api, OneOf, Operation, Struct, TypeKey, Types},
    overrides,
    sample::{Sample, Side},
    source::Origin,
};

pub(super) fn run(api: &mut Api, decisions: &Decisions<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let stated: Vec<Option<Vec<String>>> = api
        .operations
        .values()
        .map(|operation| alternatives::rewrite(&mut api.types, operation))
        .collect();
    for entry in &decisions.overrides.one_of {
        let found = api.operations.get_mut(&entry.value.operation);
        let problem = match found {
            None => {
                let what = "no page describes this operation";
                diagnostics.extend(decisions.overrides.absent(entry, what));
                None
            }
            Some(operation) => match own_params(&api.types, operation) {
                None => Some("this operation has no fields of its own to choose from".to_owned()),
                Some(params) => match choice(&entry.value, params, operation) {
                    Ok(choice) => {
                        operation.input.one_of.push(choice);
                        None
                    }
                    Err(problem) => Some(problem),
                },
            },
        };
        if let Some(problem) = problem {
            diagnostics.push(decisions.overrides.unmatched(entry, problem));
        }
    }
    for (operation, fields) in api.operations.values_mut().zip(stated) {
        let fields = fields.unwrap_or_default();
        // An entry of these fields has named the argument.
        let declared: Vec<&OneOf> = fields
            .iter()
            .filter_map(|wire| operation.one_of_with(wire))
            .collect();
        if let Some(choice) = declared.first()
            && (declared.len() < fields.len() || choice.fields.len() != fields.len())
        {
            diagnostics.push(
                Diagnostic::new(
                    Code::ConflictingOneOf,
                    format!(
                        "`{}` takes exactly one of {}",
                        operation.key,
                        fields.join(", ")
                    ),
                )
                .at(&operation.origin, "the schema lists these alternatives")
                .help("an entry of `[[one_of]]` lists other fields: list exactly these"),
            );
        }
        if !fields.is_empty() && declared.is_empty() {
            let argument = argument(&fields);
            operation.input.one_of.push(new(&argument, &fields));
        }
    }
    for operation in api.operations.values() {
        if let Some(params) = own_params(&api.types, operation) {
            let samples = api.samples_of(&operation.key);
            diagnostics.extend(proposals(operation, params, samples));
        }
    }
    diagnostics
}

/// The parameters of this operation, if no other has the same.
fn own_params<'a>(types: &'a Types, operation: &Operation) -> Option<&'a Struct> {
    let key = operation.input.params_key()?;
    if *key == TypeKey::request(&operation.key) {
        types.struct_at(key)
    } else {
        None
    }
}

fn choice(
    entry: &overrides::OneOf,
    params: &Struct,
    operation: &Operation,
) -> Result<OneOf, String> {
    if entry.members.len() < 2 {
        return Err("list at least two fields".to_owned());
    }
    for wire in &entry.members {
        match params.field(wire) {
            None => {
                return Err(format!(
                    "`{wire}` is not a field of this operation's parameters"
                ));
            }
            Some(field) if field.presence.is_required() => {
                return Err(format!(
                    "`{wire}` is required, so that it cannot be one of several"
                ));
            }
            Some(_) if operation.one_of_with(wire).is_some() => {
                return Err(format!("`{wire}` already belongs to another `[[one_of]]`"));
            }
            Some(_) => {}
        }
    }
    Ok(new(&entry.argument, &entry.members))
}

/// A choice of `fields`, given as `argument`.
fn new(argument: &str, fields: &[String]) -> OneOf {
    OneOf {
        wire: argument.to_owned(),
        fields: fields.to_vec(),
        own_id: None,
    }
}

/// What the prose of an operation says of its optional fields, where no entry
/// resolves it: once for each set of fields, at the first place that states it.
fn proposals(operation: &Operation, params: &Struct, samples: &[Sample]) -> Vec<Diagnostic> {
    let optional: Vec<&str> = params
        .fields
        .iter()
        .filter(|field| !field.presence.is_required())
        .map(|field| field.wire.as_str())
        .collect();
    let description = |origin: &Origin| Origin {
        page: origin.page.clone(),
        pointer: origin.pointer.child("description"),
    };
    let texts = std::iter::once((&operation.docs, &operation.origin)).chain(
        params
            .fields
            .iter()
            .map(|field| (&field.docs, &field.origin)),
    );
    let mut proposed: BTreeSet<BTreeSet<String>> = BTreeSet::new();
    let mut diagnostics = Vec::new();
    for (docs, origin) in texts {
        for found in prose_hints::find(&docs.0, &optional) {
            let declared = operation
                .input
                .one_of
                .iter()
                .any(|choice| found.fields.iter().all(|wire| choice.fields.contains(wire)));
            let set: BTreeSet<String> = found.fields.iter().cloned().collect();
            if declared || !proposed.insert(set) {
                continue;
            }
            let mut note = Diagnostic::new(
                Code::OneOfInProse,
                format!("\u{201c}{}\u{201d}", found.sentence),
            )
            .at(description(origin), "the schema does not enforce this")
            .help(entry(operation, &found.fields));
            if let Some((sample, given)) = odd_sample(samples, &found.fields) {
                note = note.at(sample.location.clone(), given);
            }
            diagnostics.push(note);
        }
    }
    diagnostics
}

/// A request that speaks against a proposal: it gives none of the fields, or
/// several.
fn odd_sample<'a>(samples: &'a [Sample], fields: &[String]) -> Option<(&'a Sample, &'static str)> {
    // A page without a schema shows every field that there is.
    let mut requests = samples
        .iter()
        .filter(|sample| sample.side == Side::Request && !sample.inferred);
    requests.find_map(|sample| {
        let given = fields.iter().filter(|wire| sample.json.get(wire).is_some());
        match given.count() {
            0 => Some((sample, "but this sample gives none of them")),
            1 => None,
            _ => Some((sample, "but this sample gives several of them")),
        }
    })
}

/// The lines that accept a proposal.
fn entry(operation: &Operation, fields: &[String]) -> String {
    let quoted: Vec<_> = fields.iter().map(|field| format!("\"{field}\"")).collect();
    format!(
        "to make it one argument, add to overrides.toml\n\
         [[one_of]]\n\
         operation = \"{}\"\n\
         members = [{}]\n\
         argument = \"{}\"\n\
         because = \"…\"",
        operation.key,
        quoted.join(", "),
        argument(fields),
    )
}

/// A name for the argument: what the fields have in common before their last
/// word, else all of them.
fn argument(fields: &[String]) -> String {
    match prose_hints::stem(fields) {
        Some(stem) => stem.to_owned(),
        None => {
            let words = fields.iter().map(|field| {
                let stem = field.rsplit_once('_').map(|(stem, _)| stem);
                stem.unwrap_or(field)
            });
            words.collect::<Vec<_>>().join("_or_")
        }
    }
}
