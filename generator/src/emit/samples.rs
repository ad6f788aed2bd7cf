//! `tests/samples.rs` and `src/samples.json`: what the pages show, through the
//! generated types. The client's `mock` responds with the samples, see [`exist`].
//!
//! Each sample is paired with what `conformance` found about it: where the runtime
//! reports drift, or where it rejects the sample. The tests expect exactly that.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Value, json};

use super::{
    Content, Context, File, imports,
    ty::{Scope, returned_ty, ty},
};
use crate::{
    conformance::{self, Decoding},
    ir::{Api, Operation},
    pretty::{HEADER, Source},
    reserved::TYPES,
    sample::{Sample, Side},
};

pub(super) fn emit(cx: Context<'_>) -> Vec<File<'_>> {
    let api = cx.api;
    let mut data = serde_json::Map::new();
    data.insert("//".to_owned(), HEADER.into());
    let mut tests = Vec::new();
    for operation in api.operations.values() {
        let samples: Vec<&Sample> = typed(api, operation).collect();
        if samples.is_empty() {
            continue;
        }
        let entries: Vec<Value> = samples
            .iter()
            .map(|sample| entry(api, operation, sample))
            .collect();
        data.insert(operation.key.to_string(), entries.into());
        tests.push(test(cx, operation, &samples));
    }
    if tests.is_empty() {
        return Vec::new();
    }
    let library = cx.names.library();
    let names = |names: &[&str]| tests.iter().any(|test| imports::mentions(test, names));
    let models = names(&["models"]).then(|| quote! { use #library::models; });
    let runtime = names(TYPES).then(|| quote! { use #library::runtime::codegen::types::*; });
    let gate = (!api.features.table.is_empty()).then(|| quote! { #![cfg(feature = "full")] });
    let source = Source {
        docs: vec!["Every sample that the pages show, decoded and encoded back.".to_owned()],
        head: vec![quote! {
            #gate
            #models
            #runtime
            use #library::testing::Samples;
            const SAMPLES: &str = include_str!("../src/samples.json");
        }],
        items: tests,
    };
    let mut text = serde_json::to_string_pretty(&Value::Object(data)).unwrap_or_default();
    text.push('\n');
    vec![
        ("tests/samples.rs".to_owned(), Content::Rust(source)),
        ("src/samples.json".to_owned(), Content::Text(text)),
    ]
}

/// Whether the pages show a sample of any type.
pub(super) fn exist(api: &Api) -> bool {
    let mut operations = api.operations.values();
    operations.any(|operation| typed(api, operation).next().is_some())
}

/// The samples of `operation` that there is a type for.
fn typed<'a>(api: &'a Api, operation: &'a Operation) -> impl Iterator<Item = &'a Sample> {
    let samples = api.samples_of(&operation.key).iter();
    samples.filter(|sample| is_typed(operation, sample))
}

/// Whether there is a type to decode the sample with.
fn is_typed(operation: &Operation, sample: &Sample) -> bool {
    match sample.side {
        Side::Request => operation.input.body_shape().is_some(),
        Side::Response => operation.output().is_some(),
    }
}

/// The sample, and what the runtime makes of it: paths where it reports drift,
/// or paths one of which it fails at.
fn entry(api: &Api, operation: &Operation, sample: &Sample) -> Value {
    let Decoding { drift, refused } = conformance::decoding(api, operation, sample);
    let side = sample.side.describe();
    match (refused.is_empty(), drift.is_empty()) {
        (false, _) => json!({ "side": side, "json": sample.json, "refused": refused }),
        (true, true) => json!({ "side": side, "json": sample.json }),
        (true, false) => json!({ "side": side, "json": sample.json, "drift": drift }),
    }
}

fn test(cx: Context<'_>, operation: &Operation, samples: &[&Sample]) -> TokenStream {
    let name = cx.names.sample_test(&operation.key);
    let key = operation.key.to_string();
    let shows = |side: Side| samples.iter().any(|sample| sample.side == side);
    let request = operation
        .input
        .body_shape()
        .filter(|_| shows(Side::Request));
    let request = request.map(|params| {
        let ty = ty(cx.names, params, Scope::Models);
        quote! { samples.requests::<#ty>(); }
    });
    let response = operation.output().filter(|_| shows(Side::Response));
    let response = response.map(|value| {
        let ty = returned_ty(cx.names, Some(value), Scope::Models);
        let envelope = match operation.envelope() {
            Some(member) => quote! { Some(#member) },
            None => quote! { None },
        };
        quote! { samples.responses::<#ty>(#envelope); }
    });
    quote! {
        #[test]
        fn #name() {
            let samples = Samples::of(SAMPLES, #key);
            #request
            #response
        }
    }
}
