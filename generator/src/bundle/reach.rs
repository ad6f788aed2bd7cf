//! The parts of files that a document reaches: a copy of each whole file for each page would be
//! large where many pages refer to one file.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde_json::{Map, Value};

use super::{Files, Lead, lead, references::walk_references};
use crate::source::Pointer;

/// Keywords that give a schema a name of another kind than a pointer.
const NAMES: &[&str] = &["$anchor", "$dynamicAnchor", "$recursiveAnchor"];

/// Keywords of a schema inside of a file that references can be relative to.
const OWN: &[&str] = &["$id", "$schema"];

/// The files whose parts cannot be told from their pointers: where a schema has a name, or is a
/// document of its own.
pub(super) fn indivisible(files: &Files) -> BTreeSet<Arc<str>> {
    let found = files.iter().filter(|(_, value)| has_names(value, true));
    found.map(|(path, _)| Arc::clone(path)).collect()
}

fn has_names(value: &Value, is_root: bool) -> bool {
    match value {
        Value::Array(items) => items.iter().any(|item| has_names(item, false)),
        Value::Object(fields) => {
            let has = |keywords: &[&str]| keywords.iter().any(|it| fields.contains_key(*it));
            has(NAMES)
                || !is_root && has(OWN)
                || fields.values().any(|field| has_names(field, false))
        }
        _ => false,
    }
}

/// A part of a value: all of it, or parts of its fields.
#[derive(Default)]
pub(super) struct Part {
    is_whole: bool,
    fields: BTreeMap<String, Self>,
}

impl Part {
    /// Adds what is at `pointer`; returns whether it was not a part before.
    fn add(&mut self, pointer: &Pointer) -> bool {
        let mut part = self;
        for token in pointer.tokens() {
            if part.is_whole {
                return false;
            }
            part = part.fields.entry(token.into_owned()).or_default();
        }
        !std::mem::replace(&mut part.is_whole, true)
    }

    /// The part of `value`.
    pub(super) fn of(&self, value: &Value) -> Value {
        if self.is_whole {
            return value.clone();
        }
        let fields = self.fields.iter().filter_map(|(name, part)| {
            let field = value.get(name)?;
            Some((name.clone(), part.of(field)))
        });
        Value::Object(fields.collect::<Map<_, _>>())
    }
}

/// What the document at `root` reaches of `files`.
pub(super) fn reached(
    root: &Arc<str>,
    document: &Value,
    files: &Files,
    indivisible: &BTreeSet<Arc<str>>,
) -> BTreeMap<Arc<str>, Part> {
    let mut parts: BTreeMap<Arc<str>, Part> = BTreeMap::new();
    let mut open = Vec::new();
    collect(root, root, document, files, &mut open);
    while let Some((file, inner)) = open.pop() {
        let Some(value) = files.get(&file) else {
            continue;
        };
        let place = place(value, &inner).filter(|_| !indivisible.contains(&file));
        let place = place.unwrap_or_else(Pointer::root);
        let part = parts.entry(Arc::clone(&file)).or_default();
        if part.add(&place)
            && let Some(value) = value.pointer(place.as_str())
        {
            collect(root, &file, value, files, &mut open);
        }
    }
    parts
}

/// Adds the files and pointers that the references of `value`, which is in `file`, lead to.
fn collect(
    root: &Arc<str>,
    file: &Arc<str>,
    value: &Value,
    files: &Files,
    open: &mut Vec<(Arc<str>, String)>,
) {
    walk_references(value, &mut |target| {
        if let Some(Lead::File(file, inner)) = lead(root, file, target, files) {
            open.push((file, inner));
        }
    });
}

/// What has to be copied for a reference to `pointer`: the node, or the array that it is in. `None`
/// where there is no such node.
fn place(value: &Value, pointer: &str) -> Option<Pointer> {
    let pointer: Pointer = pointer.parse().ok()?;
    let mut place = Pointer::root();
    let mut node = value;
    for token in pointer.tokens() {
        match node {
            Value::Object(fields) => node = fields.get(&*token)?,
            Value::Array(_) => break,
            _ => return None,
        }
        place = place.child(&token);
    }
    Some(place)
}
