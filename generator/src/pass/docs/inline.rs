//! Plain text → Markdown that renders as that text.

use crate::diagnostic::is_deceptive;

/// `text` with everything escaped that Markdown or rustdoc would interpret.
///
/// Bare URLs become links, because rustdoc warns about them; characters that are invisible or
/// change the direction of text are replaced by their code point.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = url_start(rest) {
        escape_into(&rest[..at], &mut escaped);
        let end = rest[at..]
            .find(ends_url)
            .map_or(rest.len(), |length| at + length);
        let url = rest[at..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'', '"']);
        escaped.push_str(&format!("<{url}>"));
        rest = &rest[at + url.len()..];
    }
    escape_into(rest, &mut escaped);
    escaped
}

/// As [`escape`], with URLs as plain text.
pub(super) fn escape_words(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    escape_into(text, &mut escaped);
    escaped
}

fn url_start(text: &str) -> Option<usize> {
    ["https://", "http://"]
        .iter()
        .filter_map(|scheme| {
            let at = text.find(scheme)?;
            let follows =
                text[at + scheme.len()..].starts_with(|c: char| c.is_ascii_alphanumeric());
            follows.then_some(at)
        })
        .min()
}

fn ends_url(c: char) -> bool {
    !(c.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=%".contains(c))
}

fn escape_into(text: &str, escaped: &mut String) {
    let mut before = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied();
        let inside_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        match c {
            '_' if inside_word(before) && inside_word(after) => escaped.push('_'),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '$' => {
                escaped.push('\\');
                escaped.push(c);
            }
            '&' if after.is_some_and(|c| c == '#' || c.is_ascii_alphabetic()) => {
                escaped.push_str("\\&")
            }
            _ => push_visible(c, escaped),
        }
        before = Some(c);
    }
}

/// Adds `c`, or its code point where it is invisible or changes the direction of text.
pub(super) fn push_visible(c: char, text: &mut String) {
    match c {
        '\n' => text.push('\n'),
        '\t' => text.push(' '),
        _ if is_deceptive(c) => text.push_str(&format!("U+{:04X}", u32::from(c))),
        _ => text.push(c),
    }
}

/// `code` as an inline code span.
pub(super) fn code(code: &str) -> String {
    let mut shown = String::with_capacity(code.len());
    code.chars()
        .for_each(|c| push_visible(if c == '\n' { ' ' } else { c }, &mut shown));
    let fence = "`".repeat(longest_run(&shown) + 1);
    let padding = if shown.starts_with('`') || shown.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{padding}{shown}{padding}{fence}")
}

/// The longest run of backticks in `text`.
pub(super) fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`')
        .map(str::len)
        .max()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_syntax_is_escaped() {
        assert_eq!(
            escape("<script> [Vec] *x* a|b"),
            r"\<script\> \[Vec\] \*x\* a\|b"
        );
        assert_eq!(escape("acs_user_id and _x_"), r"acs_user_id and \_x\_");
        assert_eq!(escape("&lt; & b"), r"\&lt; & b");
    }

    #[test]
    fn bare_urls_become_links() {
        assert_eq!(
            escape("see https://a.example/b_c."),
            "see <https://a.example/b_c>."
        );
        assert_eq!(escape("https://"), "https://");
    }

    #[test]
    fn invisible_characters_become_code_points() {
        assert_eq!(escape("a\u{202e}b\u{200b}c\r"), "aU+202EbU+200BcU+000D");
    }

    #[test]
    fn code_spans_may_contain_backticks() {
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
    }
}
