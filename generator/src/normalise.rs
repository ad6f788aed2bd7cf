//! Documents as people publish them to what OpenAPI 3.0 can hold, with nothing lost in silence.
//!
//! Rewrites mend what has a form in 3.0; the rest travels as `x-` members. What cannot be mended is
//! an error: the page is left out, and says so.

mod audit;
mod evidence;
mod model;
mod name;
mod path;
mod reference;
mod rewrite;
mod server;
#[cfg(test)]
mod tests;
mod walk;

use std::sync::Arc;

use openapiv3::OpenAPI;
use serde_json::Value;
use serde_path_to_error::Segment;

pub use self::evidence::document;
use self::model::Kind;
use self::walk::Walk;
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::source::{Origin, Pointer};
use crate::yaml::Parsed;

/// The version that all documents are brought to.
const VERSION: &str = "3.0.3";

/// A page's document in the form of OpenAPI 3.0.
#[derive(Clone, Debug, PartialEq)]
pub struct Normalised {
    /// The path of the page.
    pub page: Arc<str>,
    /// The method that the block's info string names, in lower case; `None` for a whole document.
    pub method: Option<String>,
    /// The path that the block's info string names; `None` for a whole document.
    pub path: Option<String>,
    /// The document after the rewrites. Its pointers are those of the page, but for what rewrites made.
    pub value: Value,
    /// The same, typed.
    pub api: OpenAPI,
}

/// Normalises all documents, each given with the path of its page.
pub fn normalise_all(parsed: Vec<(Arc<str>, Parsed)>) -> (Vec<Normalised>, Vec<Diagnostic>) {
    let mut all = Vec::new();
    let mut diagnostics = Vec::new();
    for (page, document) in parsed {
        let (document, more) = normalise(&page, document);
        diagnostics.extend(more);
        all.extend(document);
    }
    (all, diagnostics)
}

/// Brings one block's document to OpenAPI 3.0, checks it, and proves that nothing was lost.
///
/// `None` if there is an error.
pub fn normalise(page: &Arc<str>, parsed: Parsed) -> (Option<Normalised>, Vec<Diagnostic>) {
    let Parsed {
        info,
        method,
        path,
        mut value,
        ..
    } = parsed;
    if let Some(diagnostic) = refuse(page, &value) {
        return (None, vec![diagnostic]);
    }
    let original = value.clone();
    let mut walk = Walk::new(page, &original);
    walk.visit(Kind::Document, &mut value, &Pointer::root());
    value["openapi"] = VERSION.into();
    path::drop_unused(&mut value, &mut walk);
    path::check(&value, &mut walk);
    server::check(&value, &mut walk);
    name::check_components(&value, &mut walk);
    name::check_security(&value, &mut walk);
    let mut diagnostics = walk.diagnostics;
    diagnostics.extend(reference::check_aliases(page, &value));
    if let (Some(method), Some(path)) = (&method, &path) {
        diagnostics.extend(check_fence(page, info, method, path, &value));
    }
    if diagnostics.iter().any(Diagnostic::is_error) {
        return (None, diagnostics);
    }
    let api = match serde_path_to_error::deserialize::<_, OpenAPI>(&value) {
        Ok(api) => api,
        Err(error) => {
            diagnostics.push(not_understood(page, &error));
            return (None, diagnostics);
        }
    };
    let written = serde_json::to_value(&api).unwrap_or_default();
    diagnostics.extend(audit::audit(page, &value, &written));
    let page = Arc::clone(page);
    (
        Some(Normalised {
            page,
            method,
            path,
            value,
            api,
        }),
        diagnostics,
    )
}

/// Why the document is no OpenAPI 3 at all.
fn refuse(page: &Arc<str>, value: &Value) -> Option<Diagnostic> {
    let root = Origin::new(Arc::clone(page), Pointer::root());
    let error = |code, message: &str| Some(Diagnostic::new(code, message));
    let Value::Object(members) = value else {
        return error(
            Code::NotOpenapi,
            "the block is no OpenAPI document: it is no mapping",
        )
        .map(|diagnostic| diagnostic.at(root, "this block"));
    };
    if members.contains_key("swagger") {
        let diagnostic = error(
            Code::Swagger2,
            "Swagger 2.0 is not understood, only OpenAPI 3.0 and 3.1",
        );
        return diagnostic.map(|diagnostic| {
            diagnostic
                .at(root.child("swagger"), "this says 2.0")
                .help("convert the document to OpenAPI 3.0")
        });
    }
    let Some(version) = members.get("openapi") else {
        let diagnostic = error(
            Code::NotOpenapi,
            "the block is no OpenAPI document: it has no `openapi`",
        );
        return diagnostic.map(|diagnostic| {
            // An older kind of docs page writes the request and response in a form of its own.
            let is_older = value.pointer("/paths/path").is_some() && value.pointer("/paths/method").is_some();
            let diagnostic = diagnostic.at(root, "this block");
            if is_older {
                diagnostic.help("`paths: {path, method, request, response}` is a docs site's own form; publish the OpenAPI operation")
            } else {
                diagnostic.help("begin with `openapi: 3.0.3`")
            }
        });
    };
    let text = version
        .as_str()
        .map_or_else(|| version.to_string(), str::to_owned);
    if !(text == "3"
        || text.starts_with("3.0")
        || text.starts_with("3.1")
        || text.starts_with("3.2"))
    {
        let message = format!("OpenAPI `{text}` is not understood, only 3.0 and 3.1");
        return Some(
            Diagnostic::new(Code::UnsupportedVersion, message)
                .at(root.child("openapi"), "this version"),
        );
    }
    if !members.contains_key("paths") {
        return error(Code::MissingPaths, "the document has no `paths`")
            .map(|diagnostic| diagnostic.at(root, "this document"));
    }
    None
}

fn check_fence(
    page: &Arc<str>,
    info: std::ops::Range<usize>,
    method: &str,
    path: &str,
    value: &Value,
) -> Option<Diagnostic> {
    let paths = value.get("paths")?;
    if paths
        .get(path)
        .is_some_and(|item| item.get(method).is_some())
    {
        return None;
    }
    let root = Origin::new(Arc::clone(page), Pointer::root()).child("paths");
    let (place, found) = match paths.get(path) {
        Some(_) => (root.child(path), "this path has no such method"),
        None => (root, "no such path here"),
    };
    let message =
        format!("the info string names `{method} {path}`, which the block does not describe");
    Some(
        Diagnostic::new(Code::FenceMismatch, message)
            .at(Location::span(page, info), "named here")
            .at(place, found),
    )
}

/// The model refused what the checks let through.
fn not_understood(
    page: &Arc<str>,
    error: &serde_path_to_error::Error<serde_json::Error>,
) -> Diagnostic {
    let mut pointer = Pointer::root();
    for segment in error.path() {
        pointer = match segment {
            Segment::Seq { index } => pointer.index(*index),
            Segment::Map { key } => pointer.child(key),
            Segment::Enum { .. } | Segment::Unknown => break,
        };
    }
    let message = format!("`{pointer}` is not understood: {}", error.inner());
    Diagnostic::new(Code::InvalidDocument, message)
        .at(Origin::new(Arc::clone(page), pointer), "here")
}
