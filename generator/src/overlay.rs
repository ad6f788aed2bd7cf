//! OpenAPI Overlays: changes of a document that is not ours to edit.
//!
//! An action that matches nothing is an error, so that an overlay never contains what is not true.
//! Every node that an action adds keeps its place in the overlay, and every node that it moves its
//! place in the document.

mod action;
mod merge;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use serde_json::Value;

use crate::{
    diagnostic::{Code, Diagnostic},
    extract,
    source::{Origin, Pointer, Source, SourceMap},
    yaml::{self, Parsed},
};

/// The nodes that a step moved: where they are, and where they were.
type Moves = Vec<(Pointer, Origin)>;

/// Applies the overlays to the whole document among `parsed`, one after the other, and records in
/// `sources` which nodes they add and move.
pub fn apply(
    mut parsed: Vec<(Arc<str>, Parsed)>,
    overlays: Vec<Source>,
    sources: &mut SourceMap,
) -> (Vec<(Arc<str>, Parsed)>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    for source in overlays {
        let (pages, findings) = extract::extract_parts(vec![source], sources);
        diagnostics.extend(findings);
        let (files, findings) = yaml::read_all(&pages, sources);
        diagnostics.extend(findings);
        for (path, overlay) in files {
            diagnostics.extend(overlay.errors);
            let root = Origin::new(path, Pointer::root());
            let mut documents = parsed.iter_mut().filter(|(_, it)| it.method.is_none());
            let (Some((page, document)), None) = (documents.next(), documents.next()) else {
                let message = "an overlay applies to one document";
                let error = Diagnostic::new(Code::InvalidOverlay, message);
                diagnostics.push(error.at(root, "the input is not one document"));
                continue;
            };
            diagnostics.extend(check(&overlay.value, &root, page));
            apply_one(
                &overlay.value,
                &root,
                page,
                &mut document.value,
                sources,
                &mut diagnostics,
            );
        }
    }
    (parsed, diagnostics)
}

/// What is wrong with the overlay as a whole.
fn check(overlay: &Value, root: &Origin, page: &str) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut report = |code, message: String, at: Origin, label: &str| {
        diagnostics.push(Diagnostic::new(code, message).at(at, label));
    };
    let version = overlay.get("overlay").map(text).unwrap_or_default();
    if version != "1" && !version.starts_with("1.0") && !version.starts_with("1.1") {
        let message = format!("`{version}` is not a version of overlays that is supported");
        let label = "expected `overlay: 1.0.0` or `1.1.0`";
        report(Code::InvalidOverlay, message, root.child("overlay"), label);
    }
    if !overlay.get("actions").is_some_and(Value::is_array) {
        let message = "an overlay must have a list of `actions`".to_owned();
        report(Code::InvalidOverlay, message, root.clone(), "it is missing");
    }
    if let Some(extends) = overlay.get("extends").and_then(Value::as_str) {
        let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
        if name(extends) != name(page) {
            let message = format!("the overlay extends `{extends}`");
            let label = format!("it is applied to `{page}`");
            report(Code::OverlayExtends, message, root.child("extends"), &label);
        }
    }
    diagnostics
}

fn apply_one(
    overlay: &Value,
    root: &Origin,
    page: &Arc<str>,
    document: &mut Value,
    sources: &mut SourceMap,
    diagnostics: &mut Vec<Diagnostic>,
) {
    // Before 1.1, a list is an item like any other.
    let version = overlay.get("overlay").map(text).unwrap_or_default();
    let concatenates = !version.starts_with("1.0");
    let actions = overlay.get("actions").and_then(Value::as_array);
    for (index, action) in actions.into_iter().flatten().enumerate() {
        let at = root.child("actions").index(index);
        match action::apply(action, &at, page, document, concatenates) {
            Ok(steps) => {
                for moves in steps {
                    sources.record_moves(page, moves);
                }
            }
            Err(error) => diagnostics.push(*error),
        }
    }
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
