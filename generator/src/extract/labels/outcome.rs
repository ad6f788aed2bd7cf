//! Labels that say what became of a request, above the body that was returned: `Successful call:`,
//! `Result:`, `On failure:`.

use crate::extract::words::Role;

/// How many words such a label has at most.
const LIMIT: usize = 4;

/// The words that are labels alone.
const NOUNS: [&str; 2] = ["result", "results"];

/// Words of labels above what a request returns that succeeds.
const SUCCESS: [&str; 5] = [
    "succeeded",
    "succeeds",
    "success",
    "successful",
    "successfully",
];

/// Words of labels above what other requests return.
const FAILURE: [&str; 6] = [
    "failed",
    "fails",
    "failure",
    "rejected",
    "unsuccessful",
    "unsuccessfully",
];

/// The response that is below a label, if its words say so.
pub(super) fn role(label: &str) -> Option<Role> {
    let lower = label.to_ascii_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let has = |those: &[&str]| words.iter().any(|word| those.contains(word));
    let is_noun = matches!(words[..], [word] if NOUNS.contains(&word));
    if words.len() > LIMIT {
        None
    } else if has(&FAILURE) {
        Some(Role::Response(Some("default".to_owned())))
    } else {
        (is_noun || has(&SUCCESS)).then_some(Role::Response(None))
    }
}

#[cfg(test)]
mod tests {
    use super::role;
    use crate::extract::words::Role;

    #[test]
    fn labels_say_what_became_of_a_request() {
        for label in ["Result", "Successful call", "On success", "If it succeeds"] {
            assert_eq!(role(label), Some(Role::Response(None)), "{label}");
        }
        for label in ["Failed call", "On failure", "If the request fails"] {
            let error = Role::Response(Some("default".to_owned()));
            assert_eq!(role(label), Some(error), "{label}");
        }
        for label in ["Result of the door", "Succession", "Example", ""] {
            assert_eq!(role(label), None, "{label}");
        }
    }
}
