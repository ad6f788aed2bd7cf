//! Operations that only pages without an OpenAPI block describe.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::{
    diagnostic::{Code, Diagnostic, Location},
    extract::{Basis, Evidence, OperationIndex, Response},
    host::authority,
    normalise::{self, Normalised, Tolerance},
    yaml::Parsed,
};

/// Adds a document for each operation of `evidence`, and returns those whose types are inferred.
///
/// Calls of another host than those of the documents are of another API. Only the operations
/// count: `info` is a placeholder, and the servers are those of the other
/// documents if there are any.
pub(super) fn add(
    inputs: &mut Vec<Normalised>,
    evidence: &[&Evidence],
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeSet<(String, String)> {
    let mut inferred = BTreeSet::new();
    let has_documents = !inputs.is_empty();
    let hosts: BTreeSet<String> = inputs.iter().flat_map(hosts).collect();
    let is_of_api = |evidence: &Evidence| {
        let server = evidence.server.as_deref().map(authority);
        let is_foreign = server.is_some_and(|host| !hosts.is_empty() && !hosts.contains(host));
        evidence.basis != Basis::Calls || !is_foreign
    };
    let operations = united(evidence).into_iter();
    for (operation, evidence) in operations.filter(|(_, evidence)| is_of_api(evidence)) {
        let parsed = Parsed {
            block: 0,
            info: evidence.range.clone(),
            method: None,
            path: None,
            file: None,
            preamble: None,
            is_part: false,
            value: normalise::document(&evidence),
            errors: Vec::new(),
            elsewhere: Default::default(),
        };
        let (document, mut findings) =
            normalise::normalise(&evidence.page, parsed, Tolerance::Strict, &mut Vec::new());
        let Some(mut document) = document else {
            findings.iter_mut().for_each(Diagnostic::contain);
            diagnostics.extend(findings);
            diagnostics.push(left_out(&evidence));
            continue;
        };
        diagnostics.extend(findings);
        if let Value::Object(fields) = &mut document.value {
            fields.shift_remove("info");
            if has_documents {
                fields.shift_remove("servers");
            }
        }
        if evidence.basis != Basis::Fields {
            inferred.insert(operation);
        }
        inputs.push(document);
    }
    inferred
}

/// One piece of evidence for each operation: the first one that lists fields, else the
/// first one, with the samples of all others.
fn united(evidence: &[&Evidence]) -> BTreeMap<(String, String), Evidence> {
    let mut united: BTreeMap<(String, String), Evidence> = BTreeMap::new();
    let mut known = OperationIndex::default();
    let is_of = |basis| {
        evidence
            .iter()
            .filter(move |it: &&&Evidence| it.basis == basis)
    };
    let ranked = [Basis::Fields, Basis::Samples, Basis::Calls];
    for evidence in ranked.into_iter().flat_map(is_of) {
        let first = known.first(evidence).and_then(|it| united.get_mut(it));
        match first {
            Some(first) => {
                first.requests.extend(evidence.requests.iter().cloned());
                add_samples(&mut first.responses, &evidence.responses);
            }
            None => {
                let operation = (evidence.method.clone(), evidence.path.clone());
                known.insert(&evidence.method, &evidence.path, operation.clone());
                united.insert(operation, (*evidence).clone());
            }
        }
    }
    united
}

/// Adds the samples of `more` to the responses with the same status.
fn add_samples(responses: &mut Vec<Response>, more: &[Response]) {
    for response in more {
        let mut known = responses.iter_mut();
        match known.find(|known| known.status == response.status) {
            Some(known) if known.is_shared => known.clone_from(response),
            Some(_) if response.is_shared => {}
            Some(known) => known.samples.extend(response.samples.iter().cloned()),
            None => responses.push(response.clone()),
        }
    }
}

/// The hosts of the servers of a document.
fn hosts(document: &Normalised) -> Vec<String> {
    let servers = document.api.servers.iter();
    servers
        .map(|server| authority(&server.url).to_owned())
        .collect()
}

fn left_out(evidence: &Evidence) -> Diagnostic {
    let method = evidence.method.to_ascii_uppercase();
    let path = &evidence.path;
    let message = format!("`{method} {path}` is left out: its page has an error");
    let at = Location::span(&evidence.page, evidence.range.clone());
    Diagnostic::new(Code::SkippedOperation, message).at(at, "documented here")
}
