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
mod merged;
mod origins;
mod own_servers;
mod prefer;
mod prose;
mod report;
mod resolve;
mod security;
mod server_list;
mod servers;
mod single;
#[cfg(test)]
mod tests;
mod unite;
mod vote;

use std::{cmp::Ordering, collections::BTreeSet, sync::Arc};

use openapiv3::OpenAPI;

use self::merged::Merged;
use crate::{
    diagnostic::{Code, Diagnostic},
    extract::{Evidence, OperationIndex},
    normalise::Normalised,
};

pub use self::{
    canonical::to_yaml,
    decisions::{ChangeDates, Decisions, MergeChoice, Preference},
    origins::Origins,
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
    let mut described = OperationIndex::default();
    for (path, method, _) in inputs.iter().flat_map(|input| input.api.operations()) {
        described.insert(method, path, ());
    }
    evidence.retain(|evidence| described.first(evidence).is_none());
    evidence.sort_by(|a, b| a.page.cmp(&b.page));
    let inferred = inferred::add(&mut inputs, &evidence, &mut diagnostics);
    inputs.sort_by(by_page);
    security::push_down(&mut inputs);
    let separated = servers::separate(&mut inputs, decisions);
    diagnostics.extend(separated.findings);
    let skipped = inputs.iter().map(|input| input.skipped).sum();

    let fragments = fragment::collect(&inputs);
    let mut merged = Merged::new(&fragments, decisions);
    for (pointer, from) in separated.copied {
        merged.origins.insert_copy(pointer, from);
    }
    security::sort(&mut merged.value);
    let conflicting = merged.remove_conflicts(decisions.tolerance);
    diagnostics.append(&mut merged.findings);
    check::check(&merged.value, &merged.origins, &mut diagnostics);
    let has_choice = fragments.values().any(|candidates| candidates.len() > 1);
    let api = match inputs.pop() {
        Some(only) if inputs.is_empty() && !has_choice => single::sorted(only.api),
        _ => serde_json::from_value(merged.value).unwrap_or_else(|error| {
            let message = format!("the merged document is invalid: {error}");
            diagnostics.push(Diagnostic::new(Code::InvalidDocument, message));
            OpenAPI::default()
        }),
    };
    let document = Document {
        api,
        origins: merged.origins,
        inferred,
        used_choices: merged.used_choices.into_iter().collect(),
        used_servers: separated.accepted.into_iter().collect(),
        skipped,
        conflicting,
    };
    (document, diagnostics)
}

/// The order in which documents are merged: by page, and on a page by operation.
fn by_page(one: &Normalised, other: &Normalised) -> Ordering {
    let key = |it: &Normalised| (Arc::clone(&it.page), it.path.clone(), it.method.clone());
    let by_text = || one.value.to_string().cmp(&other.value.to_string());
    key(one).cmp(&key(other)).then_with(by_text)
}

/// The methods and paths that a document describes.
fn operations(input: &Normalised) -> Vec<(String, String)> {
    let operations = input.api.operations();
    operations
        .map(|(path, method, _)| (method.to_owned(), path.to_owned()))
        .collect()
}
