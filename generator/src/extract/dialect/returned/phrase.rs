//! The names of objects in sentences and headings.

use crate::extract::{section::Section, words::singular};

/// Words of headings and sentences that say that a name is one of an object.
const OBJECTS: [&str; 9] = [
    "entity",
    "model",
    "object",
    "record",
    "representation",
    "resource",
    "schema",
    "structure",
    "type",
];

/// Other words around the name of an object in a heading.
const IN_HEADINGS: [&str; 6] = ["a", "an", "attributes", "fields", "properties", "the"];

/// Other words around the name of an object in a sentence.
const AROUND: [&str; 35] = [
    "a",
    "all",
    "an",
    "array",
    "attributes",
    "body",
    "collection",
    "complete",
    "created",
    "existing",
    "fields",
    "full",
    "in",
    "json",
    "list",
    "matching",
    "modified",
    "new",
    "newly",
    "object's",
    "of",
    "one",
    "paginated",
    "parameters",
    "properties",
    "requested",
    "response",
    "resulting",
    "single",
    "the",
    "this",
    "up",
    "up-to-date",
    "updated",
    "whole",
];

/// Words of links that stand for what they lead to.
const PRONOUNS: [&str; 5] = ["it", "one", "them", "these", "this"];

/// How the names of errors end, which are no responses of requests that succeed.
const ERRORS: [&str; 3] = ["error", "exception", "problem"];

/// What ends the part of a sentence that names what is returned.
const ENDS: [&str; 18] = [
    " and ",
    " as ",
    " belonging ",
    " by ",
    " for ",
    " from ",
    " if ",
    " including ",
    " on ",
    " or ",
    " that ",
    " to ",
    " when ",
    " where ",
    " which ",
    " whose ",
    " with ",
    " (",
];

/// What a sentence says is returned.
#[derive(Debug, PartialEq)]
pub(super) struct Phrase {
    /// The name of the object, as that of a heading is.
    pub(super) name: Option<String>,
    /// Its first link.
    pub(super) link: Option<Link>,
    /// Whether it is a list of them.
    pub(super) is_list: bool,
    /// Whether that list is in an object that has more: a paginated list.
    pub(super) is_wrapped: bool,
    /// Whether it says that the name is one of an object.
    pub(super) is_stated: bool,
}

/// A link in a phrase.
#[derive(Debug, PartialEq)]
pub(super) struct Link {
    /// The name in its fragment.
    pub(super) name: String,
    /// Whether its words are this name, or stand for it.
    pub(super) is_named: bool,
}

/// The name of the object that a heading is about, in lower case and as of one of them.
pub(super) fn heading(heading: &str) -> Option<String> {
    name(heading, &IN_HEADINGS)
}

/// The name of an object in a phrase: its words but those `around` names.
fn name(phrase: &str, around: &[&str]) -> Option<String> {
    let phrase = phrase.to_lowercase();
    let words = phrase.split(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '\''));
    let words = words.filter(|word| !word.is_empty());
    let words = words.filter(|word| !around.contains(word) && !is_object(word));
    let words: Vec<&str> = words.collect();
    let (last, others) = words.split_last()?;
    let is_short = words.len() <= 3 && !last.starts_with(|c: char| c.is_ascii_digit());
    let last = singular(last);
    let name = others.iter().copied().chain([last.as_str()]);
    is_short.then(|| name.collect::<Vec<_>>().join(" "))
}

/// Whether a word of a phrase says that its name is one of an object.
pub(super) fn names_object(phrase: &str) -> bool {
    let phrase = phrase.to_lowercase();
    let mut words = phrase.split(|c: char| !c.is_alphanumeric());
    words.any(is_object)
}

fn is_object(word: &str) -> bool {
    OBJECTS.contains(&singular(word).as_str())
}

/// What the sentences of a section say is returned, without those in code, lists and tables.
pub(super) fn of_section<'a>(section: &'a Section<'a>) -> impl Iterator<Item = Phrase> + 'a {
    let fences = section.fences();
    let mut at = section.range.start;
    let paragraphs = section.text().split("\n\n").filter_map(move |text| {
        let here = at;
        at += text.len() + 2;
        let lines = text.lines().map(str::trim);
        let is_prose = |line: &&str| !line.starts_with(['#', '|', '<', '`', ':']);
        let prose: Vec<&str> = lines.filter(is_prose).collect();
        let next = fences.partition_point(|it| it.range.end <= here);
        let is_code = fences.get(next).is_some_and(|it| it.opening.start <= here);
        (!is_code && !prose.is_empty()).then(|| prose.join(" "))
    });
    paragraphs.flat_map(|text| {
        let sentences = text.split(". ").filter_map(of_sentence);
        sentences.collect::<Vec<_>>()
    })
}

