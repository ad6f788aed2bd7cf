//! The documents of all pages as one document.
//!
//! Pages repeat what they share: info, servers, security schemes, the schemas that their operation
//! refers to. Equal parts are merged, and schemas of which pages list different fields are united;
//! a difference in documentation only is a warning. Any other difference is a conflict with both
//! locations, which costs the operations that contain or reach the part. The result is a function
//! of the *set* of pages: it does not depend on their order.
//!
//! Paths, components, tags and alternatives of `security` are sorted, since their order has no
//! meaning and would make noise in diffs when a page is fetched again.

mod canonical;
mod check;
mod compare;
mod decisions;
mod fragment;
mod inferred;
mod origins;
mod prefer;
mod prose;
mod report;
mod resolve;
mod security;
mod servers;
mod single;
#[cfg(test)]
mod tests;
mod unite;

use std::{collections::BTreeSet, sync::Arc};

use openapiv3::OpenAPI;
use serde_json::json;

use crate::{
    diagnostic::{Code, Diagnostic},
    extract::Evidence,
    normalise::{
        Normalised, Tolerance,
        remove::{Fault, remove_parts},
    },
    source::Origin,
};

pub use self::{
    canonical::to_yaml,
    decisions::{ChangeDate, ChangeDates, Decisions, MergeChoice, Preference},
    origins::Origins,
};
use self::{
    fragment::Candidate,
    resolve::{Resolved, Version},
};

/// The merged document.
#[derive(Clone, Debug)]
pub struct Document {
    /// The document in the form of OpenAPI 3.0.
    pub api: OpenAPI,
    /// The pages that its nodes come from.
    pub origins: Origins,
    /// The operations, as method in lower case and path, that only pages without an OpenAPI block
    /// describe.
    pub inferred: BTreeSet<(String, String)>,
    /// The indices of the choices that resolved a difference, ascending.
    pub used_choices: Vec<usize>,
    /// The indices of the accepted servers that operations have, ascending.
    pub used_servers: Vec<usize>,
    /// How many operations were left out because of an error.
    pub skipped: usize,
    /// How many operations were left out because pages differ.
    pub conflicting: usize,
}

impl Document {
    /// How many operations the pages describe.
    pub fn operations(&self) -> usize {
        self.api.operations().count() + self.skipped + self.conflicting
    }
}

/// Merges the documents of all pages.
///
/// `evidence` is used only for operations that no document describes. Where pages differ in
/// documentation, the first page by path is used unless one of the choices decides otherwise.
pub fn merge(
    mut inputs: Vec<Normalised>,
    mut evidence: Vec<&Evidence>,
    decisions: &Decisions<'_>,
) -> (Document, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let described: BTreeSet<_> = inputs.iter().flat_map(operations).collect();
    let operations = described.iter();
    evidence.retain(|evidence| {
        let is_described = operations
            .clone()
            .any(|(method, path)| evidence.is_of(method, path));
        !is_described
    });
    evidence.sort_by(|a, b| a.page.cmp(&b.page));
    let inferred = inferred::add(&mut inputs, &evidence, &mut diagnostics);

    inputs.sort_by(|a, b| {
        let key = |input: &Normalised| {
            (
                Arc::clone(&input.page),
                input.path.clone(),
                input.method.clone(),
            )
        };
        let by_text = || a.value.to_string().cmp(&b.value.to_string());
        key(a).cmp(&key(b)).then_with(by_text)
    });
    security::push_down(&mut inputs);
    let separated = servers::separate(&mut inputs, decisions);
    diagnostics.extend(separated.findings);
    let skipped = inputs.iter().map(|input| input.skipped).sum();

    let fragments = fragment::collect(&inputs);
    let mut merged = json!({
        "openapi": "3.0.3",
        "info": { "title": "API", "version": "0.0.0" },
        "paths": {},
    });
    let mut origins = Origins::default();
    let mut used_choices = BTreeSet::new();
    let mut conflicts = BTreeSet::new();
    for (key, candidates) in &fragments {
        let Resolved {
            version,
            choice,
            findings,
        } = resolve::resolve(key, candidates, decisions);
        used_choices.extend(choice);
        diagnostics.extend(findings);
        let (taken, value, parts) = match version {
            Version::Of(taken) => (taken, candidates[taken].value.clone(), Vec::new()),
            Version::United(united) => (0, united.value, united.parts),
            Version::Conflict => {
                conflicts.extend(key.part());
                (0, candidates[0].value.clone(), Vec::new())
            }
        };
        let pointer = fragment::insert(&mut merged, key, value);
        for (part, pages) in parts {
            origins.insert(pointer.join(&part), pages);
        }
        origins.insert(pointer, pages_of(candidates, taken));
    }
    for (pointer, from) in separated.copied {
        origins.insert_copy(pointer, from);
    }
    security::sort(&mut merged);
    let conflicting = match decisions.tolerance {
        // The conflicts are errors, so that nothing is written.
        Tolerance::Strict => 0,
        Tolerance::SkipOperations => {
            let skipped = remove_parts(&mut merged, &conflicts);
            diagnostics.extend(skipped.iter().map(|operation| {
                let at = origins.of(&operation.pointer());
                operation.diagnostic(at, Fault::Conflict)
            }));
            skipped.len()
        }
    };
    check::check(&merged, &origins, &mut diagnostics);
    let has_choice = fragments.values().any(|candidates| candidates.len() > 1);
    let api = match inputs.pop() {
        Some(only) if inputs.is_empty() && !has_choice => single::sorted(only.api),
        _ => serde_json::from_value(merged).unwrap_or_else(|error| {
            let message = format!("the merged document is invalid: {error}");
            diagnostics.push(Diagnostic::new(Code::InvalidDocument, message));
            OpenAPI::default()
        }),
    };
    (
        Document {
            api,
            origins,
            inferred,
            used_choices: used_choices.into_iter().collect(),
            used_servers: separated.accepted.into_iter().collect(),
            skipped,
            conflicting,
        },
        diagnostics,
    )
}

/// The pages of all candidates, the one that was taken first.
fn pages_of(candidates: &[Candidate<'_>], taken: usize) -> Vec<Origin> {
    let mut pages: Vec<Origin> = candidates.iter().map(|it| it.origin.clone()).collect();
    pages[..=taken].rotate_right(1);
    pages
}

/// The methods and paths that a document describes.
fn operations(input: &Normalised) -> Vec<(String, String)> {
    let operations = input.api.operations();
    operations
        .map(|(path, method, _)| (method.to_owned(), path.to_owned()))
        .collect()
}
