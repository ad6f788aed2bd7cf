//! The requests that a page names in lines, in code, in elements and in rows of tables.

mod rows;

use std::ops::Range;

use super::Outline;
use crate::{
    extract::{
        address,
        markdown::Fence,
        markup::Element,
        request_line::{self, RequestLine},
    },
    html,
};

/// The request lines of a page, in their order.
pub(super) fn find(outline: &Outline<'_>) -> Vec<RequestLine> {
    let text = outline.file.text();
    let code = code(outline);
    let lines = request_line::find(text, outline.matter.range.end..text.len(), &code);
    let mut requests = outside_of_lists(text, lines.collect());
    requests.extend(outline.fences.iter().filter_map(in_block));
    requests.extend(outline.fences.iter().filter_map(with_methods));
    add_elements(text, outline.elements, &mut requests);
    requests.extend(rows::find(text, outline.matter.range.end, &code));
    add_forms(outline, &mut requests);
    requests.sort_by_key(|it| it.range.start);
    request_line::joined(text, without_messages(outline, requests))
}

/// The fences in which a request line is an example; one of a single line is none.
fn code(outline: &Outline<'_>) -> Vec<Range<usize>> {
    let is_line = |fence: &&Fence| {
        if with_methods(fence).is_some() {
            return false;
        }
        let language = fence.info.split_whitespace().next();
        let is_http = language.is_some_and(|it| it.eq_ignore_ascii_case("http"));
        is_http || request_line::is_labelled(&fence.text) || fence.text.trim().lines().count() <= 1
    };
    let code = outline.fences.iter().filter(|fence| !is_line(fence));
    code.map(|fence| fence.opening.start..fence.range.end)
        .collect()
}

/// The lines without those of HTTP messages that show the request of the line next to them.
fn without_messages(outline: &Outline<'_>, lines: Vec<RequestLine>) -> Vec<RequestLine> {
    let is_message = |line: &RequestLine| {
        let start = line.range.start;
        let next = outline.fences.partition_point(|it| it.range.end <= start);
        let fence = outline
            .fences
            .get(next)
            .filter(|it| it.range.start <= start);
        fence.is_some_and(|it| it.text.trim().contains('\n'))
    };
    let shows = |message: usize, line: Option<usize>| {
        let line = line.and_then(|line| lines.get(line));
        line.is_some_and(|line| !is_message(line) && is_request_of(&lines[message], line))
    };
    let is_shown: Vec<bool> = (0..lines.len())
        .map(|at| {
            let is_repeated = shows(at, at.checked_sub(1)) || shows(at, Some(at + 1));
            is_repeated && is_message(&lines[at])
        })
        .collect();
    let lines = lines.into_iter().zip(is_shown);
    lines
        .filter_map(|(line, is_shown)| (!is_shown).then_some(line))
        .collect()
}

/// Whether a message shows the request of `line`, whose path may lack the base of the API and have
/// parameters where the message has values.
fn is_request_of(message: &RequestLine, line: &RequestLine) -> bool {
    let paths = address::parse(&message.url).zip(address::parse(&line.url));
    message.method == line.method
        && paths.is_some_and(|(called, path)| address::base_of(&called.path, &path.path).is_some())
}

/// The request line that is all of a block whose text is not that of the page.
fn in_block(fence: &Fence) -> Option<RequestLine> {
    if !fence.segments.is_empty() {
        return None;
    }
    let parts = request_line::parse(fence.text.trim())?;
    Some(RequestLine::new(parts, fence.range.clone()))
}

/// The request lines that are all of a fence, one for each method of one path.
fn with_methods(fence: &Fence) -> Option<RequestLine> {
    let lines = fence.text.trim().lines().map(request_line::parse);
    let mut lines = lines.collect::<Option<Vec<_>>>()?.into_iter();
    let first = lines.next()?;
    let others: Vec<_> = lines.collect();
    let is_same = others.iter().all(|(_, url)| *url == first.1);
    (!others.is_empty() && is_same).then(|| RequestLine {
        others,
        ..RequestLine::new(first, fence.range.clone())
    })
}

/// Adds the requests that elements name: `<Endpoint method="GET" path="/doors"/>`, or
/// `<Route method="GET">/doors</Route>`.
fn add_elements(text: &str, elements: &[Element], requests: &mut Vec<RequestLine>) {
    for element in elements {
        let mut paths = ["path", "url", "endpoint", "route"].iter();
        let path = paths.find_map(|name| element.attribute(name));
        let (path, end) = match path {
            Some(path) => (path.to_owned(), element.body.start),
            None => (unlinked(&text[element.body.clone()]), element.range.end),
        };
        let line = element.attribute("method").and_then(|method| {
            request_line::parse(&format!("{} {path}", method.to_ascii_uppercase()))
        });
        let range = element.range.start..end;
        requests.extend(line.map(|parts| RequestLine::new(parts, range)));
        add_elements(text, &element.children, requests);
    }
}

/// A path without the links of its parameters and without backslashes:
/// `/doors/[\{id\}](/objects/door)`.
fn unlinked(path: &str) -> String {
    let mut plain = String::new();
    let mut rest = path.trim();
    while let Some((before, link)) = rest.split_once('[') {
        plain.push_str(before);
        let parts = link.split_once("](").and_then(|(words, after)| {
            let (_, after) = after.split_once(')')?;
            Some((words, after))
        });
        let Some((words, after)) = parts else {
            plain.push('[');
            rest = link;
            continue;
        };
        plain.push_str(words);
        rest = after;
    }
    plain.push_str(rest);
    plain.replace('\\', "")
}

/// Adds the requests that forms of HTML name: `<form data-method="GET" data-path="api/doors">`.
fn add_forms(outline: &Outline<'_>, requests: &mut Vec<RequestLine>) {
    let text = outline.file.text();
    for (start, _) in text.match_indices("<form ") {
        let length = html::length(&text[start..]);
        let tag = length.and_then(|it| Some((html::Tag::of(&text[start..start + it])?, it)));
        let Some((tag, length)) = tag else { continue };
        let value = |name: &str| tag.attributes().find(|it| it.0 == name).map(|it| it.1);
        let line = value("data-method").zip(value("data-path"));
        let line = line.and_then(|(method, path)| {
            request_line::parse(&format!("{method} /{}", path.trim_start_matches('/')))
        });
        requests.extend(line.map(|parts| RequestLine::new(parts, start..start + length)));
    }
}

/// The request lines without those of lists of operations: where items or rows follow each other,
/// what is below them is about none of them in particular.
fn outside_of_lists(text: &str, lines: Vec<RequestLine>) -> Vec<RequestLine> {
    let is_item = |line: &RequestLine| {
        let line = text[line.range.clone()].trim_start();
        ["- ", "* ", "|"].iter().any(|mark| line.starts_with(mark))
    };
    let follows = |one: &RequestLine, next: &RequestLine| {
        let between = &text[one.range.end..next.range.start];
        is_item(one) && is_item(next) && between.trim().is_empty()
    };
    let is_listed: Vec<bool> = (0..lines.len())
        .map(|index| {
            let line = &lines[index];
            let next = lines.get(index + 1).is_some_and(|next| follows(line, next));
            next || index > 0 && follows(&lines[index - 1], line)
        })
        .collect();
    let lines = lines.into_iter().zip(is_listed);
    lines
        .filter_map(|(line, is_listed)| (!is_listed).then_some(line))
        .collect()
}
