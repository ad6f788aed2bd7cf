//! Text from pages inside of a line of Markdown.
//!
//! Two forms are safe: a code span, in which nothing is obeyed, and plain text whose
//! few special characters are escaped. Words that a forge would make into a mention, a
//! reference or a link become code.

use seamstress_codegen::diagnostic::escape;

/// No text of a page is longer in a report, in characters.
const MAX_CHARACTERS: usize = 280;

/// Text in which backticks mark code, as diagnostics are written. What is between them
/// and what is not are both made safe, so that a backtick too many changes the look and
/// nothing else.
pub fn prose(text: &str) -> String {
    let text = line(text);
    let mut pieces: Vec<&str> = text.split('`').collect();
    // Of an odd number of backticks, the last one marks nothing.
    let rest = if pieces.len().is_multiple_of(2) {
        pieces.pop()
    } else {
        None
    };
    let mut safe = String::with_capacity(text.len() + 16);
    for (index, piece) in pieces.iter().enumerate() {
        if index % 2 == 1 {
            push(&mut safe, &code(piece));
        } else {
            plain(&mut safe, piece);
        }
    }
    if let Some(rest) = rest {
        safe.push_str("&#96;");
        plain(&mut safe, rest);
    }
    safe
}

/// Text as code.
pub fn code(text: &str) -> String {
    let text = line(text);
    let text = text.trim();
    if text.is_empty() {
        return String::new();
    }
    // A cell of a table ends at a bar even inside of a code span, and whether a
    // backslash before it counts depends on who reads.
    if text.contains(['|', '`']) {
        return format!("<code>{}</code>", entities(text));
    }
    format!("`{text}`")
}

/// On one line, with nothing that hides or turns the reading direction, and not too long.
fn line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    let text = match text.char_indices().nth(MAX_CHARACTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    };
    escape(&text).into_owned()
}

fn plain(safe: &mut String, text: &str) {
    for (index, word) in text.split(' ').enumerate() {
        if index > 0 {
            safe.push(' ');
        }
        if is_interpreted(word) {
            // The sentence's own punctuation is no part of an address or a name.
            let end = match word.trim_end_matches([',', '.', ';', ':']) {
                "" => word,
                end => end,
            };
            push(safe, &code(end));
            safe.push_str(&word[end.len()..]);
        } else {
            safe.push_str(&entities_of(word, |character| {
                matches!(
                    character,
                    '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '$'
                )
            }));
        }
    }
}

/// Two code spans without anything between them would be one.
fn push(safe: &mut String, code: &str) {
    if safe.ends_with('`') && code.starts_with('`') {
        safe.push(' ');
    }
    safe.push_str(code);
}

/// Whether a forge makes something of the word: a person, an issue, a commit, a link, a picture.
fn is_interpreted(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let mut runs = word.split(|character: char| !character.is_ascii_alphanumeric());
    word.contains(['@', '#'])
        || runs.any(is_hash)
        || has_ticket(word.as_bytes())
        || lower.contains("//")
        || lower.contains("www.")
        || lower.contains("mailto:")
        || lower.contains("xmpp:")
        // An emoji.
        || word.matches(':').count() > 1
}

/// Whether it could be the name of a commit.
fn is_hash(run: &str) -> bool {
    run.len() >= 7 && run.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether it holds `GH-12`, or what another tracker of issues looks for.
fn has_ticket(word: &[u8]) -> bool {
    word.windows(3)
        .any(|part| part[0].is_ascii_alphabetic() && part[1] == b'-' && part[2].is_ascii_digit())
}

/// With every character that means something to anybody as its number.
fn entities(text: &str) -> String {
    entities_of(text, |character| {
        character.is_ascii_punctuation() && !matches!(character, '.' | ',')
    })
}

fn entities_of(text: &str, is_special: impl Fn(char) -> bool) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        if is_special(character) {
            safe.push_str(&format!("&#{};", u32::from(character)));
        } else {
            safe.push(character);
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_stay_as_they_are() {
        assert_eq!(
            prose("`full_name` is not required any more (since 2.0)."),
            "`full_name` is not required any more (since 2.0)."
        );
        assert_eq!(code("Option<Vec<DoorId>>"), "`Option<Vec<DoorId>>`");
    }

    #[test]
    fn what_a_forge_interprets_is_code() {
        insta::assert_snapshot!(
            prose("ask @octocat about #12, a/b#3, GH-4, 0912515 and https://evil.example/x"),
            @"ask `@octocat` about `#12`, `a/b#3`, `GH-4`, `0912515` and `https://evil.example/x`"
        );
    }

    #[test]
    fn markup_is_shown() {
        insta::assert_snapshot!(
            prose("</details> <!-- *a* | b [x](y) $z$ ~~no~~ \\|"),
            @"&#60;/details&#62; &#60;!-- &#42;a&#42; &#124; b &#91;x&#93;(y) &#36;z&#36; &#126;&#126;no&#126;&#126; &#92;&#124;"
        );
        assert_eq!(code("a | b"), "<code>a &#124; b</code>");
    }

    #[test]
    fn a_backtick_too_many_frees_nothing() {
        assert_eq!(
            prose("`a` <b> ` <c> @d"),
            "`a` &#60;b&#62; &#96; &#60;c&#62; `@d`"
        );
        assert_eq!(prose("`a`@b"), "`a` `@b`");
        assert_eq!(prose("``"), "");
    }

    #[test]
    fn lines_and_hidden_characters_do_not_get_through() {
        assert_eq!(prose("a\n\n# b\r\n- c"), "a `#` b - c");
        assert_eq!(
            code("a\u{202e}b\n```\n"),
            "<code>a&#60;U&#43;202E&#62;b &#96;&#96;&#96;</code>"
        );
        assert_eq!(prose(&"x".repeat(1000)).chars().count(), MAX_CHARACTERS + 1);
    }
}
