//! Sentences which state that exactly one of several fields is given.

/// A sentence, and the fields that it names as alternatives.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Hint {
    /// The sentence, on one line.
    pub(super) sentence: String,
    /// The fields, in the order of the sentence.
    pub(super) fields: Vec<String>,
}

/// The sentences of `text` which state that exactly one of several `fields` is given.
///
/// Sentences that state less or more than that are ignored: “at least one of”, “you can
/// specify either” (or neither), and pairs that form one alternative (“either a or both
/// b and c”).
pub(super) fn find(text: &str, fields: &[&str]) -> Vec<Hint> {
    sentences(text)
        .filter_map(|sentence| {
            let fields = alternatives_of(&sentence, fields)?;
            Some(Hint { sentence, fields })
        })
        .collect()
}

/// Verbs that ask for a value.
const REQUESTS: &[&str] = &[
    "give", "include", "pass", "provide", "send", "set", "specify", "supply", "use",
];

/// Phrases that allow several values, or none.
const INCLUSIVE: &[&str] = &["at least one", "one or more", "any of"];

fn alternatives_of(sentence: &str, fields: &[&str]) -> Option<Vec<String>> {
    let lower = sentence.to_lowercase();
    let asks = words(&lower).any(|(_, word)| REQUESTS.contains(&word));
    let only = lower.contains(" only ") || lower.contains("exactly one");
    let is_optional = (lower.contains(" can ") || lower.contains(" may ")) && !only;
    if !asks || is_optional || INCLUSIVE.iter().any(|phrase| lower.contains(phrase)) {
        return None;
    }
    let is_list = lower.contains("one of");
    match alternatives(sentence, fields, is_list)? {
        named if named.is_empty() && is_list => of_one_stem(sentence, fields),
        named if named.is_empty() => None,
        named if is_list || only || lower.contains("either") || lower.contains("but not both") => {
            Some(named)
        }
        // A bare “or” does not exclude both, except for one quantity in two units.
        named if lower.contains("must") && stem(&named).is_some() => Some(named),
        _ => None,
    }
}

/// The fields that the sentence lists as alternatives, at least two or none; `None` where
/// several of them form one alternative.
fn alternatives(sentence: &str, fields: &[&str], is_list: bool) -> Option<Vec<String>> {
    let mut runs: Vec<Vec<&str>> = Vec::new();
    let mut end = 0;
    for (at, word) in words(sentence).filter(|(_, word)| fields.contains(word)) {
        let relation = relation(&sentence[end..at], is_list);
        end = at + word.len();
        match (runs.last_mut(), relation) {
            (Some(_), Relation::Together) => return None,
            (Some(run), Relation::Or) => {
                if !run.contains(&word) {
                    run.push(word);
                }
            }
            _ => runs.push(vec![word]),
        }
    }
    let first = runs.into_iter().find(|run| run.len() > 1);
    let owned = first.unwrap_or_default().into_iter().map(str::to_owned);
    Some(owned.collect())
}

/// The relation of two names by the words between them.
enum Relation {
    /// They are alternatives.
    Or,
    /// They are given together.
    Together,
    /// Neither.
    None,
}

fn relation(text: &str, is_list: bool) -> Relation {
    const TOGETHER: &[&str] = &["both", "combination", "plus", "together", "with"];
    let lower = text.to_lowercase();
    let mut only_connectives = true;
    for (_, word) in words(&lower) {
        match word {
            "a" | "an" | "the" | "or" => {}
            "and" if is_list => {}
            "and" => return Relation::Together,
            _ if TOGETHER.contains(&word) => return Relation::Together,
            _ => only_connectives = false,
        }
    }
    if text.contains(['/', '+']) && only_connectives {
        Relation::Together
    } else if only_connectives {
        Relation::Or
    } else {
        Relation::None
    }
}

/// The fields that a sentence names by their common stem: “one of the
/// `cooling_set_point` parameters”.
fn of_one_stem(sentence: &str, fields: &[&str]) -> Option<Vec<String>> {
    words(sentence).find_map(|(_, word)| {
        let matching = fields.iter().filter(|field| stem_of(field) == Some(word));
        let matching: Vec<String> = matching.map(|field| (*field).to_owned()).collect();
        (matching.len() > 1).then_some(matching)
    })
}

/// The common stem of all names: what precedes their last word.
pub(super) fn stem(fields: &[String]) -> Option<&str> {
    let first = stem_of(fields.first()?)?;
    let is_common = fields.iter().all(|field| stem_of(field) == Some(first));
    is_common.then_some(first)
}

fn stem_of(field: &str) -> Option<&str> {
    field.rsplit_once('_').map(|(stem, _)| stem)
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

/// Words that could be names of fields, with their offsets.
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

    /// The fields of all hints in a text.
    fn proposed(text: &str, fields: &[&str]) -> Vec<String> {
        let found = find(text, fields);
        found.into_iter().flat_map(|hint| hint.fields).collect()
    }

    const USER: &[&str] = &["acs_user_id", "user_identity_id", "acs_system_id"];

    #[test]
    fn the_sentences_of_the_seed_pages_are_found() {
        let text = "ID of the access system user. You can only provide one of acs_user_id or user_identity_id. If not, nothing.";
        let found = find(text, USER);
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].sentence,
            "You can only provide one of acs_user_id or user_identity_id."
        );
        assert_eq!(found[0].fields, ["acs_user_id", "user_identity_id"]);

        let text = "Adds a user.\n\nYou must specify either `user_identity_id` or\n`user_identity_key` to identify it.";
        let found = find(text, &["user_identity_id", "user_identity_key"]);
        assert_eq!(found[0].fields, ["user_identity_id", "user_identity_key"]);
    }

    #[test]
    fn only_a_or_b_is_a_hint_without_the_word_one() {
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
    fn fields_may_be_named_by_their_common_stem() {
        let fields = ["set_point_celsius", "set_point_fahrenheit", "set_by"];
        let text = "You must set one of the `set_point` parameters.";
        assert_eq!(proposed(text, &fields), &fields[..2]);
        assert_eq!(proposed(text, &fields[1..]), [""; 0]);
    }

    #[test]
    fn a_bare_or_is_a_hint_for_units_only() {
        let text = "You must set `at_celsius` or `at_fahrenheit`.";
        let units = ["at_celsius", "at_fahrenheit"];
        assert_eq!(proposed(text, &units), units);
        let text = "You must include `since` or `between`.";
        assert_eq!(proposed(text, &["since", "between"]), [""; 0]);
    }

    #[test]
    fn several_fields_as_one_alternative_are_not_a_hint() {
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
    fn optional_or_inclusive_alternatives_are_not_a_hint() {
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
    fn fields_that_are_only_mentioned_are_not_a_hint() {
        for text in [
            "The name of `acs_user_id` and `user_identity_id`.",
            "Use either the user or `acs_user_id`.",
            "Filters by `acs_user_id` or `user_identity_id`.",
        ] {
            assert_eq!(proposed(text, USER), [""; 0], "{text}");
        }
    }
}
