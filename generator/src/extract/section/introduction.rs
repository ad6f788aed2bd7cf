//! What the paragraph directly above a table says of it: "If successful, returns the following
//! response attributes:"

use super::Section;
use crate::extract::words::Role;

/// How many lines a paragraph has at most that introduces a table.
const LINES: usize = 8;

/// Words of paragraphs that are about what is sent.
const OF_REQUESTS: [&str; 12] = [
    "accepts",
    "argument",
    "arguments",
    "filter",
    "pass",
    "provide",
    "query",
    "requires",
    "send",
    "set",
    "specify",
    "supports",
];

/// What is said of a request in a paragraph about its response.
const CONDITIONS: [&str; 3] = ["if the request", "a successful request", "when the request"];

impl Section<'_> {
    /// The response, where the paragraph directly above the byte `at` introduces what is there as a
    /// part of it, and of nothing else.
    pub(in crate::extract) fn introduced_response(&self, at: usize) -> Option<Role> {
        let text = self.outline.file.text();
        let above = text.get(self.range.start..at)?.trim_end();
        let lines = above.lines().rev().take_while(|it| !it.trim().is_empty());
        let mut lines: Vec<&str> = lines.take(LINES).collect();
        lines.reverse();
        let paragraph = lines.join(" ").to_ascii_lowercase();
        let is_prose = paragraph.ends_with(':')
            && paragraph.starts_with(|c: char| c.is_alphabetic())
            && paragraph.split_whitespace().count() > 3;
        (is_prose && is_about_response(&paragraph)).then_some(Role::Response(None))
    }
}

/// Whether a paragraph in lower case is about a response, and not about what is sent.
fn is_about_response(paragraph: &str) -> bool {
    let conditions = CONDITIONS.iter();
    let paragraph = conditions.fold(paragraph.to_owned(), |text, it| text.replace(it, ""));
    let words = || paragraph.split(|c: char| !c.is_alphanumeric());
    let is_answer = |word: &str| matches!(word, "response" | "returns" | "responds" | "answers");
    let is_sent = |word: &str| word == "request" || OF_REQUESTS.contains(&word);
    words().any(is_answer) && !words().any(is_sent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_may_be_about_a_response() {
        for text in [
            "the response has these fields:",
            "if it is open, returns `200` and:",
            "if the request succeeds, the response has:",
        ] {
            assert!(is_about_response(text), "{text}");
        }
        for text in [
            "fields that are returned:",
            "the response depends on these fields of the request:",
            "filter the response with:",
        ] {
            assert!(!is_about_response(text), "{text}");
        }
    }
}
