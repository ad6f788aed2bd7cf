//! A part of a page that contains an OpenAPI document.

use std::ops::Range;

use super::preamble::Preamble;

/// An OpenAPI block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The method in the info string, in lower case. `None` for a whole document.
    pub method: Option<String>,
    /// The path in the info string. `None` for a whole document.
    pub path: Option<String>,
    /// The document in the info string that the block is an excerpt of, for example
    /// `/openapi.json`.
    pub file: Option<String>,
    /// What the page says around the block; `None` for a file that is a whole document.
    pub preamble: Option<Preamble>,
    /// The content of the block, in bytes of the page's text.
    pub range: Range<usize>,
    /// The info string, in bytes of the page's text; empty for a whole document.
    pub info: Range<usize>,
    /// The content without the indentation and quote marks of the enclosing Markdown.
    pub text: String,
    /// The start of each contiguous segment, in `text` and in the page, in ascending order.
    pub(super) segments: Vec<(usize, usize)>,
}

impl Block {
    /// A document that is the whole text of its page.
    pub(super) fn whole(text: &str) -> Self {
        Self {
            method: None,
            path: None,
            file: None,
            preamble: None,
            range: 0..text.len(),
            info: 0..0,
            text: text.to_owned(),
            segments: vec![(0, 0)],
        }
    }

    /// Whether it is a whole document rather than one operation.
    pub fn is_whole(&self) -> bool {
        self.method.is_none()
    }

    /// The byte of the page's text for the byte `offset` of [`text`](Self::text).
    pub fn page_offset(&self, offset: usize) -> usize {
        let next = self.segments.partition_point(|(here, _)| *here <= offset);
        match self.segments.get(next.wrapping_sub(1)) {
            Some((here, page)) => (page + (offset - here)).min(self.range.end),
            None => self.range.start,
        }
    }
}
