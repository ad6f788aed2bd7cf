//! Names in JSON → words → names in the cases of Rust.

mod acronym;
mod package;
mod short;
mod title;

use std::{collections::BTreeSet, fmt::Write as _};

use heck::{ToSnakeCase, ToUpperCamelCase};

pub(crate) use self::{
    package::without_package,
    short::{FILE_NAME_LIMIT, ITEM_NAME_LIMIT, NAME_LIMIT, shortened},
    title::{api_name, is_telling},
};

/// `acs_user_id`; may be empty or begin with a digit.
pub(crate) fn snake(text: &str) -> String {
    if is_snake(text) {
        text.to_owned()
    } else if is_version(text) {
        text.replace('.', "_")
    } else {
        acronym::as_words(&spelled(text)).to_snake_case()
    }
}

/// Whether the text is a version with dots, as segments of paths are: `v0.5` is `v0_5`.
fn is_version(text: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|c| c.is_ascii_digit());
    let numbers = text.strip_prefix('v');
    numbers.is_some_and(|it| it.split('.').all(is_number))
}

/// `AcsUserId`; may be empty or begin with a digit.
pub(crate) fn pascal(text: &str) -> String {
    if !is_snake(text) {
        return acronym::as_words(&spelled(text)).to_upper_camel_case();
    }
    text.split('_').map(capitalised).collect()
}

/// The words without each `$` before one, with the dot behind it: the symbol keeps a name of a
/// protocol apart from fields of data, as `$top` of OData, `$.alt` and `price[$gt]` do. `None` if
/// there is none.
pub(crate) fn without_dollar(text: &str) -> Option<String> {
    let mut words = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('$') {
        words.push_str(before);
        let word = after.strip_prefix('.').unwrap_or(after);
        let begins_word = !words.ends_with(|c: char| c.is_alphanumeric());
        let is_before_word = word.starts_with(|c: char| c.is_ascii_alphabetic());
        if begins_word && is_before_word {
            rest = word;
        } else {
            words.push('$');
            rest = after;
        }
    }
    words.push_str(rest);
    (words != text).then_some(words)
}

/// With a capital first, so that what is before it ends there.
pub(crate) fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// Whether the text is what [`snake`] makes of it, as most names are: words in lower case with one
/// `_` between them.
fn is_snake(text: &str) -> bool {
    let is_word = |word: &[u8]| {
        let is_plain = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        !word.is_empty() && word.iter().all(is_plain)
    };
    text.as_bytes().split(|byte| *byte == b'_').all(is_word)
}

/// One of several: `errors` → `error`, `entries` → `entry`, `status` unchanged.
pub(crate) fn singular(word: &str) -> String {
    let cut = |count: usize, end: &str| format!("{}{end}", &word[..word.len() - count]);
    let ends = |suffixes: &[&str]| suffixes.iter().any(|suffix| word.ends_with(suffix));
    match word {
        _ if word.len() < 4 => word.to_owned(),
        _ if ends(&["ies"]) => cut(3, "y"),
        _ if ends(&["sses", "shes", "ches", "xes", "zes"]) => cut(2, ""),
        _ if ends(&["ss", "us", "is"]) => word.to_owned(),
        _ if ends(&["s"]) => cut(1, ""),
        _ => word.to_owned(),
    }
}

/// The last word in the singular: `possible_errors` → `possible_error`.
pub(crate) fn singular_words(wire: &str) -> String {
    match wire.rsplit_once('_') {
        Some((before, last)) => format!("{before}_{}", singular(last)),
        None => singular(wire),
    }
}

/// The case of `text`, as a word that distinguishes it from another spelling of the same
/// words.
pub(crate) fn style(text: &str) -> &'static str {
    let has = |test: fn(&char) -> bool| text.chars().any(|c| test(&c));
    let (upper, lower) = (has(char::is_ascii_uppercase), has(char::is_ascii_lowercase));
    let first = text.chars().find(char::is_ascii_alphabetic);
    match (text, upper, lower) {
        _ if text.contains('-') => "Kebab",
        _ if text.contains(' ') => "Spaced",
        _ if text.contains('_') && upper && !lower => "Constant",
        _ if text.contains('_') => "Snake",
        (_, true, false) => "Upper",
        (_, false, true) => "Lower",
        _ if first.is_some_and(|c| c.is_ascii_uppercase()) => "Pascal",
        _ => "Camel",
    }
}

/// A spelling that no other string has: everything but lower-case letters and
/// digits as its code point, between underscores.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut in_word = false;
    for c in text.chars() {
        let is_plain = c.is_ascii_lowercase() || c.is_ascii_digit();
        if !(escaped.is_empty() || is_plain && in_word) {
            escaped.push('_');
        }
        match is_plain {
            true => escaped.push(c),
            // Writing to a string does not fail.
            false => _ = write!(escaped, "u{:x}", u32::from(c)),
        }
        in_word = is_plain;
    }
    escaped
}

/// Whether casing `wire` can never meet another canonical wire name.
pub(crate) fn is_canonical(wire: &str) -> bool {
    is_snake(wire) && wire.starts_with(|c: char| c.is_ascii_lowercase())
}

/// Whether the name `rust` can be derived from the field, value or branch `wire`, so that
/// there is nothing to lock.
pub(crate) fn is_derivable(wire: &str, rust: &str) -> bool {
    is_canonical(wire) && (rust == wire || rust == pascal(wire))
}

