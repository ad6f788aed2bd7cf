//! Schemas outside of the components that become components, because they have a name where they
//! are: in another file, in `definitions`, in `$defs`. So do schemas that contain themselves.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::Value;

use super::rename;
use crate::{bundle, source::Pointer};

/// The components that such schemas become.
#[derive(Debug, Default)]
pub(super) struct Promotions {
    /// The name of each schema.
    names: BTreeMap<Pointer, String>,
    /// All names of schemas.
    taken: BTreeSet<String>,
    /// What is left to add to the document.
    open: VecDeque<(String, Pointer)>,
}

/// The place of the component `name`.
pub(super) fn component(name: &str) -> Pointer {
    ["components", "schemas", name].iter().collect()
}

/// Whether the schema at `pointer` has a name where it is.
pub(super) fn has_name(pointer: &Pointer) -> bool {
    let tokens: Vec<_> = pointer.tokens().collect();
    let is_in_file = tokens.first().is_some_and(|first| first == bundle::FILES);
    let holder = tokens.iter().rev().nth(1);
    is_in_file || holder.is_some_and(|holder| matches!(&**holder, "definitions" | "$defs"))
}

impl Promotions {
    /// Those of `document`. A component that is only a reference gives its name to the target.
    pub(super) fn new(document: &Value) -> Self {
        let mut promotions = Self::default();
        let schemas = document.pointer("/components/schemas");
        for (name, schema) in schemas.and_then(Value::as_object).into_iter().flatten() {
            promotions.taken.insert(name.clone());
            let target = schema.get("$ref").and_then(Value::as_str);
            let target = target.and_then(|target| target.strip_prefix('#')?.parse().ok());
            let is_alone = schema.as_object().is_some_and(|schema| schema.len() == 1);
            if let Some(target) = target.filter(|target| is_alone && has_name(target)) {
                promotions
                    .names
                    .entry(target)
                    .or_insert_with(|| name.clone());
            }
        }
        promotions
    }

    /// Whether the schema at `target` has a name there, or already is a component.
    pub(super) fn is_named(&self, target: &Pointer) -> bool {
        has_name(target) || self.names.contains_key(target)
    }

    /// Whether the schema at `target` belongs in the component at `at`.
    pub(super) fn is_at(&self, target: &Pointer, at: &Pointer) -> bool {
        self.names
            .get(target)
            .is_some_and(|name| component(name) == *at)
    }

    /// The name of the component that the schema at `target` becomes.
    pub(super) fn name(&mut self, target: &Pointer) -> String {
        if let Some(name) = self.names.get(target) {
            return name.clone();
        }
        let base = base(target);
        let mut name = base.clone();
        let mut number = 2;
        while !self.taken.insert(name.clone()) {
            name = format!("{base}_{number}");
            number += 1;
        }
        self.names.insert(target.clone(), name.clone());
        self.open.push_back((name.clone(), target.clone()));
        name
    }

    /// The next schema to add to the components: its name, and where it is.
    pub(super) fn next(&mut self) -> Option<(String, Pointer)> {
        self.open.pop_front()
    }
}

/// The last name on the way to a schema: of a file without its ending, of a definition.
fn base(target: &Pointer) -> String {
    let tokens: Vec<_> = target.tokens().collect();
    let is_file = tokens.len() == 2 && tokens[0] == bundle::FILES;
    let is_generic = |token: &str| {
        let keywords = ["schema", "items", "additionalProperties", "properties"];
        keywords.contains(&token) || token.bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut words = tokens.iter().rev().map(|token| &**token);
    let last = words.find(|token| !is_generic(token)).unwrap_or_default();
    let last = if is_file {
        let name = last.rsplit('/').next().unwrap_or(last);
        name.split('.').next().unwrap_or(name)
    } else {
        last
    };
    rename::allowed(last)
}
