//! References to schemas by their `$id`, as TypeBox and JSON Schema write them: they become
//! pointers to the schemas.

use std::collections::BTreeMap;

use serde_json::Value;

use super::node::{self, Node};
use crate::source::Pointer;

const KEYWORD: &str = "$id";

/// Where each URI is the `$id`.
type Ids = BTreeMap<String, Vec<Pointer>>;

/// Replaces references to a URI that is the `$id` of one schema. One of several is left, and
/// reported as any reference that leads to what is not there.
pub(super) fn resolve(document: &mut Value) {
    if !node::has_field(document, &[KEYWORD]) {
        return;
    }
    let mut ids = Ids::new();
    find(document, Node::Object, &Pointer::root(), "", &mut ids);
    if !ids.is_empty() {
        replace(document, Node::Object, "", &ids);
    }
}

/// Adds the ids of `value`, which is at `at` in the schema with the URI `base`.
fn find(value: &Value, node: Node, at: &Pointer, base: &str, ids: &mut Ids) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                find(item, Node::Object, &at.index(index), base, ids);
            }
        }
        Value::Object(fields) => {
            let own = own_id(value, node, base);
            if let Some(id) = &own {
                ids.entry(id.clone()).or_default().push(at.clone());
            }
            let base = own.as_deref().unwrap_or(base);
            for (name, field) in fields {
                if let Some(node) = node.field(name) {
                    find(field, node, &at.child(name), base, ids);
                }
            }
        }
        _ => {}
    }
}

fn replace(value: &mut Value, node: Node, base: &str, ids: &Ids) {
    let own = own_id(value, node, base);
    let base = own.as_deref().unwrap_or(base);
    match value {
        Value::Array(items) => {
            for item in items {
                replace(item, Node::Object, base, ids);
            }
        }
        Value::Object(fields) => {
            if matches!(node, Node::Object)
                && let Some(Value::String(target)) = fields.get_mut("$ref")
                && let Some(pointer) = pointer(target, base, ids)
            {
                *target = pointer;
            }
            for (name, field) in fields.iter_mut() {
                if let Some(node) = node.field(name) {
                    replace(field, node, base, ids);
                }
            }
        }
        _ => {}
    }
}

/// The URI of a schema that has one.
fn own_id(value: &Value, node: Node, base: &str) -> Option<String> {
    let id = value.get(KEYWORD).filter(|_| matches!(node, Node::Object));
    // Before 2019-09, a fragment could follow.
    let id = id?.as_str()?.trim_end_matches('#');
    (!id.is_empty()).then(|| join(base, id))
}

/// The reference to the schema whose URI `target` has, and what its fragment means in that schema.
fn pointer(target: &str, base: &str, ids: &Ids) -> Option<String> {
    let (uri, fragment) = target.split_once('#').unwrap_or((target, ""));
    let [place] = &ids.get(&join(base, uri)).filter(|_| !uri.is_empty())?[..] else {
        return None;
    };
    if fragment.is_empty() || fragment.starts_with('/') {
        Some(place.reference() + fragment)
    } else {
        Some(format!("#{fragment}"))
    }
}

/// The URI that `reference` is in a schema with the URI `base`.
fn join(base: &str, reference: &str) -> String {
    let has_scheme = reference
        .split('/')
        .next()
        .is_some_and(|it| it.contains(':'));
    let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
    if has_scheme || reference.starts_with('/') || folder.is_empty() {
        reference.to_owned()
    } else {
        let reference = reference.trim_start_matches("./");
        format!("{folder}/{reference}")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn ids_become_pointers() {
        let mut document = json!({
            "components": { "schemas": {
                "Door": { "$id": "https://example.com/schemas/door", "properties": {
                    "lock": { "$ref": "lock" },
                    "key": { "$ref": "./lock#/$defs/Key" },
                    "self": { "$ref": "#/properties/lock" },
                    "$id": { "type": "string" },
                }},
                "Lock": { "$id": "https://example.com/schemas/lock#", "$defs": { "Key": {} } },
                "User": { "$id": "User", "properties": { "team": { "$ref": "Team" } } },
                "a%b": { "$id": "Team", "example": { "$ref": "User" } },
                "One": { "$id": "Twice" },
                "Two": { "$id": "Twice" },
                "Other": { "items": { "$ref": "Twice" }, "not": { "$ref": "lock" } },
            }},
        });
        resolve(&mut document);
        let schemas = &document["components"]["schemas"];
        let target = |at: &str| schemas.pointer(at).unwrap().as_str().unwrap();
        let lock = "#/components/schemas/Lock";
        assert_eq!(target("/Door/properties/lock/$ref"), lock);
        assert_eq!(
            target("/Door/properties/key/$ref"),
            format!("{lock}/$defs/Key")
        );
        assert_eq!(target("/Door/properties/self/$ref"), "#/properties/lock");
        assert_eq!(
            target("/User/properties/team/$ref"),
            "#/components/schemas/a%25b"
        );
        assert_eq!(target("/a%b/example/$ref"), "User");
        assert_eq!(target("/Other/items/$ref"), "Twice");
        assert_eq!(target("/Other/not/$ref"), "lock");
    }
}
