//! HTML in a description → Markdown, where Markdown has a form for the element.
//!
//! Descriptions are Markdown by the specification, and many are HTML. Only the tags that
//! Markdown's own parser finds are replaced: one in a code block is text, and one that nobody
//! defined, such as `<id>`, stays what it is.

mod tag;

use std::{borrow::Cow, collections::BTreeMap, ops::Range};

use pulldown_cmark::{Event, Parser, Tag as Markdown, TagEnd};

use self::tag::{Element, Tag};
use super::{inline::code, table::OPTIONS};

/// What ends a line and not the paragraph.
const HARD_BREAK: &str = "\\\n";

/// How long the content of an element is that becomes emphasis; that of a nested one is read again
/// for each level.
const EMPHASIS_LIMIT: usize = 2_000;

/// `text` with Markdown in place of HTML.
pub(super) fn to_markdown(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let tags = pairs(tags(text));
    if tags.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut writer = Writer {
        text,
        written: String::with_capacity(text.len()),
        at: 0,
        lists: Vec::new(),
    };
    for tag in &tags {
        writer.tag(tag);
    }
    writer.text_until(text.len());
    writer.written.truncate(writer.written.trim_end().len());
    Cow::Owned(writer.written)
}

/// A tag, and what it forms an element with.
struct Paired<'t> {
    tag: Tag<'t>,
    /// The bytes of the tag that ends this element, or begins it.
    other: Option<Range<usize>>,
}

/// The tags of elements that Markdown has a form for.
fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut is_in_table = false;
    for (event, range) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
        match event {
            Event::Start(Markdown::Table(_)) => is_in_table = true,
            Event::End(TagEnd::Table) => is_in_table = false,
            Event::InlineHtml(_) if is_in_table => {
                let from = tags.len();
                tag::read(text, range, &mut tags);
                tags[from..].iter_mut().for_each(Tag::keep_line);
            }
            Event::Start(Markdown::HtmlBlock) if is_verbatim(&text[range.clone()]) => {}
            Event::Start(Markdown::HtmlBlock) | Event::InlineHtml(_) => {
                tag::read(text, range, &mut tags);
            }
            _ => {}
        }
    }
    tags
}

/// Whether the lines of a block of HTML are no text, or have to stay as they are.
fn is_verbatim(block: &str) -> bool {
    let block = block.trim_start().to_ascii_lowercase();
    let starts = ["<pre", "<script", "<style", "<textarea", "<!", "<?"];
    starts.iter().any(|start| block.starts_with(start))
}

/// Tags that begin an element without an end, or the reverse, are left out where Markdown needs
/// both.
fn pairs(tags: Vec<Tag<'_>>) -> Vec<Paired<'_>> {
    let mut paired: Vec<Paired<'_>> = Vec::with_capacity(tags.len());
    let mut open: Vec<usize> = Vec::new();
    // An end without a beginning must not search all that is open.
    let mut counts: BTreeMap<Element, usize> = BTreeMap::new();
    for mut tag in tags {
        let mut other = None;
        let element = tag.element;
        if !tag.is_end {
            if !matches!(element, Element::Break | Element::Rule | Element::Space) {
                open.push(paired.len());
                *counts.entry(element).or_default() += 1;
            }
        } else if counts.get(&element).is_some_and(|count| *count > 0) {
            while let Some(start) = open.pop() {
                let begin: &mut Paired<'_> = &mut paired[start];
                *counts.entry(begin.tag.element).or_default() -= 1;
                if begin.tag.element == element {
                    other = Some(begin.tag.range.clone());
                    tag.target = begin.tag.target;
                    begin.other = Some(tag.range.clone());
                    break;
                }
            }
        }
        paired.push(Paired { tag, other });
    }
    paired.retain(|it| it.other.is_some() || !it.tag.element.is_inline());
    paired
}

struct Writer<'t> {
    text: &'t str,
    written: String,
    /// What was read so far.
    at: usize,
    /// The open lists, outermost first: the number of the next item in one that is ordered.
    lists: Vec<Option<u64>>,
}

