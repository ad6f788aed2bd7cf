//! Strings as keys and as values.

use std::borrow::Cow;

use super::{super::scalar, push_indent, yaml_1_1};

/// A key in one line.
pub(super) fn key(text: &str) -> Cow<'_, str> {
    // Most texts are printable ASCII, where the look at each character is not needed.
    let is_simple = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if !is_simple && text.chars().any(|it| it == '\n' || is_escaped(it)) {
        Cow::Owned(double_quoted(text))
    } else if is_plain(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(format!("'{}'", text.replace('\'', "''")))
    }
}

/// Continues the line with a value, and ends it. A text of several lines is indented by `indent`.
pub(super) fn push_line(out: &mut String, text: &str, indent: usize) {
    if !is_literal(text) {
        out.extend([&*key(text), "\n"]);
        return;
    }
    let (lines, header) = match text.strip_suffix('\n') {
        Some(lines) if lines.ends_with('\n') => (lines, "|+\n"),
        Some(lines) => (lines, "|\n"),
        None => (text, "|-\n"),
    };
    out.push_str(header);
    for line in lines.split('\n') {
        if !line.is_empty() {
            push_indent(out, indent);
        }
        out.extend([line, "\n"]);
    }
}

/// Whether a text is written as a literal: it has several lines, no white space at their ends,
/// and none at its beginning, from where readers take the indentation.
fn is_literal(text: &str) -> bool {
    text.contains('\n')
        && !text.starts_with([' ', '\n'])
        && !text.ends_with(' ')
        && !text.contains(" \n")
        && !text.chars().any(|it| it != '\n' && is_escaped(it))
}

/// Whether a text of one line is read as it is.
fn is_plain(text: &str) -> bool {
    let has_separator = || {
        let mut pairs = text.as_bytes().windows(2);
        pairs.any(|pair| matches!(pair, b": " | b" #"))
    };
    scalar::is_string(text)
        && !yaml_1_1::is_special(text)
        && !text.starts_with(is_indicator)
        && !["---", "..."].iter().any(|it| text.starts_with(it))
        && !text.starts_with("? ")
        && !text.starts_with("- ")
        && !matches!(text, "?" | "-")
        && !text.ends_with(':')
        && !text.starts_with(' ')
        && !text.ends_with(' ')
        && !has_separator()
}

/// Whether a plain text cannot begin with it.
fn is_indicator(character: char) -> bool {
    matches!(
        character,
        '#' | ','
            | '['
            | ']'
            | '{'
            | '}'
            | '&'
            | '*'
            | '!'
            | '|'
            | '>'
            | '\''
            | '"'
            | '%'
            | '@'
            | '`'
    )
}

/// Whether it has to be escaped: it is not printable, or some readers take it for a line break or
/// an indentation.
fn is_escaped(character: char) -> bool {
    matches!(
        character,
        '\0'..='\t' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}'
            | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
    )
}

/// The text with the escapes of JSON, which are those of YAML too.
fn double_quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            other if is_escaped(other) => {
                quoted.push_str(&format!("\\u{:04x}", u32::from(other)));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}
