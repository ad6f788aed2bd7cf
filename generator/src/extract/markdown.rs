//! The fences of a Markdown page.

mod heading;

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::words::{self, Role};
use crate::html;

/// The parts of a Markdown page that matter here.
#[derive(Debug, Default)]
pub(super) struct Markdown {
    /// The byte of the page that it begins at, behind the front matter.
    pub(super) start: usize,
    /// All headings, without those that only name the address of the page.
    pub(super) headings: Vec<Heading>,
    /// All fenced blocks, with or without OpenAPI.
    pub(super) fences: Vec<Fence>,
    /// The tables in formats other than Markdown, which is read where tables of fields are.
    pub(super) tables: Vec<Table>,
    /// What says beside headings what is below it, in the order of the text.
    pub(super) labels: Vec<Label>,
    /// The admonitions that are about something beside the page.
    pub(super) asides: Vec<Range<usize>>,
    /// The comments of MDX, whose fences are not among those above.
    pub(super) comments: Vec<Range<usize>>,
}

/// Something other than a heading that says what is below it.
#[derive(Debug)]
pub(super) struct Label {
    /// `None` where what the labels above say ends, so that the heading above them counts again.
    pub(super) role: Option<Role>,
    /// The byte of the page that it begins at.
    pub(super) start: usize,
    /// Whether it ends no more than the list above it: what the labels above say of samples counts
    /// below it too.
    pub(super) is_note: bool,
}

impl Label {
    pub(super) fn new(role: Option<Role>, start: usize) -> Self {
        Self {
            role,
            start,
            is_note: false,
        }
    }
}

/// A heading.
#[derive(Debug)]
pub(super) struct Heading {
    /// From 1 to 6.
    pub(super) level: u8,
    /// Its text without marks.
    pub(super) text: String,
    /// What the fields and samples below it are; `None` where it does not say. That of level one
    /// names the page or an operation.
    pub(super) role: Option<Role>,
    /// The whole heading in the page.
    pub(super) range: Range<usize>,
}

impl Markdown {
    /// The text of the first heading of level one.
    pub(super) fn title(&self) -> Option<&str> {
        let mut headings = self.headings.iter();
        let title = headings.find(|heading| heading.level == 1)?;
        Some(&title.text)
    }
}

/// A table.
#[derive(Debug)]
pub(super) struct Table {
    /// The cells of its rows, the first of which is its head.
    pub(super) rows: Vec<Vec<String>>,
    /// The whole table in the page.
    pub(super) range: Range<usize>,
}

impl Table {
    /// The text of a cell, in one line: without marks but those of code.
    pub(super) fn cell(markdown: &str) -> String {
        let mut cell = String::new();
        for event in Parser::new(markdown) {
            Self::add_to_cell(&mut cell, &event);
        }
        cell.trim_matches([' ', '\n', '\t']).to_owned()
    }

    /// Adds what is in a cell to its text.
    pub(super) fn add_to_cell(cell: &mut String, event: &Event<'_>) {
        match event {
            Event::Text(text) => cell.push_str(text),
            Event::Code(text) => cell.push_str(&format!("`{text}`")),
            Event::SoftBreak | Event::HardBreak => cell.push(' '),
            Event::InlineHtml(tag) if breaks_line(tag) => cell.push(' '),
            // `Array<String>`
            Event::InlineHtml(tag) if !cell.ends_with(' ') && is_type(tag) => cell.push_str(tag),
            // Between two blocks.
            Event::Start(Tag::Paragraph | Tag::Item) if !cell.is_empty() => cell.push(' '),
            _ => {}
        }
    }
}

/// Whether a tag ends a line: `<br>`, or that of a paragraph or an item.
fn breaks_line(tag: &str) -> bool {
    let tag = html::Tag::of(tag);
    tag.is_some_and(|tag| ["br", "div", "li", "p", "ul"].contains(&tag.name))
}

