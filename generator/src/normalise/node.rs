//! Which objects of a document have keywords, and which have names that the author chose.

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
