//! How operations are put into groups.

use serde::{Deserialize, Serialize};

/// How the operations of an API are put into groups, and what their methods are called
/// after. Decided once for the whole API.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grouping {
    /// The last segment of the path is the method, those before it are the group.
    #[default]
    Rpc,
    /// The segments of the path that are not parameters are the group; the HTTP method
    /// decides what the method is called.
    Path,
    /// The first tag is the group, and the method is called after the `operationId`.
    Tag,
}

impl Grouping {
    /// `rpc`, `path` or `tag`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rpc => "rpc",
            Self::Path => "path",
            Self::Tag => "tag",
        }
    }
}
