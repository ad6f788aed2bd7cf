//! A page's Markdown → Markdown that is safe in a doc comment.
//!
//! The text is parsed and rendered again, so that only constructs that are written here have an
//! effect: code blocks are inert (`text`), raw HTML is escaped, links have absolute URLs, and
//! nothing is indented into a code block. Paragraphs have one sentence per line, so that a
//! reworded sentence changes one line.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Parser, Tag, TagEnd};

use super::{
    html,
    inline::{code, escape, escape_words, longest_run, push_visible},
    sentence::{guard_start, one_per_line},
    table::{OPTIONS, Table},
};

/// Renders `text` so that it looks the same and has no side effects.
pub(super) fn safe(text: &str) -> String {
    match is_plain(text) {
        true => one_per_line(text.trim_end()),
        false => rendered(text),
    }
}

/// Whether the text is one paragraph on one line without any markup, as most texts are.
fn is_plain(text: &str) -> bool {
    let is_inert = |byte: u8| byte.is_ascii_alphanumeric() || b" !\"#%'()+,-./:;=?".contains(&byte);
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(is_inert)
        && !text.contains("://")
}

fn rendered(text: &str) -> String {
    let mut writer = Writer::default();
    for event in Parser::new_ext(&html::to_markdown(text), OPTIONS) {
        writer.event(event);
    }
    writer.flush();
    writer.lines.join("\n")
}

/// The output so far, and the containers of the next line.
#[derive(Default)]
struct Writer {
    lines: Vec<String>,
    /// The content of the current paragraph or code block.
    text: String,
    in_code: bool,
    /// The targets of the open links; `None` where a target is not safe.
    links: Vec<Option<String>>,
    /// The open table.
    table: Option<Table>,
    /// Whether the next line follows a blank line or the start.
    separated: bool,
    /// The lists and quotes that contain the paragraph, outermost first.
    containers: Vec<Container>,
}

enum Container {
    Quote,
    List {
        next: Option<u64>,
    },
    /// An item; the marker is written with its first line.
    Item {
        marker: String,
        started: bool,
    },
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_code => {
                text.chars().for_each(|c| push_visible(c, &mut self.text))
            }
            // Links do not nest.
            Event::Text(text) if self.links.iter().any(Option::is_some) => {
                self.text.push_str(&escape_words(&text));
            }
            Event::Text(text) => self.text.push_str(&escape(&text)),
            // A table ends a cell at a bar in code, too.
            Event::Code(text) if self.table.is_some() => {
                self.text.push_str(&code(&text).replace('|', "\\|"));
            }
            Event::Code(text) => self.text.push_str(&code(&text)),
            Event::Html(text) | Event::InlineHtml(text) => self.text.push_str(&escape(&text)),
            Event::SoftBreak => self.text.push(' '),
            Event::HardBreak => self.text.push_str("\\\n"),
            Event::Rule => self.paragraph("***"),
            Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text.push_str(&escape(&text))
            }
            Event::FootnoteReference(text) => self.text.push_str(&escape(&text)),
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.flush(),
            Tag::Heading { .. } => {
                self.flush();
                self.text.push_str("**");
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.separate();
                self.containers.push(Container::Quote);
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.flush();
                self.in_code = true;
            }
            Tag::List(next) => {
                self.flush();
                // A list directly after the text of an item belongs to the item.
                if !matches!(
                    self.containers.last(),
                    Some(Container::Item { started: true, .. })
                ) {
                    self.separate();
                }
                self.containers.push(Container::List { next });
            }
            Tag::Item => {
                self.flush();
                let marker = match self.containers.last_mut() {
                    Some(Container::List { next: Some(number) }) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "- ".to_owned(),
                };
                self.containers.push(Container::Item {
                    marker,
                    started: false,
                });
            }
            Tag::Table(alignments) => {
                self.flush();
                self.table = Some(Table::new(alignments));
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.row();
                }
            }
            Tag::Emphasis => self.text.push('*'),
            Tag::Strong => self.text.push_str("**"),
            // Its text is the URL, which `escape` turns into a link.
            Tag::Link {
                link_type: LinkType::Autolink | LinkType::Email,
                ..
            } => self.links.push(None),
            Tag::Link { dest_url, .. } => {
                let target = absolute(&dest_url);
                if target.is_some() {
                    self.text.push('[');
                }
                self.links.push(target);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.flush(),
            TagEnd::Heading(_) => {
                self.text.push_str("**");
                self.flush();
            }
            TagEnd::CodeBlock => self.code_block(),
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => {
                self.flush();
                self.containers.pop();
            }
            TagEnd::TableCell => {
                let text = std::mem::take(&mut self.text);
                if let Some(table) = &mut self.table {
                    table.cell(&text);
                }
            }
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    self.paragraph(&table.lines());
                }
            }
            TagEnd::Emphasis => self.text.push('*'),
            TagEnd::Strong => self.text.push_str("**"),
            TagEnd::Link => {
                if let Some(Some(target)) = self.links.pop() {
                    self.text.push_str(&format!("]({target})"));
                }
            }
            _ => {}
        }
    }

    /// Writes the current paragraph, if there is one.
    ///
    /// Every line is guarded, not only the first one: hard breaks, character references and
    /// blocks of raw HTML put line breaks and indentation of the page's own into the text.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let text = text.trim();
        if !text.is_empty() && text != "****" {
            let lines: Vec<String> = one_per_line(text)
                .split('\n')
                .map(|line| guard_start(line.trim_start()))
                .collect();
            self.paragraph(&lines.join("\n"));
        }
    }

    fn code_block(&mut self) {
        let text = std::mem::take(&mut self.text);
        let fence = "`".repeat(longest_run(&text).max(2) + 1);
        self.in_code = false;
        self.paragraph(&format!(
            "{fence}text\n{}\n{fence}",
            text.trim_end_matches('\n')
        ));
    }

    fn paragraph(&mut self, text: &str) {
        let begins_item = matches!(
            self.containers.last(),
            Some(Container::Item { started: false, .. })
        );
        if !begins_item {
            self.separate();
        }
        for line in text.split('\n') {
            let prefix = self.prefix();
            self.lines
                .push(format!("{prefix}{line}").trim_end().to_owned());
        }
        self.separated = false;
    }

    /// Writes a blank line, with the prefix of its containers, unless one was just written.
    fn separate(&mut self) {
        if !self.lines.is_empty() && !self.separated {
            let prefix = self.prefix();
            self.lines.push(prefix.trim_end().to_owned());
        }
        self.separated = true;
    }

    /// The prefix of the next line: markers of containers, or spaces in their place.
    fn prefix(&mut self) -> String {
        let mut prefix = String::new();
        for container in &mut self.containers {
            match container {
                Container::Quote => prefix.push_str("> "),
                Container::List { .. } => {}
                Container::Item { marker, started } if *started => {
                    prefix.push_str(&" ".repeat(marker.len()));
                }
                Container::Item { marker, started } => {
                    prefix.push_str(marker);
                    *started = true;
                }
            }
        }
        prefix
    }
}

/// The target of a link, if it is an absolute URL that needs no escaping.
fn absolute(target: &CowStr<'_>) -> Option<String> {
    let is_web = target.starts_with("https://") || target.starts_with("http://");
    let is_plain = target
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "-._~:/?#@!$&'*+,;=%".contains(c));
    if is_web && is_plain {
        Some(target.to_string())
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
