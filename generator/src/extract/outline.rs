//! What stands above the blocks of a page: their headings, descriptions and request lines.

use super::{
    lead,
    markdown::Heading,
    preamble::Preamble,
    request_line::{self, RequestLine},
};

/// A page, for the preambles of its blocks in the order of the text.
pub(super) struct Preambles<'a> {
    text: &'a str,
    /// Those that may be about a block.
    headings: Vec<&'a Heading>,
    requests: Vec<RequestLine>,
    /// The start of the last block's heading, and the description below it, which the next block
    /// may share.
    last: Option<(usize, Option<String>)>,
}

impl<'a> Preambles<'a> {
    pub(super) fn new(text: &'a str, headings: &'a [Heading]) -> Self {
        Self {
            text,
            headings: headings.iter().filter(|it| !names_section(it)).collect(),
            requests: request_line::find(text, 0..text.len(), &[]).collect(),
            last: None,
        }
    }

    /// What the page says about the block at the byte `end`.
    pub(super) fn above(&mut self, end: usize) -> Preamble {
        let above = self.headings.partition_point(|it| it.range.start < end);
        let Some(heading) = self.headings[..above].last() else {
            return Preamble::default();
        };
        let start = heading.range.start;
        let description = match self.last.take() {
            Some((known, description)) if known == start => description,
            _ => lead::below(&self.text[start..end]).map(|lead| lead.text),
        };
        self.last = Some((start, description.clone()));
        let above = self.requests.partition_point(|it| it.range.start < end);
        let request = self.requests[..above].last();
        let request = request.filter(|line| line.range.start >= start);
        Preamble {
            title: Some(heading.text.clone()),
            description,
            url: request.map(|request| request.url.clone()),
        }
    }
}

/// Whether the heading names a part of the description of an operation, not the operation.
fn names_section(heading: &Heading) -> bool {
    let text = heading.text.to_ascii_lowercase();
    ["openapi", "asyncapi"]
        .iter()
        .any(|word| text.starts_with(word))
}
