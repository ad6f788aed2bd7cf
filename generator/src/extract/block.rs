//! A part of a page that contains an OpenAPI document.

use std::ops::Range;

use super::preamble::Preamble;
use crate::html;

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

    /// The block with characters in place of the references of HTML to them; `None` if it has none.
    pub(crate) fn unescaped(&self) -> Option<Self> {
        let mut found = references(&self.text).peekable();
        found.peek()?;
        let mut copy = Self {
            text: String::with_capacity(self.text.len()),
            segments: Vec::with_capacity(self.segments.len()),
            ..self.clone()
        };
        let mut at = 0;
        for (range, characters) in found {
            copy.push_part(self, at..range.start);
            copy.segments
                .push((copy.text.len(), self.page_offset(range.start)));
            copy.text.push_str(&characters);
            at = range.end;
        }
        copy.push_part(self, at..self.text.len());
        Some(copy)
    }

    /// Adds the bytes `range` of the text of `other`, which is on the same page.
    fn push_part(&mut self, other: &Self, range: Range<usize>) {
        let start = self.text.len();
        self.segments.push((start, other.page_offset(range.start)));
        let first = other.segments.partition_point(|(it, _)| *it <= range.start);
        let within = other.segments[first..].iter();
        let within = within.take_while(|(it, _)| *it < range.end);
        self.segments
            .extend(within.map(|(it, page)| (start + it - range.start, *page)));
        self.text.push_str(&other.text[range]);
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

/// The references of HTML in a text, and the characters that they stand for.
fn references(text: &str) -> impl Iterator<Item = (Range<usize>, String)> {
    text.match_indices('&').filter_map(|(start, _)| {
        let (characters, length) = html::first(&text[start..])?;
        let range = start..start + length;
        (characters != text[range.clone()]).then_some((range, characters))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_in_an_unescaped_block_is_one_on_the_page() {
        let page = "> &quot;a&quot;: 1\n> b: &amp;lt; & &x;\n";
        let block = Block {
            range: 0..page.len(),
            segments: vec![(0, 2), (17, 21)],
            ..Block::whole(&page.replace("> ", ""))
        };
        let copy = block.unescaped().unwrap();
        assert_eq!(copy.text, "\"a\": 1\nb: &lt; & &x;\n");
        for (mark, expected) in [
            ("\"a", "&quot;a"),
            ("a", "a&"),
            ("\":", "&quot;:"),
            (": 1", ": 1"),
            ("b", "b: &amp;"),
            ("lt;", "lt;"),
            ("&x", "&x"),
        ] {
            let here = copy.text.find(mark).unwrap();
            assert!(
                page[copy.page_offset(here)..].starts_with(expected),
                "{mark}"
            );
        }
        assert_eq!(Block::whole("a: & &x;").unescaped(), None);
    }
}
