//! What is merged as one: an operation, a component, the list of servers.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use super::compare::Members;
use crate::normalise::Normalised;
use crate::source::{Origin, Pointer};

/// Names what is merged as one: the members that lead to it, and a tag's name for its number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key(pub(super) Vec<String>);

/// What one page says of it.
#[derive(Clone, Debug)]
pub(super) struct Candidate<'a> {
    pub(super) origin: Origin,
    pub(super) value: &'a Value,
}

/// All that is merged, in the order of the merged document. Candidates are ordered by page.
pub(super) type Units<'a> = BTreeMap<Key, Vec<Candidate<'a>>>;

impl Key {
    fn new(tokens: &[&str]) -> Self {
        Self(tokens.iter().map(|token| (*token).to_owned()).collect())
    }

    fn tokens(&self) -> Vec<&str> {
        self.0.iter().map(String::as_str).collect()
    }

    /// What the unit is called in `overrides.toml`: a component's name, `POST /path`, or the member.
    pub(super) fn name(&self) -> String {
        match self.tokens().as_slice() {
            ["paths", path, method] => format!("{} {path}", method.to_ascii_uppercase()),
            [.., last] => (*last).to_owned(),
            [] => String::new(),
        }
    }

    /// What the unit is called in a sentence.
    pub(super) fn noun(&self) -> String {
        let name = self.name();
        match self.tokens().as_slice() {
            ["components", "securitySchemes", _] => format!("the security scheme `{name}`"),
            ["tags", _] => format!("the tag `{name}`"),
            _ => format!("`{name}`"),
        }
    }

    /// What the members of its value are.
    pub(super) fn members(&self) -> Members {
        match self.tokens().as_slice() {
            [.., extension] if extension.starts_with("x-") => Members::Data,
            _ => Members::Keywords,
        }
    }

    /// Whether it describes the API as a whole, so that a difference is drift and no conflict.
    pub(super) fn is_about_the_whole(&self) -> bool {
        match self.tokens().as_slice() {
            ["info" | "externalDocs"] | ["tags", _] => true,
            [extension] => extension.starts_with("x-"),
            _ => false,
        }
    }

    pub(super) fn is_operation(&self) -> bool {
        matches!(self.tokens().as_slice(), ["paths", _, method] if is_method(method))
    }
}

fn is_method(name: &str) -> bool {
    matches!(
        name,
        "delete" | "get" | "head" | "options" | "patch" | "post" | "put" | "trace"
    )
}

/// Takes the documents of all pages apart. `inputs` are ordered by page.
pub(super) fn collect(inputs: &[Normalised]) -> Units<'_> {
    let mut units = Units::new();
    for input in inputs {
        for (name, value) in input.value.as_object().into_iter().flatten() {
            let mut add = |tokens: &[&str], pointer: Pointer, value| {
                let origin = Origin::new(Arc::clone(&input.page), pointer);
                let candidates = units.entry(Key::new(tokens)).or_default();
                candidates.push(Candidate { origin, value });
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
                    for (group, members) in groups {
                        let at = at.child(group);
                        match members {
                            Value::Object(members) if !group.starts_with("x-") => {
                                for (member, value) in members {
                                    add(&[name, group, member], at.child(member), value);
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
    units
}
