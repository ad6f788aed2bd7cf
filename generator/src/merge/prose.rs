//! Markdown in a layout that does not depend on where its lines were broken.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// `text` with its paragraphs on one line, and each sentence of a paragraph outside of lists and
/// quotes on a line of its own. It is rendered as before.
pub(super) fn canonical(text: &str) -> String {
    let text = text.trim_start_matches('\n').trim_end();
    let breaks = line_breaks(text);
    let joined = replaced(text, &breaks, " ");
    let ends = sentence_ends(&joined);
    if breaks.is_empty() && ends.is_empty() {
        return joined;
    }
    let laid_out = replaced(&joined, &ends, "\n");
    // Two lines of punctuation can be a rule where they are one.
    match rendered(&laid_out) == rendered(text) {
        true => laid_out,
        false => text.to_owned(),
    }
}

/// The events of a text with their bytes. A table has lines that are not those of a paragraph.
fn events(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter()
}

/// The line breaks in paragraphs that are rendered as spaces, each with the blanks and the markers
/// of containers around it.
fn line_breaks(text: &str) -> Vec<Range<usize>> {
    let mut breaks = Vec::new();
    if !text.contains(['\n', '\r']) {
        return breaks;
    }
    // Where the text before a line break ends.
    let mut end = 0;
    // The line break after which the next event begins.
    let mut open = None;
    let mut quotes = 0;
    for (event, range) in events(text) {
        if let Some((start, after)) = open.take() {
            breaks.push(start..range.start.max(after));
        }
        match event {
            Event::Start(Tag::BlockQuote(_)) => quotes += 1,
            Event::End(TagEnd::BlockQuote(_)) => quotes -= 1,
            _ => {}
        }
        match event {
            Event::SoftBreak => open = Some((end.min(range.start), range.end)),
            Event::Start(_) => end = range.start,
            // In a quote, the lines of a code span begin with the markers of the quote.
            Event::Code(_) if quotes == 0 => {
                breaks.extend(lines(text, &range));
                end = range.end;
            }
            _ => end = range.end,
        }
    }
    breaks
}

/// The line breaks in a code span, with the indentation that follows each.
fn lines(text: &str, span: &Range<usize>) -> Vec<Range<usize>> {
    let code = &text[span.clone()];
    let breaks = code.match_indices('\n').map(|(at, _)| {
        let after = &code[at + 1..];
        let indentation = after.len() - after.trim_start_matches(' ').len();
        let start = span.start + at;
        start..start + 1 + indentation
    });
    breaks.collect()
}

/// The spaces between the sentences of paragraphs outside of lists and quotes.
///
/// The next sentence begins with an upper-case letter, which begins no block but a paragraph.
fn sentence_ends(text: &str) -> Vec<Range<usize>> {
    let mut ends = Vec::new();
    if !text.contains(". ") {
        return ends;
    }
    let mut open: Vec<Tag<'_>> = Vec::new();
    for (event, range) in events(text) {
        match event {
            Event::Start(tag) => open.push(tag),
            Event::End(_) => {
                open.pop();
            }
            Event::Text(_) if open.as_slice() == [Tag::Paragraph] => {
                let sentences = text[range.clone()].match_indices(". ");
                let spaces = sentences.filter_map(|(at, _)| {
                    let (before, after) = (&text[..range.start + at + 1], range.start + at + 2);
                    let begins = text[after..].starts_with(|it: char| it.is_ascii_uppercase());
                    let is_abbreviation = ["e.g.", "i.e.", "etc."];
                    let is_abbreviation = is_abbreviation.iter().any(|it| before.ends_with(it));
                    (begins && !is_abbreviation).then_some(after - 1..after)
                });
                ends.extend(spaces);
            }
            _ => {}
        }
    }
    ends
}

/// `text` with `replacement` in place of each of the ranges, which are in order.
fn replaced(text: &str, ranges: &[Range<usize>], replacement: &str) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut copied = 0;
    for range in ranges {
        replaced.push_str(&text[copied..range.start]);
        replaced.push_str(replacement);
        copied = range.end;
    }
    replaced.push_str(&text[copied..]);
    replaced
}

/// What a text is rendered as: its events, with line breaks in paragraphs as spaces.
fn rendered(text: &str) -> Vec<Event<'_>> {
    let mut rendered = Vec::new();
    let mut words = String::new();
    for (event, _) in events(text) {
        match event {
            Event::Text(text) => words.push_str(&text),
            Event::SoftBreak => words.push(' '),
            // Blanks in code are shown as one.
            Event::Code(code) => {
                let shown: Vec<&str> = code.split_whitespace().collect();
                words.push_str(&format!("`{}`", shown.join(" ")));
            }
            other => {
                rendered.push(Event::Text(std::mem::take(&mut words).into()));
                rendered.push(other);
            }
        }
    }
    rendered.push(Event::Text(words.into()));
    rendered
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_sentence_has_a_line() {
        assert_eq!(
            canonical(
                "One thing.\nAnother, e.g.\nThis, and\n  `a\n b`. Last.\n\nNew\nparagraph.\n"
            ),
            "One thing.\nAnother, e.g. This, and `a b`.\nLast.\n\nNew paragraph."
        );
    }

    #[test]
    fn other_blocks_keep_their_lines() {
        for text in [
            "# Title\n\n- one\n- two\n  1. three",
            "```\na\nb. C\n```",
            "    a\n    b. C",
            "| a | b |\n|---|---|\n| c | d. E |",
            "<Note>\na. B\nc\n</Note>",
            "a  \nb\\\nc",
            "[a. B](https://x.test)",
        ] {
            assert_eq!(canonical(text), text);
        }
    }

    #[test]
    fn containers_lose_line_breaks_with_their_markers() {
        assert_eq!(canonical("> a\n> b. C\nd"), "> a b. C d");
        assert_eq!(canonical("- a\n  b. C\n- d"), "- a b. C\n- d");
    }

    proptest! {
        #[test]
        fn the_layout_changes_and_nothing_else(
            lines in prop::collection::vec("[-*>#+ ]{0,3}[a-zA-Z0-9.`*_<>|!\\[\\]() ]{0,20}", 0..8)
        ) {
            let text = lines.join("\n");
            let once = canonical(&text);
            prop_assert_eq!(canonical(&once), once.clone());
            prop_assert_eq!(rendered(&once), rendered(text.trim_start_matches('\n').trim_end()));
        }
    }
}
