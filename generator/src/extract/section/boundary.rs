//! Where the part of a page about an operation begins and ends.

use std::ops::Range;

use super::{Outline, within};
use crate::{
    extract::{
        markdown::{Fence, Heading},
        request_line::{self, RequestLine},
        shell,
    },
    sample::Curl,
};

/// Words in the headings of parts of the description of an operation.
const PARTS: [&str; 26] = [
    "argument",
    "attribute",
    "body",
    "code",
    "curl",
    "error",
    "example",
    "field",
    "header",
    "javascript",
    "limit",
    "note",
    "option",
    "parameter",
    "payload",
    "permission",
    "propert",
    "python",
    "request",
    "response",
    "result",
    "return",
    "sample",
    "schema",
    "usage",
    "value",
];

/// Those of them in the headings of parts that are not what an operation takes or returns.
const ASIDES: [&str; 6] = ["error", "header", "limit", "note", "option", "permission"];

/// Words in the headings of parts that are what an operation takes or returns, beside [`PARTS`].
const VALUES: [&str; 8] = [
    "answer",
    "call",
    "format",
    "object",
    "output",
    "reply",
    "represent",
    "success",
];

/// Languages of code, which are headings of samples as well as titles of tabs.
const LANGUAGES: [&str; 16] = [
    "bash",
    "c#",
    "csharp",
    "go",
    "http",
    "httpie",
    "java",
    "json",
    "node",
    "node.js",
    "php",
    "powershell",
    "ruby",
    "rust",
    "shell",
    "typescript",
];

/// Where parts of the page begin, between its `requests`: with the last of the highest headings,
/// and with other headings of their level that are about something else.
pub(super) fn between(outline: &Outline<'_>, requests: &[RequestLine]) -> Vec<usize> {
    if let [only] = requests {
        return around(outline, only);
    }
    let mut starts = Vec::new();
    let mut levels = Vec::new();
    for pair in requests.windows(2) {
        let [one, next] = pair else { continue };
        let between = one.range.end..next.range.end;
        let headings = within(outline.headings, &between, |it| it.range.start);
        let start = headings.iter().rev().min_by_key(|heading| heading.level);
        starts.push(start.map_or(next.range.start, |heading| heading.range.start));
        levels.extend(start.map(|heading| heading.level));
    }
    // Where operations are on several levels, any heading may be about a part of one.
    let Some((level, first)) = levels.first().copied().zip(requests.first()) else {
        return starts;
    };
    if levels.len() + 1 < requests.len() || levels.iter().any(|it| *it != level) {
        return starts;
    }
    let mut above = within(outline.headings, &(0..first.range.end), |it| it.range.start).iter();
    let title = above.rfind(|heading| heading.level <= level);
    starts.extend(title.map(|title| title.range.start));
    let below = first.range.end..outline.file.text().len();
    let below = within(outline.headings, &below, |it| it.range.start);
    // A heading of theirs that is alone between operations names the next one, so that others of
    // this level are about none of them.
    let is_alone = |pair: &[RequestLine]| {
        let between = pair[0].range.end..pair[1].range.end;
        let headings = within(outline.headings, &between, |it| it.range.start).iter();
        headings.filter(|it| it.level == level).count() == 1
    };
    let are_alone = requests.windows(2).all(is_alone);
    let others = below.iter().filter(|it| {
        let is_own = || is_topic(it) || are_alone && is_about_errors(it);
        it.level < level || it.level == level && is_own()
    });
    starts.extend(others.map(|heading| heading.range.start));
    starts
}

/// Whether a heading is about errors.
fn is_about_errors(heading: &Heading) -> bool {
    heading.text.to_ascii_lowercase().contains("error")
}

/// Where parts of a page begin on which commands alone call operations: with headings between
/// commands that call different ones, of the level that such headings have before, else with the
/// highest of them; and with others of that level or a higher one.
pub(super) fn between_commands(outline: &Outline<'_>) -> Vec<usize> {
    let calls: Vec<_> = outline.fences.iter().filter_map(call).collect();
    let titles = |range: Range<usize>| {
        let headings = within(outline.headings, &range, |it| it.range.start);
        headings.iter().filter(|it| is_title(it))
    };
    let mut starts = Vec::new();
    let mut levels: Vec<u8> = Vec::new();
    for pair in calls.windows(2) {
        let [one, next] = pair else { continue };
        let between = one.fence.range.end..next.fence.opening.start;
        let highest = titles(between.clone()).map(|it| it.level).min();
        let Some(highest) = highest.filter(|_| one.is_other_than(next)) else {
            continue;
        };
        let known = levels.last().copied().filter(|level| {
            let mut titles = titles(between.clone());
            titles.any(|it| it.level == *level)
        });
        let level = known.unwrap_or(highest);
        let of_level = titles(between).filter(|it| it.level <= level);
        starts.extend(of_level.map(|it| it.range.start));
        levels.push(level);
    }
    if let (Some(first), Some(level)) = (calls.first(), levels.first()) {
        let above = titles(0..first.fence.opening.start).rfind(|it| it.level <= *level);
        starts.extend(above.map(|it| it.range.start));
    }
    if let (Some(last), Some(level)) = (calls.last(), levels.last()) {
        let below = titles(last.fence.range.end..outline.file.text().len());
        let of_level = below.filter(|it| it.level <= *level);
        starts.extend(of_level.map(|it| it.range.start));
    }
    starts
}

