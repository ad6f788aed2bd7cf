//! Names of schemas (`$anchor`, `$dynamicAnchor`), which references become pointers to.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde_json::Value;

use super::node::{self, Node};
use crate::{
    bundle::{FILES, change_references, percent_decode},
    diagnostic::{Code, Diagnostic},
    source::{Origin, Pointer},
};

const KEYWORD: &str = "$anchor";

/// As `$anchor`. Where a document gives the name once, no other schema can take its place.
const DYNAMIC: &str = "$dynamicAnchor";

/// Where each name is given. That of a file that became part of the document has the pointer of the
/// file and a `#` before it, as references to it have.
type Anchors = BTreeMap<String, Vec<Pointer>>;

/// Replaces references by name (`#door`) by references by pointer, and removes the names.
///
/// A name that the document gives twice is an error where it is first given again: what refers to
/// it is reported as any reference that leads nowhere.
pub(super) fn resolve(page: &Arc<str>, document: &mut Value) -> Vec<Diagnostic> {
    if !node::has_field(document, &[KEYWORD, DYNAMIC]) {
        return Vec::new();
    }
    let mut anchors = Anchors::new();
    find(document, Node::Object, &Pointer::root(), "", &mut anchors);
    let files = Pointer::root().child(FILES);
    if let Some(Value::Object(added)) = document.get(FILES) {
        for (file, value) in added {
            let at = files.child(file);
            find(value, Node::Object, &at, &format!("{at}#"), &mut anchors);
        }
    }
    if anchors.is_empty() {
        return Vec::new();
    }
    resolve_dynamic(document, Node::Object, &anchors);
    let mut used = BTreeSet::new();
    change_references(document, &mut |target| {
        let name = percent_decode(target.strip_prefix('#')?)?;
        let (name, places) = anchors.get_key_value(&name)?;
        used.insert(name.clone());
        match places.as_slice() {
            [place] => Some(place.reference()),
            _ => None,
        }
    });
    let mut diagnostics = Vec::new();
    for (name, places) in &anchors {
        for place in places {
            if let Some(Value::Object(schema)) = document.pointer_mut(place.as_str()) {
                schema.shift_remove(KEYWORD);
                if places.len() == 1 {
                    schema.shift_remove(DYNAMIC);
                }
            }
        }
        if let ([first, second, ..], true) = (places.as_slice(), used.contains(name)) {
            let at = |place: &Pointer| Origin::new(Arc::clone(page), place.child(KEYWORD));
            let name = name.rsplit('#').next().unwrap_or(name);
            diagnostics.push(
                Diagnostic::new(Code::InvalidRef, format!("two schemas are called `{name}`"))
                    .at(
                        at(second),
                        "rename this one, or refer to it by a JSON pointer",
                    )
                    .at(at(first), "the other one"),
            );
        }
    }
    diagnostics
}

/// `$dynamicRef` is `$ref` where the document gives the name once. Which of several schemas it
/// means depends on the way to it; it is left, and reported as a keyword.
fn resolve_dynamic(value: &mut Value, node: Node, anchors: &Anchors) {
    match value {
        Value::Array(items) => {
            for item in items {
                resolve_dynamic(item, Node::Object, anchors);
            }
        }
        Value::Object(fields) => {
            let target = fields.get("$dynamicRef").and_then(Value::as_str);
            let name = target.and_then(|target| percent_decode(target.strip_prefix('#')?));
            let places = name.and_then(|name| anchors.get(&name));
            if places.is_some_and(|places| places.len() == 1)
                && !fields.contains_key("$ref")
                && let Some(target) = fields.shift_remove("$dynamicRef")
            {
                fields.insert("$ref".to_owned(), target);
            }
            for (name, field) in fields.iter_mut() {
                if let Some(node) = node.field(name) {
                    resolve_dynamic(field, node, anchors);
                }
            }
        }
        _ => {}
    }
}

/// Adds the anchors of `value`, which is at `at`, with `scope` before their names.
fn find(value: &Value, node: Node, at: &Pointer, scope: &str, anchors: &mut Anchors) {
    match value {
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items.for_each(|(index, item)| {
                find(item, Node::Object, &at.index(index), scope, anchors);
            });
        }
        Value::Object(fields) => {
            for keyword in [KEYWORD, DYNAMIC] {
                if let Some(Value::String(name)) = fields.get(keyword) {
                    let name = format!("{scope}{name}");
                    anchors.entry(name).or_default().push(at.clone());
                }
            }
            for (name, field) in fields {
                if let Some(node) = node.field(name) {
                    find(field, node, &at.child(name), scope, anchors);
                }
            }
        }
        _ => {}
    }
}