/// Whether what looks like a tag is the argument of a type: it begins with a capital letter, or is
/// the name of a type.
fn is_type(tag: &str) -> bool {
    let name = tag.trim_matches(['<', '>']);
    let names = [
        "boolean", "float", "int", "integer", "number", "object", "string",
    ];
    let is_name = name.chars().all(|c| c.is_ascii_alphanumeric());
    is_name && (names.contains(&name) || name.starts_with(|c: char| c.is_ascii_uppercase()))
}

/// How code is marked as such.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// By the lines around it.
    Fence,
    /// By its indentation.
    Indented,
    /// By an element of HTML.
    Element,
}

/// A block of code, which most pages have in fences.
#[derive(Clone, Debug)]
pub(super) struct Fence {
    /// The info string.
    pub(super) info: String,
    /// The opening line, from its backticks or tildes on.
    pub(super) opening: Range<usize>,
    /// The content in the page.
    pub(super) range: Range<usize>,
    /// The content without the indentation and quote marks of the enclosing Markdown.
    pub(super) text: String,
    /// The start of each contiguous segment, in `text` and in the page.
    pub(super) segments: Vec<(usize, usize)>,
    /// Whether a closing fence ends it, rather than the end of the page or of the enclosing
    /// Markdown.
    pub(super) is_closed: bool,
    pub(super) form: Form,
}

impl Fence {
    /// The byte of the page for the byte `offset` of the text.
    pub(super) fn page_offset(&self, offset: usize) -> usize {
        let next = self.segments.partition_point(|(here, _)| *here <= offset);
        match self.segments.get(next.wrapping_sub(1)) {
            Some((here, page)) => page + (offset - here),
            None => self.range.start,
        }
    }

    /// Whether its info string says that it is JSON.
    pub(super) fn is_json(&self) -> bool {
        let mut words = self.info.split_whitespace();
        words
            .next()
            .is_some_and(|it| it.eq_ignore_ascii_case("json"))
    }

    /// Whether nothing is between its two lines.
    pub(super) fn is_empty(&self) -> bool {
        self.is_closed && self.text.trim().is_empty()
    }
}

/// Parses the CommonMark in `text` from the byte `start` on, which is after the front matter. All
/// offsets are bytes of `text`.
pub(super) fn read(text: &str, start: usize) -> Markdown {
    let mut markdown = Markdown {
        start,
        ..Markdown::default()
    };
    let mut heading: Option<Heading> = None;
    let mut fence: Option<Fence> = None;
    for (event, range) in Parser::new(&text[start..]).into_offset_iter() {
        let range = start + range.start..start + range.end;
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                heading = Some(Heading {
                    level: level as u8,
                    text: String::new(),
                    role: None,
                    range,
                });
            }
            Event::End(TagEnd::Heading(_)) => {
                let mut heading = heading.take();
                if let Some(heading) = &mut heading {
                    heading.text = without_attributes(heading.text.trim()).to_owned();
                    heading.role = words::role(&heading.text).filter(|_| heading.level > 1);
                }
                // Tools that download pages write where they come from: `# Source: https://…`.
                let is_title = |it: &Heading| !it.text.starts_with("Source: http");
                markdown.headings.extend(heading.filter(is_title));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                fence = Some(open(text, info.into_string(), &range, Form::Fence));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                fence = Some(open(text, String::new(), &range, Form::Indented));
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some(mut fence) = fence.take() {
                    fence.is_closed = is_closed(text, &fence, range.end);
                    markdown.fences.push(fence);
                }
            }
            Event::Text(content) => {
                if let Some(fence) = &mut fence {
                    push(fence, &content, range);
                } else if let Some(heading) = &mut heading {
                    heading.text.push_str(&content);
                }
            }
            Event::Code(content) => {
                if let Some(heading) = &mut heading {
                    heading.text.push_str(&content);
                }
            }
            Event::Html(line) => markdown.headings.extend(heading::of_line(&line, range)),
            _ => {}
        }
    }
    markdown
}

