//! Fences in elements and admonitions, which CommonMark reads as HTML or as indented code.
//!
//! In MDX, `<Tab>` may be followed by a fence without an empty line in between, and what is in it
//! may be indented. So may the content of an admonition of `MkDocs`, `!!! note`.

mod directives;
mod opening;

use std::{collections::BTreeSet, ops::Range};

use self::opening::{Opening, content, fence, info};
use super::{
    directive,
    fences::Content,
    markdown::{self, Fence, Form, Markdown},
    preformatted, request_line, shell, shortcode,
};
use crate::sample;

/// How deep a line is indented that CommonMark reads as code.
const CODE_INDENTATION: usize = 4;

/// What begins the line above the indented content of an admonition or a tab of `MkDocs`.
const ADMONITIONS: [&str; 5] = ["!!! ", "??? ", "???+ ", "=== \"", "=== '"];

/// What begins a comment of MDX, which CommonMark does not know.
const MDX_COMMENT: &str = "{/*";

/// What begins comments and elements whose content is text, and what ends them: fences in them are
/// none.
const TEXTS: [(&str, &str); 6] = [
    ("<!--", "-->"),
    (MDX_COMMENT, "*/}"),
    ("<pre", "</pre>"),
    ("<script", "</script>"),
    ("<style", "</style>"),
    ("<textarea", "</textarea>"),
];

/// Parses `text` as [`markdown::read`] does, with the fences that are in elements and admonitions
/// and without those that a comment of MDX contains.
pub(super) fn read(text: &str, start: usize) -> Markdown {
    let Found {
        fences,
        unread,
        comments,
    } = find(text, start);
    let text = without(text, &unread);
    let mut markdown = markdown::read(&text, start);
    markdown.fences.extend(fences);
    markdown.fences.sort_by_key(|fence| fence.opening.start);
    let preformatted = preformatted::read(&text, start, &markdown.fences);
    markdown.fences.extend(preformatted);
    // Other code that is only indented has no language, and so no meaning here.
    markdown.fences.retain(|fence| {
        let text = &fence.text;
        fence.form != Form::Indented || Content::is_of_document(text) || is_sample(text)
    });
    markdown.fences.sort_by_key(|fence| fence.opening.start);
    markdown.comments = comments;
    markdown
}

/// Whether code is JSON, a command or a message of HTTP, whatever says so.
fn is_sample(text: &str) -> bool {
    let text = text.trim_start();
    let is_message = || {
        let mut lines = text.lines();
        let is_request = |line| request_line::parse(line).is_some();
        lines.next().is_some_and(is_request) && lines.next().is_some_and(|it| it.contains(": "))
    };
    let is_json = || text.starts_with(['{', '[']) && sample::json(text).is_some();
    let is_call = shell::command_in(text).is_some() || text.starts_with("HTTP/1.");
    is_call || is_json() || is_message()
}

/// What CommonMark would read in another way.
#[derive(Default)]
struct Found {
    /// Closed ones.
    fences: Vec<Fence>,
    /// The bytes that it must not read.
    unread: Vec<Range<usize>>,
    /// Those of them that comments of MDX have.
    comments: Vec<Range<usize>>,
}

