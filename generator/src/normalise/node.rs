//! The objects of a document: which have keywords, and which have names that the author chose.

use serde_json::Value;

use crate::bundle::FILES;

/// Values of examples and the like are not schemas, whatever their fields are called.
const DATA: &[&str] = &["default", "const", "enum", "example", "examples"];

/// Fields whose value is a map: its keys are names, which may be those of keywords.
const MAPS: &[&str] = &[
    "$defs",
    "callbacks",
    "content",
    "definitions",
    "dependencies",
    "dependentSchemas",
    "encoding",
    "headers",
    "links",
    "parameters",
    "pathItems",
    "paths",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "securitySchemes",
    "variables",
    "webhooks",
];

/// Whether an object in `value` has a field with one of these names. Few documents have one, and to
/// look is cheaper than to make the pointer of each node.
pub(super) fn has_field(value: &Value, names: &[&str]) -> bool {
    match value {
        Value::Array(items) => items.iter().any(|item| has_field(item, names)),
        Value::Object(fields) => fields
            .iter()
            .any(|(name, field)| names.contains(&name.as_str()) || has_field(field, names)),
        _ => false,
    }
}

/// What the fields of a JSON object are.
#[derive(Clone, Copy)]
pub(super) enum Node {
    /// Keywords.
    Object,
    /// Names that the author chose, such as those of properties.
    Map,
}

impl Node {
    /// The node in the field `name`; `None` for data, and for other files, whose names are their
    /// own.
    pub(super) fn field(self, name: &str) -> Option<Self> {
        match self {
            Self::Map => Some(Self::Object),
            Self::Object if DATA.contains(&name) || name == FILES => None,
            Self::Object if MAPS.contains(&name) => Some(Self::Map),
            Self::Object => Some(Self::Object),
        }
    }
}
