//! Pages from before OpenAPI blocks: text with a request line, samples and perhaps a table.
//!
//! They are rendered GitBook pages without any markup, so that texts of neighbouring elements are
//! glued together (`}{`, `}Request`). JSON is taken to where its value ends, never to a line's end.

use std::ops::Range;
use std::sync::Arc;

use serde_json::Value;

use super::page::Page;
use crate::diagnostic::{Code, Diagnostic, Location};

/// What a page without an OpenAPI block says about its operation.
///
/// All of it is of low confidence: enums, nullability and variants are not on such pages, and
/// their tables are often incomplete.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The path of the page.
    pub page: Arc<str>,
    /// The request line, in bytes of the page's text.
    pub range: Range<usize>,
    /// The HTTP method, in lower case.
    pub method: String,
    /// The path of the operation.
    pub path: String,
    /// The host that the sample request is sent to.
    pub host: Option<String>,
    /// The sample of a request body. It lists all properties of the body.
    pub request: Option<Sample>,
    /// The sample of a response body.
    pub response: Option<Sample>,
    /// What the table of parameters says. It is the only source of what is required.
    pub parameters: Vec<Parameter>,
    /// The first line of the page.
    pub title: Option<String>,
    /// The line below the title.
    pub description: Option<String>,
}

/// A JSON text on a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// What it says.
    pub json: Value,
    /// Where it stands, in bytes of the page's text.
    pub range: Range<usize>,
}

/// A row of a table of parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The name on the wire.
    pub wire: String,
    /// The type in the page's words, for example `String (UUID)`.
    pub type_text: String,
    /// Whether the page says that it is required or optional.
    pub required: Option<bool>,
    /// What the page says about it.
    pub description: String,
    /// The name and the type, in bytes of the page's text.
    pub range: Range<usize>,
}

/// Reads the evidence of a page that has no OpenAPI block.
///
/// `None` if the page has no request line that is followed by a `Host` header.
pub(super) fn read(page: &Page) -> Option<(Evidence, Vec<Diagnostic>)> {
    let lines: Vec<Range<usize>> = (1..=page.line_count())
        .map(|number| page.line(number))
        .collect();
    let text = |line: &Range<usize>| page.text[line.clone()].trim_end();
    let (index, method, path) = lines.iter().enumerate().find_map(|(index, line)| {
        let (method, path) = request_line(text(line))?;
        Some((index, method, path))
    })?;
    let headers = Headers::read(lines[index + 1..].iter().map(text));
    headers.host.as_ref()?;

    let mut diagnostics = Vec::new();
    let body = lines
        .get(index + 1 + headers.count)
        .map_or(page.text.len(), |line| line.start);
    let mut next = sample(&page.text, body);
    let mut request = None;
    if let (Some(found), Some(length)) = (&next, headers.content_length) {
        diagnostics.extend(check_length(page, found, length));
        let end = found.range.end;
        request = std::mem::replace(&mut next, sample(&page.text, end));
    }
    let mut titles = lines[..index]
        .iter()
        .map(text)
        .filter(|line| !line.is_empty());
    let evidence = Evidence {
        page: Arc::clone(&page.path),
        range: lines[index].clone(),
        method: method.to_ascii_lowercase(),
        path: path.to_owned(),
        host: headers.host,
        request,
        response: next,
        parameters: parameters(page, &lines[index + 1..]),
        title: titles.next().map(str::to_owned),
        description: titles.next().map(str::to_owned),
    };
    Some((evidence, diagnostics))
}

/// The method and the path of `POST /acs/users/list HTTP/1.1`.
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
    /// How many lines they take.
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

/// The header counts the bytes of the compact form, which tells a whole sample from a cut one.
fn check_length(page: &Page, sample: &Sample, declared: usize) -> Option<Diagnostic> {
    let actual = sample.json.to_string().len();
    if actual == declared {
        return None;
    }
    let message =
        format!("the sample body has {actual} bytes, and its Content-Length says {declared}");
    let location = Location::span(&page.path, sample.range.clone());
    Some(Diagnostic::new(Code::SampleLength, message).at(location, "this sample may be incomplete"))
}

/// The rows below `Request Body Parameters`: a name, a type, and what is said about it.
fn parameters(page: &Page, lines: &[Range<usize>]) -> Vec<Parameter> {
    let text = |line: &Range<usize>| page.text[line.clone()].trim();
    let heading = lines
        .iter()
        .position(|line| text(line).ends_with("Request Body Parameters"));
    let mut parameters: Vec<Parameter> = Vec::new();
    let mut rest = heading.map_or(&[][..], |index| &lines[index + 1..]);
    while let [line, below @ ..] = rest {
        if is_heading(text(line)) {
            break;
        }
        rest = below;
        match below {
            [next, after @ ..] if is_name(text(line)) && is_type(text(next)) => {
                let (type_text, required) = split_required(text(next));
                parameters.push(Parameter {
                    wire: text(line).to_owned(),
                    type_text: type_text.to_owned(),
                    required,
                    description: String::new(),
                    range: line.start..next.end,
                });
                rest = after;
            }
            _ => {
                if let Some(parameter) = parameters.last_mut() {
                    push_line(&mut parameter.description, text(line));
                }
            }
        }
    }
    parameters
}

