//! The findings of a run.

use super::{Diagnostic, order};

/// Collects the findings of all stages.
#[derive(Debug, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Returns the output of a stage and keeps its findings.
    pub fn collect<T>(&mut self, (output, findings): (T, Vec<Diagnostic>)) -> T {
        self.extend(findings);
        output
    }

    /// Keeps findings.
    pub fn extend(&mut self, findings: Vec<Diagnostic>) {
        self.0.extend(findings);
    }

    /// Whether any finding is an error.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(Diagnostic::is_error)
    }

    /// All findings in the order of [`sort`](super::sort).
    pub fn sorted(mut self) -> Vec<Diagnostic> {
        order::sort(&mut self.0);
        self.0
    }
}
