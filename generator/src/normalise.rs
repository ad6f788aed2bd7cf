//! Documents as people publish them → OpenAPI 3.0, with nothing lost silently.
//!
//! Rewrites convert what 3.0 can express; the rest is kept as `x-` extensions. What cannot be
//! converted is an error: the page is left out, with a diagnostic.

mod alias;
mod anchor;
mod audit;
mod coerce;
mod contain;
mod context;
mod dotnet;
mod embedded;
mod evidence;
pub(crate) mod extension;
mod flow_url;
mod keyword;
mod long_text;
mod mend;
mod mintlify;
mod model;
mod moved;
mod name;
mod node;
mod parameter;
mod part;
mod path;
mod payload;
mod promote;
mod reference;
pub(crate) mod remove;
mod rename;
mod rewrite;
mod route;
mod schema_id;
mod server;
pub(crate) mod server_variable;
mod site;
mod swagger;
pub(crate) mod template;
#[cfg(test)]
mod tests;
mod version;
mod walk;

use std::sync::Arc;

use openapiv3::OpenAPI;
use serde::Deserialize as _;
use serde_json::Value;
use serde_path_to_error::Segment;

use self::context::{Context, move_reported};
use crate::{
    diagnostic::{Code, Diagnostic, Location},
    source::{Origin, Pointer, SourceMap},
    yaml::Parsed,
};

pub use self::{
    evidence::document,
    keyword::{KEYWORDS, Treatment},
};

/// The version that all documents are converted to.
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
    /// The document that the block's info string names.
    pub file: Option<String>,
    /// The document after the rewrites. Its pointers are those of the page, except for nodes that
    /// a rewrite added.
    pub value: Value,
    /// The same, typed.
    pub api: OpenAPI,
    /// How many operations were left out because of an error.
    pub skipped: usize,
}

/// The nodes that a step moved: where they are, and where they were.
pub type Moves = Vec<(Pointer, Origin)>;

/// What an error in a part of a whole document costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tolerance {
    /// The operations that contain or reach it.
    SkipOperations,
    /// The whole document.
    Strict,
}

/// How often the model may reject a document of which a part was removed.
const REJECTION_LIMIT: usize = 16;

/// Normalises all documents, each given with the path of its page, and records in `sources` which
/// nodes were moved.
pub fn normalise_all(
    parsed: Vec<(Arc<str>, Parsed)>,
    tolerance: Tolerance,
    sources: &mut SourceMap,
) -> (Vec<Normalised>, Vec<Diagnostic>) {
    let mut all = Vec::new();
    let mut diagnostics = version::converted(&parsed);
    for (page, document) in parsed {
        let mut moved = Vec::new();
        let block = document.block;
        let (document, mut more) = normalise(&page, document, tolerance, &mut moved);
        // Those of a document with an error too, which is shown where it was written.
        for moves in moved {
            sources.record_moves(&page, moves);
        }
        show_in_block(&page, block, &mut more, sources);
        diagnostics.extend(more);
        all.extend(document);
    }
    (all, diagnostics)
}

/// Makes a place in the text of each node of the block with this number that another block of the
/// page has too: a pointer does not tell them apart.
fn show_in_block(
    page: &Arc<str>,
    number: usize,
    diagnostics: &mut [Diagnostic],
    sources: &SourceMap,
) {
    for label in diagnostics.iter_mut().flat_map(|it| &mut it.labels) {
        if let Location::Node(origin) = &label.location
            && origin.page == *page
            && let Some(own) = sources.locate_in(origin, number)
            && sources
                .locate(origin)
                .is_some_and(|(_, found)| found != own)
        {
            label.location = Location::span(page, own);
        }
    }
}

