//! Labels and headings that say what became of a request, above the body that was returned:
//! `Successful call:`, `Result:`, `On failure:`.

use crate::extract::words::Role;

/// Words that say nothing of the outcome.
const FILLERS: [&str; 14] = [
    "a", "an", "case", "for", "if", "in", "is", "it", "of", "on", "the", "this", "upon", "when",
];

/// What has an outcome, or is one.
const NOUNS: [&str; 12] = [
    "answer",
    "body",
    "call",
    "example",
    "execution",
    "operation",
    "output",
    "reply",
    "request",
    "response",
    "result",
    "results",
];

/// What a request returns that succeeds.
const SUCCESS: [&str; 5] = [
    "succeeded",
    "succeeds",
    "success",
    "successful",
    "successfully",
];

/// What other requests return.
const FAILURE: [&str; 7] = [
    "failed",
    "fails",
    "failure",
    "failures",
    "rejected",
    "unsuccessful",
    "unsuccessfully",
];

/// What labels say of requests that fail. `If there are no doors` is none: a list may be empty.
const PROBLEMS: [&str; 11] = [
    "already exist",
    "cannot",
    "denied",
    "forbidden",
    "invalid",
    "missing",
    "not exist",
    "not found",
    "problem",
    "unauthorized",
    "wrong",
];

/// The response that is below a label, if it says of an outcome only which one it is.
pub(super) fn role(label: &str) -> Option<Role> {
    let lower = label.to_ascii_lowercase();
    let words = lower
        .split_whitespace()
        .filter(|word| word.contains(char::is_alphanumeric));
    let all: Vec<&str> = words.collect();
    // `If the login fails`
    let words: Vec<&str> = match all[..] {
        ["if" | "when", .., verb] => vec![verb],
        _ => all
            .into_iter()
            .filter(|word| !FILLERS.contains(word))
            .collect(),
    };
    let is_failure = |word: &&str| FAILURE.contains(word);
    let is_success = |word: &&str| SUCCESS.contains(word);
    let is_known = |word: &&str| is_failure(word) || is_success(word) || NOUNS.contains(word);
    if !words.iter().all(is_known) {
        None
    } else if words.iter().any(is_failure) {
        Some(failure())
    } else {
        (is_result(label) || words.iter().any(is_success)).then_some(Role::Response(None))
    }
}

/// Whether a label is nothing but `Result`.
pub(super) fn is_result(label: &str) -> bool {
    let names = ["result", "results"];
    names.iter().any(|it| label.eq_ignore_ascii_case(it))
}

/// The response to requests that fail, if a label names a problem: `If the door does not exist`.
pub(super) fn problem(label: &str) -> Option<Role> {
    let lower = label.to_ascii_lowercase();
    let mut problems = PROBLEMS.iter();
    problems.any(|it| lower.contains(it)).then(failure)
}

fn failure() -> Role {
    Role::Response(Some("default".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{failure, problem, role};
    use crate::extract::words::Role;

    #[test]
    fn labels_say_what_became_of_a_request() {
        for label in [
            "Result",
            "Results",
            "Success",
            "Successful call",
            "On success",
            "If it succeeds",
        ] {
            assert_eq!(role(label), Some(Role::Response(None)), "{label}");
        }
        for label in [
            "Failed call",
            "On failure",
            "If the request fails",
            "When the login failed",
            "❌ Failure",
            "In case of failure",
        ] {
            assert_eq!(role(label), Some(failure()), "{label}");
        }
        for label in [
            "Call",
            "Example",
            "Failed rows",
            "Payment succeeded",
            "Result of the door",
            "Retry failed payments",
            "Success callback",
            "Success criteria",
            "",
        ] {
            assert_eq!(role(label), None, "{label}");
        }
    }

    #[test]
    fn labels_name_problems() {
        for label in [
            "If the door does not exist",
            "Invalid id",
            "Possible problems",
        ] {
            assert_eq!(problem(label), Some(failure()), "{label}");
        }
        for label in [
            "If the door is locked",
            "If there are no doors",
            "Notes",
            "",
        ] {
            assert_eq!(problem(label), None, "{label}");
        }
    }
}
