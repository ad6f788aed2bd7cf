//! What the paragraph directly above a table says of it: "If successful, returns the following
//! response attributes:"

use super::Section;
use crate::extract::words::Role;

/// How many lines a paragraph has at most that introduces a table.
const LINES: usize = 8;

/// Words of paragraphs that are about what is sent.
const OF_REQUESTS: [&str; 22] = [
    "accepts",
    "argument",
    "arguments",
    "control",
    "filter",
    "limit",
    "option",
    "options",
    "parameter",
    "parameters",
    "pass",
    "provide",
    "query",
    "request",
    "requests",
    "requires",
    "send",
    "set",
    "sort",
    "specify",
    "supports",
    "use",
];

/// What stands between `response` and what it does.
const NOUNS: [&str; 3] = ["body", "object", "payload"];

/// What a response does that has what is below.
const VERBS: [&str; 7] = [
    "consists", "contains", "has", "includes", "is", "returns", "will",
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
        // A heading or a label says more than prose below it.
        let is_of_request = || matches!(self.stated_role(at), Some(Role::Request(_)));
        let is_response = is_prose && is_about_response(&paragraph) && !is_of_request();
        is_response.then_some(Role::Response(None))
    }
}

/// Whether a paragraph in lower case is about a response, and not about what is sent.
fn is_about_response(paragraph: &str) -> bool {
    let conditions = CONDITIONS.iter();
    let paragraph = conditions.fold(paragraph.to_owned(), |text, it| text.replace(it, ""));
    let words = paragraph.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|it| !it.is_empty()).collect();
    let is_answer = |at: usize| match words[at] {
        "returns" | "responds" | "answers" => true,
        "response" => {
            let mut next = words[at + 1..].iter().skip_while(|it| NOUNS.contains(it));
            next.next().is_some_and(|it| VERBS.contains(it))
        }
        _ => false,
    };
    let is_sent = |word: &&str| OF_REQUESTS.contains(word);
    (0..words.len()).any(is_answer) && !words.iter().any(is_sent)
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
            "you can limit the response with the following parameters:",
            "the response depends on these fields:",
        ] {
            assert!(!is_about_response(text), "{text}");
        }
    }
}
