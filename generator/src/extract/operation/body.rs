//! What the text of a section says of the body of the request.

use crate::extract::{evidence::Format, section::Section, words::Role};

/// Words of texts that are about the body of a request.
const ABOUT_BODIES: [&str; 8] = [
    "argument",
    "attribute",
    "body",
    "field",
    "json",
    "multipart",
    "parameter",
    "payload",
];

/// Whether no word of a section is about a body.
pub(super) fn is_unnamed(section: &Section<'_>) -> bool {
    let text = section.text().to_ascii_lowercase();
    !ABOUT_BODIES.iter().any(|word| text.contains(word))
}

/// How the body is written whose fields are below a heading: `Form data`, `Multipart parameters`.
fn of_heading(heading: &str) -> Option<Format> {
    if heading.contains("multipart") {
        return Some(Format::Multipart);
    }
    let forms = [
        "form data",
        "form-data",
        "formdata",
        "form field",
        "form parameter",
    ];
    forms
        .iter()
        .any(|word| heading.contains(word))
        .then_some(Format::Form)
}

/// How the body of the request is written, where a line or a heading outside of code says it.
pub(super) fn stated_format(section: &Section<'_>) -> Option<Format> {
    let mut at = section.range.start;
    let lines = section.text().split_inclusive('\n').map(|line| {
        let here = at;
        at += line.len();
        (line, here)
    });
    let fences = section.fences();
    let is_code = |at: usize| {
        let next = fences.partition_point(|it| it.range.end <= at);
        fences.get(next).is_some_and(|it| it.range.start <= at)
    };
    let is_heading = |line: &str| line.starts_with('#') || line.starts_with("**");
    let mut lines = lines
        .filter(|(line, start)| (line.contains("ontent-") || is_heading(line)) && !is_code(*start));
    lines.find_map(|(line, start)| {
        let line = line.to_ascii_lowercase();
        let stated = Format::named_in(&line).filter(|_| line.contains("content-type"));
        let format = stated.or_else(|| of_heading(&line).filter(|_| is_heading(&line)))?;
        let is_response = matches!(section.role_at(start), Some(Role::Response(_)));
        (!is_response).then_some(format)
    })
}
