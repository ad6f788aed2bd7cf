//! Whether the pages are consistent: samples, and pages without a schema, checked
//! against the IR.
//!
//! No generated code runs here: this predicts what the runtime does with each sample,
//! and the tests of the generated crate verify the prediction.

mod body;
mod call;
mod diagnostics;
mod evidence;
mod finding;
mod json;
mod kind;
mod line;
mod missing;
mod one_of;
mod report;
mod samples;
mod undeclared;

pub use body::decoding;
pub use finding::{Finding, Mismatch};
pub use json::Decoding;
pub use kind::Kind;
pub use missing::FailingCalls;
pub use report::{Contradiction, Counts, Occurrence, Report, Unreadable};
pub use undeclared::Undeclared;

use crate::{diagnostic::Diagnostic, extract::Page, ir::Api, overrides::Overrides};

/// What the check found, besides its diagnostics.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// The calls that fail if the server responds as the pages show.
    pub failing: FailingCalls,
    /// The fields that samples show and no schema has, ordered by operation and path.
    pub undeclared: Vec<Undeclared>,
}

/// Checks samples, and pages without a schema, with a warning for every contradiction and for every
/// sample that cannot be parsed.
pub fn check(api: &Api, pages: &[Page], overrides: &Overrides) -> (Checked, Vec<Diagnostic>) {
    let report = Report::collect(api);
    let mut diagnostics = diagnostics::contradictions(api, overrides, &report.contradictions);
    diagnostics.extend(report.unreadable.iter().map(diagnostics::unreadable));
    diagnostics.extend(evidence::contradictions(api, pages));
    let checked = Checked {
        failing: FailingCalls::collect(report.contradictions.iter()),
        undeclared: undeclared::collect(&report.contradictions),
    };
    (checked, diagnostics)
}