fn find(text: &str, start: usize) -> Found {
    let mut found = Found::default();
    let mut lines = Lines { text, at: start };
    let mut above = Above::default();
    // Searched for once, where nothing closes several.
    let mut has_shortcodes = true;
    // Where directives end, of which the content is a part of the page.
    let mut closings: BTreeSet<usize> = BTreeSet::new();
    while let Some(line) = lines.next() {
        let words = line.words(text);
        if closings.contains(&line.range.start) {
            found.unread.push(line.range.clone());
        } else if words.is_empty() {
            above.is_html = false;
        } else if let Some((start, end)) = begins_text(words) {
            if !words.contains(end) && !lines.any(|line| line.words(text).contains(end)) {
                break;
            }
            if *start == MDX_COMMENT {
                found.unread.push(line.start..lines.at);
                found.comments.push(line.start..lines.at);
            }
        } else if let Some(opening) = Opening::of(&line, words) {
            let is_enclosed = above.encloses(line.indentation);
            if directive::is_container(&info(&text[opening.start..line.range.end])) {
                let mut below = Lines { text, ..lines };
                let last = content(&mut below, &opening).map(|_| below.last_line());
                found.unread.push(opening.start..line.range.end);
                closings.extend(last);
                continue;
            }
            // Without an end, the rest of the page is in the fence.
            let Some(content) = content(&mut lines, &opening) else {
                break;
            };
            if is_enclosed {
                found.fences.push(fence(text, &line, &opening, &content));
                found.unread.push(opening.start..lines.at);
            }
            above.is_html = false;
        } else if let Some((code, end)) =
            directive::language(words).and_then(|it| directives::code(text, it, &line))
        {
            found.unread.push(line.start..end);
            found.fences.push(code);
            lines.at = end;
        } else if let Some(language) = shortcode::language(words).filter(|_| has_shortcodes) {
            match shortcode::read(text, language, line.start..line.range.end) {
                Some((code, end)) => {
                    found.unread.push(line.start..end);
                    found.fences.push(code);
                    lines.at = end;
                }
                None => has_shortcodes = false,
            }
        } else {
            above.add(line.indentation, words);
        }
    }
    found
}

/// `text` with spaces in place of the bytes `unread`, so that the positions of the rest stay.
fn without(text: &str, unread: &[Range<usize>]) -> String {
    let mut rest = String::with_capacity(text.len());
    let mut at = 0;
    for range in unread {
        rest.push_str(&text[at..range.start]);
        let blank = text[range.clone()].bytes();
        rest.extend(blank.map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        at = range.end;
    }
    rest.push_str(&text[at..]);
    rest
}

/// A line and how deep it is indented.
struct Line {
    /// Without the line feed.
    range: Range<usize>,
    /// In columns.
    indentation: usize,
    /// Where the indentation ends.
    start: usize,
}

impl Line {
    fn words<'a>(&self, text: &'a str) -> &'a str {
        text[self.start..self.range.end].trim_end()
    }
}

struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl Lines<'_> {
    /// Where the line begins that was read last.
    fn last_line(&self) -> usize {
        let above = self.text[..self.at].trim_end_matches('\n');
        above.rfind('\n').map_or(0, |at| at + 1)
    }
}

impl Iterator for Lines<'_> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let length = rest.find('\n').unwrap_or(rest.len());
        let range = self.at..self.at + length;
        self.at = (range.end + 1).min(self.text.len());
        let (columns, bytes) = indentation(&rest[..length], usize::MAX);
        Some(Line {
            start: range.start + bytes,
            indentation: columns,
            range,
        })
    }
}

/// The columns and the bytes of the white space at the start of `line`, up to `limit` columns.
fn indentation(line: &str, limit: usize) -> (usize, usize) {
    let mut columns = 0;
    let mut bytes = 0;
    for byte in line.bytes().take_while(|it| matches!(it, b' ' | b'\t')) {
        if columns >= limit {
            break;
        }
        columns += if byte == b'\t' { 4 - columns % 4 } else { 1 };
        bytes += 1;
    }
    (columns, bytes)
}

/// What the lines above a line say about it.
#[derive(Default)]
struct Above {
    /// The lines that are indented less and less, and whether each may have indented content.
    parents: Vec<(usize, bool)>,
    /// Whether CommonMark takes what follows for HTML, up to an empty line.
    is_html: bool,
}

impl Above {
    fn add(&mut self, indentation: usize, words: &str) {
        // `>` ends a tag of several lines.
        let is_parent = is_tag(words) && !words.starts_with("</")
            || words == ">"
            || ADMONITIONS.iter().any(|mark| words.starts_with(mark));
        self.is_html |= is_tag(words);
        self.leave(indentation);
        self.parents.push((indentation, is_parent));
    }

