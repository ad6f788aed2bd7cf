//! The documents of all pages as one document.
//!
//! Pages repeat what they share: info, servers, security schemes, the schemas that their operation
//! reaches. What pages say alike is taken once; what differs only in documentation is a warning;
//! any other difference is an error that shows both places. The result is a function of the *set*
//! of pages: it does not depend on the order in which they come.
//!
//! Paths, components, tags and alternatives of `security` come out sorted, since their order
//! carries no meaning and would make noise when a page is fetched again.

mod compare;
mod fragment;
mod origins;
mod resolve;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use openapiv3::OpenAPI;
use serde_json::{Map, Value, json};

use self::fragment::Key;
pub use self::origins::Origins;
use crate::diagnostic::{Code, Diagnostic};
use crate::extract::Evidence;
use crate::normalise::{self, Normalised};
use crate::source::{Origin, Pointer};
use crate::yaml::Parsed;

/// The merged document.
#[derive(Clone, Debug)]
pub struct Document {
    /// The document in the form of OpenAPI 3.0.
    pub api: OpenAPI,
    /// Where its nodes come from.
    pub origins: Origins,
    /// The operations, as method in lower case and path, that only pages without an OpenAPI block describe.
    pub inferred: BTreeSet<(String, String)>,
    /// The numbers of the choices that settled something, in ascending order.
    pub used_choices: Vec<usize>,
}

impl Document {
    /// How many operations there are.
    pub fn operations(&self) -> usize {
        self.api.operations().count()
    }
}

/// Which page to believe about something that pages differ in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeChoice {
    /// A component's name, an operation as `POST /path`, or a member of the document (`servers`).
    pub schema: String,
    /// The path of the page.
    pub take: String,
}

/// Merges the documents of all pages.
///
/// `evidence` counts only for operations that no document describes. Where pages differ, the first
/// page by path is taken unless one of `choices` says otherwise.
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
    let inferred = add_evidence(&mut inputs, &evidence, &mut diagnostics);

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
    push_down_security(&mut inputs);

    let units = fragment::collect(&inputs);
    let mut merged = json!({
        "openapi": "3.0.3",
        "info": { "title": "API", "version": "0.0.0" },
        "paths": {},
    });
    let mut origins = Origins::default();
    let mut used = BTreeSet::new();
    for (key, candidates) in &units {
        let (taken, choice, finding) = resolve::settle(key, candidates, choices);
        used.extend(choice);
        diagnostics.extend(finding);
        let Some(candidate) = candidates.get(taken) else {
            continue;
        };
        let pointer = place(&mut merged, key, candidate.value.clone());
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
    sort_security(&mut merged);
    check(&merged, &origins, &mut diagnostics);
    let api = serde_json::from_value(merged).unwrap_or_else(|error| {
        let message = format!("the merged document is not understood: {error}");
        diagnostics.push(Diagnostic::new(Code::InvalidDocument, message));
        OpenAPI::default()
    });
    let used_choices = used.into_iter().collect();
    (
        Document {
            api,
            origins,
            inferred,
            used_choices,
        },
        diagnostics,
    )
}

