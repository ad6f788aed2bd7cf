//! Messages of HTTP in code: a request line or a status line, headers, and a body below a blank
//! line.

use serde_json::Value;

use super::{markdown::Fence, request_line, words};

/// A message.
#[derive(Debug, PartialEq)]
pub(super) struct Message {
    pub(super) start: Start,
    /// `name: value`
    pub(super) headers: Vec<String>,
    /// The body, if it is JSON.
    pub(super) body: Option<Value>,
    is_complete: bool,
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
        !self.is_complete && matches!(method.as_str(), "patch" | "post" | "put")
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
        Some(match host.filter(|_| url.starts_with('/')) {
            Some(host) => format!("https://{host}{url}"),
            None => url.clone(),
        })
    }
}

/// The messages in a fence: none where its first line begins none, and where a request is its line
/// alone.
pub(super) fn read(fence: &Fence) -> Vec<Message> {
    let text = fence.text.trim_start();
    if text.trim_end().lines().count() < 2 {
        return Vec::new();
    }
    let mut messages: Vec<Message> = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(start) = start(line.trim()) else {
            // What follows a body is not known.
            if messages.is_empty() {
                break;
            }
            continue;
        };
        let mut headers = Vec::new();
        while let Some(line) = lines.next_if(|line| is_header(line)) {
            headers.push(line.trim().to_owned());
        }
        let mut body = String::new();
        while let Some(line) = lines.next_if(|line| !line.starts_with("HTTP/")) {
            body.push_str(line);
            body.push('\n');
        }
        messages.push(Message {
            start,
            headers,
            body: serde_json::from_str(&body).ok(),
            is_complete: !body.trim().is_empty(),
        });
    }
    messages
}

fn start(line: &str) -> Option<Start> {
    if let Some(rest) = line.strip_prefix("HTTP/") {
        let (_version, rest) = rest.split_once(' ')?;
        let status = words::status(rest.split_whitespace().next()?)?;
        return Some(Start::Response { status });
    }
    let is_plain = line.starts_with(|c: char| c.is_ascii_uppercase());
    let (method, url) = request_line::parse(line).filter(|_| is_plain)?;
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
    fn other_code_has_none() {
        for code in [
            "GET /a",
            "{\"a\": 1}\nGET /a\n",
            "get(\"/a\")\nb",
            "HTTP/2\na",
        ] {
            assert!(messages(code).is_empty(), "{code}");
        }
    }
}
