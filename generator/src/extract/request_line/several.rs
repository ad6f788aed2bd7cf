//! Request lines of several operations that one text is about.

use super::RequestLine;
use crate::{extract::address, http_method};

/// What is between two methods of a line.
const BETWEEN: [&str; 6] = ["|", "/", ",", "&", "or ", "and "];

/// The methods and the address of a line that has several methods, `PUT|PATCH /doors`: a pair for
/// each of them; none for other lines.
pub(super) fn parse(line: &str) -> Vec<(String, String)> {
    if let Some(lines) = with_optional_part(line) {
        return lines;
    }
    if methods(line).nth(1).is_none() {
        return Vec::new();
    }
    let plain = line.replace(['`', '*'], "");
    let first = methods(&plain).next();
    let Some((first, (before, after))) = first.and_then(|it| Some((it, plain.split_once(it)?)))
    else {
        return Vec::new();
    };
    let mut all = vec![first];
    let mut rest = after;
    while let Some((method, after)) = next(rest) {
        all.push(method);
        rest = after;
    }
    if all.len() < 2 {
        return Vec::new();
    }
    let lines = all
        .iter()
        .map(|it| super::parse(&format!("{before}{it}{rest}")));
    lines.collect::<Option<_>>().unwrap_or_default()
}

/// The lines without and with the optional part of a path: `GET /doors[/:id]`.
fn with_optional_part(line: &str) -> Option<Vec<(String, String)>> {
    let (before, rest) = line.split_once("[/")?;
    let (part, after) = rest.split_once(']')?;
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '{' | '}' | '<' | '>' | ':' | '_');
    let follows_path = before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '}' | '>'));
    let is_optional = follows_path && !after.starts_with('(') && part.chars().all(is_part);
    let lines = [
        format!("{before}{after}"),
        format!("{before}/{part}{after}"),
    ];
    let lines = lines
        .iter()
        .filter(|_| is_optional)
        .map(|it| super::parse(it));
    let lines: Option<Vec<_>> = lines.collect();
    lines.filter(|it| !it.is_empty())
}

/// The words of a text that are methods in capital letters.
fn methods(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_ascii_alphabetic());
    words.filter(|word| word.len() > 2 && http_method::of_capitals(word).is_some())
}

/// The next of several methods, and what follows it.
fn next(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let text = BETWEEN.iter().find_map(|mark| text.strip_prefix(mark))?;
    let text = text.trim_start();
    let end = text.find(|c: char| !c.is_ascii_alphanumeric());
    let (word, rest) = text.split_at(end.unwrap_or(text.len()));
    http_method::of_capitals(word).map(|_| (word, rest))
}

/// The lines, with those directly below each other as one where they are about alike operations:
/// requests of one method to one kind of thing, or of methods with a body to one path.
pub(in crate::extract) fn joined(text: &str, lines: Vec<RequestLine>) -> Vec<RequestLine> {
    let mut joined: Vec<RequestLine> = Vec::new();
    for line in lines {
        match joined.last_mut() {
            Some(above) if is_below(text, above, &line) && is_alike(above, &line) => {
                above.range.end = line.range.end;
                above.others.push((line.method, line.url));
                above.others.extend(line.others);
            }
            _ => joined.push(line),
        }
    }
    joined
}

/// Whether a line is directly below another one, and both are text.
fn is_below(text: &str, above: &RequestLine, line: &RequestLine) -> bool {
    let between = text.get(above.range.end..line.range.start);
    let is_text = |line: &RequestLine| {
        let text = text.get(line.range.clone()).unwrap_or_default();
        text.trim_start()
            .starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '`' | '*'))
    };
    between.is_some_and(|it| it.trim().is_empty() && it.matches('\n').count() == 1)
        && is_text(above)
        && is_text(line)
}

fn is_alike(above: &RequestLine, line: &RequestLine) -> bool {
    let Some((one, other)) = address::parse(&above.url).zip(address::parse(&line.url)) else {
        return false;
    };
    let has_body = |it: &RequestLine| http_method::has_body_by_default(&it.method);
    let last = |path: &str| path.rsplit('/').next().map(str::to_owned);
    match above.method == line.method {
        true => one.path != other.path && last(&one.path) == last(&other.path),
        false => one.path == other.path && has_body(above) && has_body(line),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_may_have_several_methods() {
        let both = |one: &str, other: &str| {
            [one, other].map(|method| (method.to_owned(), "/a/{b}".to_owned()))
        };
        for line in [
            "`PUT|PATCH /a/{b}`",
            "PUT/PATCH /a/{b}",
            "## PUT, PATCH /a/{b}",
            "**PUT** or **PATCH** `/a/{b}`",
            "Endpoint: `PUT` | `PATCH` /a/{b}",
            "[PUT|PATCH] /a/{b}",
            "| PUT/PATCH | /a/{b} |",
            "PUT & PATCH /a/{b} HTTP/1.1",
        ] {
            assert_eq!(parse(line), both("put", "patch"), "{line}");
        }
        for line in [
            "GET /a",
            "GET /PUT",
            "Use PUT or PATCH for /a",
            "PUT|PATCH",
            "| PUT | replaces | PATCH | changes |",
            "POST a GET/PUT /a",
        ] {
            assert!(parse(line).is_empty(), "{line}");
        }
    }

    #[test]
    fn a_part_of_a_path_may_be_optional() {
        let both = ["/a", "/a/:b"].map(|path| ("get".to_owned(), path.to_owned()));
        for line in ["### `GET /a[/:b]`", "GET /a[/:b]"] {
            assert_eq!(parse(line), both, "{line}");
        }
        for line in [
            "| GET | [/a](#get-a) |",
            "GET /a[0]",
            "GET [/a]",
            "GET /a[/b](#c)",
        ] {
            assert!(parse(line).is_empty(), "{line}");
        }
    }

    #[test]
    fn alike_lines_directly_below_each_other_are_one() {
        let read = |text: &str| {
            let lines = super::super::find(text, 0..text.len(), &[]).collect();
            let joined = joined(text, lines).into_iter();
            joined.map(|it| it.others.len()).collect::<Vec<_>>()
        };
        assert_eq!(read("GET /a\nGET /b/{c}/a\n"), [1]);
        assert_eq!(read("`PUT /a/{b}`\n`PATCH /a/{b}`\n"), [1]);
        assert_eq!(read("PUT|PATCH /a\nPOST /a\n"), [2]);
        for text in [
            "GET /a\nGET /a/{b}\n",
            "GET /a\nPOST /a\n",
            "GET /a\n\nGET /b/a\n",
            "# GET /a\n# GET /b/a\n",
        ] {
            assert_eq!(read(text), [0, 0], "{text}");
        }
    }
}