/// Converts one block's document to OpenAPI 3.0, checks it, and proves that nothing was lost.
///
/// `None` if there is an error that it cannot be generated without. `moved` gets the nodes that
/// each step moved.
pub fn normalise(
    page: &Arc<str>,
    parsed: Parsed,
    tolerance: Tolerance,
    moved: &mut Vec<Moves>,
) -> (Option<Normalised>, Vec<Diagnostic>) {
    let Parsed {
        info,
        method,
        path,
        file,
        mut value,
        errors,
        preamble,
        elsewhere,
        ..
    } = parsed;
    // A block on a page is one operation, so that an error in it costs all of it.
    let is_whole = method.is_none();
    let mut diagnostics = errors;
    if let Some(preamble) = &preamble {
        mintlify::convert(page, &mut value, preamble, moved);
        let operation = method.as_deref().zip(path.as_deref());
        part::complete(page, &mut value, operation, moved);
    }
    diagnostics.extend(swagger::convert(page, &mut value, moved));
    schema_id::resolve(&mut value);
    diagnostics.extend(anchor::resolve(page, &mut value));
    if is_whole {
        diagnostics.extend(mend::document(page, &mut value, moved));
        route::to_templates(page, &mut value, moved);
        diagnostics.extend(rename::components(page, &mut value, moved));
    }
    diagnostics.extend(embedded::resolve(page, &mut value));
    if let Err(diagnostic) = version::check(page, &value, preamble.is_none()) {
        diagnostics.push(*diagnostic);
        return (None, diagnostics);
    }
    let is_info_of_api = match &preamble {
        Some(preamble) => site::complete(&mut value, preamble),
        None => true,
    };
    diagnostics.extend(payload::to_components(page, &mut value, moved));
    let original = value.clone();
    let mut cx = Context::new(page, &original, is_whole);
    cx.elsewhere = elsewhere;
    walk::walk(&mut value, rewrite::REWRITES, &mut cx);
    move_reported(&mut diagnostics, &cx.walk_remap, page);
    value["openapi"] = VERSION.into();
    parameter::drop_repeated(&mut value, &mut cx);
    parameter::move_to_query(&mut value, &mut cx);
    parameter::drop_unused(&mut value, &mut cx);
    parameter::drop_unsendable(&mut value, &mut cx);
    path::check(&value, &mut cx);
    server::check(&value, &mut cx);
    flow_url::check(&value, &mut cx);
    name::check_components(&value, &mut cx);
    name::check_security(&value, &mut cx);
    diagnostics.extend(reference::copied(&cx));
    diagnostics.extend(long_text::check(page, &original));
    moved.push(cx.moved.into_moves());
    let left_out = cx.skipped;
    diagnostics.extend(cx.diagnostics);
    diagnostics.extend(alias::check(page, &value));
    if let (Some(method), Some(path)) = (&method, &path) {
        diagnostics.extend(check_fence(page, info, method, path, &value));
    }
    let is_tolerant = is_whole && tolerance == Tolerance::SkipOperations;
    let mut skipped = left_out;
    let has_error = |diagnostics: &[Diagnostic]| diagnostics.iter().any(Diagnostic::is_error);
    for _ in 0..REJECTION_LIMIT {
        if is_tolerant && has_error(&diagnostics) {
            skipped += contain::contain(page, &mut value, &mut diagnostics);
        }
        if has_error(&diagnostics) {
            break;
        }
        match read(&value) {
            Ok(api) => {
                let written = serde_json::to_value(&api).unwrap_or_default();
                diagnostics.extend(audit::audit(page, &value, &written));
                if !is_info_of_api && let Value::Object(fields) = &mut value {
                    fields.shift_remove("info");
                }
                let normalised = Normalised {
                    page: Arc::clone(page),
                    method,
                    path,
                    file,
                    value,
                    api,
                    skipped,
                };
                return (Some(normalised), diagnostics);
            }
            Err(error) => diagnostics.push(rejected(page, &error)),
        }
    }
    (None, diagnostics)
}

/// Reads the model. The path of an error is looked for once there is one: to keep it up to date
/// on the way takes longer than to read a document.
fn read(value: &Value) -> Result<OpenAPI, serde_path_to_error::Error<serde_json::Error>> {
    match OpenAPI::deserialize(value) {
        Ok(api) => Ok(api),
        Err(_) => serde_path_to_error::deserialize(value),
    }
}

/// Checks that the block has the operation that its info string names.
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
        Some(_) => (root.child(path), "this path does not have the method"),
        None => (root, "the path is missing here"),
    };
    let message =
        format!("the info string names `{method} {path}`, which the block does not describe");
    Some(
        Diagnostic::new(Code::FenceMismatch, message)
            .at(Location::span(page, info), "named here")
            .at(place, found),
    )
}

/// The model rejected what the checks accepted.
fn rejected(page: &Arc<str>, error: &serde_path_to_error::Error<serde_json::Error>) -> Diagnostic {
    let mut pointer = Pointer::root();
    for segment in error.path() {
        pointer = match segment {
            Segment::Seq { index } => pointer.index(*index),
            Segment::Map { key } => pointer.child(key),
            Segment::Enum { .. } | Segment::Unknown => break,
        };
    }
    let message = format!("`{pointer}` is invalid: {}", error.inner());
    Diagnostic::new(Code::InvalidDocument, message)
        .at(Origin::new(Arc::clone(page), pointer), "here")
}
