//! What says beside headings what the samples and the fields below it are: bold lines such as
//! `**Response:**`, summaries of `<details>`, and the tabs of Stoplight.
//!
//! A tab is a comment, `<!-- type: tab title: Response -->`, of which the first may name all of
//! them: `titles: Request, Response`.

mod below;
mod inherited;
mod outcome;
mod status;

use std::ops::Range;

use self::{
    below::{is_before_body, is_before_json},
    inherited::Above,
};
use super::{
    bullet,
    markdown::{Fence, Label, Markdown},
    words::{self, Role},
};

/// What begins the line above the indented content of a tab or an admonition of `MkDocs`.
const MKDOCS: [&str; 4] = ["=== ", "!!! ", "??? ", "???+ "];

/// The kinds of admonitions that are no part of what is around them.
const ASIDES: [&str; 10] = [
    "caution",
    "danger",
    "hint",
    "important",
    "info",
    "note",
    "question",
    "tip",
    "todo",
    "warning",
];

/// How many words a line of plain text has at most that is a label: `Response (201):`.
const LABEL_WORDS: usize = 3;

/// How many one has that says of a response when it is sent: `If the login fails:`.
const OUTCOME_WORDS: usize = 6;

/// How many bytes it has at most, where a language has no spaces.
const LABEL_LENGTH: usize = 48;

/// Adds the labels of a page to its Markdown.
pub(super) fn add(text: &str, markdown: &mut Markdown) {
    for heading in markdown.headings.iter_mut().filter(|it| it.level > 1) {
        // A table below `Result` may be of a value that is sent.
        let is_outcome = || is_before_json(text, &markdown.fences, heading.range.end);
        let outcome = outcome::role(&heading.text).filter(|_| is_outcome());
        heading.role = heading.role.take().or(outcome);
    }
    let above = Above::new(text, &mut markdown.headings);
    let mut labels = tabs(text);
    labels.extend(lines(text, &above, &markdown.fences));
    labels.sort_by_key(|label| label.start);
    // A line below a bold one makes a heading of it, which says the same.
    labels.retain(|label| above.is_outside(label.start));
    markdown.labels = labels;
    markdown.asides = asides(text, &markdown.fences);
}

/// The bytes of the admonitions that are about something beside the page: notes and warnings
/// without a title that is a label.
fn asides(text: &str, fences: &[Fence]) -> Vec<Range<usize>> {
    let mut asides = Vec::new();
    let mut open: Option<(Container, usize)> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let here = start;
        start += line.len();
        let is_code = !is_outside(fences, |it| it.opening.start..it.range.end, here);
        let ended = open.take_if(|(it, _)| it.ends_at(line) && !(is_code && it.colons > 0));
        asides.extend(ended.map(|(_, start)| start..here));
        let content = line.trim();
        let is_label = || title_of_container(content).and_then(words::role).is_some();
        if open.is_none() && !is_code && begins_aside(content) && !is_label() {
            open = Some((Container::of(line), here));
        }
    }
    asides.extend(open.map(|(_, start)| start..text.len()));
    asides
}

/// Whether a word introduces a text about something beside what is around it: `Warning`.
pub(super) fn is_aside(word: &str) -> bool {
    ASIDES.iter().any(|kind| word.eq_ignore_ascii_case(kind))
}

/// Whether a line begins an admonition about something beside the page.
fn begins_aside(line: &str) -> bool {
    let mut marks = MKDOCS.iter().skip(1);
    let rest = marks.find_map(|mark| line.strip_prefix(mark));
    let rest = rest.or_else(|| Some(line.strip_prefix(":::")?.trim_start_matches(':')));
    let kind = rest.and_then(|rest| rest.trim().split([' ', '[', '"']).next());
    kind.is_some_and(|kind| ASIDES.contains(&kind))
}

/// The lines that are nothing but a label, outside of `fences` and below the headings `above`.
fn lines(text: &str, above: &Above<'_>, fences: &[Fence]) -> Vec<Label> {
    let mut labels = Vec::new();
    let mut start = 0;
    let mut container: Option<Container> = None;
    let mut is_below_blank = true;
    for line in text.split_inclusive('\n') {
        let here = start;
        start += line.len();
        let content = line.trim();
        if !is_outside(fences, |it| it.opening.start..it.range.end, here) {
            is_below_blank = false;
            continue;
        }
        if container.as_ref().is_some_and(|it| it.ends_at(line)) {
            container = None;
            labels.push(Label::new(None, here));
        }
        // `* **Success response:**`
        let item = bullet::item(content)
            .map(str::trim_start)
            .filter(|it| it.starts_with("**"));
        let is_item = item.is_some() || content.starts_with("* ");
        let content = item.unwrap_or(content);
        let role = match title_of_container(content) {
            Some(title) => {
                let role = words::role(title).filter(Role::has_body);
                if role.is_some() {
                    container = Some(Container::of(line));
                }
                role
            }
            None => label_in(content)
                .or_else(|| plain_label(content).filter(|_| is_below_blank))
                .and_then(|words| {
                    let is_part = words::is_part(words);
                    let of_response = is_part.then(|| above.response(&labels, fences, here));
                    of_response.flatten().or_else(|| words::role(words))
                })
                .map(|role| above.with_status(role, here))
                .or_else(|| status::role(content, is_item, || is_before_body(text, fences, start)))
                .or_else(|| {
                    let words =
                        label_in(content).or_else(|| introduction(content, OUTCOME_WORDS))?;
                    let outcome = above.outcome(words, &labels, here)?;
                    is_before_body(text, fences, start).then_some(outcome)
                })
                .or_else(|| part_of(above.nearest(&labels, here), content)),
        };
        let is_note = is_below_blank && matches!(content, "Note:" | "Notes:" | "Remarks:");
        if role.is_none() && is_note {
            labels.push(Label {
                is_note: true,
                ..Label::new(None, here)
            });
        }
        is_below_blank = content.is_empty();
        labels.extend(role.map(|role| Label::new(Some(role), here)));
    }
    labels
}

