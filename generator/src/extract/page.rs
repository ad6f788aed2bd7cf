//! A page, and places in its text.

use std::ops::Range;
use std::sync::Arc;

use super::block::Block;
use super::legacy::Evidence;
use super::spans::Spans;
use crate::origin::Pointer;

/// A docs page or a document.
#[derive(Clone, Debug)]
pub struct Page {
    /// The path relative to the folder of pages, with `/` between its parts.
    pub path: Arc<str>,
    /// The text without a byte order mark and with `\n` line endings. All offsets are bytes of it.
    pub text: Arc<str>,
    /// The first heading of level one, or the first line of a page without Markdown.
    pub title: Option<String>,
    /// The OpenAPI blocks, in the order of the text.
    pub blocks: Vec<Block>,
    /// What a page from before OpenAPI blocks says about its operation.
    pub legacy: Option<Evidence>,
    /// One for each block that was read.
    pub spans: Vec<Spans>,
    /// The offset that each line begins at.
    lines: Vec<usize>,
}

impl Page {
    /// A page whose contents are not known yet.
    pub fn new(path: &str, text: &str) -> Self {
        let after_breaks = text.match_indices('\n').map(|(offset, _)| offset + 1);
        Self {
            path: path.into(),
            text: text.into(),
            title: None,
            blocks: Vec::new(),
            legacy: None,
            spans: Vec::new(),
            lines: std::iter::once(0).chain(after_breaks).collect(),
        }
    }

    /// Where the node at `pointer` stands, in bytes: the member's name and value, or the whole item.
    ///
    /// A node that the page does not write (a rewrite made it, or an alias stands for it) is shown
    /// at its nearest ancestor. `None` if the page has no document that could be read.
    pub fn locate(&self, pointer: &Pointer) -> Option<Range<usize>> {
        let nearest = self.spans.iter().map(|spans| spans.nearest(pointer));
        // `max_by_key` takes the last of equals, and the first block should win.
        let deepest = nearest.rev().max_by_key(|(depth, _)| *depth);
        match (deepest, &self.legacy) {
            (Some((_, range)), _) => Some(range),
            (None, Some(evidence)) => Some(evidence.range.clone()),
            (None, None) => None,
        }
    }

    /// The line and the column of a byte of the text, both counted from 1; columns are characters.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|&start| start <= offset).max(1);
        let start = self.lines[line - 1];
        let column = self.text[start..]
            .char_indices()
            .take_while(|(at, _)| start + at < offset)
            .count();
        (line, column + 1)
    }

    /// How many lines the text has.
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// The bytes of a line (from 1) without its line break; an empty range if there is no such line.
    pub fn line(&self, number: usize) -> Range<usize> {
        let end = self.text.len();
        let Some(&start) = self.lines.get(number.wrapping_sub(1)) else {
            return end..end;
        };
        match self.lines.get(number) {
            Some(&next) => start..next - 1,
            None => start..end,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let page = Page::new("a.md", "one\ntwö x\n");
        let offset = page.text.find('x').unwrap();
        assert_eq!(page.line_column(offset), (2, 5));
        assert_eq!(page.line_column(0), (1, 1));
        assert_eq!(page.line_column(3), (1, 4));
        assert_eq!(page.line_column(4), (2, 1));
    }

    #[test]
    fn an_offset_past_the_end_is_on_the_last_line() {
        assert_eq!(Page::new("a.md", "one\ntwo").line_column(99), (2, 4));
        assert_eq!(Page::new("a.md", "").line_column(7), (1, 1));
    }

    #[test]
    fn a_line_has_no_line_break() {
        let page = Page::new("a.md", "one\ntwo\n");
        assert_eq!(&page.text[page.line(1)], "one");
        assert_eq!(&page.text[page.line(2)], "two");
        assert_eq!(&page.text[page.line(3)], "");
        assert_eq!(&page.text[page.line(9)], "");
    }
}
