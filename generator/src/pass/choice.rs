//! After this pass, every `[[one_of]]` entry of `overrides.toml` is a choice of
//! its operation, and every sentence of a page that speaks of one and is not
//! settled there is proposed as an entry.
//!
//! Prose is never a source: it is read, quoted, and left to a human.

use super::{Decisions, prose};
use crate::{
    diagnostic::Diagnostic,
    ident::RustIdent,
    ir::{Api, Choice, ChoiceMember, Operation, Struct, TypeKey},
    origin::Origin,
    overrides::OneOf,
};

pub(super) fn run(api: &mut Api, decisions: &Decisions<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut operations = std::mem::take(&mut api.operations);
    for entry in &decisions.overrides.one_of {
        let found = operations
            .iter_mut()
            .find(|operation| operation.key.to_string() == entry.get_ref().operation);
        let problem = match found {
            None => Some("no page describes this operation".to_owned()),
            Some(operation) => match members(api, operation) {
                None => Some("this operation has no members of its own to choose from".to_owned()),
                Some(members) => match choice(entry.get_ref(), members, operation) {
                    Ok(choice) => {
                        operation.choices.push(choice);
                        None
                    }
                    Err(problem) => Some(problem),
                },
            },
        };
        if let Some(problem) = problem {
            diagnostics.push(decisions.overrides.unmatched(entry.span(), problem));
        }
    }
    for operation in &operations {
        if let Some(members) = members(api, operation) {
            diagnostics.extend(proposals(operation, members));
        }
    }
    api.operations = operations;
    diagnostics
}

/// The members of what this operation, and no other, is sent.
fn members<'a>(api: &'a Api, operation: &Operation) -> Option<&'a Struct> {
    let key = operation.request.as_ref()?.type_key()?;
    if *key == TypeKey::request(&operation.key) {
        api.struct_at(key)
    } else {
        None
    }
}

fn choice(entry: &OneOf, members: &Struct, operation: &Operation) -> Result<Choice, String> {
    if entry.members.len() < 2 {
        return Err("a choice has at least two members".to_owned());
    }
    for wire in &entry.members {
        match members.field(wire) {
            None => {
                return Err(format!(
                    "`{wire}` is no member of this operation's parameters"
                ));
            }
            Some(field) if field.presence.is_required() => {
                return Err(format!(
                    "`{wire}` is required, so that there is nothing to choose"
                ));
            }
            Some(_) if operation.choice_of(wire).is_some() => {
                return Err(format!("`{wire}` already belongs to another choice"));
            }
            Some(_) => {}
        }
    }
    Ok(Choice {
        rust: RustIdent::default(),
        wire: entry.argument.clone(),
        type_rust: RustIdent::default(),
        members: entry
            .members
            .iter()
            .map(|wire| ChoiceMember {
                wire: wire.clone(),
                rust: RustIdent::default(),
            })
            .collect(),
    })
}

/// What the prose of an operation says of its optional members, where no entry
/// settles it: once for each set of members, at the first place that says it.
fn proposals(operation: &Operation, members: &Struct) -> Vec<Diagnostic> {
    let optional: Vec<&str> = members
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
        members
            .fields
            .iter()
            .map(|field| (&field.docs, &field.origin)),
    );
    let mut proposed: Vec<Vec<String>> = Vec::new();
    let mut diagnostics = Vec::new();
    for (docs, origin) in texts {
        for found in prose::choices(&docs.0, &optional) {
            let settled = operation.choices.iter().any(|choice| {
                found
                    .members
                    .iter()
                    .all(|wire| choice.members.iter().any(|member| member.wire == *wire))
            });
            if settled || proposed.contains(&found.members) {
                continue;
            }
            diagnostics.push(
                Diagnostic::note(
                    "one-of-in-prose",
                    format!("\u{201c}{}\u{201d}", found.sentence),
                )
                .at(description(origin), "said here, enforced nowhere")
                .help(entry(operation, &found.members)),
            );
            proposed.push(found.members);
        }
    }
    diagnostics
}

/// The lines that would settle a proposal.
fn entry(operation: &Operation, members: &[String]) -> String {
    let quoted: Vec<_> = members
        .iter()
        .map(|member| format!("\"{member}\""))
        .collect();
    format!(
        "to make it one argument, add to overrides.toml\n\
         [[one_of]]\n\
         operation = \"{}\"\n\
         members = [{}]\n\
         argument = \"{}\"\n\
         because = \"…\"",
        operation.key,
        quoted.join(", "),
        argument(members),
    )
}

/// A name for the argument: what the members have in common before their last
/// word, else all of them.
fn argument(members: &[String]) -> String {
    let stems: Vec<&str> = members
        .iter()
        .map(|member| {
            member
                .rsplit_once('_')
                .map_or(member.as_str(), |(stem, _)| stem)
        })
        .collect();
    match stems.first() {
        Some(first) if stems.iter().all(|stem| stem == first) => (*first).to_owned(),
        _ => stems.join("_or_"),
    }
}
