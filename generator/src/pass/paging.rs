//! After this pass, every operation knows whether it returns its results in pages.
//!
//! `[[pagination]]` decides, then what the document itself declares in an extension. The response
//! has to confirm it: there are lists that accept a cursor and never return one. What only looks
//! as if it had pages is proposed as an entry.

mod detect;
mod fit;
mod proposal;

use std::collections::BTreeMap;

use self::fit::{List, fit};
use super::{Decisions, pattern::glob_match};
use crate::{
    diagnostic::{Code, Diagnostic},
    ir::{Api, Operation, OperationKey, Output, Paging, PagingStyle, Presence, Shape, Types},
    overrides::{Entry, Pagination},
};

pub(super) fn run(api: &mut Api, decisions: &Decisions<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let names = decisions.overrides.paging_names();
    for (index, (entry, name)) in decisions.overrides.pagination.iter().zip(names).enumerate() {
        let above = &decisions.overrides.pagination[..index];
        diagnostics.extend(decide(api, decisions, entry, name, above));
    }
    diagnostics.extend(declared(api));
    diagnostics.extend(proposal::proposals(api));
    diagnostics
}

/// Paginates the operations that an entry is about.
fn decide(
    api: &mut Api,
    decisions: &Decisions<'_>,
    entry: &Entry<Pagination>,
    name: String,
    above: &[Entry<Pagination>],
) -> Vec<Diagnostic> {
    let wanted = &entry.value;
    let unmatched = |what: String| decisions.overrides.unmatched(entry, what);
    let paging = match wanted.paging() {
        Ok(paging) => paging,
        Err(what) => {
            let message = "this entry of `[[pagination]]` cannot be used";
            let diagnostic = Diagnostic::new(Code::InvalidOverrides, message);
            return vec![diagnostic.at(decisions.overrides.location(entry), what)];
        }
    };
    let is_same = |other: &Entry<Pagination>| {
        let other = &other.value;
        other.operations.is_none() && other.member == wanted.member && other.member.is_some()
    };
    if wanted.operations.is_none() && above.iter().any(is_same) {
        let what = format!("an entry above is about `{}` already", wanted.subject());
        return vec![unmatched(what)];
    }
    let mut diagnostics = Vec::new();
    let mut candidates: Vec<(OperationKey, bool)> = Vec::new();
    for pattern in wanted.operations.iter().flatten() {
        let keys = api.operations.keys();
        let matching = keys.filter(|key| glob_match(pattern, &key.to_string()));
        let before = candidates.len();
        candidates.extend(matching.map(|key| (key.clone(), !pattern.contains('*'))));
        if candidates.len() == before {
            let what = format!("no operation is called `{pattern}`");
            diagnostics.extend(decisions.overrides.absent(entry, what));
        }
    }
    if let (None, Some(member)) = (&wanted.operations, &wanted.member) {
        let types = &api.types;
        let having = api.operations.values().filter(|it| has(types, it, member));
        candidates.extend(having.map(|operation| (operation.key.clone(), false)));
        if candidates.is_empty() {
            let what = "no response has this field";
            diagnostics.extend(decisions.overrides.absent(entry, what));
        }
    }
    let (mut is_used, mut reason) = (false, None);
    for (key, is_named) in candidates {
        let Some(operation) = api.operations.get_mut(&key) else {
            continue;
        };
        let found = match &operation.behavior.paging {
            Some(other) if *other == name => continue,
            Some(_) => Err("an entry above paginates it already".to_owned()),
            None => fit(&api.types, operation, &paging, wanted.items.as_deref()),
        };
        match found {
            Ok(list) => {
                is_used = true;
                set(&api.types, operation, &name, list);
            }
            Err(why) if is_named => diagnostics.push(unmatched(format!("`{key}`: {why}"))),
            Err(why) => reason = reason.or(Some(format!("for example `{key}`: {why}"))),
        }
    }
    match reason {
        _ if is_used => {
            api.paging.insert(name, paging);
        }
        Some(reason) => diagnostics.push(unmatched(reason)),
        None => {}
    }
    diagnostics
}

/// Whether the response of an operation has the object `member`.
fn has(types: &Types, operation: &Operation, member: &str) -> bool {
    let body = operation.response_body();
    let body = body.and_then(|body| types.struct_of(&body.shape));
    let field = body.and_then(|body| body.field(member));
    field.is_some_and(|field| types.struct_of(&field.shape).is_some())
}

/// Paginates the operations for which the document declares how.
fn declared(api: &mut Api) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for operation in api.operations.values_mut() {
        if operation.behavior.paging.is_some() {
            continue;
        }
        let Some(declared) = operation.behavior.declared_paging.clone() else {
            continue;
        };
        let found = declared.paging.and_then(|paging| {
            let list = fit(&api.types, operation, &paging, declared.items.as_deref())?;
            Ok((paging, list))
        });
        let (paging, list) = match found {
            Ok(found) => found,
            Err(why) => {
                let message = format!(
                    "`{}` of `{}` is not used: {why}",
                    declared.keyword, operation.key
                );
                let diagnostic = Diagnostic::new(Code::UnsupportedFeature, message)
                    .at(&operation.origin, "its list is returned one page at a time")
                    .help("declare in `[[pagination]]` how its pages follow each other");
                diagnostics.push(diagnostic);
                continue;
            }
        };
        let mut known = api.paging.iter();
        let known = known.find(|(_, known)| **known == paging);
        let name = known.map(|(name, _)| name.clone());
        let name = name.unwrap_or_else(|| free_name(&api.paging, &paging));
        set(&api.types, operation, &name, list);
        api.paging.entry(name).or_insert(paging);
    }
    diagnostics
}

/// A name that no other paging has.
fn free_name(taken: &BTreeMap<String, Paging>, paging: &Paging) -> String {
    let natural = match &paging.style {
        PagingStyle::Url { next } => next.join("_"),
        style => style.parameter().unwrap_or("link").to_owned(),
    };
    let mut name = natural.clone();
    let mut number = 2;
    while taken.contains_key(&name) {
        name = format!("{natural}_{number}");
        number += 1;
    }
    name
}

/// Makes an operation return the pages of `list`.
fn set(types: &Types, operation: &mut Operation, name: &str, list: List) {
    operation.behavior.paging = Some(name.to_owned());
    let body = operation.response_body();
    let body = body.and_then(|body| types.struct_of(&body.shape));
    let field = body.zip(list.field.as_deref());
    let field = field.and_then(|(body, wire)| Some((body, body.field(wire)?)));
    let presence = field.map_or(Presence::Required, |(_, field)| field.presence);
    let siblings = field.map(|(body, field)| {
        let others = body.fields.iter().filter(|it| it.wire != field.wire);
        others.map(|it| it.wire.clone()).collect()
    });
    let mut responses = operation.responses.iter_mut();
    if let Some(response) = responses.find(|it| it.status.is_success()) {
        response.siblings = siblings.unwrap_or_default();
        response.output = Some(Output {
            shape: Shape::List(Box::new(list.item)),
            presence,
        });
        if response.envelope != list.field {
            response.alternatives.clear();
        }
        response.envelope = list.field;
    }
}
