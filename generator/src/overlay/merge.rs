//! How the value of an action is merged with a node.

use serde_json::Value;

use super::Moves;
use crate::source::{Origin, Pointer};

/// A merge, and which nodes it added.
pub(super) struct Merge {
    /// Whether a list for a list adds its items; else it becomes one item.
    pub(super) concatenates: bool,
    pub(super) moves: Moves,
}

impl Merge {
    /// Merges `value`, which was read from `origin`, with the node at `at`: objects field by
    /// field, lists by adding to them, and anything else by replacing it.
    pub(super) fn merge(&mut self, node: &mut Value, value: &Value, at: &Pointer, origin: &Origin) {
        match (node, value) {
            (Value::Object(fields), Value::Object(values)) => {
                for (name, value) in values {
                    let (at, origin) = (at.child(name), origin.child(name));
                    match fields.get_mut(name) {
                        Some(field) => self.field(field, value, &at, &origin),
                        None => {
                            fields.insert(name.clone(), value.clone());
                            self.moves.push((at, origin));
                        }
                    }
                }
            }
            (Value::Array(items), Value::Array(values)) if self.concatenates => {
                self.add_all(items, values, at, origin);
            }
            (Value::Array(items), value) => {
                self.moves.push((at.index(items.len()), origin.clone()));
                items.push(value.clone());
            }
            (node, value) => {
                *node = value.clone();
                self.moves.push((at.clone(), origin.clone()));
            }
        }
    }

    /// As [`merge`](Self::merge), below the target: lists are concatenated in every version, and
    /// a value of another type replaces what is there.
    fn field(&mut self, node: &mut Value, value: &Value, at: &Pointer, origin: &Origin) {
        match (&mut *node, value) {
            (Value::Object(_), Value::Object(_)) => self.merge(node, value, at, origin),
            (Value::Array(items), Value::Array(values)) => {
                self.add_all(items, values, at, origin);
            }
            _ => {
                *node = value.clone();
                self.moves.push((at.clone(), origin.clone()));
            }
        }
    }

    fn add_all(&mut self, items: &mut Vec<Value>, values: &[Value], at: &Pointer, origin: &Origin) {
        for (index, value) in values.iter().enumerate() {
            self.moves
                .push((at.index(items.len()), origin.index(index)));
            items.push(value.clone());
        }
    }
}
