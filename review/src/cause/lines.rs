//! The lines of a file that changed, each with its cause.

use std::collections::BTreeSet;

use similar::{ChangeTag, TextDiff};

use super::{Cause, Hunk, LineCount};

/// A line that changed.
pub(super) struct LineChange {
    pub(super) tag: ChangeTag,
    pub(super) cause: Cause,
    /// Its number in the new text, or where it would be; counted from 1.
    line: usize,
    /// Whether the line before it changed as well.
    continues: bool,
}

/// Every line that differs between `old` and `new`: a removed one is the generator's doing
/// if `between` lacks it already, an added one is the pages' doing if `between` lacks it.
pub(super) fn changes(old: &str, new: &str, between: &str) -> Vec<LineChange> {
    let removed_by_generator = indices(&TextDiff::from_lines(old, between), ChangeTag::Delete);
    let added_by_pages = indices(&TextDiff::from_lines(between, new), ChangeTag::Insert);
    let mut changes = Vec::new();
    let (mut line, mut continues) = (1, false);
    for change in TextDiff::from_lines(old, new).iter_all_changes() {
        let cause = match (change.tag(), change.old_index(), change.new_index()) {
            (ChangeTag::Delete, Some(index), _) if removed_by_generator.contains(&index) => {
                Cause::Generator
            }
            (ChangeTag::Insert, _, Some(index)) if !added_by_pages.contains(&index) => {
                Cause::Generator
            }
            (ChangeTag::Equal, ..) => {
                (line, continues) = (line + 1, false);
                continue;
            }
            _ => Cause::Pages,
        };
        changes.push(LineChange {
            tag: change.tag(),
            cause,
            line,
            continues,
        });
        continues = true;
        line += usize::from(change.tag() == ChangeTag::Insert);
    }
    changes
}

/// The indices of the lines with this tag, in the text that has them.
fn indices(diff: &TextDiff<'_, '_, str>, tag: ChangeTag) -> BTreeSet<usize> {
    let changes = diff.iter_all_changes().filter(|change| change.tag() == tag);
    changes
        .filter_map(|change| change.old_index().or(change.new_index()))
        .collect()
}

/// Consecutive changes as hunks.
pub(super) fn hunks(changes: &[LineChange]) -> Vec<Hunk> {
    let mut hunks: Vec<Hunk> = Vec::new();
    for change in changes {
        if !change.continues {
            hunks.push(Hunk {
                line: change.line,
                lines: LineCount::default(),
                cause: change.cause,
            });
        }
        if let Some(hunk) = hunks.last_mut() {
            hunk.cause = hunk.cause.and(change.cause);
            hunk.lines.count(change.tag);
        }
    }
    hunks
}
