//! What an error in a part of a whole document costs: the operations that contain or reach it,
//! and nothing else. One in a response costs its schema: what it says is no part of the request.

use std::{collections::BTreeSet, sync::Arc};

use serde_json::Value;

use super::remove::{Fault, Part, remove_parts};
use crate::{
    diagnostic::Diagnostic,
    http_method::is_method,
    source::{Origin, Pointer},
};

/// Makes warnings of the errors in parts of `document`, and removes these parts, with a warning
/// for each operation that is left out. Errors about the document as a whole stay errors.
///
/// Returns how many operations were left out.
pub(super) fn contain(
    page: &Arc<str>,
    document: &mut Value,
    diagnostics: &mut Vec<Diagnostic>,
) -> usize {
    let mut broken = BTreeSet::new();
    for diagnostic in diagnostics.iter_mut().filter(|it| it.is_error()) {
        let nodes = diagnostic
            .labels
            .iter()
            .filter_map(|it| it.location.pointer());
        let parts: Option<Vec<Part>> = nodes.map(part_of).collect();
        // A cycle has a part for each of its components.
        if let Some(parts) = parts.filter(|parts| !parts.is_empty()) {
            diagnostic.contain();
            if let (Some(cost), Some(label)) = (cost(&parts), diagnostic.labels.first_mut()) {
                label.text = format!("{}: {cost}", label.text);
            }
            broken.extend(parts);
        }
    }
    let skipped = remove_parts(document, &broken);
    diagnostics.extend(skipped.iter().map(|operation| {
        let at = Origin::new(Arc::clone(page), operation.pointer());
        operation.diagnostic(at, Fault::Error)
    }));
    skipped.len()
}

/// What is lost of an operation that is kept.
fn cost(parts: &[Part]) -> Option<&'static str> {
    match parts {
        [Part::ResponseSchema(_), ..] => Some("the body is read without its schema"),
        [Part::Response(_), ..] => Some("nothing is known of the response but its status"),
        _ => None,
    }
}

fn part_of(pointer: &Pointer) -> Option<Part> {
    let tokens: Vec<_> = pointer.tokens().collect();
    let tokens: Vec<&str> = tokens.iter().map(|token| &**token).collect();
    let own = |text: &str| text.to_owned();
    let up_to = |length: usize| tokens[..length].iter().collect::<Pointer>();
    Some(match tokens[..] {
        [
            "paths",
            _,
            method,
            "responses",
            _,
            "content",
            _,
            "schema",
            ..,
        ] if is_method(method) => Part::ResponseSchema(up_to(8)),
        ["components", "responses", _, "content", _, "schema", ..] => {
            Part::ResponseSchema(up_to(6))
        }
        ["paths", _, method, "responses", _, "$ref"] if is_method(method) => {
            Part::Response(up_to(5))
        }
        ["components", "responses", _, "$ref"] => Part::Response(up_to(3)),
        ["security", _, ..] => Part::Requirement(up_to(2)),
        ["paths", _, _, "security", _, ..] => Part::Requirement(up_to(5)),
        ["paths", path, method, ..] if is_method(method) => Part::Operation(own(path), own(method)),
        ["paths", path, ..] => Part::PathItem(own(path)),
        ["components", section, name, ..] => Part::Component(own(section), own(name)),
        ["servers" | "tags" | "info", _, ..] => Part::Detail(up_to(2)),
        ["externalDocs", ..] => Part::Detail(up_to(1)),
        _ => return None,
    })
}
