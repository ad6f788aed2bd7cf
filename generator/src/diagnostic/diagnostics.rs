//! The findings of a run.

use super::{Code, Diagnostic, Location, order};
use crate::source::SourceMap;

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

    /// Makes errors of the findings that an operation is left out.
    pub(crate) fn refuse_skipped(&mut self) {
        let skipped = self.0.iter_mut();
        skipped
            .filter(|finding| finding.code == Code::SkippedOperation)
            .for_each(Diagnostic::refuse);
    }

    /// Forgets that there is no server and no operation: where nothing could be read, nothing is
    /// known of them.
    pub(crate) fn forget_absences(&mut self) {
        let absences = [Code::MissingServer, Code::NoOperations];
        self.0.retain(|finding| !absences.contains(&finding.code));
    }

    /// All findings in the order in which they were kept.
    pub(crate) fn into_vec(self) -> Vec<Diagnostic> {
        self.0
    }

    /// All findings in the order in which they were kept; what has an error is left out.
    pub(crate) fn contained(mut self) -> Vec<Diagnostic> {
        self.0.iter_mut().for_each(Diagnostic::contain);
        self.0
    }

    /// All findings in the order of [`sort`](super::sort), with the places that their nodes
    /// were read from.
    pub fn sorted(mut self, sources: &SourceMap) -> Vec<Diagnostic> {
        for label in self.0.iter_mut().flat_map(|finding| &mut finding.labels) {
            if let Location::Node(origin) = &label.location {
                label.location = Location::Written(sources.written(origin));
            }
        }
        order::sort(&mut self.0);
        self.0
    }
}