    fn encloses(&mut self, indentation: usize) -> bool {
        self.leave(indentation);
        let is_code = indentation >= CODE_INDENTATION;
        self.is_html || is_code && self.parents.iter().any(|(_, is_parent)| *is_parent)
    }

    fn leave(&mut self, indentation: usize) {
        let is_inside = |(known, _): &(usize, bool)| *known < indentation;
        let inside = self.parents.partition_point(is_inside);
        self.parents.truncate(inside);
    }
}

fn is_tag(words: &str) -> bool {
    let name = words.strip_prefix('<');
    let name = name.map(|name| name.strip_prefix('/').unwrap_or(name));
    name.is_some_and(|name| name.starts_with(|it: char| it.is_ascii_alphabetic()))
}

/// What begins and ends the text that a line begins.
fn begins_text(words: &str) -> Option<&'static (&'static str, &'static str)> {
    TEXTS.iter().find(|(start, _)| {
        let rest = words.strip_prefix(start);
        rest.is_some_and(|rest| !rest.starts_with(|it: char| it.is_ascii_alphanumeric()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The info strings and the contents.
    fn shown(text: &str) -> Vec<(String, String)> {
        let fences = find(text, 0).fences.into_iter();
        let shown = fences.map(|fence| {
            for (here, page) in &fence.segments {
                let rest = fence.text[*here..].lines().next();
                assert!(rest.is_none_or(|rest| text[*page..].starts_with(rest)));
            }
            (fence.info, fence.text)
        });
        shown.collect()
    }

    #[test]
    fn a_fence_may_follow_a_tag_and_be_indented_in_an_element() {
        for text in [
            "<CodeGroup>\n```yaml a\nb:\n\n  c: 1\n```\n</CodeGroup>\n",
            "<Tabs>\n  <Tab>\n    ```yaml a\n    b:\n\n      c: 1\n    ```\n  </Tab>\n</Tabs>\n",
            "<Tab\n  title=\"x\"\n>\n    ```yaml a\n    b:\n\n      c: 1\n    ```\n</Tab>\n",
            "<details>\n<summary>A</summary>\n~~~yaml a\nb:\n\n  c: 1\n~~~\n</details>\n",
            "=== \"A\"\n\n    Text.\n\n\t```yaml a\n\tb:\n\n\t  c: 1\n\t```\n",
            "<A>\n- ```x\n  <B>\n  ```\n\n</A>\n<A>\n```yaml a\nb:\n\n  c: 1\n```\n",
        ] {
            let found = shown(text);
            let last = found.last().map(|(info, text)| (&**info, &**text));
            assert_eq!(last, Some(("yaml a", "b:\n\n  c: 1\n")), "{text}");
        }
    }

    #[test]
    fn the_others_are_those_of_common_mark() {
        for text in [
            "```yaml\na: 1\n```\n",
            "<Tab>\n\n```yaml\na: 1\n```\n",
            "    ```yaml\n    a: 1\n    ```\n",
            "1. A\n\n    ```yaml\n    a: 1\n    ```\n",
            "<!--\n<A>\n```yaml\na: 1\n```\n-->\n",
            "{/*\n<A>\n```yaml\na: 1\n```\n*/}\n",
            "<pre>\n```yaml\na: 1\n```\n</pre>\n",
            "```mdx\n<A>\n~~~yaml\na: 1\n~~~\n</A>\n```\n",
            "<A>\n```yaml\na: 1\n",
            "<!--\n<A>\n```yaml\na: 1\n```\n",
        ] {
            assert!(shown(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn the_rest_of_the_page_keeps_its_positions() {
        let text = "<A>\n```yaml\nä: 1\n```\n</A>\n{/* a\n*/}\n# B";
        let rest = without(text, &find(text, 0).unread);
        assert_eq!(rest, "<A>\n       \n     \n   \n</A>\n     \n   \n# B");
    }
}
