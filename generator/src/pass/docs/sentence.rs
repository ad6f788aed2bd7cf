//! The layout of a paragraph: one sentence per line.

/// Escapes a first character that would turn the line into another kind of block.
pub(super) fn guard_start(text: &str) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && text[digits..].starts_with(['.', ')']) {
        return format!("{}\\{}", &text[..digits], &text[digits..]);
    }
    // An asterisk begins a list only before a space; emphasis never has one there.
    if text.starts_with(['#', '+', '-', '=']) || text.starts_with("* ") {
        return format!("\\{text}");
    }
    text.to_owned()
}

/// Puts each sentence on its own line. A line break is inserted only before an upper-case
/// letter, which cannot start any block but a paragraph.
pub(super) fn one_per_line(text: &str) -> String {
    let mut lines = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(end) = rest.find(". ") {
        let (sentence, next) = rest.split_at(end + 1);
        lines.push_str(sentence);
        let begins = next[1..].starts_with(|c: char| c.is_ascii_uppercase());
        let abbreviated =
            sentence.ends_with("e.g.") || sentence.ends_with("i.e.") || sentence.ends_with("etc.");
        lines.push(if begins && !abbreviated { '\n' } else { ' ' });
        rest = &next[1..];
    }
    lines.push_str(rest);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_on_lines_of_their_own() {
        let text = "One thing. Another, e.g. This. `c` too.";
        assert_eq!(
            one_per_line(text),
            "One thing.\nAnother, e.g. This. `c` too."
        );
    }

    #[test]
    fn block_markers_at_the_start_are_escaped() {
        assert_eq!(guard_start("1. a"), "1\\. a");
        assert_eq!(guard_start("# a"), "\\# a");
        assert_eq!(guard_start("2 a"), "2 a");
    }
}
