//! Flow collections and quoted scalars with lines that are indented less than what holds them.
//!
//! YAML 1.2 has no such lines, but libyaml reads them, and people put `]` below its key. Where the
//! parser finds one, they are indented in a copy of the text. Where blocks are in a text is only
//! estimated; [`Copy::is_within`] tells from what the parser then finds whether that was right:
//! the indentation of a line inside of a flow collection or a quoted scalar means nothing.

mod lexer;

use std::ops::Range;

/// How much longer than the text the copy may be.
const GROWTH_LIMIT: usize = 4;

/// A text with more spaces at the beginning of lines.
#[derive(Debug)]
pub(super) struct Copy {
    /// The text.
    pub(super) text: String,
    /// Where spaces were added, how many, and how many were added before.
    added: Vec<Added>,
}

#[derive(Debug)]
struct Added {
    at: usize,
    count: usize,
    before: usize,
}

impl Copy {
    /// The copy of a text; `None` if there is nothing to indent.
    pub(super) fn of(text: &str) -> Option<Self> {
        let mut copy = Self {
            text: String::with_capacity(text.len() * 2),
            added: Vec::new(),
        };
        let mut copied = 0;
        let mut total = 0;
        for region in lexer::regions(text) {
            let lines = text[region.range.clone()].match_indices('\n');
            for (offset, _) in lines {
                let start = region.range.start + offset + 1;
                let line = &text[start..];
                let rest = line.trim_start_matches(' ');
                let spaces = line.len() - rest.len();
                if rest.is_empty() || rest.starts_with(['\n', '\r']) || spaces >= region.indent {
                    continue;
                }
                if spaces == 0 && (rest.starts_with("---") || rest.starts_with("...")) {
                    // It would begin or end a document.
                    return None;
                }
                copy.text.push_str(&text[copied..start]);
                copied = start;
                let count = region.indent - spaces;
                copy.added.push(Added {
                    at: copy.text.len(),
                    count,
                    before: total,
                });
                total += count;
                if total > text.len().saturating_mul(GROWTH_LIMIT) {
                    return None;
                }
                copy.text.extend(std::iter::repeat_n(' ', count));
            }
        }
        copy.text.push_str(&text[copied..]);
        (total > 0).then_some(copy)
    }

    /// The byte of the original text for a byte of the copy.
    pub(super) fn original(&self, offset: usize) -> usize {
        let next = self.added.partition_point(|added| added.at <= offset);
        match next.checked_sub(1).and_then(|last| self.added.get(last)) {
            Some(added) => offset.saturating_sub(added.count).max(added.at) - added.before,
            None => offset,
        }
    }

    /// Whether each added indentation is within one of these ranges of the copy, which are in
    /// order.
    pub(super) fn is_within(&self, ranges: &[Range<usize>]) -> bool {
        let mut ranges = ranges.iter().peekable();
        self.added.iter().all(|added| {
            while ranges.next_if(|range| range.end <= added.at).is_some() {}
            ranges.peek().is_some_and(|range| range.start < added.at)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_flow_collections_and_quoted_scalars_are_indented() {
        let text = "a:\n  b: [\n  x, # it's\n\n      y\n  ]\n  c: 'it''s\n d'\n  e: |\n   [\n   x\n  f: g\n    {h\n i: \"j\n\"\n";
        let copy = Copy::of(text).unwrap();
        insta::assert_snapshot!(copy.text, @r#"
        a:
          b: [
           x, # it's

              y
           ]
          c: 'it''s
           d'
          e: |
           [
           x
          f: g
            {h
         i: "j
          "
        "#);
        // The added spaces are at the beginning of their lines.
        let mut read = vec![0; text.len()];
        for (offset, byte) in copy.text.bytes().enumerate() {
            read[copy.original(offset)] = byte;
        }
        assert_eq!(read, text.as_bytes());
        assert_eq!(copy.original(copy.text.len()), text.len());
    }

    #[test]
    fn nothing_is_added_where_lines_are_indented_enough() {
        for text in ["a: [\n  b\n ]\n", "{\n}\n", "a: b\n", "- 'a\n\n  b'\n", ""] {
            assert!(Copy::of(text).is_none(), "{text}");
        }
        assert!(Copy::of("a: '\n--- b'\n").is_none());
    }

    #[test]
    fn added_spaces_have_to_be_within_what_the_parser_finds() {
        let copy = Copy::of("a: [\n]\n").unwrap();
        assert_eq!(copy.text, "a: [\n ]\n");
        assert!(copy.is_within(&[0..1, 3..7]));
        assert!(!copy.is_within(&[0..2, 5..7]));
        assert!(!copy.is_within(&[]));
    }
}
