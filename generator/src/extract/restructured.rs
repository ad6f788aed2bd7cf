//! Headings of reStructuredText: a line of text with a line of one mark below it, and perhaps above
//! it, which CommonMark knows for two of the marks alone.

use std::ops::Range;

use super::{markdown::Heading, request_line, words};

/// How many marks a line has at least.
const MARKS: usize = 3;

/// The text with spaces in place of the lines of marks, and the headings, whose levels are in the
/// order in which their marks are first used.
pub(super) fn read(text: &str) -> (String, Vec<Heading>) {
    let mut plain = String::with_capacity(text.len());
    let mut headings = Vec::new();
    let mut styles: Vec<(char, bool)> = Vec::new();
    let mut above: Option<Range<usize>> = None;
    let mut overline: Option<char> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let range = at..at + line.trim_end().len();
        at += line.len();
        let content = &text[range.clone()];
        let Some(mark) = mark(content) else {
            if content.trim().is_empty() {
                overline = None;
            }
            above = (!content.trim().is_empty()).then_some(range);
            plain.push_str(line);
            continue;
        };
        match above.take().filter(|title| is_below(text, title, content)) {
            Some(title) => {
                let style = (mark, overline.take() == Some(mark));
                let known = styles.iter().position(|it| *it == style);
                let level = known.unwrap_or(styles.len());
                if known.is_none() {
                    styles.push(style);
                }
                let level = u8::try_from(level + 1).unwrap_or(6).min(6);
                let words = text[title.clone()].trim().to_owned();
                headings.push(Heading {
                    level,
                    role: words::role(&words).filter(|_| level > 1),
                    text: words,
                    range: title.start..range.end,
                });
            }
            None => overline = Some(mark),
        }
        plain.extend(line.chars().map(|it| if it == '\n' { '\n' } else { ' ' }));
    }
    (plain, headings)
}

/// Whether a heading of a page is a request line, and the page has no table, which is not read.
pub(super) fn names_requests(text: &str) -> bool {
    let is_rule = |line: &str| {
        let mut words = line.split_whitespace();
        words.clone().count() > 1 && words.all(|word| mark(word).is_some())
    };
    let is_table = |line: &str| {
        let line = line.trim();
        let mut directives = [".. list-table::", ".. csv-table::", ".. table::"].iter();
        is_rule(line)
            || line.starts_with("+--")
            || line.starts_with("+==")
            || directives.any(|it| line.starts_with(it))
    };
    let (_, headings) = read(text);
    let mut headings = headings.iter();
    headings.any(|it| request_line::parse(&it.text).is_some()) && !text.lines().any(is_table)
}

/// The mark that a line consists of.
fn mark(line: &str) -> Option<char> {
    let mark = line.chars().next().filter(char::is_ascii_punctuation)?;
    (line.len() >= MARKS && line.chars().all(|it| it == mark)).then_some(mark)
}

/// Whether marks are those of a title: it is no part of a directive, and they are about as long.
fn is_below(text: &str, title: &Range<usize>, marks: &str) -> bool {
    let words = text[title.clone()].trim_end();
    !words.starts_with(".. ") && words.chars().count() <= marks.len() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_may_be_request_lines() {
        let page = "GET /doors\n==========\n\nLists them.\n";
        assert!(names_requests(page));
        for table in [
            "===  ===\na    b\n===  ===\n",
            "+---+\n| a |\n+---+\n",
            ".. list-table::\n",
        ] {
            assert!(!names_requests(&format!("{page}\n{table}")), "{table}");
        }
        assert!(!names_requests("Doors\n=====\n\n``GET /doors``\n"));
    }

    #[test]
    fn marks_are_levels_in_their_order() {
        let text = "=====\nDoors\n=====\n\nOpen them.\n\nList\n~~~~\n\nClose\n~~~~~\n\nResponse\n^^^^^^^^\n\n----\n";
        let (plain, headings) = read(text);
        let found = headings.iter().map(|it| (it.level, it.text.as_str()));
        let expected = [(1, "Doors"), (2, "List"), (2, "Close"), (3, "Response")];
        assert_eq!(found.collect::<Vec<_>>(), expected);
        assert!(headings[3].role.is_some());
        assert_eq!(plain.len(), text.len());
        assert!(!plain.contains(['=', '~', '^', '-']));
    }
}
