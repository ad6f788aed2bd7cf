//! The statuses of responses: which pages name, and which have no body, as `204 No Content`.

use serde_json::{Map, Value};

use super::evidence::{NO_CONTENT, Response};

/// Words next to the status that say that it is one.
const WORDS: [&str; 7] = [
    "code", "content", "http", "respon", "return", "status", "success",
];

/// A response that a row of a table is about.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Status {
    pub(super) status: String,
    pub(super) description: Option<String>,
    /// Whether the row names a type of a body.
    pub(super) has_body: bool,
}

/// Adds the responses that are not known.
pub(super) fn add(responses: &mut Vec<Response>, statuses: &[Status]) {
    for it in statuses {
        let response = response_with(responses, Some(it.status.clone()));
        if response.description.is_none() {
            response.description.clone_from(&it.description);
        }
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

/// The response with `status`; without one, the first that is a success.
pub(super) fn response_with(
    responses: &mut Vec<Response>,
    status: Option<String>,
) -> &mut Response {
    let found = responses.iter().position(|response| match &status {
        Some(status) => response.status == *status,
        None => response.status.starts_with('2'),
    });
    let index = found.unwrap_or(responses.len());
    if found.is_none() {
        responses.push(Response::empty(status.as_deref().unwrap_or("200")));
    }
    &mut responses[index]
}

/// Whether a line of `text` names the status: in a sentence about it, in the first line of a
/// message, or alone in a cell or a line.
pub(super) fn says_no_content(text: &str) -> bool {
    text.lines().any(|line| {
        let is_status = |word: &&str| *word == NO_CONTENT;
        let mut words = line.split(|it: char| !it.is_alphanumeric());
        if !words.any(|word| word == NO_CONTENT) {
            return false;
        }
        let line = line.to_ascii_lowercase();
        let cells = line
            .split('|')
            .map(|cell| cell.trim_matches(['*', '`', '#', ' ', ':', '-']));
        let is_alone = cells.collect::<Vec<_>>().iter().any(is_status);
        is_alone || WORDS.iter().any(|word| line.contains(word))
    })
}

#[cfg(test)]
mod tests {
    use super::says_no_content;

    #[test]
    fn a_line_names_the_status() {
        for line in [
            "Returns `204 No Content`.",
            "HTTP/1.1 204 No Content",
            "| 204 | The door is gone |",
            "**204** | Gone",
            "### 204",
            "Responds with 204.",
        ] {
            assert!(says_no_content(&format!("A\n{line}\nB\n")), "{line}");
        }
        for line in ["There are 204 doors.", "Status 2045", "Returns 200."] {
            assert!(!says_no_content(line), "{line}");
        }
    }
}
