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
    ir::{Api, Field, Response, Scalar, Shape, TypeKey, TypeKind, Types},
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
    let mut messages = Votes::default();
    let mut codes: BTreeMap<Path, Votes> = BTreeMap::new();
    for (key, count) in bodies {
        let mut found = Found::default();
        found.collect(&api.types, key, &[], DEEPEST);
        messages.add(found.messages, count);
        for (object, found) in found.codes {
            codes.entry(object).or_default().add(found, count);
        }
    }
    let Some(message) = messages.winner() else {
        return Vec::new();
    };
    let object = &message[..message.len() - 1];
    let code = codes
        .get(object)
        .and_then(|votes| votes.winner_but(&message));
    api.client.error_code = code.unwrap_or_default();
    api.client.error_message = message;
    Vec::new()
}

/// How many errors have the value at a path, and how much its name is preferred.
#[derive(Default)]
struct Votes(BTreeMap<Path, (usize, usize)>);

impl Votes {
    fn add(&mut self, found: BTreeMap<Path, usize>, count: usize) {
        for (path, rank) in found {
            self.0.entry(path).or_insert((0, rank)).0 += count;
        }
    }

    fn winner(&self) -> Option<Path> {
        self.winner_but(&[])
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
        let found = value(types, &field.shape);
        if let Some(rank) = rank(MESSAGES).filter(|_| found == Some(JsonType::String)) {
            self.messages.insert(at(), rank);
        }
        if let Some(rank) = rank(CODES).filter(|_| found.is_some()) {
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

/// The type of a string or of an integer.
fn value(types: &Types, shape: &Shape) -> Option<JsonType> {
    match shape {
        Shape::Scalar(Scalar::Integer | Scalar::Unsigned) => Some(JsonType::Integer),
        Shape::Scalar(scalar) if scalar.info().json == JsonType::String => Some(JsonType::String),
        Shape::Type(key) => match &types.get(key)?.kind {
            TypeKind::Enum(_) => Some(JsonType::String),
            TypeKind::Alias(item) => match &item.shape {
                Shape::Scalar(scalar) => {
                    let json = scalar.info().json;
                    matches!(json, JsonType::String | JsonType::Integer).then_some(json)
                }
                _ => None,
            },
            _ => None,
        },
        _ => None,
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
