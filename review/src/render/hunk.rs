//! Excerpts of a file that changed.

use std::{collections::BTreeSet, ops::Range};

use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices};

/// How many unchanged lines are shown around a change.
const CONTEXT: usize = 3;

/// How far from a line a change is searched, in lines.
const NEAR: usize = 60;

/// How far, for a change that contains the word that is searched.
const FAR: usize = 600;

/// Both versions of a file, and their differences.
#[derive(Debug)]
pub struct FileDiff<'a> {
    before: Vec<&'a str>,
    after: Vec<&'a str>,
    ops: Vec<DiffOp>,
}

/// Consecutive lines of a file, some of which differ.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hunk {
    /// The first line as it was, and as it is, counted from 1.
    pub start: (usize, usize),
    /// The lines.
    pub lines: Vec<Line>,
    /// How many lines are left out at the end.
    pub left_out: usize,
}

/// A line of a hunk.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    /// Whether it was added or removed.
    pub sign: Sign,
    /// Without its line break.
    pub text: String,
}

/// What happened to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// Both versions have it.
    Same,
    /// Only the old version has it.
    Removed,
    /// Only the new version has it.
    Added,
}

/// Lines of one of the versions, counted from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lines {
    /// Of the old version.
    Before(Range<usize>),
    /// Of the new version.
    After(Range<usize>),
}

impl<'a> FileDiff<'a> {
    /// Computes the differences.
    pub fn new(before: &'a str, after: &'a str) -> Self {
        let (before, after): (Vec<_>, Vec<_>) = (before.lines().collect(), after.lines().collect());
        let ops = if before == after {
            Vec::new()
        } else {
            capture_diff_slices(Algorithm::Myers, &before, &after)
        };
        Self { before, after, ops }
    }

    /// The change that is nearest to a line; one that contains `word` is preferred to one
    /// that does not. If none is near, the lines around. At most `max` lines.
    pub fn near(&self, line: &Lines, word: &str, max: usize) -> Hunk {
        let distance = |op: &DiffOp| gap(line, op);
        let nearest = |within: usize, named: bool| {
            self.changes()
                .filter(|(_, op)| distance(op) <= within && (!named || self.names(op, word)))
                .min_by_key(|(_, op)| distance(op))
        };
        match nearest(FAR, true)
            .filter(|_| !word.is_empty())
            .or_else(|| nearest(NEAR, false))
        {
            Some((index, _)) => self.hunk(index..index + 1, max),
            None => self.excerpt(line),
        }
    }

    /// The changes inside of these lines, in at most `max` lines; `None` if there are none.
    pub fn within(&self, parts: &[Lines], max: usize) -> Option<Hunk> {
        let touched: BTreeSet<usize> = self
            .changes()
            .filter(|(_, op)| parts.iter().any(|part| gap(part, op) == 0))
            .map(|(index, _)| index)
            .collect();
        let range = *touched.first()?..*touched.last()? + 1;
        Some(self.hunk(range, max))
    }

    fn changes(&self) -> impl Iterator<Item = (usize, &DiffOp)> {
        let ops = self.ops.iter().enumerate();
        ops.filter(|(_, op)| op.tag() != DiffTag::Equal)
    }

    /// Whether a line that differs contains `word` as a word.
    fn names(&self, op: &DiffOp, word: &str) -> bool {
        let removed = &self.before[op.old_range()];
        let added = &self.after[op.new_range()];
        removed.iter().chain(added).any(|line| {
            line.split(|character: char| !character.is_alphanumeric() && character != '_')
                .any(|found| found == word)
        })
    }

    /// These operations with lines around them.
    fn hunk(&self, ops: Range<usize>, max: usize) -> Hunk {
        let mut lines = Vec::new();
        let mut start = None;
        let lead = ops
            .start
            .checked_sub(1)
            .and_then(|index| self.ops.get(index));
        if let Some(op) = lead {
            let (old, new) = (op.old_range(), op.new_range());
            let count = old.len().min(CONTEXT);
            start = Some((old.end - count + 1, new.end - count + 1));
            lines.extend(same(&self.before[old.end - count..old.end]));
        }
        for op in &self.ops[ops.clone()] {
            let (old, new) = (op.old_range(), op.new_range());
            start.get_or_insert((old.start + 1, new.start + 1));
            if op.tag() == DiffTag::Equal {
                lines.extend(same(&self.before[old]));
            } else {
                lines.extend(signed(Sign::Removed, &self.before[old]));
                lines.extend(signed(Sign::Added, &self.after[new]));
            }
        }
        if let Some(op) = self.ops.get(ops.end) {
            let old = op.old_range();
            let end = (old.start + CONTEXT).min(old.end);
            lines.extend(same(&self.before[old.start..end]));
        }
        let left_out = lines.len().saturating_sub(max);
        lines.truncate(max);
        Hunk {
            start: start.unwrap_or((1, 1)),
            lines,
            left_out,
        }
    }

