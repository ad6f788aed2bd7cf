//! After this pass, every string field that holds a date and time without declaring it as its
//! format is a [`Scalar::TimeText`], so that its setter accepts times as well as strings.
//!
//! What the samples show under the name of a field decides: a date and time of RFC 3339 each
//! time, or something else. Where they show nothing, a name that ends in `_at` does. The field
//! stays a string, and what is passed as a string is sent unchanged, so that a wrong guess
//! refuses nothing.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Decisions;
use crate::{
    diagnostic::Diagnostic,
    ir::{Api, Scalar, Shape, TypeKind, is_date_time},
};

pub(super) fn run(api: &mut Api, _: &Decisions<'_>) -> Vec<Diagnostic> {
    let mut shown = BTreeMap::new();
    for (_, sample) in api.samples() {
        collect(&sample.json, &mut shown);
    }
    for def in api.types.values_mut() {
        let TypeKind::Struct(inner) = &mut def.kind else {
            continue;
        };
        for field in &mut inner.fields {
            let holds_time = match shown.get(&field.wire) {
                Some(always) => *always,
                None => field.wire.ends_with("_at"),
            };
            if holds_time && matches!(field.shape, Shape::Scalar(Scalar::String)) {
                field.shape = Shape::Scalar(Scalar::TimeText);
            }
        }
    }
    Vec::new()
}

/// Adds the name of each string in `json`, and whether each string of this name is a date and
/// time.
fn collect(json: &Value, shown: &mut BTreeMap<String, bool>) {
    match json {
        Value::Object(fields) => {
            for (name, value) in fields {
                if let Value::String(text) = value {
                    let always = shown.entry(name.clone()).or_insert(true);
                    *always &= is_date_time(text);
                } else {
                    collect(value, shown);
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, shown)),
        _ => {}
    }
}
