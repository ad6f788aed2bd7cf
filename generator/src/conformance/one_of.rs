//! Requests against the groups of fields of which exactly one is required.

use serde_json::Value;

use super::{Finding, Mismatch};
use crate::ir::Operation;

/// Each choice of which `body` gives none, or several.
pub(super) fn findings(operation: &Operation, body: &Value) -> Vec<Finding> {
    let choices = operation.input.one_of.iter().filter_map(|choice| {
        let fields = choice.fields.iter();
        let given = fields.filter(|field| body.get(field).is_some());
        let given = given.count();
        (given != 1).then(|| Finding {
            path: choice.wire.clone(),
            mismatch: Mismatch::OneOf(given),
            origin: operation.origin.clone(),
        })
    });
    choices.collect()
}
