//! The parts of a document that are merged as a whole: an operation, a component, the servers.

use std::{collections::BTreeMap, sync::Arc};

use serde_json::{Map, Value, json};

use super::compare::{Difference, FieldNames};
use crate::{
    http_method::is_method,
    normalise::{Normalised, remove::Part},
    source::{Origin, Pointer},
};

/// The address of a fragment: the fields that lead to it; a tag has its name instead of its index.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key(pub(super) Vec<String>);

/// A fragment as one page has it.
#[derive(Clone, Debug)]
pub(super) struct Candidate<'a> {
    pub(super) origin: Origin,
    pub(super) value: &'a Value,
    /// The document that it is a part of.
    pub(super) input: &'a Normalised,
}

/// A candidate that differs from the first one, and in what.
pub(super) type Differing<'a, 'v> = (&'a Candidate<'v>, Vec<Difference>);

/// All fragments, in the order of the merged document. Candidates are sorted by page.
pub(super) type Fragments<'a> = BTreeMap<Key, Vec<Candidate<'a>>>;

impl Key {
    fn new(tokens: &[&str]) -> Self {
        Self(tokens.iter().map(|token| (*token).to_owned()).collect())
    }

    fn tokens(&self) -> Vec<&str> {
        self.0.iter().map(String::as_str).collect()
    }

    /// Its name in `overrides.toml`: that of a component, `POST /path`, or a field of the document.
    pub(super) fn name(&self) -> String {
        match self.tokens().as_slice() {
            ["paths", path, method] => format!("{} {path}", method.to_ascii_uppercase()),
            [.., last] => (*last).to_owned(),
            [] => String::new(),
        }
    }

    /// Its name in sentences.
    pub(super) fn describe(&self) -> String {
        let name = self.name();
        match self.tokens().as_slice() {
            ["components", "securitySchemes", _] => format!("the security scheme `{name}`"),
            ["tags", _] => format!("the tag `{name}`"),
            _ => format!("`{name}`"),
        }
    }

    /// What the field names of its value mean.
    pub(super) fn names(&self) -> FieldNames {
        match self.is_extension() {
            true => FieldNames::Data,
            false => FieldNames::Keywords,
        }
    }

    fn is_extension(&self) -> bool {
        match self.tokens().as_slice() {
            [name] | ["paths" | "components", name] | ["paths", _, name] => name.starts_with("x-"),
            _ => false,
        }
    }

    /// Whether it describes the API as a whole, so that a difference is drift and not a conflict.
    /// Servers that lead to different services have been separated before.
    pub(super) fn is_api_wide(&self) -> bool {
        match self.tokens().as_slice() {
            ["info" | "externalDocs" | "servers"] | ["tags", _] => true,
            _ => self.is_extension(),
        }
    }

    /// Whether it is a schema, of which a page may list only what its operation needs.
    pub(super) fn is_schema(&self) -> bool {
        matches!(self.tokens().as_slice(), ["components", "schemas", _])
    }

    /// What a conflict about it costs; `None` if the first page is used all the same: without the
    /// scheme of its credential, an operation cannot be called at all.
    pub(super) fn part(&self) -> Option<Part> {
        let own = |text: &str| text.to_owned();
        match self.tokens().as_slice() {
            ["components", "securitySchemes", _] => None,
            ["components", section, name] => Some(Part::Component(own(section), own(name))),
            ["paths", path, method] if is_method(method) => {
                Some(Part::Operation(own(path), own(method)))
            }
            ["paths", path, _] => Some(Part::PathItem(own(path))),
            _ => None,
        }
    }

    pub(super) fn is_operation(&self) -> bool {
        matches!(self.tokens().as_slice(), ["paths", _, method] if is_method(method))
    }
}

/// Splits the documents of all pages into fragments. `inputs` are sorted by page.
pub(super) fn collect(inputs: &[Normalised]) -> Fragments<'_> {
    let mut fragments = Fragments::new();
    for input in inputs {
        for (name, value) in input.value.as_object().into_iter().flatten() {
            let mut add = |tokens: &[&str], pointer: Pointer, value| {
                let origin = Origin::new(Arc::clone(&input.page), pointer);
                let candidates = fragments.entry(Key::new(tokens)).or_default();
                candidates.push(Candidate {
                    origin,
                    value,
                    input,
                });
            };
            let at = Pointer::root().child(name);
            match (name.as_str(), value) {
                ("openapi", _) => {}
                ("tags", Value::Array(tags)) => {
                    for (index, tag) in tags.iter().enumerate() {
                        let tag_name = tag.get("name").and_then(Value::as_str).unwrap_or_default();
                        add(&["tags", tag_name], at.index(index), tag);
                    }
                }
                ("paths" | "components", Value::Object(groups)) => {
                    for (group, fields) in groups {
                        let at = at.child(group);
                        match fields {
                            Value::Object(fields) if !group.starts_with("x-") => {
                                for (field, value) in fields {
                                    add(&[name, group, field], at.child(field), value);
                                }
                            }
                            other => add(&[name, group], at, other),
                        }
                    }
                }
                _ => add(&[name], at, value),
            }
        }
    }
    fragments
}

/// Inserts the value of a fragment into the merged document and returns its pointer.
pub(super) fn insert(merged: &mut Value, key: &Key, value: Value) -> Pointer {
    if let [list, _] = key.0.as_slice()
        && list == "tags"
    {
        let tags = &mut merged["tags"];
        if tags.is_null() {
            *tags = json!([]);
        }
        let index = tags.as_array().map_or(0, Vec::len);
        if let Value::Array(tags) = tags {
            tags.push(value);
        }
        return Pointer::root().child(list).index(index);
    }
    let mut node = merged;
    for token in &key.0 {
        if !node.is_object() {
            *node = Value::Object(Map::new());
        }
        node = &mut node[token.as_str()];
    }
    *node = value;
    key.0.iter().collect()
}
