//! Requests against what `overrides.toml` says of members of which exactly one is
//! given.

use serde_json::Value;

use super::{Finding, Mismatch};
use crate::ir::Operation;

/// Each choice of which `body` gives none, or several.
pub(super) fn findings(operation: &Operation, body: &Value) -> Vec<Finding> {
    let choices = operation.input.one_of.iter().filter_map(|choice| {
        let members = choice.fields.iter();
        let given = members.filter(|member| body.get(member).is_some());
        let given = given.count();
        (given != 1).then(|| Finding {
            path: choice.wire.clone(),
            mismatch: Mismatch::OneOf(given),
            origin: operation.origin.clone(),
        })
    });
    choices.collect()
}
