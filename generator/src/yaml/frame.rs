//! Collections that are being built.

use std::{borrow::Cow, ops::Range};

use serde_json::{Map, Value};

use crate::source::NodeId;

/// A collection that has not ended yet.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) collection: Collection,
    pub(super) node: NodeId,
    /// The number of its anchor; 0 for none.
    pub(super) anchor: usize,
    pub(super) size: Size,
}

/// The contents of a collection so far.
#[derive(Debug)]
pub(super) enum Collection {
    Sequence(Vec<Value>),
    Mapping {
        entries: Map<String, Value>,
        key: Option<Key>,
        /// The values of merge keys (`<<`); the mapping's own entries take precedence.
        merged: Vec<Value>,
    },
}

/// A key whose value comes next.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) text: String,
    pub(super) range: Range<usize>,
    pub(super) is_merge: bool,
}

/// The size that an alias of a node adds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Size {
    pub(super) nodes: usize,
    pub(super) height: usize,
}

/// A node that aliases can refer to.
#[derive(Debug)]
pub(super) struct Anchor {
    pub(super) value: Value,
    pub(super) size: Size,
}

/// The size of a scalar.
pub(super) const LEAF: Size = Size {
    nodes: 1,
    height: 1,
};

impl Collection {
    /// The key or the index of the next node; `None` for a merge key, which is not an entry.
    pub(super) fn token(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Sequence(items) => Some(Cow::Owned(items.len().to_string())),
            Self::Mapping { key, .. } => match key {
                Some(Key {
                    text,
                    is_merge: false,
                    ..
                }) => Some(Cow::Borrowed(text)),
                _ => None,
            },
        }
    }

    pub(super) fn key_start(&self) -> Option<usize> {
        match self {
            Self::Mapping { key: Some(key), .. } => Some(key.range.start),
            _ => None,
        }
    }

    /// The finished value, and whether a merge key has a value that is not a mapping.
    pub(super) fn finish(self) -> (Value, bool) {
        let (mut entries, merged) = match self {
            Self::Sequence(items) => return (Value::Array(items), false),
            Self::Mapping {
                entries, merged, ..
            } => (entries, merged),
        };
        let mut is_bad = false;
        for value in merged {
            let parts = match value {
                Value::Array(items) => items,
                other => vec![other],
            };
            for part in parts {
                let Value::Object(part) = part else {
                    is_bad = true;
                    continue;
                };
                for (name, value) in part {
                    entries.entry(name).or_insert(value);
                }
            }
        }
        (Value::Object(entries), is_bad)
    }
}
