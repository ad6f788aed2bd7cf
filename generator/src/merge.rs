//! The documents of all pages as one document.
//!
//! Pages repeat what they share: info, servers, security schemes, the schemas that their operation
//! refers to. Equal parts are merged; a difference in documentation only is a warning; any other
//! difference is an error with both locations. The result is a function of the *set* of pages: it
//! does not depend on their order.
//!
//! Paths, components, tags and alternatives of `security` are sorted, since their order has no
//! meaning and would make noise in diffs when a page is fetched again.

mod check;
mod compare;
mod fragment;
mod inferred;
mod origins;
mod resolve;
mod security;
mod single;
#[cfg(test)]
mod tests;

use std::{collections::BTreeSet, sync::Arc};

use openapiv3::OpenAPI;
use serde_json::json;

use crate::{
    diagnostic::{Code, Diagnostic},
    extract::Evidence,
    normalise::Normalised,
    yaml,
};

pub use self::origins::Origins;

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
    /// How many operations were left out because of an error.
    pub skipped: usize,
}

impl Document {
    /// How many operations the pages describe.
    pub fn operations(&self) -> usize {
        self.api.operations().count() + self.skipped
    }
}

/// A decision about a difference between pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeChoice {
    /// The name of a component, an operation as `POST /path`, or a field of the document
    /// (`servers`).
    pub schema: String,
    /// The path of the page whose version is used.
    pub take: String,
}

/// Merges the documents of all pages.
///
/// `evidence` is used only for operations that no document describes. Where pages differ, the first
/// page by path is used unless one of `choices` decides otherwise.
pub fn merge(
    mut inputs: Vec<Normalised>,
    mut evidence: Vec<&Evidence>,
    choices: &[MergeChoice],
) -> (Document, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let described: BTreeSet<_> = inputs.iter().flat_map(operations).collect();
    evidence
        .retain(|evidence| !described.contains(&(evidence.method.clone(), evidence.path.clone())));
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
    let skipped = inputs.iter().map(|input| input.skipped).sum();

    let fragments = fragment::collect(&inputs);
    let mut merged = json!({
        "openapi": "3.0.3",
        "info": { "title": "API", "version": "0.0.0" },
        "paths": {},
    });
    let mut origins = Origins::default();
    let mut used = BTreeSet::new();
    for (key, candidates) in &fragments {
        let (taken, choice, finding) = resolve::resolve(key, candidates, choices);
        used.extend(choice);
        diagnostics.extend(finding);
        let Some(candidate) = candidates.get(taken) else {
            continue;
        };
        let pointer = fragment::insert(&mut merged, key, candidate.value.clone());
        let others = candidates
            .iter()
            .enumerate()
            .filter(|(number, _)| *number != taken);
        let rest = others.map(|(_, other)| other.origin.clone());
        origins.insert(
            pointer,
            std::iter::once(candidate.origin.clone())
                .chain(rest)
                .collect(),
        );
    }
    security::sort(&mut merged);
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
    let used_choices = used.into_iter().collect();
    (
        Document {
            api,
            origins,
            inferred,
            used_choices,
            skipped,
        },
        diagnostics,
    )
}

/// The merged document as YAML, which readers of YAML 1.1 and 1.2 read alike. A failure to
/// serialise it is an error diagnostic.
pub fn to_yaml(document: &Document) -> (String, Vec<Diagnostic>) {
    match serde_yaml::to_string(&document.api) {
        Ok(yaml) => (yaml::compatible(&yaml), Vec::new()),
        Err(error) => {
            let message = format!("the merged document cannot be written: {error}");
            (
                String::new(),
                vec![Diagnostic::new(Code::InternalError, message)],
            )
        }
    }
}

/// The methods and paths that a document describes.
fn operations(input: &Normalised) -> Vec<(String, String)> {
    let operations = input.api.operations();
    operations
        .map(|(path, method, _)| (method.to_owned(), path.to_owned()))
        .collect()
}
