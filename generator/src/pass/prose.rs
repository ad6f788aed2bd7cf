//! Sentences that say that only one of several members can be given.

/// A sentence, and the members that it speaks of.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The sentence, on one line.
    pub(super) sentence: String,
    /// The members, in the order of the sentence.
    pub(super) members: Vec<String>,
}

/// What a sentence must hold to speak of a choice.
const CUES: &[&str] = &[
    "only provide one of",
    "only specify one of",
    "either",
    "exactly one of",
    "one of the following",
    "but not both",
];

/// The choices between `members` that `text` speaks of.
///
/// A sentence that offers a pair as one alternative (`either a or both b and
/// c`) is no choice between single members, and is passed over.
pub(super) fn choices(text: &str, members: &[&str]) -> Vec<Found> {
    sentences(text)
        .filter_map(|sentence| {
            let lower = sentence.to_lowercase();
            let cued = CUES.iter().any(|cue| lower.contains(cue));
            let pairs = lower.contains("both") && !lower.contains("not both");
            if !cued || pairs {
                return None;
            }
            let mut named: Vec<String> = Vec::new();
            for word in words(&sentence) {
                if members.contains(&word) && !named.iter().any(|known| known == word) {
                    named.push(word.to_owned());
                }
            }
            if named.len() < 2 {
                None
            } else {
                Some(Found {
                    sentence,
                    members: named,
                })
            }
        })
        .collect()
}

/// The sentences of `text`, each on one line.
fn sentences(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split("\n\n").flat_map(|paragraph| {
        let line = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut sentences = Vec::new();
        let mut rest = line.as_str();
        while let Some(end) = rest.find(". ") {
            sentences.push(rest[..=end].to_owned());
            rest = &rest[end + 2..];
        }
        sentences.push(rest.to_owned());
        sentences
    })
}

/// Words that could be names of members.
fn words(sentence: &str) -> impl Iterator<Item = &str> {
    sentence
        .split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$'))
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentences_of_the_seed_pages_are_found() {
        let text = "ID of the access system user. You can only provide one of acs_user_id or user_identity_id. If not, nothing.";
        let found = choices(text, &["acs_user_id", "user_identity_id"]);
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].sentence,
            "You can only provide one of acs_user_id or user_identity_id."
        );
        assert_eq!(found[0].members, ["acs_user_id", "user_identity_id"]);

        let text = "Adds a user.\n\nYou must specify either `user_identity_id` or\n`user_identity_key` to identify it.";
        let found = choices(text, &["user_identity_id", "user_identity_key"]);
        assert_eq!(found[0].members, ["user_identity_id", "user_identity_key"]);
    }

    #[test]
    fn a_pair_as_one_alternative_is_no_choice() {
        let text = "You must specify either `access_code_id` or both `device_id` and `code`.";
        assert_eq!(choices(text, &["access_code_id", "device_id", "code"]), []);
    }

    #[test]
    fn members_that_are_only_mentioned_are_no_choice() {
        assert_eq!(
            choices("The name of `a_id` and `b_id`.", &["a_id", "b_id"]),
            []
        );
        assert_eq!(choices("Either the user or `a_id`.", &["a_id", "b_id"]), []);
    }
}
