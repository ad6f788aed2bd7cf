//! The text with which a page of prose begins: what it is about, in a paragraph.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// The paragraph that introduces a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lead {
    /// Its Markdown, without the marks of a quote.
    pub text: String,
    /// The paragraph or the quote, in bytes of the page's text.
    pub range: Range<usize>,
}

/// The first block after the title, past headings, where it is a paragraph of whole sentences;
/// else the quote directly below the title, which is the page's description.
///
/// A paragraph that is only a link leads elsewhere, and one that ends with a colon introduces
/// something else: neither describes the page. `None` if the page has no title or begins with
/// none of these.
pub(super) fn read(text: &str) -> Option<Lead> {
    let blocks = blocks(text);
    let title = blocks.iter().position(Block::is_title)?;
    lead_after(text, &blocks, title)
}

/// As [`read`], where `text` begins with the heading, of whatever level.
pub(super) fn below(text: &str) -> Option<Lead> {
    let blocks = blocks(text);
    lead_after(text, &blocks, 0)
}

fn lead_after(text: &str, blocks: &[Block<'_>], title: usize) -> Option<Lead> {
    let mut rest = blocks.get(title + 1..)?.iter().peekable();
    let is_quote =
        |block: &Block<'_>| matches!(block.start, Some(Tag::BlockQuote(_))) && !block.introduces();
    let quote = rest.next_if(|block| is_quote(block));
    let first = rest.find(|block| !matches!(block.start, Some(Tag::Heading { .. })));
    let lead = first.filter(|block| block.is_description()).or(quote)?;
    let lines = text[lead.range.clone()].lines();
    let lines: Vec<&str> = lines.map(|line| without_mark(line, lead)).collect();
    let text = lines.join("\n").trim().to_owned();
    (!text.is_empty()).then(|| Lead {
        text,
        range: lead.range.clone(),
    })
}

/// A block that no other block contains.
struct Block<'a> {
    /// `None` for a thematic break.
    start: Option<Tag<'a>>,
    range: Range<usize>,
    inner: Vec<Event<'a>>,
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut depth = 0_usize;
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter();
    for (event, range) in events {
        let is_outermost = depth == 0;
        match &event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        match (event, blocks.last_mut()) {
            (event, _) if is_outermost => blocks.push(Block {
                start: match event {
                    Event::Start(tag) => Some(tag),
                    _ => None,
                },
                range,
                inner: Vec::new(),
            }),
            (event, Some(block)) => block.inner.push(event),
            (_, None) => {}
        }
    }
    blocks
}

impl Block<'_> {
    fn is_title(&self) -> bool {
        let level = HeadingLevel::H1;
        matches!(&self.start, Some(Tag::Heading { level: found, .. }) if *found == level)
    }

    /// Whether the block ends with a colon.
    fn introduces(&self) -> bool {
        let mut texts = self.inner.iter().rev().filter_map(|event| match event {
            Event::Text(text) => Some(text.trim_end()),
            _ => None,
        });
        texts.next().is_some_and(|text| text.ends_with(':'))
    }

    /// Whether the block is a paragraph of whole sentences, with words outside of links.
    fn is_description(&self) -> bool {
        let mut text = String::new();
        let mut has_own_words = false;
        let (mut links, mut images) = (0_usize, 0_usize);
        for event in &self.inner {
            match event {
                Event::Start(Tag::Link { .. }) => links += 1,
                Event::End(TagEnd::Link) => links = links.saturating_sub(1),
                Event::Start(Tag::Image { .. }) => images += 1,
                Event::End(TagEnd::Image) => images = images.saturating_sub(1),
                Event::Text(words) | Event::Code(words) if images == 0 => {
                    text.push_str(words);
                    has_own_words |= links == 0 && words.contains(char::is_alphanumeric);
                }
                _ => {}
            }
        }
        let end = text.trim_end().trim_end_matches(['"', '\'', '”', '’', ')']);
        matches!(self.start, Some(Tag::Paragraph))
            && has_own_words
            && end.ends_with(['.', '!', '?'])
    }
}

/// A line of `block` without the mark of a quote.
fn without_mark<'a>(line: &'a str, block: &Block<'_>) -> &'a str {
    let line = line.trim_start();
    match block.start {
        Some(Tag::BlockQuote(_)) => line.strip_prefix('>').unwrap_or(line).trim_start(),
        _ => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lead(text: &str) -> Option<String> {
        read(text).map(|lead| lead.text)
    }

    #[test]
    fn the_first_paragraph_after_the_headings_is_the_lead() {
        let page = "> ## Index\n\n# The Lock Object\n\n> About\n> locks.\n\n## The `lock` Object\n\n\
            Represents a [lock](/l).\nIt opens.\n\nMore.\n";
        let found = read(page).unwrap();
        assert_eq!(found.text, "Represents a [lock](/l).\nIt opens.");
        assert!(page[found.range].starts_with("Represents"));
    }

    #[test]
    fn without_such_a_paragraph_the_quote_below_the_title_is_the_lead() {
        let quote = "# Locks\n\n> About\n> locks\n\n";
        for rest in [
            "",
            "## Endpoints\n\n[**`/locks/get`**](./get)\n\nReturns a lock.\n",
            "[See the guide.](/guide)\n",
            "![Doors open and close.](/doors.png)\n",
            "Locks have:\n\n- a door\n",
            "**`lock_id`** _UUID_\n",
            "<Info>\n\nBeta.\n\n</Info>\n",
            "---\n\nText.\n",
            "```json\n{}\n```\n\nText.\n",
            "- One.\n",
        ] {
            let found = lead(&format!("{quote}{rest}"));
            assert_eq!(found.as_deref(), Some("About\nlocks"), "{rest}");
        }
    }

    #[test]
    fn a_page_without_title_or_description_has_no_lead() {
        for page in [
            "",
            "# Locks\n",
            "# Locks\n\n- a\n",
            "Text.\n",
            "## Locks\n\nText.\n",
            "# Locks\n\n>\n",
            "# Locks\n\n## More\n\n> A quote elsewhere.\n",
        ] {
            assert_eq!(lead(page), None, "{page}");
        }
    }
}
