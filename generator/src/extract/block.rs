//! A stretch of a page that holds an OpenAPI document.

use std::ops::Range;

/// An OpenAPI block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The method that the info string names, in lower case. `None` for a whole document.
    pub method: Option<String>,
    /// The path that the info string names. `None` for a whole document.
    pub path: Option<String>,
    /// The document that the info string says the block was cut from, for example `/openapi.json`.
    pub file: Option<String>,
    /// The content of the block, in bytes of the page's text.
    pub range: Range<usize>,
    /// The info string, in bytes of the page's text; empty for a whole document.
    pub info: Range<usize>,
    /// The content without the indentation and quote marks of what the block stands in.
    pub text: String,
    /// Where stretches of `text` begin, here and in the page, in ascending order.
    pub(super) segments: Vec<(usize, usize)>,
}

impl Block {
    /// A document that fills the page's text from `start` on.
    pub(super) fn whole(text: &str, start: usize) -> Self {
        Self {
            method: None,
            path: None,
            file: None,
            range: start..start + text.len(),
            info: start..start,
            text: text.to_owned(),
            segments: vec![(0, start)],
        }
    }

    /// Says where stretches of this text were taken from: bytes here, and bytes of the text of
    /// `other`, both in ascending order.
    pub(crate) fn take_from(&mut self, other: &Self, stretches: &[(usize, usize)]) {
        let mut segments = Vec::with_capacity(stretches.len() + other.segments.len());
        for (number, &(here, there)) in stretches.iter().enumerate() {
            let next = stretches
                .get(number + 1)
                .map_or(other.text.len(), |(_, next)| *next);
            segments.push((here, other.page_offset(there)));
            let inside = other
                .segments
                .iter()
                .filter(|(start, _)| (there + 1..next).contains(start));
            segments.extend(inside.map(|(start, page)| (here + (start - there), *page)));
        }
        self.segments = segments;
    }

    /// The byte of the page's text that the byte `offset` of [`text`](Self::text) was taken from.
    pub fn page_offset(&self, offset: usize) -> usize {
        let next = self.segments.partition_point(|(here, _)| *here <= offset);
        match self.segments.get(next.wrapping_sub(1)) {
            Some((here, page)) => (page + (offset - here)).min(self.range.end),
            None => self.range.start,
        }
    }
}
