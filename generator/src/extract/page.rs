//! A page and the parts of it that later stages read.

use std::sync::Arc;

use super::{
    block::Block,
    change_date::ChangeDate,
    dialect::Dialect,
    evidence::{Credential, Evidence, Sample},
    lead::Lead,
    left_out::LeftOut,
};

/// A docs page or a whole document. Its text is in the [`SourceMap`](crate::source::SourceMap).
#[derive(Clone, Debug)]
pub struct Page {
    /// The path relative to the folder of pages, with `/` between its parts.
    pub path: Arc<str>,
    /// The first heading of level one, or the first line of a page without Markdown.
    pub title: Option<String>,
    /// The OpenAPI blocks, in the order of the text.
    pub blocks: Vec<Block>,
    /// The operations that a page without OpenAPI blocks describes by fields and samples, in the
    /// order of the text.
    pub evidence: Vec<Evidence>,
    /// What introduces a page that has neither.
    pub lead: Option<Lead>,
    /// The format of the blocks or of the evidence; `None` where the page has neither.
    pub dialect: Option<Dialect>,
    /// The server that the page names for all operations of its site.
    pub base_url: Option<String>,
    /// What authenticates all requests, where a part of the page says it that is about none.
    pub credential: Option<Credential>,
    /// The bodies of errors of all requests, where a part of the page shows them that is about
    /// none.
    pub errors: Vec<Sample>,
    /// Calls of operations that the page does not describe, without their responses.
    pub calls: Vec<Evidence>,
    /// The parts from which nothing is read, in the order of the text.
    pub left_out: Vec<LeftOut>,
    /// When the page was changed, if its front matter says it.
    pub changed: Option<ChangeDate>,
}

impl Page {
    /// Whether it has blocks or evidence.
    pub fn has_operations(&self) -> bool {
        !self.blocks.is_empty() || !self.evidence.is_empty()
    }
}