/// The text of a heading without what sets its id or class: `Doors {#doors .new}`.
fn without_attributes(text: &str) -> &str {
    let parts = text.strip_suffix('}').and_then(|it| it.rsplit_once('{'));
    match parts {
        Some((words, inner)) if inner.trim_start().starts_with(['#', '.', ':']) => words.trim_end(),
        _ => text,
    }
}

fn open(text: &str, info: String, block: &Range<usize>, form: Form) -> Fence {
    let line_end = text[block.start..]
        .find('\n')
        .map_or(text.len(), |length| block.start + length);
    let content = (line_end + 1).min(text.len());
    Fence {
        info,
        opening: block.start..line_end,
        range: content..content,
        text: String::new(),
        segments: Vec::new(),
        is_closed: false,
        form,
    }
}

fn push(fence: &mut Fence, content: &str, range: Range<usize>) {
    if fence.segments.is_empty() {
        fence.range.start = range.start;
    }
    fence.segments.push((fence.text.len(), range.start));
    fence.text.push_str(content);
    fence.range.end = range.end;
}

/// Whether the block ends with the marks of a closing fence.
fn is_closed(text: &str, fence: &Fence, block_end: usize) -> bool {
    if fence.form != Form::Fence {
        return true;
    }
    let Some(mark) = text[fence.opening.start..].chars().next() else {
        return false;
    };
    let rest = &text[fence.range.end.min(block_end)..block_end];
    let last_line = rest.trim_end().rsplit('\n').next().unwrap_or_default();
    let marks = last_line.trim_start_matches([' ', '\t', '>']);
    marks.len() >= 3 && marks.chars().all(|character| character == mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only_fence(text: &str) -> Fence {
        let mut fences = read(text, 0).fences;
        assert_eq!(fences.len(), 1, "{fences:?}");
        fences.remove(0)
    }

    #[test]
    fn a_shorter_fence_inside_belongs_to_the_content() {
        let fence = only_fence("````yaml\na: |\n  ```\n  x\n  ```\n````\nprose");
        assert_eq!(fence.text, "a: |\n  ```\n  x\n  ```\n");
        assert!(fence.is_closed);
    }

    #[test]
    fn tildes_and_indented_fences_are_fences() {
        let fence = only_fence("  ~~~yaml x\n  a:\n    b: 1\n  ~~~\n");
        assert_eq!(fence.text, "a:\n  b: 1\n");
        assert_eq!(fence.info, "yaml x");
        assert!(fence.is_closed);
    }

    #[test]
    fn a_fence_that_the_page_ends_is_not_closed() {
        assert!(!only_fence("````yaml\na: 1\n").is_closed);
        assert!(!only_fence("````yaml\na: 1\n```\n").is_closed);
        assert!(!only_fence("```yaml").is_closed);
        assert!(only_fence("```yaml\n```").is_closed);
        assert!(only_fence("````yaml\na: 1\n\n````").is_closed);
    }

    #[test]
    fn content_in_a_quote_loses_the_marks_and_keeps_its_positions() {
        let text = "> ```yaml\n> a:\n>   b: 1\n> ```\n";
        let fence = only_fence(text);
        assert_eq!(fence.text, "a:\n  b: 1\n");
        assert!(fence.is_closed);
        let (here, page) = *fence.segments.last().unwrap();
        assert_eq!(
            fence.text[here..].chars().next(),
            text[page..].chars().next()
        );
    }

    #[test]
    fn the_title_is_the_first_heading_of_level_one() {
        let markdown = read(
            "# Source: https://a.example\n## Small\n# Create `a` *User*\n# Other\n",
            0,
        );
        assert_eq!(markdown.title(), Some("Create a User"));
        assert_eq!(read("prose\n", 0).title(), None);
    }

    #[test]
    fn html_and_indented_code_are_not_fences() {
        let code = only_fence("    ```yaml\n    a: 1\n    ```\n");
        assert_eq!((code.form, code.info.as_str()), (Form::Indented, ""));
        assert_eq!(read("<!--\n```yaml\na: 1\n```\n-->\n", 0).fences.len(), 0);
    }
}
