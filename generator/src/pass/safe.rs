//! After this pass, every operation knows whether it may be sent again without
//! a risk: only `overrides.toml` says so, since a name proves nothing.

use super::{
    Decisions,
    pattern::{Subject, for_each_match},
};
use crate::{diagnostic::Diagnostic, ir::Api};

pub(super) fn run(api: &mut Api, decisions: &Decisions<'_>) -> Vec<Diagnostic> {
    for_each_match(
        api,
        decisions,
        &decisions.overrides.safe,
        |entry| &entry.operations,
        &Subject::ANY,
        |_, _, operation| {
            operation.behavior.safe = true;
            Ok(())
        },
    )
}
