//! After this pass, the client knows which field of an error body holds the message, and which one
//! the code: those that `overrides.toml` names, or else those of most documented errors.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    slice,
};

use super::Decisions;
use crate::{
    case,
    diagnostic::Diagnostic,
    ir::{Api, Field, Response, Shape, TypeKey, TypeKind, Types},
    json_type::JsonType,
};

/// What the message is called, by words; what is named first is preferred.
const MESSAGES: &[&str] = &[
    "message",
    "error_message",
    "detail",
    "error_description",
    "description",
    "msg",
    "title",
    "reason",
    "error",
];

/// Those of them that resources have too: the title of a book is no message, where the book is what
/// an error returns.
const OF_RESOURCES: &[&str] = &["description", "title", "reason"];

/// What the code is called, by words; what is named first is preferred.
const CODES: &[&str] = &["code", "error_code", "error", "error_type", "type"];

/// What an object with the message is called, by words, where the body has it in a field.
const OBJECTS: &[&str] = &[
    "error",
    "errors",
    "fault",
    "exception",
    "problem",
    "detail",
    "meta",
];

/// How many objects and lists of alternatives around the message are looked into.
const DEEPEST: usize = 3;

/// The names of fields that lead to a value.
type Path = Vec<String>;

pub(super) fn run(api: &mut Api, _: &Decisions<'_>) -> Vec<Diagnostic> {
    if !api.client.error_message.is_empty() || !api.client.error_code.is_empty() {
        return Vec::new();
    }
    let mut bodies: BTreeMap<&TypeKey, usize> = BTreeMap::new();
    let errors = api.operations.values().flat_map(|it| &it.errors);
    for body in errors.filter_map(Response::json) {
        if let Some(key) = named(&body.shape) {
            *bodies.entry(key).or_default() += 1;
        }
    }
    let resources = resources(api);
    let mut messages = Votes::default();
    let mut described = Vec::new();
    for (key, count) in bodies {
        let mut found = Found::default();
        found.collect(&api.types, key, &[], DEEPEST);
        if resources.contains(key) {
            found.messages.retain(|path, _| !is_of_resource(path));
        }
        messages.add(&found.messages, count);
        described.push((found, count));
    }
    let Some(message) = messages.winner_but(&[]) else {
        return Vec::new();
    };
    // An error without the message may be anything: the `type` of a book is no code.
    let mut codes = Votes::default();
    let have_message = described.iter();
    let have_message = have_message.filter(|(found, _)| found.messages.contains_key(&message));
    for (found, count) in have_message {
        if let Some(found) = found.codes.get(&message[..message.len() - 1]) {
            codes.add(found, *count);
        }
    }
    let code = codes.winner_but(&message);
    api.client.error_code = code.unwrap_or_default();
    api.client.error_message = message;
    Vec::new()
}

/// What successful calls return, and what is in a field of it, except for errors.
fn resources(api: &Api) -> BTreeSet<&TypeKey> {
    let mut found = BTreeSet::new();
    let successes = api.operations.values().flat_map(|it| &it.responses);
    let bodies = successes.filter_map(Response::json);
    for key in bodies.filter_map(|body| named(&body.shape)) {
        found.insert(key);
        let fields = api.types.struct_at(key).map(|it| &it.fields);
        let fields = fields.into_iter().flatten();
        let fields = fields.filter(|field| !OBJECTS.contains(&&*case::snake(&field.wire)));
        found.extend(fields.filter_map(|field| named(&field.shape)));
    }
    found
}

/// Whether a path is the name of what resources have as well.
fn is_of_resource(path: &[String]) -> bool {
    matches!(path, [name] if OF_RESOURCES.contains(&&*case::snake(name)))
}

/// How many errors have the value at a path, and how much its name is preferred.
#[derive(Default)]
struct Votes(BTreeMap<Path, (usize, usize)>);

impl Votes {
    fn add(&mut self, found: &BTreeMap<Path, usize>, count: usize) {
        for (path, rank) in found {
            self.0.entry(path.clone()).or_insert((0, *rank)).0 += count;
        }
    }

