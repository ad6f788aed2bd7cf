//! The rewrites and checks, each on a small document.

mod checks;
mod collections;
mod conditions;
mod containment;
mod documents;
mod references;
mod schemas;

use serde_json::{Value, json};

use super::*;

const PAGE: &str = "a.md";

fn run(value: Value) -> (Option<Normalised>, Vec<Diagnostic>) {
    run_as(value, None, Tolerance::Strict)
}

/// As [`run`], for the block of `operation` on a page, or for a whole document.
fn run_as(
    value: Value,
    operation: Option<(&str, &str)>,
    tolerance: Tolerance,
) -> (Option<Normalised>, Vec<Diagnostic>) {
    let parsed = parsed(value, operation);
    normalise(&Arc::from(PAGE), parsed, tolerance, &mut Vec::new())
}

fn parsed(value: Value, operation: Option<(&str, &str)>) -> Parsed {
    Parsed {
        block: 0,
        info: 0..0,
        method: operation.map(|(method, _)| method.to_owned()),
        path: operation.map(|(_, path)| path.to_owned()),
        file: None,
        value,
        preamble: None,
        is_part: false,
        errors: Vec::new(),
        elsewhere: Default::default(),
    }
}

/// A document with one operation, and `schema` as the component `a`.
fn document(schema: &Value) -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "servers": [{"url": "https://api.example.test"}],
        "paths": {"/a": {"post": {"responses": {"200": {"description": "OK"}}}}},
        "components": {"schemas": {"a": schema, "b": {"type": "object"}}},
    })
}

/// The schema after the rewrites, which must cost no warning.
fn schema(schema: &Value) -> Value {
    let (value, codes) = schema_with_findings(schema);
    assert_eq!(codes, []);
    value
}

fn schema_with_findings(schema: &Value) -> (Value, Vec<Code>) {
    let (normalised, diagnostics) = run(document(schema));
    let codes = diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect();
    let Some(normalised) = normalised else {
        panic!("{diagnostics:?}");
    };
    (
        normalised.value["components"]["schemas"]["a"].clone(),
        codes,
    )
}

/// The document after a change to it.
fn changed(pointer: &str, to: Value) -> Value {
    let mut document = document(&json!({}));
    let parent: Pointer = pointer.parse().unwrap();
    let name = parent.last().unwrap().into_owned();
    let parent = parent.parent().unwrap();
    document.pointer_mut(parent.as_str()).unwrap()[name] = to;
    document
}

/// The code and the place of each finding.
fn findings(document: Value) -> Vec<(Code, String)> {
    run(document)
        .1
        .into_iter()
        .map(|diagnostic| {
            let pointer = diagnostic.labels[0]
                .location
                .pointer()
                .map(ToString::to_string);
            (diagnostic.code, pointer.unwrap_or_default())
        })
        .collect()
}

fn is_error(document: Value, code: Code) -> bool {
    let (normalised, diagnostics) = run(document);
    normalised.is_none()
        && diagnostics
            .iter()
            .any(|diagnostic| diagnostic.is_error() && diagnostic.code == code)
}

/// As [`is_error`], for a block on a page.
fn is_error_on_page(document: Value, code: Code) -> bool {
    let (normalised, diagnostics) =
        run_as(document, Some(("post", "/a")), Tolerance::SkipOperations);
    normalised.is_none()
        && diagnostics
            .iter()
            .any(|it| it.code == code && it.is_error())
}