/// The merged document as YAML. What cannot be written is an error.
pub fn to_yaml(document: &Document) -> (String, Vec<Diagnostic>) {
    match serde_yaml::to_string(&document.api) {
        Ok(yaml) => (yaml, Vec::new()),
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

/// Makes documents of evidence. Only the operations count: info is made up, and servers are those
/// of the documents if there is any.
fn add_evidence(
    inputs: &mut Vec<Normalised>,
    evidence: &[&Evidence],
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeSet<(String, String)> {
    let mut inferred = BTreeSet::new();
    let has_documents = !inputs.is_empty();
    for evidence in evidence {
        let operation = (evidence.method.clone(), evidence.path.clone());
        if inferred.contains(&operation) {
            continue;
        }
        let parsed = Parsed {
            block: 0,
            info: evidence.range.clone(),
            method: None,
            path: None,
            value: normalise::document(evidence),
        };
        let (document, findings) = normalise::normalise(&evidence.page, parsed);
        diagnostics.extend(findings);
        let Some(mut document) = document else {
            continue;
        };
        if let Value::Object(members) = &mut document.value {
            members.shift_remove("info");
            if has_documents {
                members.shift_remove("servers");
            }
        }
        inferred.insert(operation);
        inputs.push(document);
    }
    inferred
}

/// Writes the documents' own `security` on operations that inherit it, unless all documents agree.
fn push_down_security(inputs: &mut [Normalised]) {
    let roots: BTreeSet<_> = inputs
        .iter()
        .map(|input| input.value.get("security").map(canonical_security))
        .collect();
    if roots.len() < 2 {
        return;
    }
    for input in inputs {
        let Value::Object(members) = &mut input.value else {
            continue;
        };
        let Some(security) = members.shift_remove("security") else {
            continue;
        };
        for item in members
            .get_mut("paths")
            .and_then(Value::as_object_mut)
            .into_iter()
            .flat_map(Map::values_mut)
        {
            for (name, operation) in item.as_object_mut().into_iter().flatten() {
                if let Value::Object(operation) = operation
                    && operation.contains_key("responses")
                    && !name.starts_with("x-")
                {
                    operation
                        .entry("security")
                        .or_insert_with(|| security.clone());
                }
            }
        }
    }
}

fn canonical_security(security: &Value) -> String {
    let mut alternatives: Vec<_> = security
        .as_array()
        .into_iter()
        .flatten()
        .map(Value::to_string)
        .collect();
    alternatives.sort();
    alternatives.join(",")
}

/// Puts a unit's value into the merged document and says where.
fn place(merged: &mut Value, key: &Key, value: Value) -> Pointer {
    if let [list, _] = key.0.as_slice()
        && list == "tags"
    {
        let tags = &mut merged["tags"];
        if tags.is_null() {
            *tags = json!([]);
        }
        let index = tags.as_array().map_or(0, Vec::len);
        if let Value::Array(tags) = tags {
            tags.push(value);
        }
        return Pointer::root().child(list).index(index);
    }
    let mut node = merged;
    for token in &key.0 {
        if !node.is_object() {
            *node = Value::Object(Map::new());
        }
        node = &mut node[token.as_str()];
    }
    *node = value;
    key.0.iter().collect()
}

/// Alternatives of `security` have no order; pages list them in several.
fn sort_security(merged: &mut Value) {
    fn sort(holder: &mut Value) {
        if let Some(Value::Array(alternatives)) = holder.get_mut("security") {
            alternatives.sort_by_cached_key(Value::to_string);
            alternatives.dedup();
        }
    }
    sort(merged);
    for item in merged["paths"]
        .as_object_mut()
        .into_iter()
        .flat_map(Map::values_mut)
    {
        for operation in item.as_object_mut().into_iter().flat_map(Map::values_mut) {
            sort(operation);
        }
    }
}

/// Findings that only show once all operations are together.
fn check(merged: &Value, origins: &Origins, diagnostics: &mut Vec<Diagnostic>) {
    let mut by_id: BTreeMap<&str, Origin> = BTreeMap::new();
    let mut by_shape: BTreeMap<String, (&str, Origin)> = BTreeMap::new();
    let root = Pointer::root().child("paths");
    for (path, item) in merged["paths"].as_object().into_iter().flatten() {
        let at = root.child(path);
        for (method, operation) in item.as_object().into_iter().flatten() {
            let Some(id) = operation.get("operationId").and_then(Value::as_str) else {
                continue;
            };
            let origin = origins.of(&at.child(method).child("operationId"));
            if let Some(first) = by_id.get(id) {
                let message = format!("the operationId `{id}` is used twice");
                diagnostics.push(
                    Diagnostic::new(Code::DuplicateOperationId, message)
                        .at(first, format!("first in {}", first.page))
                        .at(&origin, format!("again in {}", origin.page)),
                );
            } else {
                by_id.insert(id, origin);
            }
        }
        if path.contains('{') {
            let first_member = item.as_object().and_then(|item| item.keys().next());
            let origin = origins.of(&first_member.map_or(at.clone(), |member| at.child(member)));
            let shape = shape(path);
            if let Some((twin, first)) = by_shape.get(&shape) {
                let message = format!("the paths `{twin}` and `{path}` are the same to a server");
                diagnostics.push(
                    Diagnostic::new(Code::AmbiguousPath, message)
                        .at(first, format!("`{twin}`"))
                        .at(&origin, format!("`{path}`")),
                );
            } else {
                by_shape.insert(shape, (path, origin));
            }
        }
    }
}

/// The path with empty braces.
fn shape(path: &str) -> String {
    let mut shape = String::with_capacity(path.len());
    let mut is_inside = false;
    for character in path.chars() {
        match character {
            '{' => is_inside = true,
            '}' => is_inside = false,
            _ if is_inside => continue,
            _ => {}
        }
        shape.push(character);
    }
    shape
}
