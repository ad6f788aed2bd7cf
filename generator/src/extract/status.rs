//! The statuses of responses: which pages name, and which have no body, as `204 No Content`.

use serde_json::{Map, Value};

use super::{
    evidence::{NO_CONTENT, Response, Sample},
    markdown::Fence,
};

/// Words next to the status that say that it is one.
const WORDS: [&str; 4] = ["code", "codes", "content", "http"];

/// How such words begin.
const STEMS: [&str; 6] = ["answer", "http/", "respon", "return", "status", "success"];

/// A response that a row of a table is about.
#[derive(Debug, PartialEq)]
pub(super) struct Status {
    pub(super) status: String,
    pub(super) description: Option<String>,
    /// Whether the row names a type of a body.
    pub(super) has_body: bool,
    /// The body that the row shows.
    pub(super) sample: Option<Sample>,
}

/// Adds the responses that are not known.
pub(super) fn add(responses: &mut Vec<Response>, statuses: &[Status]) {
    for it in statuses {
        let response = response_with(responses, Some(it.status.clone()));
        if response.description.is_none() {
            response.description.clone_from(&it.description);
        }
        response.samples.extend(it.sample.clone());
    }
}

/// Gives any value as their body to responses that have one of which nothing else is known.
pub(super) fn add_bodies(responses: &mut Vec<Response>, statuses: &[Status]) {
    for it in statuses.iter().filter(|it| it.has_body) {
        let response = response_with(responses, Some(it.status.clone()));
        if response.fields.is_empty() && response.samples.is_empty() {
            let any = || Value::Object(Map::new());
            response.schema.get_or_insert_with(any);
        }
    }
}

/// Adds the response without a body, which the page only mentions, where no response that is a
/// success has one.
pub(super) fn add_no_content(responses: &mut Vec<Response>) {
    let has_body = |it: &Response| {
        it.status.starts_with('2')
            && (!it.fields.is_empty() || !it.samples.is_empty() || it.schema.is_some())
    };
    if !responses.iter().any(has_body) {
        response_with(responses, Some(NO_CONTENT.to_owned()));
    }
}

/// The response with `status`; without one, the first that is a success and may have a body.
pub(super) fn response_with(
    responses: &mut Vec<Response>,
    status: Option<String>,
) -> &mut Response {
    let found = responses.iter().position(|response| match &status {
        Some(status) => response.status == *status,
        None => response.status.starts_with('2') && response.status != NO_CONTENT,
    });
    let index = found.unwrap_or(responses.len());
    if found.is_none() {
        responses.push(Response::empty(status.as_deref().unwrap_or("200")));
    }
    &mut responses[index]
}

/// Whether a line of `text`, which begins at the byte `start` of the page, names the status: in a
/// sentence about it, alone in a line or in the first cell of a row, or, in its `fences`, in the
/// first line of a message.
pub(super) fn says_no_content(text: &str, start: usize, fences: &[Fence]) -> bool {
    let is_message = |fence: &Fence| fence.text.lines().any(is_message);
    if fences.iter().any(is_message) {
        return true;
    }
    // Numbers in other code are values.
    let ranges = fences.iter().map(|it| it.opening.start..it.range.end);
    let mut at = 0;
    for range in ranges {
        let end = range.start.saturating_sub(start).min(text.len());
        if text.get(at..end).is_some_and(is_said) {
            return true;
        }
        at = at.max(range.end.saturating_sub(start));
    }
    text.get(at..).is_some_and(is_said)
}

/// Whether a line of code is the first one of a message with the status.
fn is_message(line: &str) -> bool {
    // `<` is a mark of `curl -v`.
    let mut words = line.trim_start_matches(['<', ' ']).split_whitespace();
    let is_first = words.next().is_some_and(|it| it.starts_with("HTTP/"));
    is_first && words.next() == Some(NO_CONTENT)
}

/// Whether a line outside of code names the status.
fn is_said(text: &str) -> bool {
    text.lines().any(|line| {
        if !line.contains(NO_CONTENT) {
            return false;
        }
        let marks = ['*', '`', '#', ' ', ':', '-'];
        let mut cells = line.split('|').map(|cell| cell.trim_matches(marks));
        if cells.find(|cell| !cell.is_empty()) == Some(NO_CONTENT) {
            return true;
        }
        // Numbers in addresses and in JSON are values.
        let words = line.split(|it: char| it.is_whitespace() || "|<>()".contains(it));
        let words = words.filter(|word| !word.contains("://"));
        let words = words.flat_map(|word| word.split(':'));
        let marks = ['*', '`', '#', '.', ',', ';', '!', '[', ']', '-'];
        let words: Vec<&str> = words.map(|word| word.trim_matches(marks)).collect();
        let is_status = |word: &&str| word.trim_matches(['"', '\'']) == NO_CONTENT;
        let is_about_it = |word: &&str| {
            let word = word.to_ascii_lowercase();
            WORDS.contains(&word.as_str()) || STEMS.iter().any(|stem| word.starts_with(stem))
        };
        words.iter().any(is_status) && words.iter().any(is_about_it)
    })
}

#[cfg(test)]
mod tests {
    use super::{super::markdown, *};

    fn says(text: &str) -> bool {
        let page = format!("A\n\n{text}\n\nB\n");
        let fences = markdown::read(&page, 0).fences;
        says_no_content(&page, 0, &fences)
    }

    #[test]
    fn a_line_names_the_status() {
        for text in [
            "Returns `204 No Content`.",
            "HTTP/1.1 204 No Content",
            "```http\nHTTP/1.1 204 No Content\n```",
            "```sh\ncurl -v https://a.example/b\n< HTTP/2 204\n```\n\nC",
            "```json\n{}\n```\n\nReturns \"204\".",
            "| 204 | The door is closed |",
            "| Success | 204 |",
            "**204** | Gone",
            "### 204",
            "Status:204",
            "<td>204</td><td>No Content</td>",
            "Responds with 204.",
        ] {
            assert!(says(text), "{text}");
        }
    }

    #[test]
    fn other_numbers_are_no_statuses() {
        for text in [
            "There are 204 doors.",
            "Status 2045",
            "Returns 200.",
            "Returns it from `http://a.example/204`.",
            "Example: `curl https://a.example/204`",
            "`Content-Length: 204`",
            "`{\"status\": 204}`",
            "| id | integer | 204 |",
            "```http\nHTTP/1.1 200 OK\nContent-Length: 204\n```",
            "```json\n{\"status\": 204}\n```",
            "```sh\ncurl https://a.example/204\n```",
            "    Returns 204.",
        ] {
            assert!(!says(text), "{text}");
        }
    }

    #[test]
    fn a_response_without_a_body_has_none() {
        let mut responses = vec![Response::empty(NO_CONTENT)];
        assert_eq!(response_with(&mut responses, None).status, "200");
        add_no_content(&mut responses);
        assert_eq!(responses.len(), 2);
        responses.remove(0);
        responses[0].schema = Some(Value::Null);
        add_no_content(&mut responses);
        assert_eq!(responses.len(), 1);
    }
}
