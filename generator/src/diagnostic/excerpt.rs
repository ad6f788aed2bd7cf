//! The lines of a file that a diagnostic shows.

use std::ops::Range;

use super::escape::{is_deceptive, push_escaped};
use crate::source::SourceFile;

/// How many characters of a line are shown.
const LINE_LIMIT: usize = 240;
/// How many characters are shown before a range in a line that is cut.
const LEAD: usize = 80;

/// Consecutive lines of a file, escaped and cut, and the ranges adjusted to that.
pub(super) struct Excerpt {
    /// The text to show.
    pub(super) text: String,
    /// The number of its first line in the file, from 1.
    pub(super) first_line: usize,
    /// Bytes of `text`, one for each range given.
    pub(super) ranges: Vec<Range<usize>>,
}

impl Excerpt {
    /// Whether a range begins in the same column (from 1) here as in the file.
    pub(super) fn keeps_column(&self, index: usize, column: usize) -> bool {
        self.ranges.get(index).is_some_and(|range| {
            let before = &self.text[..range.start];
            let start = before.rfind('\n').map_or(0, |offset| offset + 1);
            before[start..].chars().count() + 1 == column
        })
    }
}

/// The lines of `file` that contain `ranges` (bytes of its text).
///
/// A range is shown up to the end of its first line.
pub(super) fn excerpt(file: &SourceFile, ranges: &[Range<usize>]) -> Excerpt {
    let lines: Vec<usize> = ranges
        .iter()
        .map(|range| file.line_column(range.start).0)
        .collect();
    let first_line = lines.iter().copied().min().unwrap_or(1);
    let last_line = lines.iter().copied().max().unwrap_or(1);
    let mut excerpt = Excerpt {
        text: String::new(),
        first_line,
        ranges: vec![Range::default(); ranges.len()],
    };
    for line in first_line..=last_line {
        let bytes = file.line(line);
        let here: Vec<usize> = (0..ranges.len()).filter(|&i| lines[i] == line).collect();
        // The renderer folds lines between two ranges, so that their text does not matter.
        if !here.is_empty() {
            push_line(&mut excerpt, file, &bytes, ranges, &here);
        }
        excerpt.text.push('\n');
    }
    excerpt
}

fn push_line(
    excerpt: &mut Excerpt,
    file: &SourceFile,
    bytes: &Range<usize>,
    ranges: &[Range<usize>],
    here: &[usize],
) {
    let line = &file.text()[bytes.clone()];
    let first = here
        .iter()
        .map(|&i| ranges[i].start)
        .min()
        .unwrap_or(bytes.start);
    // Lines can be whole documents: what is counted begins at the range, not at the line.
    let before = &file.text()[bytes.start..first.clamp(bytes.start, bytes.end)];
    let mut backwards = before.char_indices().rev();
    let lead = backwards.nth(LEAD - 1);
    let is_cut = lead.is_some() && backwards.nth(LINE_LIMIT - 2 * LEAD).is_some();
    let start = match lead {
        Some((offset, _)) if is_cut => offset,
        _ => 0,
    };
    let mut starts = vec![None; here.len()];
    let mut ends = vec![None; here.len()];
    if is_cut {
        excerpt.text.push('…');
    }
    for (shown, (offset, character)) in line[start..].char_indices().enumerate() {
        if shown == LINE_LIMIT {
            excerpt.text.push('…');
            break;
        }
        let offset = bytes.start + start + offset;
        for (slot, &i) in here.iter().enumerate() {
            if offset >= ranges[i].start {
                starts[slot].get_or_insert(excerpt.text.len());
            }
            if offset >= ranges[i].end {
                ends[slot].get_or_insert(excerpt.text.len());
            }
        }
        if character == '\t' {
            excerpt.text.push(' ');
        } else if is_deceptive(character) {
            push_escaped(&mut excerpt.text, character);
        } else {
            excerpt.text.push(character);
        }
    }
    let end_of_line = excerpt.text.len();
    for (slot, &i) in here.iter().enumerate() {
        let start = starts[slot].unwrap_or(end_of_line);
        excerpt.ranges[i] = start..ends[slot].unwrap_or(end_of_line).max(start);
    }
}
