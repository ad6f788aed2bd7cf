//! After this pass, every string field that holds a date and time without declaring it as its
//! format is a [`Scalar::TimeText`], so that its setter accepts times as well as strings.
//!
//! What the samples show under the name of a field decides: a date and time of RFC 3339 each
//! time, or something else. Where they show nothing, a field of the same name does that has the
//! format elsewhere. A name by itself proves nothing: `opens_daily_at` may be a time of day. The
//! field stays a string, and what is passed as a string is sent unchanged, so that a wrong guess
//! refuses nothing.

use std::collections::{BTreeMap, BTreeSet};

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
    let declared = declared(api);
    for def in api.types.values_mut() {
        let TypeKind::Struct(inner) = &mut def.kind else {
            continue;
        };
        for field in &mut inner.fields {
            let holds_time = match shown.get(&field.wire) {
                Some(always) => *always,
                None => declared.contains(&field.wire),
            };
            if holds_time && matches!(field.shape, Shape::Scalar(Scalar::String)) {
                field.shape = Shape::Scalar(Scalar::TimeText);
            }
        }
    }
    Vec::new()
}

/// The names of the fields whose format is a date and time.
fn declared(api: &Api) -> BTreeSet<String> {
    let structs = api.types.values().filter_map(|def| match &def.kind {
        TypeKind::Struct(inner) => Some(inner),
        _ => None,
    });
    let fields = structs.flat_map(|inner| &inner.fields);
    let declared = fields.filter(|field| matches!(field.shape, Shape::Scalar(Scalar::DateTime)));
    declared.map(|field| field.wire.clone()).collect()
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
