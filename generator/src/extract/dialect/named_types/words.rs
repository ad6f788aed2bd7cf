//! The names of types in titles and in the types of fields.

use crate::extract::dialect::lists;

/// Words of a title beside the name of the type.
const WORDS: [&str; 11] = [
    "attributes",
    "fields",
    "object",
    "objects",
    "parameters",
    "properties",
    "schema",
    "structure",
    "the",
    "type",
    "array",
];

/// Words of a type behind the names of others.
const BEHIND: [&str; 24] = [
    "a",
    "an",
    "and",
    "below",
    "collection",
    "dto",
    "each",
    "entity",
    "item",
    "items",
    "model",
    "null",
    "of",
    "one",
    "optional",
    "or",
    "record",
    "ref",
    "required",
    "resource",
    "see",
    "set",
    "undefined",
    "with",
];

/// The words of a type, in lower case, that are names, as `is_name` says: those that no other word
/// follows that makes another name of them. `door kind` is another type than `door`.
pub(super) fn names(text: &str, is_name: impl Fn(&str) -> bool) -> impl Iterator<Item = &str> {
    let is_known = move |word: &str| {
        let is_other = WORDS.contains(&word) || BEHIND.contains(&word) || lists::is_type(word);
        is_other || is_name(word)
    };
    let mut words = words(text).peekable();
    std::iter::from_fn(move || {
        let (start, word) = words.next()?;
        let next = words.peek().filter(|(next, _)| {
            let between = &text[start + word.len()..*next];
            between.chars().all(|c| " -.`*".contains(c))
        });
        Some(next.is_none_or(|(_, next)| is_known(next)).then_some(word))
    })
    .flatten()
}

/// The name in a title, in lower case: its only word that is not about types, or two of them before
/// one that is: `lineitem` of `Line item object`.
pub(super) fn name(title: &str) -> Option<String> {
    let title = title.to_ascii_lowercase();
    let words = title.split(|c: char| c.is_whitespace() || "`*():[]".contains(c));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let mut names = words.iter().filter(|word| !WORDS.contains(word));
    let (first, second) = (*names.next()?, names.next().copied());
    let name = match second {
        None => first.to_owned(),
        Some(second) if is_followed(&words, second) => format!("{first}{second}"),
        Some(_) => return None,
    };
    if names.next().is_some() {
        return None;
    }
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-');
    // A type of its own is what other words are.
    let is_type = first == "null" || lists::is_type(first);
    (name.chars().all(is_part) && !is_type).then_some(name)
}

/// Whether one of the words that are about types is behind `word`.
fn is_followed(words: &[&str], word: &str) -> bool {
    let behind = words.iter().skip_while(|it| **it != word).nth(1);
    behind.is_some_and(|it| WORDS.contains(it))
}

/// All words of a text, and where they begin.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    let words = words.map(move |word| {
        let here = text[start..].find(word).map_or(start, |at| start + at);
        start = here + word.len();
        (here, word)
    });
    words.filter(|(_, word)| !word.is_empty())
}
