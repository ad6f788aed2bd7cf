//! The parser's positions, which count characters → byte offsets.

use std::cell::Cell;

/// Turns character numbers of a text into byte offsets.
///
/// It caches the last result and counts from there, since queries are mostly close to each other.
#[derive(Debug)]
pub(super) struct Positions<'a> {
    text: &'a str,
    is_ascii: bool,
    last: Cell<(usize, usize)>,
}

impl<'a> Positions<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            is_ascii: text.is_ascii(),
            last: Cell::new((0, 0)),
        }
    }

    /// The byte offset of a character; the length of the text if it is past the end.
    pub(super) fn byte(&self, character: usize) -> usize {
        if self.is_ascii {
            return character.min(self.text.len());
        }
        let (from, at) = self.last.get();
        let offset = if character >= from {
            let rest = &self.text[at..];
            let step = rest.char_indices().nth(character - from);
            step.map_or(self.text.len(), |(step, _)| at + step)
        } else {
            let before = &self.text[..at];
            let step = before.char_indices().rev().nth(from - character - 1);
            step.map_or(0, |(offset, _)| offset)
        };
        if offset < self.text.len() {
            self.last.set((character, offset));
        }
        offset
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_become_bytes_in_any_order() {
        let text = "aé→😀z";
        let positions = Positions::new(text);
        let expected: Vec<_> = text.char_indices().map(|(offset, _)| offset).collect();
        for character in [0, 4, 2, 3, 1, 0, 4] {
            assert_eq!(positions.byte(character), expected[character]);
        }
        assert_eq!(positions.byte(5), text.len());
        assert_eq!(positions.byte(99), text.len());
        assert_eq!(positions.byte(1), 1);
    }
}