fn push_line(description: &mut String, line: &str) {
    if !description.is_empty() && !line.is_empty() {
        description.push('\n');
    }
    description.push_str(line);
}

/// Whether the line is what follows a table on these pages.
fn is_heading(line: &str) -> bool {
    [
        "Sample Request",
        "Sample Response",
        "Response",
        "Code Example",
        "Request",
        "Last updated",
    ]
    .iter()
    .any(|heading| line.starts_with(heading) && line.len() <= heading.len() + 1)
}

fn is_name(line: &str) -> bool {
    !line.is_empty()
        && line
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'))
}

fn is_type(line: &str) -> bool {
    let word = line.split(' ').next().unwrap_or_default();
    let known = matches!(
        word,
        "Array"
            | "Boolean"
            | "Date"
            | "Datetime"
            | "Dict"
            | "Dictionary"
            | "Float"
            | "Integer"
            | "List"
            | "Number"
            | "Object"
            | "String"
            | "Timestamp"
            | "UUID"
    );
    known && (word == line || split_required(line).1.is_some() || line.ends_with(')'))
}

/// `String (UUID) Required` as `String (UUID)` and true.
fn split_required(line: &str) -> (&str, Option<bool>) {
    if let Some(kind) = line.strip_suffix("Required") {
        (kind.trim_end(), Some(true))
    } else if let Some(kind) = line.strip_suffix("Optional") {
        (kind.trim_end(), Some(false))
    } else {
        (line, None)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const PAGE: &str = "\
Tag a Thing
Put a tag on a thing
POST /things/tag HTTP/1.1
Host: api.example.test
Content-Type: application/json
Content-Length: 47
{
\"thing_id\": \"text\",
\"tags\": [
\"a}b\"
],
\"force\": true
}{
\"ok\": true
}Request
Say which thing.
Request Body Parameters
thing_id
String (UUID) Required
ID of the thing
tags
Array of strings Optional
Tags to put on it.
No more than four.
Sample Request
color
String Required
not part of the table
";

    fn evidence(text: &str) -> Option<(Evidence, Vec<Diagnostic>)> {
        read(&Page::new("a.md", text))
    }

    #[test]
    fn glued_samples_are_told_apart() {
        let (evidence, diagnostics) = evidence(PAGE).unwrap();
        assert_eq!(diagnostics, []);
        let request = evidence.request.unwrap();
        assert_eq!(
            request.json,
            json!({"thing_id": "text", "tags": ["a}b"], "force": true})
        );
        assert!(PAGE[request.range].ends_with("true\n}"));
        assert_eq!(evidence.response.unwrap().json, json!({"ok": true}));
    }

    #[test]
    fn request_line_host_and_title_are_read() {
        let (evidence, _) = evidence(PAGE).unwrap();
        assert_eq!(
            (evidence.method.as_str(), evidence.path.as_str()),
            ("post", "/things/tag")
        );
        assert_eq!(evidence.host.as_deref(), Some("api.example.test"));
        assert_eq!(evidence.title.as_deref(), Some("Tag a Thing"));
        assert_eq!(
            evidence.description.as_deref(),
            Some("Put a tag on a thing")
        );
        assert_eq!(&PAGE[evidence.range], "POST /things/tag HTTP/1.1");
    }

    #[test]
    fn the_table_ends_at_the_next_heading() {
        let (evidence, _) = evidence(PAGE).unwrap();
        let rows: Vec<_> = evidence
            .parameters
            .iter()
            .map(|p| {
                (
                    p.wire.as_str(),
                    p.type_text.as_str(),
                    p.required,
                    p.description.as_str(),
                )
            })
            .collect();
        assert_eq!(
            rows,
            [
                ("thing_id", "String (UUID)", Some(true), "ID of the thing"),
                (
                    "tags",
                    "Array of strings",
                    Some(false),
                    "Tags to put on it.\nNo more than four."
                ),
            ]
        );
    }

    #[test]
    fn a_cut_sample_is_reported() {
        let (_, diagnostics) = evidence(&PAGE.replace("Length: 47", "Length: 99")).unwrap();
        assert_eq!(diagnostics[0].code, Code::SampleLength);
    }

    #[test]
    fn without_a_content_length_the_only_sample_is_the_response() {
        let text = "List\nGET /things HTTP/1.1\nHost: api.example.test\n\n[\n1\n]Last updated\n";
        let (evidence, _) = evidence(text).unwrap();
        assert_eq!(evidence.request, None);
        assert_eq!(evidence.response.unwrap().json, json!([1]));
    }

    #[test]
    fn prose_that_mentions_a_request_is_no_evidence() {
        assert!(evidence("Send a\nPOST /hook HTTP/1.1\nrequest to us.\n").is_none());
        assert!(evidence("").is_none());
    }

    #[test]
    fn a_sample_that_is_no_json_is_left_out() {
        let text = PAGE.replace("\"force\": true", "\"force\": True");
        assert_eq!(evidence(&text).unwrap().0.request, None);
    }
}