/// The first command of a fence.
struct Call<'a> {
    fence: &'a Fence,
    method: String,
    /// Without its query.
    url: String,
}

impl Call<'_> {
    fn is_other_than(&self, other: &Self) -> bool {
        (&self.method, &self.url) != (&other.method, &other.url)
    }
}

fn call(fence: &Fence) -> Option<Call<'_>> {
    let command = shell::commands(&fence.text).into_iter().next()?;
    let curl = Curl::read(&fence.text[command]).ok()?;
    let url = curl.url?;
    Some(Call {
        fence,
        method: curl.method,
        url: url.split('?').next().unwrap_or_default().to_owned(),
    })
}

/// Where the part of the page about its only request begins, and where those about something else
/// begin: with the heading of the request, and with other headings of its level.
fn around(outline: &Outline<'_>, request: &RequestLine) -> Vec<usize> {
    let above = within(outline.headings, &(0..request.range.end), |it| {
        it.range.start
    });
    let is_own = |it: &&Heading| it.range.contains(&request.range.start) || is_title(it);
    let Some(title) = above.iter().rfind(is_own) else {
        return Vec::new();
    };
    let below = request.range.end..outline.file.text().len();
    let below = within(outline.headings, &below, |it| it.range.start).iter();
    let others = below.filter(|it| it.level <= title.level && is_topic(it));
    let starts = [title].into_iter().chain(others);
    starts.map(|heading| heading.range.start).collect()
}

/// Where the fences end that are lists of unlike `requests`, each no more than its line: what is
/// below them is about none of these in particular.
pub(super) fn below_lists(outline: &Outline<'_>, requests: &[RequestLine]) -> Vec<usize> {
    let text = outline.file.text();
    let lists = outline.fences.iter().filter(|fence| {
        let lines = within(requests, &fence.range, |it| it.range.start);
        let messages = within(&outline.messages, &fence.range, |it| it.range.start);
        lines.len() > 1 && messages.is_empty()
    });
    // Behind the closing line.
    let ends = lists.map(|fence| {
        let rest = &text[fence.range.end..];
        fence.range.end + rest.find('\n').map_or(rest.len(), |it| it + 1)
    });
    ends.collect()
}

/// Whether a heading names an operation, and is no part of what is said about one.
pub(super) fn is_title(heading: &Heading) -> bool {
    !is_label(heading) && heading.role.is_none()
}

/// Whether a heading is that of the request line, or the line itself.
pub(super) fn is_label(heading: &Heading) -> bool {
    let text = heading.text.to_ascii_lowercase();
    let is_method = request_line::labelled_method(&heading.text).is_some();
    is_method
        || request_line::is_label(&heading.text)
        || matches!(text.trim_end_matches(':'), "summary" | "description")
        || request_line::is_part(&heading.text)
}

/// Whether a heading is about something else than a part of an operation.
fn is_topic(heading: &Heading) -> bool {
    let text = heading.text.to_ascii_lowercase();
    is_title(heading) && !PARTS.iter().any(|word| text.contains(word))
}

/// Whether what is directly below a heading, inside of the part of an operation, is not what the
/// operation takes or returns.
pub(super) fn is_aside(heading: &Heading) -> bool {
    let text = heading.text.to_ascii_lowercase();
    let has = |word: &&str| text.contains(*word);
    let mut words = text.split_whitespace();
    let is_part = PARTS.iter().any(has) && !ASIDES.iter().any(has);
    is_title(heading)
        && !is_part
        && !VALUES.iter().any(has)
        && !words.any(|word| LANGUAGES.contains(&word))
}

/// The request lines, with the sentences that name a request in parts of the page that have no
/// such line: below a heading that is not one of a part of another operation.
pub(super) fn with_sentences(
    outline: &Outline<'_>,
    mut requests: Vec<RequestLine>,
) -> Vec<RequestLine> {
    let text = outline.file.text();
    let level_of = |at: usize| outline.heading_above(at).map_or(0, |it| it.level);
    let level = requests.iter().map(|it| level_of(it.range.start)).min();
    let starts = outline.headings.iter().map(|it| it.range.start);
    let starts: Vec<usize> = [outline.matter.range.end]
        .into_iter()
        .chain(starts)
        .collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let code = outline.fences.iter();
    let code: Vec<_> = code.map(|it| it.opening.start..it.range.end).collect();
    let mut found = Vec::new();
    for (start, end) in starts.iter().copied().zip(ends) {
        let has_request = !within(&requests, &(start..end), |it| it.range.start).is_empty();
        let is_part = level.is_some_and(|level| level_of(start) > level);
        if has_request || is_part {
            continue;
        }
        let mut sentences = request_line::sentences(text, start..end, &code);
        if let (Some(only), None) = (sentences.next(), sentences.next()) {
            found.push(only);
        }
    }
    requests.extend(found);
    requests.sort_by_key(|it| it.range.start);
    requests
}
