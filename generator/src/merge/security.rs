//! `security`: of the documents as a whole, and of their operations.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::normalise::Normalised;

/// Copies the `security` of each document to the operations that inherit it, unless all documents
/// have the same.
pub(super) fn push_down(inputs: &mut [Normalised]) {
    let roots: BTreeSet<_> = inputs
        .iter()
        .map(|input| input.value.get("security").map(canonical))
        .collect();
    if roots.len() < 2 {
        return;
    }
    for input in inputs {
        let Value::Object(fields) = &mut input.value else {
            continue;
        };
        let Some(security) = fields.shift_remove("security") else {
            continue;
        };
        for item in fields
            .get_mut("paths")
            .and_then(Value::as_object_mut)
            .into_iter()
            .flat_map(Map::values_mut)
        {
            for (name, operation) in item.as_object_mut().into_iter().flatten() {
                if let Value::Object(operation) = operation
                    && operation.contains_key("responses")
                    && !name.starts_with("x-")
                {
                    operation
                        .entry("security")
                        .or_insert_with(|| security.clone());
                }
            }
        }
    }
}

fn canonical(security: &Value) -> String {
    let mut alternatives: Vec<_> = security
        .as_array()
        .into_iter()
        .flatten()
        .map(Value::to_string)
        .collect();
    alternatives.sort();
    alternatives.join(",")
}

/// Sorts the alternatives of every `security`: their order has no meaning, and pages differ in it.
pub(super) fn sort(merged: &mut Value) {
    fn sort_of(owner: &mut Value) {
        if let Some(Value::Array(alternatives)) = owner.get_mut("security") {
            alternatives.sort_by_cached_key(Value::to_string);
            alternatives.dedup();
        }
    }
    sort_of(merged);
    for item in merged["paths"]
        .as_object_mut()
        .into_iter()
        .flat_map(Map::values_mut)
    {
        for operation in item.as_object_mut().into_iter().flat_map(Map::values_mut) {
            sort_of(operation);
        }
    }
}
