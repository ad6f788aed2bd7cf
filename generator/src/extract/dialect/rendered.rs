//! Pages from before OpenAPI blocks: plain text with a request line, samples and perhaps a table.
//!
//! They are GitBook pages that were rendered without markup, so that the texts of neighbouring
//! elements are concatenated (`}{`, `}Request`). A JSON value is therefore read to its own end and
//! not to the end of its line.

mod table;
#[cfg(test)]
mod tests;

use std::{ops::Range, sync::Arc};

use serde_json::Value;

use crate::{
    diagnostic::{Code, Diagnostic, Location},
    extract::{
        evidence::{Basis, Evidence, Format, Response, Sample},
        field::Shape,
    },
    source::SourceFile,
};

/// Reads the evidence of a page that has no OpenAPI block.
///
/// `None` if the page has no request line that is followed by a `Host` header.
pub(in crate::extract) fn read(file: &SourceFile) -> Option<(Evidence, Vec<Diagnostic>)> {
    let lines: Vec<Range<usize>> = (1..=file.line_count())
        .map(|number| file.line(number))
        .collect();
    let text = |line: &Range<usize>| file.text()[line.clone()].trim_end();
    let (index, method, path) = lines.iter().enumerate().find_map(|(index, line)| {
        let (method, path) = request_line(text(line))?;
        Some((index, method, path))
    })?;
    let headers = Headers::read(lines[index + 1..].iter().map(text));
    headers.host.as_ref()?;

    let mut diagnostics = Vec::new();
    let body = lines
        .get(index + 1 + headers.count)
        .map_or(file.text().len(), |line| line.start);
    let mut next = sample(file.text(), body);
    let mut request = None;
    if let (Some(found), Some(length)) = (&next, headers.content_length) {
        diagnostics.extend(check_length(file, found, length));
        let end = found.range.end;
        request = std::mem::replace(&mut next, sample(file.text(), end));
    }
    let mut titles = lines[..index]
        .iter()
        .map(text)
        .filter(|line| !line.is_empty());
    let evidence = Evidence {
        page: Arc::clone(file.path()),
        range: lines[index].clone(),
        method: method.to_ascii_lowercase(),
        path: path.to_owned(),
        server: headers.host.map(|host| format!("https://{host}")),
        title: titles.next().map(str::to_owned),
        description: titles.next().map(str::to_owned),
        basis: Basis::Samples,
        parameters: table::read(file.text(), &lines[index + 1..]),
        requests: request.into_iter().collect(),
        request_shape: Shape::Object,
        request_format: Format::Json,
        request_schema: None,
        responses: vec![Response {
            samples: next.into_iter().collect(),
            ..Response::empty("200")
        }],
        credentials: Vec::new(),
        is_public: false,
    };
    Some((evidence, diagnostics))
}

/// The method and the path of a request line: `POST /acs/users/list HTTP/1.1`.
fn request_line(line: &str) -> Option<(&str, &str)> {
    let mut words = line.split(' ');
    let (method, path, version) = (words.next()?, words.next()?, words.next()?);
    let is_request = matches!(method, "GET" | "POST" | "PUT" | "PATCH" | "DELETE")
        && path.starts_with('/')
        && version == "HTTP/1.1"
        && words.next().is_none();
    is_request.then_some((method, path))
}

#[derive(Default)]
struct Headers {
    host: Option<String>,
    content_length: Option<usize>,
    /// How many lines the headers take.
    count: usize,
}

impl Headers {
    fn read<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let mut headers = Self::default();
        for line in lines {
            let Some((name, value)) = line.split_once(": ") else {
                break;
            };
            if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
                break;
            }
            headers.count += 1;
            if name.eq_ignore_ascii_case("host") {
                headers.host = Some(value.trim().to_owned());
            } else if name.eq_ignore_ascii_case("content-length") {
                headers.content_length = value.trim().parse().ok();
            }
        }
        headers
    }
}

/// The JSON object or array that begins at `offset`, after white space.
fn sample(text: &str, offset: usize) -> Option<Sample> {
    let rest = text.get(offset..)?;
    let start = offset + (rest.len() - rest.trim_start().len());
    let rest = &text[start..];
    if !rest.starts_with(['{', '[']) {
        return None;
    }
    let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
    let json = values.next()?.ok()?;
    let range = start..start + values.byte_offset();
    Some(Sample { json, range })
}

/// Compares a sample with `Content-Length`, which counts the bytes of its compact form.
fn check_length(file: &SourceFile, sample: &Sample, declared: usize) -> Option<Diagnostic> {
    let actual = sample.json.to_string().len();
    if actual == declared {
        return None;
    }
    let message =
        format!("the sample body has {actual} bytes, but its Content-Length is {declared}");
    let location = Location::span(file.path(), sample.range.clone());
    Some(Diagnostic::new(Code::SampleLength, message).at(location, "this sample may be incomplete"))
}
