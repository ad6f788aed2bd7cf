//! Documents in several files → one value for each document.
//!
//! What a document reaches of a file becomes an entry of an extension, and every
//! reference to it a pointer into that entry, so that all later stages see one document.
//! References to files that were not read stay as they are; `normalise` reports them.

mod api;
mod location;
mod reach;
mod references;
mod scan;
mod shared;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde_json::{Map, Value};

use crate::{
    diagnostic::Diagnostic,
    source::{Origin, Pointer, SourceMap},
    yaml::Parsed,
};

pub(crate) use self::{
    api::title_of_api,
    location::percent_decode,
    references::{change_references, walk_references},
};
pub use self::{location::resolve, scan::targets};

/// The extension that holds the files of a document, by path.
pub(crate) const FILES: &str = "x-seamstress-files";

/// A document or a file that documents refer to, with its path.
type Files = BTreeMap<Arc<str>, Value>;

/// Adds to each document, of a page too, the files that it reaches, and to each block of a page
/// the components that other pages have.
///
/// `attachments` are such files. Of `parsed`, those files are too that are not documents
/// themselves but part of one; they are not returned, and no files that could be a part of one and
/// are not. `sources` learns where nodes come from.
pub fn bundle(
    mut parsed: Vec<(Arc<str>, Parsed)>,
    attachments: Vec<(Arc<str>, Parsed)>,
    sources: &mut SourceMap,
) -> Vec<(Arc<str>, Parsed)> {
    shared::add(&mut parsed, sources);
    let mut errors = errors_of_parts(&parsed, &attachments);
    let attached = attachments
        .into_iter()
        .map(|(path, file)| (path, file.value));
    let mut files: Files = attached.collect();
    let whole = parsed
        .iter()
        .filter(|(_, document)| document.method.is_none());
    let others = whole.map(|(path, document)| (Arc::clone(path), document.value.clone()));
    // A page has blocks, and one document has nothing to refer to.
    if parsed.len() > 1 {
        files.extend(others);
    }
    let indivisible = reach::indivisible(&files);
    let mut used = BTreeSet::new();
    for (path, document) in &mut parsed {
        if is_document(document) {
            let reached = add_files(path, &mut document.value, &files, &indivisible);
            let moves = reached.iter().map(|file| {
                let at = Pointer::root().child(FILES).child(file);
                (at, Origin::new(Arc::clone(file), Pointer::root()))
            });
            sources.record_moves(path, moves);
            let found = reached.iter().filter_map(|file| errors.remove(file));
            document.errors.extend(found.flatten());
            used.extend(reached);
        }
    }
    parsed.retain(|(path, document)| {
        let is_used = used.contains(path) && !is_document(document);
        !is_used && !document.is_part
    });
    parsed
}

/// The errors in files that are not documents themselves, for the first document that reaches the
/// file. Each of these files has a value nevertheless.
fn errors_of_parts(
    parsed: &[(Arc<str>, Parsed)],
    attachments: &[(Arc<str>, Parsed)],
) -> BTreeMap<Arc<str>, Vec<Diagnostic>> {
    let parts = parsed.iter().filter(|(_, it)| !is_document(it));
    let files = parts.chain(attachments);
    let with_errors = files.filter(|(_, file)| !file.errors.is_empty());
    let contained = with_errors.map(|(path, file)| {
        let mut errors = file.errors.clone();
        errors.iter_mut().for_each(Diagnostic::contain);
        (Arc::clone(path), errors)
    });
    contained.collect()
}

/// Whether it is a document, or a block, which may be a part of one.
fn is_document(parsed: &Parsed) -> bool {
    let is_block = parsed.preamble.is_some();
    let mut fields = ["openapi", "swagger"].into_iter();
    is_block || fields.any(|field| parsed.value.get(field).is_some())
}

/// Adds what the document at `path` reaches of the files, and returns their paths.
fn add_files(
    path: &Arc<str>,
    document: &mut Value,
    files: &Files,
    indivisible: &BTreeSet<Arc<str>>,
) -> BTreeSet<Arc<str>> {
    let parts = reach::reached(path, document, files, indivisible);
    localise(path, path, document, files);
    let mut added = Map::new();
    for (file, part) in &parts {
        if let Some(value) = files.get(file) {
            let mut value = part.of(value);
            localise(path, file, &mut value, files);
            added.insert(file.to_string(), value);
        }
    }
    if let (Value::Object(fields), false) = (document, added.is_empty()) {
        fields.insert(FILES.to_owned(), Value::Object(added));
    }
    parts.into_keys().collect()
}

/// Changes the references of `value`, which is in `file`, to references into the document at
/// `root`.
fn localise(root: &Arc<str>, file: &Arc<str>, value: &mut Value, files: &Files) {
    change_references(
        value,
        &mut |target| match lead(root, file, target, files)? {
            Lead::Root(fragment) => Some(format!("#{fragment}")),
            Lead::File(file, inner) => {
                let at = Pointer::root().child(FILES).child(&file);
                Some(at.join_escaped(&inner).reference())
            }
        },
    );
}

/// Where a reference leads that has to be changed.
enum Lead {
    /// Into the document, with this fragment.
    Root(String),
    /// Into a file: a pointer, or `#` and the name of a schema.
    File(Arc<str>, String),
}

/// Where `target` leads, which is in `file` and becomes part of the document at `root`. `None` if
/// it stays as it is.
fn lead(root: &Arc<str>, file: &Arc<str>, target: &str, files: &Files) -> Option<Lead> {
    let (path, fragment) = match target.strip_prefix('#') {
        Some(_) if file == root => return None,
        Some(fragment) => (file.to_string(), fragment),
        None => resolve(file, target)?,
    };
    if path == **root {
        return Some(Lead::Root(fragment.to_owned()));
    }
    let (path, _) = files.get_key_value(path.as_str())?;
    let inner = percent_decode(fragment)?;
    // A name of a schema stays one, in the scope of its file.
    let inner = match inner.starts_with('/') || inner.is_empty() {
        true => inner.parse::<Pointer>().ok()?.to_string(),
        false => format!("#{inner}"),
    };
    Some(Lead::File(Arc::clone(path), inner))
}

#[cfg(test)]
mod tests;
