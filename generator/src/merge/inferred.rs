//! Operations that only pages without an OpenAPI block describe.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{
    diagnostic::Diagnostic,
    extract::Evidence,
    normalise::{self, Normalised, Tolerance},
    yaml::Parsed,
};

/// Adds a document for each operation of `evidence`, and returns these operations.
///
/// Only the operations count: `info` is a placeholder, and the servers are those of the other
/// documents if there are any.
pub(super) fn add(
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
            errors: Vec::new(),
        };
        let (document, findings) = normalise::normalise(&evidence.page, parsed, Tolerance::Strict);
        diagnostics.extend(findings);
        let Some(mut document) = document else {
            continue;
        };
        if let Value::Object(fields) = &mut document.value {
            fields.shift_remove("info");
            if has_documents {
                fields.shift_remove("servers");
            }
        }
        inferred.insert(operation);
        inputs.push(document);
    }
    inferred
}
