//! Text with tags → Markdown.

use std::{iter::Peekable, ops::Range, vec};

use super::{
    pair::{Paired, is_within_paragraph},
    tag::{self, Context, Element},
};
use crate::{
    html::decoded,
    pass::docs::{
        inline::{code, escape_words, longest_run},
        sentence::guard_start,
    },
};

/// What ends a line and not the paragraph.
const HARD_BREAK: &str = "\\\n";

/// How far the items of nested lists are indented; those of deeper ones are as deep.
const INDENTATION_LIMIT: usize = 24;

/// The longest marker of an item of a list.
const MARKER_LIMIT: usize = 4;

/// `blocks`: the bytes whose text is not Markdown.
pub(super) fn write(text: &str, tags: &[Paired<'_>], blocks: Vec<Range<usize>>) -> String {
    let mut writer = Writer {
        text,
        blocks: blocks.into_iter().peekable(),
        written: String::with_capacity(text.len()),
        at: 0,
        lists: Vec::new(),
    };
    for tag in tags {
        writer.tag(tag);
    }
    writer.text_until(text.len());
    writer.written.truncate(writer.written.trim_end().len());
    writer.written
}

struct Writer<'t> {
    text: &'t str,
    /// Those that end after `at`.
    blocks: Peekable<vec::IntoIter<Range<usize>>>,
    written: String,
    /// What was read so far.
    at: usize,
    /// The open lists, outermost first.
    lists: Vec<List>,
}

