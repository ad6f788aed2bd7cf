//! Text from the inputs, made safe to print.

use std::{borrow::Cow, fmt::Write as _};

/// Replaces control and invisible characters, line breaks included, by `<U+XXXX>`.
///
/// Otherwise a page could move the cursor, change the reading direction or fake a line of output.
pub fn escape(text: &str) -> Cow<'_, str> {
    escape_but(text, |_| false)
}

/// As [`escape`], but keeps line breaks.
pub(super) fn escape_lines(text: &str) -> Cow<'_, str> {
    escape_but(text, |character| character == '\n')
}

fn escape_but(text: &str, keep: impl Fn(char) -> bool) -> Cow<'_, str> {
    let is_unsafe = |character: char| is_deceptive(character) && !keep(character);
    if !text.contains(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if is_unsafe(character) {
            push_escaped(&mut safe, character);
        } else {
            safe.push(character);
        }
    }
    Cow::Owned(safe)
}

pub(super) fn push_escaped(out: &mut String, character: char) {
    let _ = write!(out, "<U+{:04X}>", u32::from(character));
}

/// An inline code span of a string from a page: what would end the span is replaced, and
/// hidden characters become their code points. The empty string is `""`, as Markdown has no empty
/// code span.
pub fn code_span(text: &str) -> String {
    if text.is_empty() {
        return "`\"\"`".to_owned();
    }
    let shown = text.chars().map(|c| match c {
        '`' => '\u{fffd}'.to_string(),
        _ if c.is_control() => '\u{fffd}'.to_string(),
        _ if is_deceptive(c) => format!("U+{:04X}", u32::from(c)),
        _ => c.to_string(),
    });
    format!("`{}`", shown.collect::<String>())
}

/// Whether a terminal or an editor would interpret, reorder or hide the character.
pub fn is_deceptive(character: char) -> bool {
    // Nearly all are printable ASCII.
    if matches!(character, ' '..='~') {
        return false;
    }
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_and_invisible_characters_are_shown() {
        insta::assert_snapshot!(
            escape("red \u{1b}[31m, bidi \u{202e}, gap \u{200b}, tag \u{e0041}, break \n, C1 \u{9b}"),
            @"red <U+001B>[31m, bidi <U+202E>, gap <U+200B>, tag <U+E0041>, break <U+000A>, C1 <U+009B>"
        );
    }

    #[test]
    fn ordinary_text_is_borrowed() {
        for text in ["ключ → 鍵 😀", "a\u{301}", ""] {
            assert!(matches!(escape(text), Cow::Borrowed(same) if same == text));
        }
    }

    #[test]
    fn a_code_span_is_never_empty() {
        assert_eq!(code_span(""), "`\"\"`");
        assert_eq!(code_span("a`b"), "`a\u{fffd}b`");
    }

    #[test]
    fn help_keeps_its_lines() {
        assert_eq!(escape_lines("one\ntwo\r"), "one\ntwo<U+000D>");
    }
}
