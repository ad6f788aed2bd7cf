//! The files of a generated crate, in memory.

use std::collections::BTreeMap;

/// Path in the crate → text.
pub type FileTree = BTreeMap<String, String>;