/// How a name has a letter outside of ASCII.
pub(crate) fn code_point(c: char) -> String {
    format!("u{:04x}", u32::from(c))
}

/// `text` in ASCII letters, digits and separators: symbols that carry meaning
/// become words, letters outside of ASCII their code point.
fn spelled(text: &str) -> String {
    let no_letters = !text.chars().any(char::is_alphanumeric);
    let brackets = angle_brackets(text);
    let mut spelling = String::new();
    for (place, c) in text.char_indices() {
        let before_digit = text[place + c.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
        match c {
            _ if c.is_ascii_alphanumeric() => spelling.push(c),
            '-' if no_letters || (place == 0 && before_digit) => spelling.push_str(" minus "),
            '.' if no_letters
                || (before_digit && text[..place].ends_with(|c: char| c.is_ascii_digit())) =>
            {
                spelling.push_str(" dot ");
            }
            '/' if no_letters => spelling.push_str(" slash "),
            '<' | '>' if brackets.contains(&place) => spelling.push(' '),
            _ => match SYMBOLS.iter().find(|(symbol, _)| *symbol == c) {
                Some((_, word)) => spelling.push_str(&format!(" {word} ")),
                None if c.is_alphanumeric() => spelling.push_str(&code_point(c)),
                None => spelling.push(' '),
            },
        }
    }
    spelling
}

/// Where `text` has `<` and `>` as brackets around words, as in `list<text>` and `<none>`.
fn angle_brackets(text: &str) -> BTreeSet<usize> {
    let mut open = Vec::new();
    let mut found = BTreeSet::new();
    let mut letter = None;
    let mut before = None;
    for (place, c) in text.char_indices() {
        match c {
            '<' => open.push(place),
            '>' if before != Some(' ') => {
                if let Some(start) = open.pop().filter(|start| letter > Some(*start)) {
                    found.extend([start, place]);
                }
            }
            ' ' if before == Some('<') => _ = open.pop(),
            _ if c.is_alphabetic() => letter = Some(place),
            _ => {}
        }
        before = Some(c);
    }
    found
}

const SYMBOLS: &[(char, &str)] = &[
    ('$', "dollar"),
    ('>', "greater"),
    ('<', "less"),
    ('=', "equal"),
    ('+', "plus"),
    ('@', "at"),
    ('%', "percent"),
    ('#', "hash"),
    ('*', "star"),
    ('&', "and"),
    ('!', "not"),
    ('~', "tilde"),
    ('^', "caret"),
    ('|', "bar"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wire_names_of_real_documents_become_words() {
        assert_eq!(snake("acs_user_id"), "acs_user_id");
        assert_eq!(snake("_member_group_id"), "member_group_id");
        assert_eq!(snake("$or"), "dollar_or");
        assert_eq!(snake("-1"), "minus_1");
        assert_eq!(snake("v0.5"), "v0_5");
        assert_eq!(snake("v1.x"), "v1_x");
        assert_eq!(snake("größe"), "gru00f6u00dfe");
        assert_eq!(pascal("common (PMS)"), "CommonPms");
        assert_eq!(pascal(">="), "GreaterEqual");
        assert_eq!(pascal("<none>"), "None");
        assert_eq!(snake("map<text, list<int>>"), "map_text_list_int");
        assert_eq!(pascal("<>"), "LessGreater");
        assert_eq!(pascal("a < b and c > d"), "ALessBAndCGreaterD");
        assert_eq!(pascal("1.1"), "1Dot1");
        assert_eq!(pascal(""), "");
        assert_eq!(pascal("acs.user_created"), "AcsUserCreated");
    }

    #[test]
    fn the_symbol_of_a_protocol_is_no_word() {
        for (text, words) in [
            ("$top", Some("top")),
            ("$.alt", Some("alt")),
            ("price[$gt]", Some("price[gt]")),
            ("a.$lt.$b", Some("a.lt.b")),
            ("$", None),
            ("$1", None),
            ("us$", None),
            ("us$a", None),
            ("top", None),
        ] {
            assert_eq!(without_dollar(text).as_deref(), words, "{text}");
        }
    }

    #[test]
    fn words_in_lower_case_are_kept() {
        for text in [
            "a", "a_b", "a1_2b", "_a", "a_", "a__b", "1_a", "", "_", "aB",
        ] {
            assert_eq!(snake(text), spelled(text).to_snake_case(), "{text}");
            assert_eq!(pascal(text), spelled(text).to_upper_camel_case(), "{text}");
        }
    }

    #[test]
    fn no_two_texts_are_escaped_alike() {
        assert_eq!(escape("commonDoor-1"), "common_u44_oor_u2d_1");
        assert_eq!(escape("AB"), "u41_u42");
        assert_eq!(escape(""), "");
    }

    #[test]
    fn plurals_of_real_documents_become_one() {
        for (many, one) in [
            ("errors", "error"),
            ("entries", "entry"),
            ("addresses", "address"),
            ("status", "status"),
            ("access", "access"),
            ("boxes", "box"),
            ("metadata", "metadata"),
            ("analysis", "analysis"),
        ] {
            assert_eq!(singular(many), one);
        }
    }

    #[test]
    fn spellings_of_one_word_differ_in_style() {
        let styles = [
            "asc",
            "ASC",
            "commonDoor",
            "CommonDoor",
            "common_door",
            "common-door",
        ]
        .map(style);
        assert_eq!(
            styles,
            ["Lower", "Upper", "Camel", "Pascal", "Snake", "Kebab"]
        );
    }
}