    fn excerpt(&self, line: &Lines) -> Hunk {
        let (text, line) = match line {
            Lines::Before(range) => (&self.before, range.start),
            Lines::After(range) => (&self.after, range.start),
        };
        let start = line.saturating_sub(CONTEXT).min(text.len());
        let end = (line + CONTEXT + 1).min(text.len());
        Hunk {
            start: (start + 1, start + 1),
            lines: same(&text[start..end]).collect(),
            left_out: 0,
        }
    }
}

/// How many lines are between both.
fn gap(part: &Lines, op: &DiffOp) -> usize {
    let (part, op) = match part {
        Lines::Before(range) => (range, op.old_range()),
        Lines::After(range) => (range, op.new_range()),
    };
    if op.end < part.start {
        part.start - op.end
    } else {
        op.start.saturating_sub(part.end.max(part.start + 1) - 1)
    }
}

fn same<'t>(lines: &'t [&'t str]) -> impl Iterator<Item = Line> + 't {
    signed(Sign::Same, lines)
}

fn signed<'t>(sign: Sign, lines: &'t [&'t str]) -> impl Iterator<Item = Line> + 't {
    lines.iter().map(move |text| Line {
        sign,
        text: (*text).to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(hunk: &Hunk) -> String {
        let lines = hunk.lines.iter().map(|line| {
            let sign = match line.sign {
                Sign::Same => ' ',
                Sign::Removed => '-',
                Sign::Added => '+',
            };
            format!("{sign}{}\n", line.text)
        });
        format!(
            "@@ -{} +{}\n{}",
            hunk.start.0,
            hunk.start.1,
            lines.collect::<String>()
        )
    }

    fn numbered(count: usize) -> Vec<String> {
        (1..=count).map(|line| format!("line {line}")).collect()
    }

    #[test]
    fn a_change_that_contains_the_word_is_preferred_to_a_nearer_one() {
        let before = numbered(100);
        let mut after = before.clone();
        after[49] = "nearer".to_owned();
        after[79] = "- badge_id".to_owned();
        let (before, after) = (before.join("\n"), after.join("\n"));
        let diff = FileDiff::new(&before, &after);
        let line = Lines::After(50..51);
        insta::assert_snapshot!(show(&diff.near(&line, "badge_id", 40)), @r"
        @@ -77 +77
         line 77
         line 78
         line 79
        -line 80
        +- badge_id
         line 81
         line 82
         line 83
        ");
        assert!(show(&diff.near(&line, "badge", 40)).contains("+nearer"));
    }

    #[test]
    fn where_nothing_changed_the_lines_around_are_shown() {
        let text = numbered(9).join("\n");
        let hunk = FileDiff::new(&text, &text).near(&Lines::After(8..9), "", 40);
        insta::assert_snapshot!(show(&hunk), @r"
        @@ -6 +6
         line 6
         line 7
         line 8
         line 9
        ");
    }

    #[test]
    fn only_changes_inside_of_the_lines_are_shown() {
        let before = numbered(60);
        let mut after = before.clone();
        after.insert(20, "in".to_owned());
        after.insert(40, "out".to_owned());
        let (before, after) = (before.join("\n"), after.join("\n"));
        let diff = FileDiff::new(&before, &after);
        let hunk = diff.within(&[Lines::After(18..25)], 40).unwrap();
        assert!(show(&hunk).contains("+in") && !show(&hunk).contains("+out"));
        assert_eq!(diff.within(&[Lines::After(50..55)], 40), None);
    }

    #[test]
    fn a_long_hunk_is_truncated_and_counted() {
        let text = numbered(100).join("\n");
        let hunk = FileDiff::new("", &text)
            .within(&[Lines::After(0..100)], 10)
            .unwrap();
        assert_eq!((hunk.lines.len(), hunk.left_out), (10, 90));
    }
}