/// What is below a label that says of the fields below it only whether they are required: those
/// of the part of the request that the label `above` it names.
fn part_of(above: Option<&Label>, line: &str) -> Option<Role> {
    let words = label_in(line)?;
    let is_part = words.eq_ignore_ascii_case("required") || words.eq_ignore_ascii_case("optional");
    let role = above.filter(|_| is_part)?.role.clone();
    role.filter(|it| matches!(it, Role::Request(_)))
}

/// A tab or an admonition whose title is a label of what is in it.
struct Container {
    indentation: usize,
    /// How many colons begin and end it; 0 where its content is indented.
    colons: usize,
}

impl Container {
    fn of(line: &str) -> Self {
        let content = line.trim_start();
        Self {
            indentation: line.len() - content.len(),
            colons: content.len() - content.trim_start_matches(':').len(),
        }
    }

    /// Whether it ends before or with `line`.
    fn ends_at(&self, line: &str) -> bool {
        let Self {
            indentation,
            colons,
        } = Self::of(line);
        let content = line.trim();
        match self.colons {
            0 => !content.is_empty() && indentation <= self.indentation,
            count => colons == count && content.len() == count,
        }
    }
}

/// The title in the first line of a tab or an admonition: `=== "Response"`, `??? example "200 OK"`
/// or `::: details Response`.
fn title_of_container(line: &str) -> Option<&str> {
    if let Some(rest) = MKDOCS.iter().find_map(|mark| line.strip_prefix(mark)) {
        let (_kind, title) = rest.split_once(['"', '\''])?;
        return title.strip_suffix(['"', '\'']);
    }
    let rest = line
        .strip_prefix(":::")?
        .trim_start_matches(':')
        .trim_start();
    let title = rest.split_once([' ', '['])?.1;
    Some(title.trim_end_matches(']').trim())
}

/// The words of a short line that introduces what is below it: `Headers:`.
fn plain_label(line: &str) -> Option<&str> {
    introduction(line, LABEL_WORDS)
}

/// The words of a line that introduces what is below it, if there are no more than `limit`.
fn introduction(line: &str, limit: usize) -> Option<&str> {
    let words = line.strip_suffix([':', '：'])?;
    let is_text = words.starts_with(char::is_alphabetic);
    let is_short = words.split_whitespace().count() <= limit && words.len() <= LABEL_LENGTH;
    (is_text && is_short).then_some(words)
}

/// Whether the byte `at` is in none of the ranges of `all`, which are sorted.
fn is_outside<T>(all: &[T], range: impl Fn(&T) -> Range<usize>, at: usize) -> bool {
    let next = all.partition_point(|it| range(it).end <= at);
    all.get(next).is_none_or(|it| at < range(it).start)
}

/// The words of a line that is bold, the summary of an element, or the status above a table of
/// Widdershins: `Status Code **200**`.
fn label_in(line: &str) -> Option<&str> {
    if let Some((_, rest)) = line.split_once("<summary>") {
        let words = rest.split_once("</summary>")?.0;
        let marks = ["<strong>", "</strong>", "<b>", "</b>"];
        let words = marks.iter().fold(words, |words, mark| {
            let words = words.strip_prefix(mark).unwrap_or(words);
            words.strip_suffix(mark).unwrap_or(words)
        });
        return Some(words.trim());
    }
    if line.starts_with("Status Code **") && line.ends_with("**") {
        return Some(line);
    }
    let colons = [':', '：'];
    let line = line.strip_suffix(colons).unwrap_or(line);
    let mut marks = ["***", "**", "*", "_"].iter();
    let words = marks.find_map(|mark| line.strip_prefix(mark)?.strip_suffix(mark))?;
    (!words.contains(['*', '_'])).then(|| words.trim_end_matches(colons).trim())
}

