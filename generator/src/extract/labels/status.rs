//! Lines that are nothing but the status of a response: `` `201 Created` ``, ``Response: `201` ``,
//! `**Code**: 404 Not Found`.

use crate::extract::words::{self, Role};

/// The words that stand before a status.
const LABELS: [&str; 11] = [
    "answer", "code", "error", "failure", "http", "reply", "response", "return", "returns",
    "status", "success",
];

/// What a line says that is a status: by a label before it, or as code with nothing around it.
pub(super) fn role(line: &str) -> Option<Role> {
    if line.starts_with(['#', '>', '|']) {
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
        .skip_while(|word| matches!(*word, "-" | "+"))
        .peekable();
    let mut is_labelled = false;
    while words
        .next_if(|word| LABELS.iter().any(|label| word.eq_ignore_ascii_case(label)))
        .is_some()
    {
        is_labelled = true;
    }
    let status = words.next().filter(|word| word.len() == 3)?;
    // `Not Found`
    let is_phrase = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_uppercase()) && !word.ends_with(['.', ','])
    };
    let is_whole = (is_labelled || is_code) && words.all(is_phrase);
    let status = words::status(status).filter(|_| is_whole)?;
    Some(Role::Response(Some(status)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_status() {
        let created = Some(Role::Response(Some("201".to_owned())));
        for line in [
            "`201 Created`",
            "`201`",
            "`Status: 201 Created`",
            "Response: `201`",
            "Response: 201 Created",
            "Success response: `201`:",
            "**Code** : `201 CREATED`",
            "* **Code:** 201 <br />",
        ] {
            assert_eq!(role(line), created, "{line}");
        }
        for line in [
            "201 Created",
            "- 201 Created",
            "- `201` - The door.",
            "Returns 201 if the door is new.",
            "Response: `204`, no body.",
            "| Code: 201 |",
            "`2010`",
            "`",
            "Code: 42",
            "Limit: 200",
        ] {
            assert_eq!(role(line), None, "{line}");
        }
    }
}
