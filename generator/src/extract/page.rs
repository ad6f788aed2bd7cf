//! A page and the parts of it that later stages read.

use std::sync::Arc;

use super::{block::Block, evidence::Evidence, lead::Lead};

/// A docs page or a whole document. Its text is in the [`SourceMap`](crate::source::SourceMap).
#[derive(Clone, Debug)]
pub struct Page {
    /// The path relative to the folder of pages, with `/` between its parts.
    pub path: Arc<str>,
    /// The first heading of level one, or the first line of a page without Markdown.
    pub title: Option<String>,
    /// The OpenAPI blocks, in the order of the text.
    pub blocks: Vec<Block>,
    /// The operation that a page without OpenAPI blocks describes by samples and a table.
    pub evidence: Option<Evidence>,
    /// What introduces a page that has neither.
    pub lead: Option<Lead>,
}