struct List {
    /// The number of the next item in one that is ordered.
    next: Option<u64>,
    /// Where the markers are, in columns.
    markers: usize,
    /// Where the content of the last item is.
    content: usize,
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
        match (tag.element, tag.context) {
            (Element::Strong, _) => self.mark("**", paired),
            (Element::Emphasis, _) => self.mark("*", paired),
            (Element::Code, _) => self.code(paired),
            (Element::Link, _) if tag.is_end => self.written.push_str(&match tag.target {
                Some(target) => format!("](<{target}>)"),
                None => String::new(),
            }),
            (Element::Link, _) => self.written.push_str(match tag.target {
                Some(_) => "[",
                None => "",
            }),
            (Element::Inline, _) => {}
            (_, Context::Cell) => self.written.push(' '),
            (_, Context::Container) => self.break_in_container(),
            (Element::Break, _) => self.line_break(),
            (Element::Block, _) => self.block(),
            (Element::Rule, _) => {
                self.block();
                self.written.push_str("***");
                self.block();
            }
            (Element::Preformatted, _) => self.preformatted(paired),
            (Element::Heading, _) if tag.is_end => self.block(),
            (Element::Heading, _) => {
                self.block();
                self.written.push_str("# ");
            }
            (Element::List { .. }, _) if tag.is_end => {
                self.lists.pop();
                self.block();
            }
            (Element::List { is_ordered }, _) => self.list(is_ordered),
            (Element::Item, _) => self.item(tag.is_end),
        }
    }

    /// Writes the text up to `end`, where that of blocks of HTML becomes Markdown.
    fn text_until(&mut self, end: usize) {
        while self.at < end
            && let Some(block) = self.blocks.peek().cloned()
        {
            if block.end <= self.at {
                self.blocks.next();
                continue;
            }
            if block.start >= end {
                break;
            }
            let start = block.start.max(self.at);
            self.written.push_str(&self.text[self.at..start]);
            self.at = block.end.min(end);
            self.html_text(&self.text[start..self.at]);
        }
        if self.at < end {
            self.written.push_str(&self.text[self.at..end]);
            self.at = end;
        }
    }

    fn html_text(&mut self, text: &str) {
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.written.push('\n');
            }
            let line = escape_words(&decoded(line));
            let before = self.written.trim_end_matches(' ');
            match before.is_empty() || before.ends_with('\n') {
                true => self.written.push_str(&guard_start(line.trim_start())),
                false => self.written.push_str(&line),
            }
        }
    }

    fn skip_space(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Removes space, and a hard break, from the end.
    fn trim(&mut self) {
        let rest = self.written.trim_end_matches(' ');
        let rest = rest.strip_suffix(HARD_BREAK).unwrap_or(rest).trim_end();
        self.written.truncate(rest.len());
    }

    /// Ends a paragraph. Space before the next one would make it a block of code.
    fn block(&mut self) {
        self.skip_space();
        if self.begins_item() {
            return;
        }
        self.trim();
        if !self.written.is_empty() {
            self.written.push_str("\n\n");
        }
        self.indent();
    }

    /// Begins a line in the open item.
    fn indent(&mut self) {
        let columns = self.lists.last().map_or(0, |list| list.content);
        self.written.extend(std::iter::repeat_n(' ', columns));
    }

    /// Whether the line has only the marker of a list or a quote so far.
    fn begins_item(&self) -> bool {
        let end = self.written.trim_end_matches(' ');
        // Backwards, and no more than a marker has, since a line may be long.
        let last = end.chars().rev().take(INDENTATION_LIMIT + MARKER_LIMIT + 1);
        let reversed: String = last.take_while(|c| *c != '\n').collect();
        let marker = reversed.trim_end();
        if matches!(marker, "-" | "*" | "+" | ">") {
            return true;
        }
        let digits = marker.strip_prefix(['.', ')']).unwrap_or_default();
        let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
        marker.len() <= MARKER_LIMIT && !digits.is_empty() && is_number
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
        self.trim();
        self.written.push_str(HARD_BREAK);
        self.indent();
    }

    /// Ends a line, unless it ends there anyway: the next one may begin another item.
    fn break_in_container(&mut self) {
        let rest = self.text[self.at..].trim_start_matches([' ', '\t']);
        if rest.is_empty() || rest.starts_with(['\n', '\r']) {
            self.trim();
        } else if !self.begins_item() && !self.written.ends_with('\n') {
            self.at = self.text.len() - rest.len();
            self.trim();
            self.written.push_str(HARD_BREAK);
        }
    }

    fn list(&mut self, is_ordered: bool) {
        match self.lists.is_empty() {
            true => self.block(),
            false => self.skip_space(),
        }
        let outer = self.lists.last().map_or(0, |list| list.content);
        let markers = outer.min(INDENTATION_LIMIT);
        self.lists.push(List {
            next: is_ordered.then_some(1),
            markers,
            content: markers,
        });
    }

    fn item(&mut self, is_end: bool) {
        self.skip_space();
        if is_end {
            return;
        }
        let is_separated = self.written.trim_end_matches(' ').ends_with("\n\n");
        self.trim();
        if !self.written.is_empty() {
            self.written
                .push_str(if is_separated { "\n\n" } else { "\n" });
        }
        let (columns, marker) = match self.lists.last_mut() {
            Some(list) => {
                let marker = match &mut list.next {
                    Some(number) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    None => "- ".to_owned(),
                };
                list.content = list.markers + marker.len();
                (list.markers, marker)
            }
            None => (0, "- ".to_owned()),
        };
        self.written.extend(std::iter::repeat_n(' ', columns));
        self.written.push_str(&marker);
    }

    /// Writes a mark where Markdown reads it as one: not beside a space, nor between punctuation
    /// and a word, nor after another mark.
    fn mark(&mut self, mark: &str, paired: &Paired<'_>) {
        let Some(range) = paired.content() else {
            return;
        };
        let content = &self.text[range];
        let other = paired.other.as_ref().unwrap_or(&paired.tag.range);
        let start = paired.tag.range.start.min(other.start);
        let end = paired.tag.range.end.max(other.end);
        let is_open = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        let before = &self.text[..start];
        let is_free =
            is_open(before.chars().next_back()) && is_open(self.text[end..].chars().next());
        let is_word =
            content.starts_with(char::is_alphanumeric) && content.ends_with(char::is_alphanumeric);
        let is_tight = content.trim() == content && !content.is_empty();
        let ends = ["</b>", "</strong>", "</i>", "</em>"];
        let follows_mark = ends.iter().any(|end| before.ends_with(end));
        if is_tight && (is_free || is_word) && !follows_mark && is_within_paragraph(content) {
            self.written.push_str(mark);
        }
    }

    fn code(&mut self, paired: &Paired<'_>) {
        let Some(range) = paired.content().filter(|_| !paired.tag.is_end) else {
            return;
        };
        let content = &self.text[range.clone()];
        // The tags of a longer one are left out.
        if !is_within_paragraph(content) {
            return;
        }
        let content = decoded(content);
        if !content.trim().is_empty() {
            self.written.push_str(&code(content.trim()));
        }
        self.at = range.end;
    }

    /// Writes a block of code; the tags in it are not shown.
    fn preformatted(&mut self, paired: &Paired<'_>) {
        let Some(range) = paired.content().filter(|_| !paired.tag.is_end) else {
            self.block();
            return;
        };
        let mut tags = Vec::new();
        tag::read(self.text, range.clone(), paired.tag.context, &mut tags);
        let mut content = String::new();
        let mut at = range.start;
        for tag in tags {
            content.push_str(&self.text[at..tag.range.start]);
            at = tag.range.end;
        }
        content.push_str(&self.text[at..range.end]);
        let content = decoded(content.trim_matches(['\n', '\r'])).into_owned();
        self.at = range.start;
        self.block();
        self.at = range.end;
        let fence = "`".repeat(longest_run(&content).max(2) + 1);
        self.written.push_str(&fence);
        for line in content.lines().chain([fence.as_str()]) {
            self.written.push('\n');
            self.indent();
            self.written.push_str(line);
        }
        self.written.push_str("\n\n");
        self.indent();
    }
}