    /// The path of most errors, other than `taken`; of several, the shortest one whose name is
    /// preferred.
    fn winner_but(&self, taken: &[String]) -> Option<Path> {
        let others = self.0.iter().filter(|(path, _)| *path != taken);
        let best = others.min_by_key(|(path, (count, rank))| (Reverse(*count), path.len(), *rank));
        best.map(|(path, _)| path.clone())
    }
}

/// The places of messages, and of codes by the object that they are in, in the body of an error;
/// each with the rank of its name.
#[derive(Default)]
struct Found<'a> {
    messages: BTreeMap<Path, usize>,
    codes: BTreeMap<Path, BTreeMap<Path, usize>>,
    seen: BTreeSet<(&'a TypeKey, Path)>,
}

impl<'a> Found<'a> {
    fn collect(&mut self, types: &'a Types, key: &'a TypeKey, path: &[String], depth: usize) {
        if !self.seen.insert((key, path.to_vec())) {
            return;
        }
        let Some(def) = types.get(key) else {
            return;
        };
        match &def.kind {
            TypeKind::Struct(inner) => {
                for field in &inner.fields {
                    self.add(types, field, path, depth);
                }
            }
            TypeKind::Union(union) if depth > 0 => {
                for branch in &union.branches {
                    if let Some(key) = named(&branch.shape) {
                        self.collect(types, key, path, depth - 1);
                    }
                }
            }
            TypeKind::Alias(item) if depth > 0 => {
                if let Some(key) = named(&item.shape) {
                    self.collect(types, key, path, depth - 1);
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, types: &'a Types, field: &'a Field, path: &[String], depth: usize) {
        let name = case::snake(&field.wire);
        let rank = |names: &[&str]| names.iter().position(|it| *it == name);
        let at = || [path, slice::from_ref(&field.wire)].concat();
        if let Some(rank) = rank(MESSAGES)
            && is_text(types, &field.shape, DEEPEST)
        {
            self.messages.insert(at(), rank);
        }
        if let Some(rank) = rank(CODES)
            && (is_number(types, &field.shape) || is_text(types, &field.shape, DEEPEST))
        {
            let codes = self.codes.entry(path.to_vec()).or_default();
            codes.insert(at(), rank);
        }
        if let Some(key) = named(&field.shape)
            && depth > 0
            && OBJECTS.contains(&&*name)
        {
            self.collect(types, key, &at(), depth - 1);
        }
    }
}

/// Whether values are strings, lists of them, or either: of a list, the first item counts.
fn is_text(types: &Types, shape: &Shape, depth: usize) -> bool {
    match shape {
        Shape::Scalar(scalar) => scalar.info().json == JsonType::String,
        Shape::List(item) => is_text(types, &item.shape, depth),
        Shape::Type(key) if depth > 0 => match types.get(key).map(|def| &def.kind) {
            Some(TypeKind::Enum(_)) => true,
            Some(TypeKind::Alias(item)) => is_text(types, &item.shape, depth - 1),
            Some(TypeKind::Union(union)) => {
                let mut branches = union.branches.iter();
                branches.all(|branch| is_text(types, &branch.shape, depth - 1))
            }
            _ => false,
        },
        _ => false,
    }
}

/// Whether values are numbers.
fn is_number(types: &Types, shape: &Shape) -> bool {
    let is_number = |shape: &Shape| match shape {
        Shape::Scalar(scalar) => {
            matches!(scalar.info().json, JsonType::Integer | JsonType::Number)
        }
        _ => false,
    };
    match shape {
        Shape::Type(key) => match types.get(key).map(|def| &def.kind) {
            Some(TypeKind::Alias(item)) => is_number(&item.shape),
            _ => false,
        },
        shape => is_number(shape),
    }
}

/// The type of an object, or of the items of a list, of which the first one counts.
fn named(shape: &Shape) -> Option<&TypeKey> {
    match shape {
        Shape::Type(key) => Some(key),
        Shape::List(item) => named(&item.shape),
        _ => None,
    }
}
