//! Do the pages agree with themselves? Samples, and pages without a schema,
//! held against the IR.
//!
//! No generated code runs here: this says what the runtime will do with each
//! sample, and the tests of the generated crate hold it to that.

mod call;
mod check;
mod diagnostics;
mod evidence;
mod finding;
mod json;
mod line;
mod one_of;
mod report;

pub use finding::{Fault, Finding};
pub use report::{Contradiction, Kind, Row, Shown, Tally, Unreadable};

use crate::{
    diagnostic::Diagnostic,
    extract::Page,
    ir::{Api, Operation},
    json_type::JsonType,
    sample::{Sample, Side},
};

/// Every contradiction, as a warning with both places, and every sample that
/// cannot be read.
pub fn agree(api: &Api, pages: &[Page]) -> Vec<Diagnostic> {
    let tally = Tally::take(api);
    let mut diagnostics = diagnostics::contradictions(&tally.contradictions);
    diagnostics.extend(tally.unreadable.iter().map(diagnostics::unreadable));
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
                        Fault::WrongType(JsonType::Object),
                        &response.origin,
                    );
                }
            }
        }
    }
    walk.findings
}
