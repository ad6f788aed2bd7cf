//! Text of pages in HTML: shown, never interpreted.

use seamstress_codegen::diagnostic::escape;

/// The maximum length of a line, in characters.
const MAX_CHARACTERS: usize = 600;

/// One line, in which backticks mark code.
pub(super) fn prose(text: &str) -> String {
    let pieces: Vec<&str> = text.split('`').collect();
    let mut safe = String::with_capacity(text.len() + 16);
    for (index, piece) in pieces.iter().enumerate() {
        let is_last = index + 1 == pieces.len();
        match index % 2 {
            0 => safe.push_str(&plain(piece)),
            // The last one of an odd number of backticks is literal.
            _ if is_last => safe.push_str(&format!("`{}", plain(piece))),
            _ => safe.push_str(&code(piece)),
        }
    }
    safe
}

/// One line of code.
pub(super) fn code(text: &str) -> String {
    format!("<code>{}</code>", plain(text))
}

/// One line without markup, invisible characters, or changes of the reading direction.
pub(super) fn plain(text: &str) -> String {
    let text = match text.char_indices().nth(MAX_CHARACTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    };
    let mut safe = String::with_capacity(text.len() + 16);
    for character in escape(&text.replace('\t', "    ")).chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}
