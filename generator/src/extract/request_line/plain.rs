//! The text of a line: without the marks, images and components around it.

use std::borrow::Cow;

use crate::{html, http_method};

/// The elements that only change how a text looks.
const MARKS: [&str; 23] = [
    "b", "big", "code", "details", "div", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "i",
    "kbd", "label", "mark", "p", "small", "span", "strong", "summary", "tt",
];

/// The components that show a method.
const BADGES: [&str; 8] = [
    "Badge",
    "Chip",
    "HttpMethod",
    "Label",
    "Method",
    "MethodBadge",
    "Pill",
    "Tag",
];

/// What may be around the value of an attribute in JSX.
const BRACES: [char; 4] = ['{', '}', '"', '\''];

/// A line with spaces in place of tags that only change how its text looks, with the methods that
/// badges show, and without references to characters. Others may be parts of a path: `/doors/<id>`.
pub(super) fn without_html(line: &str) -> Cow<'_, str> {
    if !line.contains(['<', '&']) {
        return Cow::Borrowed(line);
    }
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        rest = &rest[start..];
        let length = html::length(rest);
        // After a slash, it is a part of the path.
        let is_in_path = text.ends_with('/');
        let tag = length.and_then(|length| html::Tag::of(&rest[..length]));
        let tag = tag.filter(|tag| tag.is_end || !is_in_path);
        let shown = tag.and_then(|tag| shown_by(&tag));
        let (shown, length) = match shown.zip(length) {
            Some((shown, length)) => (shown, length),
            None => ("<", 1),
        };
        text.push_str(shown);
        rest = &rest[length..];
    }
    text.push_str(rest);
    Cow::Owned(html::decoded(text.trim_start()).into_owned())
}

/// A line without the marks of code around a segment of a path that has none itself:
/// ``/doors/`<id>` ``.
pub(super) fn without_code_in_path(line: &str) -> Cow<'_, str> {
    if !line.contains("/`") {
        return Cow::Borrowed(line);
    }
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, code)) = rest.split_once("/`") {
        text.push_str(before);
        text.push('/');
        let (segment, after) = code.split_once('`').unwrap_or((code, ""));
        text.push_str(segment);
        rest = after;
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// A line without the icon that it begins with: `:material-arrow-right: `GET /doors``.
pub(super) fn without_icon(line: &str) -> &str {
    let rest = line.trim_start().strip_prefix(':');
    let parts = rest.and_then(|rest| rest.split_once(": "));
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let is_icon = |name: &str| !name.is_empty() && name.chars().all(is_part);
    match parts {
        Some((name, rest)) if is_icon(name) => rest,
        _ => line,
    }
}

/// What is shown in place of a tag that only changes how its text looks; `None` for others.
fn shown_by<'t>(tag: &html::Tag<'t>) -> Option<&'t str> {
    if BADGES.contains(&tag.name) {
        // `<Badge text="GET"/>`
        let mut values = tag
            .attributes()
            .map(|(_, value)| value.trim_matches(BRACES));
        let method = values.find(|value| http_method::of_capitals(value).is_some());
        return Some(method.unwrap_or(" "));
    }
    MARKS.contains(&tag.name).then_some(" ")
}

/// A line that begins with an image for a method, with the method in its place.
pub(super) fn without_badge(line: &str) -> Cow<'_, str> {
    let parts = line.trim_start().strip_prefix("![").and_then(|rest| {
        let (method, rest) = rest.split_once("](")?;
        let (_address, rest) = rest.split_once(')')?;
        Some((http_method::of_capitals(method)?.to_ascii_uppercase(), rest))
    });
    match parts {
        Some((method, rest)) => Cow::Owned(format!("{method}{rest}")),
        None => Cow::Borrowed(line),
    }
}