/// A label for each tab that says what is in it, and one without a role after the last of them.
fn tabs(text: &str) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    let mut titles: Vec<&str> = Vec::new();
    for (comment, start) in comments(text) {
        let role = match (value(comment, "type"), value(comment, "title")) {
            (Some("tab-end"), _) => {
                titles.clear();
                if labels.last().is_some_and(|last| last.role.is_some()) {
                    labels.push(Label::new(None, start));
                }
                continue;
            }
            (Some("tab"), Some(title)) => words::role(title),
            (Some("tab"), None) => {
                if let Some(all) = value(comment, "titles") {
                    titles = all.split(',').map(str::trim).rev().collect();
                }
                titles.pop().and_then(words::role)
            }
            _ => None,
        };
        labels.extend(role.map(|role| Label::new(Some(role), start)));
    }
    labels
}

/// The texts of the comments, and where they begin.
fn comments(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find("<!--")?;
        let length = text[start..].find("-->")?;
        at = start + length + 3;
        let comment = text.get(start + 4..start + length);
        Some((comment.unwrap_or_default(), start))
    })
}

/// The value of a field in a comment, up to the next field or the end of the line.
fn value<'a>(comment: &'a str, field: &str) -> Option<&'a str> {
    let mut starts = comment.match_indices(field);
    let start = starts.find_map(|(at, _)| {
        let is_word = comment[..at].ends_with(char::is_whitespace);
        let rest = comment[at + field.len()..].strip_prefix(':')?;
        is_word.then_some(rest)
    })?;
    let line = start.lines().next()?;
    let ends = [" title:", " titles:"].iter();
    let end = ends.filter_map(|next| line.find(next)).min();
    Some(line[..end.unwrap_or(line.len())].trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::words::Role;

    fn read(text: &str) -> Vec<Option<Role>> {
        let mut markdown = super::super::markdown::read(text, 0);
        add(text, &mut markdown);
        markdown.labels.into_iter().map(|it| it.role).collect()
    }

    #[test]
    fn tabs_have_titles_of_their_own_or_in_the_first_one() {
        let both = [Some(Role::Request(None)), Some(Role::Response(None))];
        let titles = "<!--\ntype: tab\ntitles: Request, Response\n-->\nA\n<!-- type: tab -->\nB\n";
        assert_eq!(read(titles), both);
        let own = "<!--\ntype: tab\ntitle: Request\n-->\nA\n<!-- type: tab title: Response -->\n";
        assert_eq!(read(own), both);
    }

    #[test]
    fn the_end_of_tabs_with_a_role_has_none() {
        let end = "<!-- type: tab-end -->\n";
        let tab = "<!-- type: tab title: Request -->\n";
        let text = format!("{end}## Returns\n{tab}{end}{end}");
        assert_eq!(read(&text), [Some(Role::Request(None)), None]);
        let text = format!("**Response**\n<!-- type: tab title: JSON -->\n{end}");
        assert_eq!(read(&text), [Some(Role::Response(None))]);
    }

    #[test]
    fn bold_lines_and_summaries_are_labels() {
        for text in [
            "**Response**\n",
            "**Response:**\n",
            "**Response**:\n",
            "<details>\n<summary><strong>Response</strong></summary>\n",
        ] {
            assert_eq!(read(text), [Some(Role::Response(None))], "{text}");
        }
    }

    #[test]
    fn titles_of_tabs_and_admonitions_are_labels_of_what_is_in_them() {
        let missing = Some(Role::Response(Some("404".to_owned())));
        for text in [
            "=== \"404\"\n\n    A\n\n=== \"cURL\"\n\n    B\n",
            "??? failure \"404 Not Found\"\n    A\nB\n",
            "::: details Response `404`\nA\n:::\nB\n",
            ":::danger[404]\nA\n:::\nB\n",
        ] {
            assert_eq!(read(text), [missing.clone(), None], "{text}");
        }
    }

    #[test]
    fn a_short_line_with_a_colon_is_a_label() {
        let header = Some(Role::Request(Some(super::super::field::Place::Header)));
        assert_eq!(read("A\n\nHeaders:\n\n| Header |\n"), [header]);
        let created = Some(Role::Response(Some("201".to_owned())));
        assert_eq!(read("Response (201):\n"), [created]);
    }

    #[test]
    fn other_lines_and_comments_are_no_labels() {
        for text in [
            "<!-- type: tab title: JSON -->",
            "<!-- theme: info -->",
            "<!-- type: tab",
            "<!-->",
            "<!-- subtype: tab title: Request -->",
            "**Note** about the **response**\n",
            "The **response** has it.\n",
            "**Door**\n",
            "The response of the door is:\n",
            "It is sent in the\nheader:\n",
            "- Response:\n",
            "=== \"cURL\"\n",
            ":::note\nA\n:::\n",
            "```\n**Response**\n```\n",
            "**Response:**\n---\n",
        ] {
            assert!(read(text).is_empty(), "{text}");
        }
    }
}
