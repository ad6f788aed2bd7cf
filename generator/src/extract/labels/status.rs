//! Lines that are nothing but the status of a response: `` `201 Created` ``, ``Response: `201` ``,
//! `**Code**: 404 Not Found`.

use crate::extract::words::{self, Role};

/// The words that stand before a status.
const LABELS: [&str; 11] = [
    "answer", "code", "error", "failure", "http", "reply", "response", "return", "returns",
    "status", "success",
];

/// Those that also begin sentences and names of fields: a colon is behind them, and a body below.
const WEAK: [&str; 2] = ["error", "failure"];

/// The labels of the items of lists that say the status, the body and other things of a response.
const OF_ITEMS: [&str; 3] = ["**Code:**", "**Status:**", "**Status code:**"];

/// What a line says that is a status: by a label before it, or as code with nothing around it.
/// Where that may be about something else, as a number alone is, the body has to be next:
/// `is_before_body`.
pub(super) fn role(line: &str, is_item: bool, is_before_body: impl Fn() -> bool) -> Option<Role> {
    let is_labelled_item = || OF_ITEMS.iter().any(|label| line.starts_with(label));
    if line.starts_with(['#', '>', '|', '-', '+']) || is_item && !is_labelled_item() {
        return None;
    }
    let is_code = line.len() > 1 && line.starts_with('`') && line.ends_with('`');
    let line = ["<br />", "<br/>", "<br>"]
        .iter()
        .find_map(|end| line.strip_suffix(end))
        .unwrap_or(line);
    let mut words = line
        .split(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '`' | ':'))
        .filter(|word| !word.is_empty())
        .peekable();
    let is_one_of =
        |words: &[&str], word: &str| words.iter().any(|it| word.eq_ignore_ascii_case(it));
    let mut labels = Vec::new();
    while let Some(label) = words.next_if(|word| is_one_of(&LABELS, word)) {
        labels.push(label);
    }
    let status = words.next().filter(|word| word.len() == 3)?;
    // A response with one of these has no body, and another one follows it.
    let status = words::status(status).filter(|it| !it.starts_with('1'))?;
    // `Not Found`
    let is_phrase = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_uppercase()) && !word.ends_with(['.', ','])
    };
    let has_phrase = words.peek().is_some();
    if !words.all(is_phrase) {
        return None;
    }
    let is_weak = labels.iter().all(|label| is_one_of(&WEAK, label));
    let is_status = match labels.is_empty() {
        true => is_code && (has_phrase || is_before_body()),
        false if is_weak => line.contains(':') && is_before_body(),
        false => true,
    };
    is_status.then_some(Role::Response(Some(status)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alone(line: &str) -> Option<Role> {
        role(line, false, || false)
    }

    #[test]
    fn a_line_is_a_status() {
        let created = Some(Role::Response(Some("201".to_owned())));
        for line in [
            "`201 Created`",
            "`Status: 201 Created`",
            "Response: `201`",
            "Response: 201 Created",
            "Success response: `201`:",
            "**Code** : `201 CREATED`",
        ] {
            assert_eq!(alone(line), created, "{line}");
        }
        assert_eq!(role("**Code:** 201 <br />", true, || false), created);
        for line in [
            "201 Created",
            "- 201 Created",
            "- `201` - The door.",
            "- HTTP 429",
            "Returns 201 if the door is new.",
            "Response: `204`, no body.",
            "| Code: 201 |",
            "`2010`",
            "`",
            "Code: 42",
            "Limit: 200",
            "Status: 100",
        ] {
            assert_eq!(alone(line), None, "{line}");
        }
        for item in ["**error**: 500", "**status**: 200", "**Failure:** 500"] {
            assert_eq!(role(item, true, || true), None, "{item}");
        }
    }

    #[test]
    fn a_number_is_a_status_where_a_body_is_next() {
        for line in ["`409`", "Error: 409", "**Failure**: `409`"] {
            let conflict = Role::Response(Some("409".to_owned()));
            assert_eq!(role(line, false, || true), Some(conflict), "{line}");
            assert_eq!(alone(line), None, "{line}");
        }
        for line in ["`100`", "Error 409"] {
            assert_eq!(role(line, false, || true), None, "{line}");
        }
    }
}
