//! Fields that only schemas with a condition declare: in `then`, `else` and `dependentSchemas`.
//!
//! The condition is no type and is reported; the fields are part of the object, and optional.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::collection::Alternatives;
use crate::{bundle::percent_decode, normalise::context::Context, source::Pointer};

/// Adds the fields of conditions to the fields of the object. What restricts a field that is
/// declared without a condition stays in the condition.
pub(super) fn fields(schema: &mut Map<String, Value>, at: &Pointer, cx: &mut Context<'_>) {
    let is_object = schema.get("type").is_none_or(|kind| kind == "object");
    let is_union = schema.contains_key("oneOf") || schema.contains_key("anyOf");
    // A union without fields of its own stays one.
    if !is_object || is_part(at) || is_union && !schema.contains_key("properties") {
        return;
    }
    let mut found = Conditional {
        document: cx.original,
        followed: BTreeSet::new(),
        names: Vec::new(),
        schemas: BTreeMap::new(),
    };
    found.collect(schema, at, false);
    if found.names.is_empty() {
        return;
    }
    for name in declared(schema, cx.original) {
        found.schemas.remove(&name);
    }
    let at = at.child("properties");
    for name in found.names {
        let schemas = found.schemas.remove(&name);
        let Some(field) = schemas.and_then(|it| it.schema(&at.child(&name), cx)) else {
            continue;
        };
        let fields = schema.entry("properties").or_insert_with(|| json!({}));
        if let Some(fields) = fields.as_object_mut() {
            fields.insert(name, field);
        }
    }
}

/// Whether the schema is a part of an `allOf`, whose object has its fields.
fn is_part(at: &Pointer) -> bool {
    let mut tokens: Vec<_> = at.tokens().collect();
    tokens.pop().is_some() && tokens.pop().is_some_and(|token| token == "allOf")
}

/// The names of the fields that `schema` declares without a condition, also by its parts and
/// alternatives.
fn declared(schema: &Map<String, Value>, document: &Value) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut followed = BTreeSet::new();
    let mut open = vec![schema];
    while let Some(schema) = open.pop() {
        let fields = schema.get("properties").and_then(Value::as_object);
        names.extend(fields.into_iter().flatten().map(|(name, _)| name.clone()));
        let reference = schema.get("$ref").and_then(Value::as_str);
        let target = reference
            .filter(|reference| followed.insert(*reference))
            .and_then(|reference| document.pointer(target_of(reference)?.as_str()));
        let parts = ["allOf", "oneOf", "anyOf"].into_iter();
        let parts = parts.filter_map(|keyword| schema.get(keyword)?.as_array());
        open.extend(parts.flatten().chain(target).filter_map(Value::as_object));
    }
    names
}

/// The fields that conditions declare.
struct Conditional<'d> {
    document: &'d Value,
    /// The references that were followed.
    followed: BTreeSet<String>,
    /// In the order of the document.
    names: Vec<String>,
    schemas: BTreeMap<String, Alternatives>,
}

impl Conditional<'_> {
    /// Adds the fields that the conditions of a schema declare, and those of its parts in place;
    /// if it `has_condition` itself, also its own fields, those of its alternatives and those of
    /// the schema that it refers to.
    fn collect(&mut self, schema: &Map<String, Value>, at: &Pointer, has_condition: bool) {
        if has_condition {
            self.add_fields(schema, &at.child("properties"));
            self.follow(schema);
        }
        if schema.contains_key("if") {
            for keyword in ["then", "else"] {
                self.collect_in(schema.get(keyword), at.child(keyword), true);
            }
        }
        for keyword in ["dependentSchemas", "dependencies"] {
            let at = at.child(keyword);
            let dependent = schema.get(keyword).and_then(Value::as_object);
            for (name, dependent) in dependent.into_iter().flatten() {
                self.collect_in(Some(dependent), at.child(name), true);
            }
        }
        let keywords: &[&str] = match has_condition {
            true => &["allOf", "oneOf", "anyOf"],
            false => &["allOf"],
        };
        for keyword in keywords {
            let at = at.child(keyword);
            let parts = schema.get(*keyword).and_then(Value::as_array);
            for (index, part) in parts.into_iter().flatten().enumerate() {
                self.collect_in(Some(part), at.index(index), has_condition);
            }
        }
    }

    /// Adds the fields of the schema that one with a condition refers to.
    fn follow(&mut self, schema: &Map<String, Value>) {
        let reference = schema.get("$ref").and_then(Value::as_str);
        let target = reference.and_then(target_of);
        let Some(target) = target.filter(|it| self.followed.insert(it.to_string())) else {
            return;
        };
        let document = self.document;
        self.collect_in(document.pointer(target.as_str()), target, true);
    }

    fn collect_in(&mut self, schema: Option<&Value>, at: Pointer, has_condition: bool) {
        if let Some(Value::Object(schema)) = schema {
            self.collect(schema, &at, has_condition);
        }
    }

    fn add_fields(&mut self, schema: &Map<String, Value>, at: &Pointer) {
        let fields = schema.get("properties").and_then(Value::as_object);
        let fields = fields.into_iter().flatten();
        // The schema `false` is that of a field which the condition excludes.
        let declares = |field: &Value| field.is_object() || *field == Value::Bool(true);
        for (name, field) in fields.filter(|(_, field)| declares(field)) {
            if !self.schemas.contains_key(name) {
                self.names.push(name.clone());
            }
            let schemas = self.schemas.entry(name.clone()).or_default();
            schemas.add(field, at.child(name));
        }
    }
}

/// The place of the schema that a reference within the document means.
fn target_of(reference: &str) -> Option<Pointer> {
    percent_decode(reference.strip_prefix('#')?)?.parse().ok()
}
