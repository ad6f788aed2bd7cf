//! After this pass, every operation knows whether it may be sent again without
//! a risk: only `overrides.toml` says so, since a name proves nothing.

use super::{
    Decisions,
    pattern::{Subject, for_each_match},
};
use crate::{diagnostic::Diagnostic, ir::Api};

pub(super) fn run(api: &mut Api, decisions: &Decisions<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for entry in &decisions.overrides.safe {
        let patterns = &entry.value.operations;
        diagnostics.extend(for_each_match(
            api,
            decisions,
            entry,
            patterns,
            &Subject::ANY,
            |_, operation| {
                operation.behavior.safe = true;
            },
        ));
    }
    diagnostics
}