impl Writer<'_> {
    fn tag(&mut self, paired: &Paired<'_>) {
        let tag = &paired.tag;
        // In an element that was written as a whole.
        if tag.range.start < self.at {
            return;
        }
        self.text_until(tag.range.start);
        self.at = tag.range.end;
        match &tag.element {
            Element::Break => self.line_break(),
            Element::Block => self.block(),
            Element::Rule => {
                self.block();
                self.written.push_str("***");
                self.block();
            }
            Element::Heading if tag.is_end => self.block(),
            Element::Heading => {
                self.block();
                self.written.push_str("# ");
            }
            Element::List { .. } if tag.is_end => {
                self.lists.pop();
                self.block();
            }
            Element::List { is_ordered } => {
                match self.lists.is_empty() {
                    true => self.block(),
                    false => self.skip_space(),
                }
                self.lists.push(is_ordered.then_some(1));
            }
            Element::Item => self.item(tag.is_end),
            Element::Strong => self.mark("**", paired),
            Element::Emphasis => self.mark("*", paired),
            Element::Code => self.code(paired),
            Element::Link if tag.is_end => self.written.push_str(&match &tag.target {
                Some(target) => format!("](<{target}>)"),
                None => String::new(),
            }),
            Element::Link => {
                if tag.target.is_some() {
                    self.written.push('[');
                }
            }
            Element::Space => self.written.push(' '),
            Element::Inline => {}
        }
    }

    fn text_until(&mut self, end: usize) {
        self.written.push_str(&self.text[self.at..end]);
        self.at = end;
    }

    fn skip_space(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Ends a paragraph. Space before the next one would make it a block of code.
    fn block(&mut self) {
        self.skip_space();
        if self.begins_item() {
            return;
        }
        let rest = self.written.strip_suffix(HARD_BREAK);
        let rest = rest.unwrap_or(&self.written).trim_end();
        self.written.truncate(rest.len());
        if !self.written.is_empty() {
            self.written.push_str("\n\n");
        }
    }

    /// Whether the line has only the marker of a list or a quote so far.
    fn begins_item(&self) -> bool {
        let line = self.written.rsplit('\n').next().unwrap_or_default().trim();
        let number = line.trim_end_matches(['.', ')']);
        let is_number = number.len() < line.len() && number.bytes().all(|it| it.is_ascii_digit());
        matches!(line, "-" | "*" | "+" | ">") || (is_number && !number.is_empty())
    }

    /// One break ends a line, several end a paragraph.
    fn line_break(&mut self) {
        let rest = &self.text[self.at..];
        let space = &rest[..rest.len() - rest.trim_start().len()];
        let ends_paragraph = space.matches('\n').count() > 1 || space.len() == rest.len();
        if ends_paragraph || self.begins_item() || self.written.ends_with('\n') {
            self.block();
            return;
        }
        self.skip_space();
        self.written.truncate(self.written.trim_end().len());
        self.written.push_str(HARD_BREAK);
    }

    fn item(&mut self, is_end: bool) {
        self.skip_space();
        if is_end {
            return;
        }
        if !self.written.ends_with("\n\n") && !self.written.is_empty() {
            self.written.truncate(self.written.trim_end().len());
            self.written.push('\n');
        }
        let depth = self.lists.len().saturating_sub(1);
        self.written.push_str(&"   ".repeat(depth));
        match self.lists.last_mut() {
            Some(Some(number)) => {
                self.written.push_str(&format!("{number}. "));
                *number += 1;
            }
            _ => self.written.push_str("- "),
        }
    }

    /// Writes a mark where Markdown reads it as one: not beside a space, nor between punctuation
    /// and a word.
    fn mark(&mut self, mark: &str, paired: &Paired<'_>) {
        let Some(other) = &paired.other else { return };
        let range = &paired.tag.range;
        let (content, outside) = match paired.tag.is_end {
            true => (&self.text[other.end..range.start], [other.start, range.end]),
            false => (&self.text[range.end..other.start], [range.start, other.end]),
        };
        let is_open = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        let is_free = is_open(self.text[..outside[0]].chars().next_back())
            && is_open(self.text[outside[1]..].chars().next());
        let is_word =
            content.starts_with(char::is_alphanumeric) && content.ends_with(char::is_alphanumeric);
        let is_tight = content.trim() == content && !content.is_empty();
        let is_short = content.len() <= EMPHASIS_LIMIT && !content.contains("\n\n");
        if is_tight && (is_free || is_word) && is_short {
            self.written.push_str(mark);
        }
    }

    fn code(&mut self, paired: &Paired<'_>) {
        let Some(end) = paired.other.as_ref().filter(|_| !paired.tag.is_end) else {
            return;
        };
        let content = &self.text[paired.tag.range.end..end.start];
        let content = content
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&");
        if !content.trim().is_empty() {
            self.written.push_str(&code(content.trim()));
        }
        self.at = end.end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_and_inline_elements() {
        assert_eq!(
            to_markdown(
                "<p>Lists <code>a&lt;b</code> of <a href=\"https://a.example/b\">it</a>.</p>\n\n<p><b>Note:</b> x</p>"
            ),
            "Lists `a<b` of [it](<https://a.example/b>).\n\n**Note:** x"
        );
        assert_eq!(
            to_markdown("a<br><b>b</b><br> <br/>c<br></p>d"),
            "a\\\n**b**\n\nc\n\nd"
        );
        assert_eq!(
            to_markdown("Use <em>this</em><br>not that.<br/>"),
            "Use *this*\\\nnot that."
        );
    }

    #[test]
    fn lists() {
        assert_eq!(
            to_markdown("One of:<ul>\n  <li>a</li>\n  <li>b<ol><li>c<li>d</ol></li>\n</ul>\nEnd."),
            "One of:\n\n- a\n- b\n   1. c\n   2. d\n\nEnd."
        );
        assert_eq!(to_markdown("- <p>a</p>\n- b"), "- a\n\n- b");
    }

    #[test]
    fn a_cell_stays_on_its_line() {
        assert_eq!(
            to_markdown("| a | b |\n| - | - |\n| <b>c</b><br>d | <ul><li>e</ul> |"),
            "| a | b |\n| - | - |\n| **c** d |   e  |"
        );
    }

    #[test]
    fn a_mark_that_markdown_would_not_read_is_left_out() {
        assert_eq!(to_markdown("a<b> c </b>d"), "a c d");
        assert_eq!(to_markdown("<b>a:</b>b"), "a:b");
        assert_eq!(to_markdown("a<b>b</b>c"), "a**b**c");
    }

    #[test]
    fn many_tags_take_no_square_of_the_time() {
        let many = "<b>".repeat(50_000) + &"</i>".repeat(50_000);
        assert_eq!(to_markdown(&many), many);
    }

    #[test]
    fn other_tags_and_code_stay() {
        for text in [
            "set <id> or <b>",
            "`<b>a</b>`",
            "```\n<p>a</p>\n```",
            "<pre>\n<b>a</b>\n</pre>",
            "10<sup>2</sup>",
            "a < b and c > d",
        ] {
            assert_eq!(to_markdown(text), text);
        }
    }
}