/// What a sentence says is returned: `Returns the bell object if it exists`.
fn of_sentence(sentence: &str) -> Option<Phrase> {
    let lower = sentence.to_ascii_lowercase();
    let leads = [
        "returns ",
        "return ",
        "responds with ",
        "response is ",
        "response will be ",
    ];
    let (start, end) = leads.iter().find_map(|lead| {
        let start = lower.find(lead)?;
        let is_word = !lower[..start].ends_with(char::is_alphanumeric);
        is_word.then_some((start, start + lead.len()))
    })?;
    let before = lower[..start].split_whitespace();
    let is_other = |word: &str| ["error", "not", "no", "never", "to"].contains(&word);
    if before.clone().count() > 5 || before.clone().any(is_other) {
        return None;
    }
    let (plain, link) = unlinked(&sentence[end..]);
    let ends = ENDS.iter().filter_map(|it| plain.find(it));
    let marks = plain.find([',', '.', ';', ':', '\u{2014}']);
    let end = ends.chain(marks).min().unwrap_or(plain.len());
    // A link behind the end is about something else.
    let link = link.filter(|(at, _)| *at < end).map(|(_, link)| link);
    let phrase = &plain[..end];
    let lower = phrase.to_ascii_lowercase();
    let lists = ["list of ", "array of ", "lists of "];
    let is_list = lists.iter().any(|it| lower.contains(it));
    let is_paginated = lower.contains("paginated");
    let name = name(phrase, &AROUND);
    let names = name.iter().chain(link.as_ref().map(|it| &it.name));
    let is_error = |name: &String| ERRORS.iter().any(|it| name.ends_with(it));
    if names.into_iter().any(is_error) {
        return None;
    }
    Some(Phrase {
        name,
        link,
        is_list: is_list && !is_paginated,
        is_wrapped: is_list && is_paginated,
        is_stated: names_object(phrase) || phrase.contains('`'),
    })
}

/// A text with the words of its links in place of them, and its first link that has a name, with
/// where it is.
fn unlinked(text: &str) -> (String, Option<(usize, Link)>) {
    let mut plain = String::with_capacity(text.len());
    let mut first = None;
    let mut rest = text;
    while let Some((before, link)) = rest.split_once('[') {
        plain.push_str(before);
        let parts = link.split_once("](").and_then(|(words, after)| {
            let (target, after) = after.split_once(')')?;
            Some((words, target, after))
        });
        let Some((words, target, after)) = parts else {
            plain.push('[');
            rest = link;
            continue;
        };
        let fragment = target.split_once('#').map(|(_, it)| it);
        let fragment = fragment.map(|it| it.rsplit('/').next().unwrap_or(it));
        if first.is_none() {
            let target = fragment.and_then(|it| heading(&it.replace('-', " ")));
            first = target.map(|target| {
                let is_pronoun = PRONOUNS.iter().any(|it| words.eq_ignore_ascii_case(it));
                let is_named = is_pronoun || name(words, &AROUND).as_ref() == Some(&target);
                let link = Link {
                    name: target,
                    is_named,
                };
                (plain.len(), link)
            });
        }
        plain.push_str(words);
        rest = after;
    }
    plain.push_str(rest);
    (plain, first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_name_what_is_returned() {
        for (sentence, name, is_list) in [
            ("Returns the bell object if it exists", "bell", false),
            ("Returns a [bell](#bell-object) object", "bell", false),
            (
                "If it is open, returns a list of bell objects.",
                "bell",
                true,
            ),
            (
                "This endpoint returns an array of `Door` locks",
                "door lock",
                true,
            ),
            (
                "The response is the updated bell resource, with",
                "bell",
                false,
            ),
        ] {
            let phrase = of_sentence(sentence).unwrap();
            assert_eq!(phrase.name.as_deref(), Some(name), "{sentence}");
            assert_eq!(phrase.is_list, is_list, "{sentence}");
        }
        let linked = of_sentence("Returns [them](bells.md#the-bell-object)").unwrap();
        assert!(
            linked
                .link
                .is_some_and(|it| it.is_named && it.name == "bell")
        );
        let paginated = "Returns a [paginated](#pagination) list of bell objects";
        let paginated = of_sentence(paginated).unwrap();
        assert_eq!(paginated.name.as_deref(), Some("bell"));
        assert!(paginated.is_wrapped && !paginated.is_list);
        assert!(paginated.link.is_some_and(|it| !it.is_named));
        for sentence in [
            "Returns an error if it is closed",
            "It does not return a bell object",
            "Returns the [bell](#bell-exception)",
            "Returns",
        ] {
            assert_eq!(of_sentence(sentence), None, "{sentence}");
        }
    }

    #[test]
    fn headings_name_objects() {
        assert_eq!(heading("The bell object").as_deref(), Some("bell"));
        assert_eq!(heading("Door locks").as_deref(), Some("door lock"));
        assert_eq!(heading("Company attributes").as_deref(), Some("company"));
        assert_eq!(heading("Companies").as_deref(), Some("company"));
        assert_eq!(heading("List bells").as_deref(), Some("list bell"));
        assert_eq!(heading("Attributes"), None);
        assert!(names_object("Bell resource") && !names_object("Bells"));
    }
}
