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
            if let Some(content) = operation.input.content() {
                walk.shape(&content.json().shape, &sample.json, "$", &content.origin);
            }
        }
        Side::Response => {
            // Samples leave out `ok`, and so may a response of nothing else.
            let Some((response, output)) = operation.success().zip(operation.output()) else {
                return Vec::new();
            };
            match &response.envelope {
                None => walk.returned(output, Some(&sample.json), "$", &response.origin),
                Some(member) if sample.json.is_object() => {
                    let path = json::member("$", member);
                    walk.returned(output, sample.json.get(member), &path, &response.origin);
                }
                Some(_) => {
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
