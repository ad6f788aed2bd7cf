//! Messages of HTTP in code: a request line or a status line, headers, and a body below a blank
//! line.

use std::ops::Range;

use serde_json::Value;

use super::{address, markdown::Fence, request_line, words};
use crate::{http_method, sample};

/// A message.
#[derive(Debug, PartialEq)]
pub(super) struct Message {
    pub(super) start: Start,
    /// `name: value`
    pub(super) headers: Vec<String>,
    /// The body, if it is JSON.
    pub(super) body: Option<Value>,
    /// Whether it has a body, JSON or not.
    is_complete: bool,
    /// The bytes of the page.
    pub(super) range: Range<usize>,
}

/// The first line of a message.
#[derive(Debug, PartialEq)]
pub(super) enum Start {
    Request {
        /// In lower case.
        method: String,
        /// As the line has it, without the host of the headers.
        url: String,
    },
    Response {
        status: String,
    },
}

impl Message {
    /// Whether it is a request that has a body elsewhere, if it has one.
    pub(super) fn lacks_body(&self) -> bool {
        let Start::Request { method, .. } = &self.start else {
            return false;
        };
        !self.is_complete && http_method::has_body_by_default(method)
    }

    /// The URL of a request, with the host that its headers name.
    pub(super) fn url(&self) -> Option<String> {
        let Start::Request { url, .. } = &self.start else {
            return None;
        };
        let host = self.headers.iter().find_map(|header| {
            let (name, value) = header.split_once(':')?;
            name.eq_ignore_ascii_case("host").then(|| value.trim())
        });
        // Some write a URL there, or a placeholder, which is no host.
        let (scheme, host) = match host.and_then(|it| it.split_once("://")) {
            Some((scheme, host)) => (scheme, Some(host.trim_end_matches('/'))),
            None => ("https", host),
        };
        let host = host.filter(|it| url.starts_with('/') && address::is_host(it));
        Some(match host {
            Some(host) => format!("{scheme}://{host}{url}"),
            None => url.clone(),
        })
    }
}

/// The messages in a fence: none where its first line begins none, and where its requests are no
/// more than their lines, as in a list of operations.
pub(super) fn read(fence: &Fence) -> Vec<Message> {
    let mut messages: Vec<Message> = Vec::new();
    let mut lines = Lines {
        text: &fence.text,
        at: 0,
    };
    while let Some((line, at)) = lines.next() {
        let Some(start) = start(line) else {
            // What follows a body is not known.
            if messages.is_empty() && !is_blank(line) {
                break;
            }
            continue;
        };
        let mut headers = Vec::new();
        while let Some((line, _)) = lines.next_if(is_header) {
            headers.push(line.trim().to_owned());
        }
        let mut body = String::new();
        while let Some((line, _)) = lines.next_if(|line| self::start(line).is_none()) {
            if !line.starts_with("###") {
                body.push_str(line);
                body.push('\n');
            }
        }
        messages.push(Message {
            start,
            headers,
            body: sample::json(&body),
            is_complete: !body.trim().is_empty(),
            range: fence.page_offset(at)..fence.page_offset(lines.at),
        });
    }
    let is_line = |it: &Message| {
        matches!(it.start, Start::Request { .. }) && it.headers.is_empty() && !it.is_complete
    };
    match messages.iter().all(is_line) {
        true => Vec::new(),
        false => messages,
    }
}

/// The lines of a text.
struct Lines<'a> {
    text: &'a str,
    /// Where the next one begins.
    at: usize,
}

impl<'a> Lines<'a> {
    /// The next line, and where it begins.
    fn next(&mut self) -> Option<(&'a str, usize)> {
        self.next_if(|_| true)
    }

    /// The next line if `is_it` holds for it.
    fn next_if(&mut self, is_it: impl Fn(&str) -> bool) -> Option<(&'a str, usize)> {
        let line = self.text[self.at..].split_inclusive('\n').next()?;
        let content = line.trim_end();
        if !is_it(content) {
            return None;
        }
        let at = self.at;
        self.at += line.len();
        Some((content, at))
    }
}

/// Whether a line above the first message is none of its lines: empty, or a comment.
fn is_blank(line: &str) -> bool {
    line.is_empty() || line.starts_with(['#', '@']) || line.starts_with("//")
}

/// The start of a message that a line is.
fn start(line: &str) -> Option<Start> {
    if let Some(rest) = line.strip_prefix("HTTP") {
        let (version, rest) = rest.split_once(' ')?;
        if !version.is_empty() && !version.starts_with('/') {
            return None;
        }
        let status = words::status(rest.split_whitespace().next()?)?;
        return Some(Start::Response { status });
    }
    if !line.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let (method, url) = request_line::parse(line)?;
    Some(Start::Request { method, url })
}

/// Whether a line is a header: a name without spaces before a colon.
fn is_header(line: &str) -> bool {
    let name = line.split_once(':').map(|(name, _)| name.trim());
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-';
    name.is_some_and(|name| !name.is_empty() && name.chars().all(is_part))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{super::markdown, *};

    fn messages(code: &str) -> Vec<Message> {
        let fence = markdown::read(&format!("```http\n{code}\n```\n"), 0).fences;
        read(&fence[0])
    }

    #[test]
    fn a_request_and_its_response_may_be_in_one_fence() {
        let found = messages(
            "POST /a HTTP/1.1\nHost: a.example\nX-Key: b\n\n{\"c\": 1}\n\nHTTP/1.1 201 Created\nContent-Type: application/json\n\n{\n\n  \"d\": 2\n}",
        );
        assert_eq!(found[0].url().as_deref(), Some("https://a.example/a"));
        assert_eq!(found[0].headers[1], "X-Key: b");
        assert_eq!(found[0].body, Some(json!({ "c": 1 })));
        let status = "201".to_owned();
        assert_eq!(found[1].start, Start::Response { status });
        assert_eq!(found[1].body, Some(json!({ "d": 2 })));
    }

    #[test]
    fn several_requests_may_be_in_one_fence() {
        let code = "### List\nGET /a HTTP/1.1\nHost: a.example\n\n###\nPOST /a\nHost: a.example\n\n{\"b\": 1}\n\n### End\n\nDELETE /a/c\n";
        let found = messages(code);
        let urls: Vec<_> = found.iter().filter_map(Message::url).collect();
        let host = "https://a.example";
        assert_eq!(
            urls,
            [format!("{host}/a"), format!("{host}/a"), "/a/c".to_owned()]
        );
        assert_eq!(found[1].body, Some(json!({ "b": 1 })));
        let page = format!("```http\n{code}\n```\n");
        assert!(page[found[1].range.clone()].starts_with("POST /a\n"));
        assert!(page[found[2].range.clone()].starts_with("DELETE"));
    }

    #[test]
    fn other_code_has_none() {
        for code in [
            "GET /a",
            "GET /a\nPOST /a\n\nGET /a/b\n",
            "{\"a\": 1}\nGET /a\n",
            "get(\"/a\")\nb",
            "HTTP/2\na",
        ] {
            assert!(messages(code).is_empty(), "{code}");
        }
    }
}
