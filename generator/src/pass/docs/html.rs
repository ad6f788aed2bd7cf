//! HTML in a description → Markdown, where Markdown has a form for the element.
//!
//! Descriptions are Markdown by the specification, and many are HTML. Only the tags that
//! Markdown's own parser finds are replaced: one in a code block is text, and one that nobody
//! defined, such as `<id>`, stays what it is.

mod pair;
mod tag;
#[cfg(test)]
mod tests;
mod writer;

use std::{borrow::Cow, ops::Range};

use pulldown_cmark::{Event, Parser, Tag as Markdown, TagEnd};

use self::tag::{Context, Tag};
use super::table::OPTIONS;

/// `text` with Markdown in place of HTML.
pub(super) fn to_markdown(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let Found { tags, blocks } = find(text);
    let tags = pair::paired(text, tags);
    match tags.is_empty() {
        true => Cow::Borrowed(text),
        false => Cow::Owned(writer::write(text, &tags, blocks)),
    }
}

#[derive(Default)]
struct Found<'t> {
    /// Of elements that Markdown has a form for.
    tags: Vec<Tag<'t>>,
    /// The bytes of the blocks of HTML, whose text is not Markdown.
    blocks: Vec<Range<usize>>,
}

fn find(text: &str) -> Found<'_> {
    let mut found = Found::default();
    // The open lists, quotes and tables.
    let mut containers = 0;
    let mut is_in_table = false;
    for (event, range) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
        let context = match (is_in_table, containers) {
            (true, _) => Context::Cell,
            (false, 0) => Context::Document,
            (false, _) => Context::Container,
        };
        match event {
            Event::Start(Markdown::Table(_)) => is_in_table = true,
            Event::End(TagEnd::Table) => is_in_table = false,
            Event::Start(Markdown::List(_) | Markdown::BlockQuote(_)) => containers += 1,
            Event::End(TagEnd::List(_) | TagEnd::BlockQuote(_)) => containers -= 1,
            Event::Start(Markdown::HtmlBlock) if is_verbatim(&text[range.clone()]) => {}
            Event::Start(Markdown::HtmlBlock) => {
                tag::read(text, range.clone(), context, &mut found.tags);
                found.blocks.push(range);
            }
            Event::InlineHtml(_) => tag::read(text, range, context, &mut found.tags),
            _ => {}
        }
    }
    found
}

/// Whether the lines of a block of HTML are no text.
fn is_verbatim(block: &str) -> bool {
    let block = block.trim_start().to_ascii_lowercase();
    let starts = ["<script", "<style", "<textarea", "<!", "<?"];
    starts.iter().any(|start| block.starts_with(start))
}
