//! Do the pages agree with themselves? Samples, and pages without a schema,
//! held against the IR.
//!
//! No generated code runs here: this says what the runtime will do with each
//! sample, and the tests of the generated crate hold it to that.

mod evidence;
mod json;

pub use json::{Fault, Finding};

use crate::{
    diagnostic::Diagnostic,
    extract::Page,
    ir::{Api, Operation},
    sample::{Sample, Side},
};

/// Every contradiction, as a warning with both places.
pub fn agree(api: &Api, pages: &[Page]) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (operation, sample) in api.samples() {
        // A page without a schema may well be behind the times: what it shows
        // beside the schema is told member by member, from its own table.
        for finding in findings(api, operation, sample) {
            diagnostics.push(
                Diagnostic::warning(
                    "sample-contradicts-schema",
                    format!(
                        "the {} sample of `{}` {}",
                        sample.side.noun(),
                        operation.key,
                        finding.says()
                    ),
                )
                .at(
                    sample.spot.clone(),
                    format!("`{}` in this sample", finding.path),
                )
                .at(&finding.origin, "the schema says so here"),
            );
        }
    }
    diagnostics.extend(evidence::contradictions(api, pages));
    diagnostics
}

/// What is odd about `sample`, in the order of the runtime's walk.
pub fn findings(api: &Api, operation: &Operation, sample: &Sample) -> Vec<Finding> {
    let mut walk = json::Walk::new(api);
    match sample.side {
        Side::Request => {
            if let Some(request) = &operation.request {
                walk.shape(&request.shape, &sample.json, "$", &request.origin);
            }
        }
        Side::Response => {
            let response = &operation.response;
            match (&response.value, &response.envelope) {
                // Samples leave out `ok`, and so may an answer of nothing else.
                (None, _) => {}
                (Some(value), None) => {
                    walk.returned(value, Some(&sample.json), "$", &response.origin)
                }
                (Some(value), Some(member)) if sample.json.is_object() => {
                    let path = json::member("$", member);
                    walk.returned(value, sample.json.get(member), &path, &response.origin);
                }
                (Some(_), Some(_)) => {
                    walk.found(
                        "$".to_owned(),
                        Fault::Mismatch("an object"),
                        &response.origin,
                    );
                }
            }
        }
    }
    walk.findings
}
