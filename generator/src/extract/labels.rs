//! What says beside headings what the samples and the fields below it are: bold lines such as
//! `**Response:**`, summaries of `<details>`, and the tabs of Stoplight.
//!
//! A tab is a comment, `<!-- type: tab title: Response -->`, of which the first may name all of
//! them: `titles: Request, Response`.

use std::ops::Range;

use super::{
    markdown::{Fence, Label, Markdown},
    words,
};

/// Adds the labels of a page to its Markdown.
pub(super) fn add(text: &str, markdown: &mut Markdown) {
    let mut labels = tabs(text);
    labels.extend(lines(text, &markdown.fences));
    labels.sort_by_key(|label| label.start);
    // A line below a bold one makes a heading of it, which says the same.
    let headings = &markdown.headings;
    labels.retain(|label| is_outside(headings, |it| it.range.clone(), label.start));
    markdown.labels = labels;
}

/// The lines that are nothing but a label, outside of `fences`.
fn lines(text: &str, fences: &[Fence]) -> Vec<Label> {
    let mut labels = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let here = start;
        start += line.len();
        let Some(role) = label_in(line.trim()).and_then(words::role) else {
            continue;
        };
        if is_outside(fences, |it| it.opening.start..it.range.end, here) {
            labels.push(Label {
                role: Some(role),
                start: here,
            });
        }
    }
    labels
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
    let line = line.strip_suffix(':').unwrap_or(line);
    let words = line.strip_prefix("**")?.strip_suffix("**")?;
    (!words.contains("**")).then(|| words.trim_end_matches(':').trim())
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
                    labels.push(Label { role: None, start });
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
        labels.extend(role.map(|role| Label {
            role: Some(role),
            start,
        }));
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
            "```\n**Response**\n```\n",
            "**Response:**\n---\n",
        ] {
            assert!(read(text).is_empty(), "{text}");
        }
    }
}
