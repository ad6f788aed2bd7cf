//! Sentences that say that exactly one of several members is given.

/// A sentence, and the members that it speaks of.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The sentence, on one line.
    pub(super) sentence: String,
    /// The members, in the order of the sentence.
    pub(super) members: Vec<String>,
}

/// The choices between `members` that `text` speaks of.
///
/// Passed over is what says less, or more, than that exactly one is given: “at
/// least one of”, “you can specify either” (or neither), and pairs that are one
/// alternative (“either a or both b and c”).
pub(super) fn choices(text: &str, members: &[&str]) -> Vec<Found> {
    sentences(text)
        .filter_map(|sentence| {
            let members = choice(&sentence, members)?;
            Some(Found { sentence, members })
        })
        .collect()
}

/// Words of which one asks for something to be given.
const ASKS: &[&str] = &[
    "give", "include", "pass", "provide", "send", "set", "specify", "supply", "use",
];

/// What says that one will not do, or that none will.
const LOOSE: &[&str] = &["at least one", "one or more", "any of"];

fn choice(sentence: &str, members: &[&str]) -> Option<Vec<String>> {
    let lower = sentence.to_lowercase();
    let asks = words(&lower).any(|(_, word)| ASKS.contains(&word));
    let only = lower.contains(" only ") || lower.contains("exactly one");
    let is_optional = (lower.contains(" can ") || lower.contains(" may ")) && !only;
    if !asks || is_optional || LOOSE.iter().any(|loose| lower.contains(loose)) {
        return None;
    }
    let is_list = lower.contains("one of");
    match alternatives(sentence, members, is_list)? {
        named if named.is_empty() && is_list => of_one_stem(sentence, members),
        named if named.is_empty() => None,
        named if is_list || only || lower.contains("either") || lower.contains("but not both") => {
            Some(named)
        }
        // A bare “or” leaves open whether both may be given, but for one quantity
        // in two units.
        named if lower.contains("must") && stem(&named).is_some() => Some(named),
        _ => None,
    }
}

/// The members that the sentence lists as alternatives, at least two or none;
/// `None` where it makes several of them one alternative.
fn alternatives(sentence: &str, members: &[&str], is_list: bool) -> Option<Vec<String>> {
    let mut runs: Vec<Vec<&str>> = Vec::new();
    let mut end = 0;
    for (at, word) in words(sentence).filter(|(_, word)| members.contains(word)) {
        let between = between(&sentence[end..at], is_list);
        end = at + word.len();
        match (runs.last_mut(), between) {
            (Some(_), Between::Together) => return None,
            (Some(run), Between::Or) => {
                if !run.contains(&word) {
                    run.push(word);
                }
            }
            _ => runs.push(vec![word]),
        }
    }
    let longest = runs.into_iter().find(|run| run.len() > 1);
    let owned = longest.unwrap_or_default().into_iter().map(str::to_owned);
    Some(owned.collect())
}

/// What stands between two names.
enum Between {
    /// They are alternatives.
    Or,
    /// They are given together.
    Together,
    /// They have nothing to do with each other.
    Other,
}

fn between(text: &str, is_list: bool) -> Between {
    const TOGETHER: &[&str] = &["both", "combination", "plus", "together", "with"];
    let lower = text.to_lowercase();
    let mut is_glue = true;
    for (_, word) in words(&lower) {
        match word {
            "a" | "an" | "the" | "or" => {}
            "and" if is_list => {}
            "and" => return Between::Together,
            _ if TOGETHER.contains(&word) => return Between::Together,
            _ => is_glue = false,
        }
    }
    if text.contains(['/', '+']) && is_glue {
        Between::Together
    } else if is_glue {
        Between::Or
    } else {
        Between::Other
    }
}

/// The members that a sentence means by what their names have in common: “one of
/// the `cooling_set_point` parameters”.
fn of_one_stem(sentence: &str, members: &[&str]) -> Option<Vec<String>> {
    words(sentence).find_map(|(_, word)| {
        let meant = members
            .iter()
            .filter(|member| stem_of(member) == Some(word));
        let meant: Vec<String> = meant.map(|member| (*member).to_owned()).collect();
        (meant.len() > 1).then_some(meant)
    })
}

