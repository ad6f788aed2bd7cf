//! Where the part of a page about an operation begins and ends.

use super::{LABELS, Outline, within};
use crate::extract::{
    markdown::Heading,
    request_line::{self, RequestLine},
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

/// Where parts of the page begin, between its `requests`: with the last of the highest headings,
/// and with other headings of their level that are about something else.
pub(super) fn between(outline: &Outline<'_>, requests: &[RequestLine]) -> Vec<usize> {
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
    let others = below.iter().filter(|it| it.level <= level && is_topic(it));
    starts.extend(others.map(|heading| heading.range.start));
    starts
}

/// Whether a heading is about something else than a part of an operation.
fn is_topic(heading: &Heading) -> bool {
    let text = heading.text.to_ascii_lowercase();
    heading.role.is_none()
        && !LABELS.contains(&text.trim_end_matches(':'))
        && !request_line::is_part(&heading.text)
        && !PARTS.iter().any(|word| text.contains(word))
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
