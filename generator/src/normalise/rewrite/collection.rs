//! Lists and maps that other keywords describe item by item.

use serde_json::{Map, Value, json};

use crate::{
    normalise::{coerce::to_extension, context::Context, extension},
    source::Pointer,
};

/// `prefixItems`, and `items` with a list of schemas in older drafts: a list whose items are of
/// any of these types. `x-prefixItems` keeps their order for the documentation.
///
/// Authors who say nothing of further items mean that there are none.
pub(super) fn tuple(schema: &mut Map<String, Value>, at: &Pointer, cx: &mut Context<'_>) {
    let (prefix, rest) = match schema.get("items") {
        Some(Value::Array(_)) => ("items", "additionalItems"),
        _ => ("prefixItems", "items"),
    };
    let Some(Value::Array(places)) = schema.get(prefix).cloned() else {
        return;
    };
    let mut all = Alternatives::default();
    for (index, place) in places.iter().enumerate() {
        all.add(place, at.child(prefix).index(index));
    }
    if let Some(more) = schema.get(rest).filter(|more| more.is_object()) {
        all.add(more, at.child(rest));
    }
    schema.shift_remove(prefix);
    schema.shift_remove(rest);
    schema.entry("type").or_insert_with(|| "array".into());
    schema.insert(extension::PREFIX_ITEMS.to_owned(), Value::Array(places));
    if let Some(items) = all.schema(&at.child("items"), cx) {
        schema.insert("items".to_owned(), items);
    }
}

/// `patternProperties` is a map where every name that it allows matches one of the patterns.
/// Next to other fields, and where other names are allowed, it stays, and is reported.
pub(super) fn pattern_properties(
    schema: &mut Map<String, Value>,
    at: &Pointer,
    cx: &mut Context<'_>,
) {
    let Some(Value::Object(patterns)) = schema.get("patternProperties").cloned() else {
        return;
    };
    let matches_all = |pattern: &String| matches!(&**pattern, "" | ".*" | "^.*$" | ".+" | "^.+$");
    let others = schema
        .get("additionalProperties")
        .filter(|it| it.is_object());
    let is_map = is_closed(schema, "additionalProperties")
        || is_closed(schema, "unevaluatedProperties")
        || others.is_some()
        || patterns.keys().any(matches_all);
    let has_fields = schema
        .get("properties")
        .and_then(Value::as_object)
        .is_some_and(|fields| !fields.is_empty());
    if has_fields || !is_map || patterns.is_empty() {
        return;
    }
    let mut all = Alternatives::default();
    for (pattern, values) in &patterns {
        all.add(values, at.child("patternProperties").child(pattern));
    }
    if let Some(others) = others {
        all.add(others, at.child("additionalProperties"));
    } else {
        let names = patterns.keys().map(|pattern| Value::from(pattern.as_str()));
        schema.insert(extension::NAMES.to_owned(), names.collect());
    }
    schema.shift_remove("patternProperties");
    if is_closed(schema, "unevaluatedProperties") {
        schema.shift_remove("unevaluatedProperties");
    }
    schema.entry("type").or_insert_with(|| "object".into());
    if let Some(values) = all.schema(&at.child("additionalProperties"), cx) {
        schema.insert("additionalProperties".to_owned(), values);
    }
}

/// Whether the keyword allows no other fields.
fn is_closed(schema: &Map<String, Value>, keyword: &str) -> bool {
    schema.get(keyword) == Some(&Value::Bool(false))
}

/// `dependencies` on lists of fields, from before 2019-09, is `dependentRequired`.
pub(super) fn dependencies(schema: &mut Map<String, Value>, _: &Pointer, _: &mut Context<'_>) {
    let Some(Value::Object(fields)) = schema.get("dependencies") else {
        return;
    };
    if fields.values().all(Value::is_array) && !schema.contains_key("dependentRequired") {
        let fields = schema.shift_remove("dependencies");
        schema.insert("dependentRequired".to_owned(), fields.unwrap_or_default());
        to_extension(schema, "dependentRequired");
    }
}

/// Schemas of which a value matches any, each once, and where they are in the document.
#[derive(Default)]
pub(super) struct Alternatives(Vec<(Value, Pointer)>);

impl Alternatives {
    pub(super) fn add(&mut self, schema: &Value, at: Pointer) {
        if !self.0.iter().any(|(known, _)| known == schema) {
            self.0.push((schema.clone(), at));
        }
    }

    /// The schema for the place `to`; none without an alternative.
    pub(super) fn schema(mut self, to: &Pointer, cx: &mut Context<'_>) -> Option<Value> {
        if self.0.len() < 2 {
            let (only, from) = self.0.pop()?;
            cx.moved(to.clone(), &from);
            return Some(only);
        }
        let branches = to.child("anyOf");
        let mut schemas = Vec::with_capacity(self.0.len());
        for (index, (schema, from)) in self.0.into_iter().enumerate() {
            cx.moved(branches.index(index), &from);
            schemas.push(schema);
        }
        Some(json!({ "anyOf": schemas }))
    }
}