/// What the names of all members have in common before their last word.
pub(super) fn stem(members: &[String]) -> Option<&str> {
    let first = stem_of(members.first()?)?;
    let is_common = members.iter().all(|member| stem_of(member) == Some(first));
    is_common.then_some(first)
}

fn stem_of(member: &str) -> Option<&str> {
    member.rsplit_once('_').map(|(stem, _)| stem)
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

/// Words that could be names of members, and where each begins.
fn words(sentence: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = sentence.get(at..)?;
        let start = at + rest.find(is_word)?;
        let rest = &sentence[start..];
        let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        at = start + length;
        Some((start, &rest[..length]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The members that a text of one sentence proposes.
    fn proposed(text: &str, members: &[&str]) -> Vec<String> {
        let found = choices(text, members);
        found.into_iter().flat_map(|found| found.members).collect()
    }

    const USER: &[&str] = &["acs_user_id", "user_identity_id", "acs_system_id"];

    #[test]
    fn the_sentences_of_the_seed_pages_are_found() {
        let text = "ID of the access system user. You can only provide one of acs_user_id or user_identity_id. If not, nothing.";
        let found = choices(text, USER);
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
    fn only_a_or_b_is_a_choice_without_the_word_one() {
        let text = "You can only provide acs_user_id or user_identity_id.";
        assert_eq!(proposed(text, USER), ["acs_user_id", "user_identity_id"]);
        let text = "For acs_system_id, only give `acs_user_id` or `user_identity_id`.";
        assert_eq!(proposed(text, USER), ["acs_user_id", "user_identity_id"]);
    }

    #[test]
    fn a_list_may_end_with_and() {
        let text = "Specify exactly one of `a`, `b`, and `c`.";
        assert_eq!(proposed(text, &["a", "b", "c"]), ["a", "b", "c"]);
    }

    #[test]
    fn members_may_be_meant_by_what_their_names_share() {
        let members = ["set_point_celsius", "set_point_fahrenheit", "set_by"];
        let text = "You must set one of the `set_point` parameters.";
        assert_eq!(proposed(text, &members), &members[..2]);
        assert_eq!(proposed(text, &members[1..]), [""; 0]);
    }

    #[test]
    fn a_bare_or_is_a_choice_between_units_only() {
        let text = "You must set `at_celsius` or `at_fahrenheit`.";
        let units = ["at_celsius", "at_fahrenheit"];
        assert_eq!(proposed(text, &units), units);
        let text = "You must include `since` or `between`.";
        assert_eq!(proposed(text, &["since", "between"]), [""; 0]);
    }

    #[test]
    fn several_members_as_one_alternative_are_no_choice() {
        for text in [
            "You must provide either `acs_user_id` or both `user_identity_id` and `acs_system_id`.",
            "You can only provide acs_user_id or the combination of acs_system_id and user_identity_id.",
            "Specify either `acs_user_id` or `acs_system_id`/`user_identity_id`.",
            "You can only provide acs_system_id with user_identity_id.",
            "Provide either acs_user_id and acs_system_id, or nothing.",
        ] {
            assert_eq!(proposed(text, USER), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_may_be_left_out_or_given_together_is_no_choice() {
        for text in [
            "You can specify either `acs_user_id` or `user_identity_id`.",
            "You may set `acs_user_id` or `user_identity_id`, but not both.",
            "You must provide at least one of `acs_user_id` or `user_identity_id`.",
            "Specify one or more of `acs_user_id` and `user_identity_id`.",
        ] {
            assert_eq!(proposed(text, USER), [""; 0], "{text}");
        }
    }

    #[test]
    fn members_that_are_only_mentioned_are_no_choice() {
        for text in [
            "The name of `acs_user_id` and `user_identity_id`.",
            "Use either the user or `acs_user_id`.",
            "Filters by `acs_user_id` or `user_identity_id`.",
        ] {
            assert_eq!(proposed(text, USER), [""; 0], "{text}");
        }
    }
}
