//! Why each line of the generated crate changed: the pages, or the generator.
//!
//! Between the crate that was committed (old generator, old pages) and the crate of
//! the work tree (new generator, new pages) stands a third one, which the new
//! generator makes of the old pages. What changes on the way there is the
//! generator's doing, and what changes from there is the pages'. No old generator
//! has to be built for that.

use std::{collections::BTreeSet, fmt::Write as _};

use serde::Serialize;
use similar::{ChangeTag, TextDiff};

use seamstress_codegen::{emit::FileTree, pretty::HEADER};

/// Why the generated crate changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// Every file that changed, by path.
    pub files: Vec<FileCause>,
    /// What the generator changed, whether or not it survived in the end.
    pub generator: Lines,
    /// What the pages changed.
    pub pages: Lines,
}

/// A number of lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Lines {
    /// Lines that are new.
    pub added: usize,
    /// Lines that are gone.
    pub removed: usize,
}

/// Why a file changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileCause {
    /// The path in the crate.
    pub path: String,
    /// What changed it.
    pub cause: Cause,
    /// What changed in it, in order.
    pub hunks: Vec<Hunk>,
}

/// Lines that changed, with none between them that did not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hunk {
    /// Where it begins in the new text, counted from 1; of lines that are gone, where
    /// they would be.
    pub line: usize,
    /// How many lines there are.
    pub lines: Lines,
    /// What changed them.
    pub cause: Cause,
}

/// What changed something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Pages, or what people decided about them.
    Pages,
    /// The generator.
    Generator,
    /// One and the other.
    Both,
}

impl Cause {
    /// `pages`, `generator` or `both`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pages => "pages",
            Self::Generator => "generator",
            Self::Both => "both",
        }
    }

    fn and(self, other: Self) -> Self {
        if self == other { self } else { Self::Both }
    }
}

/// Explains the step from `a` to `b`.
///
/// - `a`: the crate as it was committed at the base. Files of it that codegen did not
///   write are passed over.
/// - `b`: what this generator makes of the pages of the work tree.
/// - `c`: what this generator makes of the base's pages, decisions and names.
///
/// It holds as far as `a` is what the base's own generator made of the base's pages,
/// which `codegen --check` proves for every commit and nobody can see from here.
pub fn explain(a: &FileTree, b: &FileTree, c: &FileTree) -> Explanation {
    let mut explanation = Explanation::default();
    let paths: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
    for path in paths {
        let [old, new, between] = [a, b, c].map(|tree| tree.get(path).map_or("", String::as_str));
        let is_generated = b.contains_key(path) || c.contains_key(path) || carries_header(old);
        if old == new || !is_generated {
            continue;
        }
        let changes = changes(old, new, between);
        for change in &changes {
            let lines = match change.cause {
                Cause::Generator => &mut explanation.generator,
                _ => &mut explanation.pages,
            };
            lines.count(change.tag);
        }
        let hunks = hunks(&changes);
        let causes = hunks.iter().map(|hunk| hunk.cause);
        if let Some(cause) = causes.reduce(Cause::and) {
            explanation.files.push(FileCause {
                path: path.clone(),
                cause,
                hunks,
            });
        }
    }
    explanation
}

/// As `write` recognises its own files.
fn carries_header(text: &str) -> bool {
    text.lines()
        .next()
        .is_some_and(|line| line.contains(HEADER))
}

/// A line that changed.
struct Change {
    tag: ChangeTag,
    /// Where it is in the new text, or would be; counted from 1.
    line: usize,
    /// Whether the line before it changed as well.
    continues: bool,
    cause: Cause,
}

/// Every line that differs between `old` and `new`: one that is gone is the
/// generator's doing if `between` lacks it already, and one that is new is the
/// pages' doing if `between` lacks it still.
fn changes(old: &str, new: &str, between: &str) -> Vec<Change> {
    let gone_by_generator = lines_of(&TextDiff::from_lines(old, between), ChangeTag::Delete);
    let new_by_pages = lines_of(&TextDiff::from_lines(between, new), ChangeTag::Insert);
    let mut changes = Vec::new();
    let (mut line, mut continues) = (1, false);
    for change in TextDiff::from_lines(old, new).iter_all_changes() {
        let cause = match (change.tag(), change.old_index(), change.new_index()) {
            (ChangeTag::Delete, Some(index), _) if gone_by_generator.contains(&index) => {
                Cause::Generator
            }
            (ChangeTag::Insert, _, Some(index)) if !new_by_pages.contains(&index) => {
                Cause::Generator
            }
            (ChangeTag::Equal, ..) => {
                (line, continues) = (line + 1, false);
                continue;
            }
            _ => Cause::Pages,
        };
        changes.push(Change {
            tag: change.tag(),
            line,
            continues,
            cause,
        });
        continues = true;
        line += usize::from(change.tag() == ChangeTag::Insert);
    }
    changes
}

/// The numbers, from 0, of the lines that are `tag`, in the text that has them.
fn lines_of(diff: &TextDiff<'_, '_, str>, tag: ChangeTag) -> BTreeSet<usize> {
    let changes = diff.iter_all_changes().filter(|change| change.tag() == tag);
    changes
        .filter_map(|change| change.old_index().or(change.new_index()))
        .collect()
}

fn hunks(changes: &[Change]) -> Vec<Hunk> {
    let mut hunks: Vec<Hunk> = Vec::new();
    for change in changes {
        if !change.continues {
            hunks.push(Hunk {
                line: change.line,
                lines: Lines::default(),
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

impl Lines {
    fn count(&mut self, tag: ChangeTag) {
        match tag {
            ChangeTag::Insert => self.added += 1,
            ChangeTag::Delete => self.removed += 1,
            ChangeTag::Equal => {}
        }
    }

    fn is_none(self) -> bool {
        self == Self::default()
    }
}

/// As many hunks of one file as a person reads.
const MOST_HUNKS: usize = 12;

impl Explanation {
    /// Whether one change holds what the generator did and what the pages did, so
    /// that a reviewer cannot tell them apart in the diff.
    pub fn is_mixed(&self) -> bool {
        !self.generator.is_none() && !self.pages.is_none()
    }

    /// For people, one line for each file and hunk.
    pub fn to_text(&self) -> String {
        if self.files.is_empty() {
            return "nothing in the generated crate changed\n".to_owned();
        }
        let mut text = String::new();
        for file in &self.files {
            let _ = writeln!(text, "{:<9}  {}", file.cause.as_str(), file.path);
            // A file of one cause needs no more words.
            if file.cause != Cause::Both {
                continue;
            }
            for hunk in file.hunks.iter().take(MOST_HUNKS) {
                let _ = writeln!(
                    text,
                    "  {:<9}  line {}: {}",
                    hunk.cause.as_str(),
                    hunk.line,
                    hunk.lines
                );
            }
            if let Some(more) = file
                .hunks
                .len()
                .checked_sub(MOST_HUNKS)
                .filter(|&more| more > 0)
            {
                let _ = writeln!(text, "  and {more} more hunks");
            }
        }
        let _ = writeln!(
            text,
            "\nby the pages: {}; by the generator: {}",
            self.pages, self.generator
        );
        if self.is_mixed() {
            text.push_str(
                "This change mixes both. Split it: first the generator with what it makes of \
                 the old pages, then the pages with what they change.\n",
            );
        }
        text.push_str(
            "Held against the crate as the base committed it, which is taken to be what the \
             base's own generator made of its pages (`codegen --check` proves it there).\n",
        );
        text
    }
}

impl std::fmt::Display for Lines {
    /// `+3 -1`
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "+{} -{}", self.added, self.removed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(text: &str) -> FileTree {
        FileTree::from([("src/a.rs".to_owned(), text.to_owned())])
    }

    const OLD: &str = "a\nb\nc\nd\ne\n";

    #[test]
    fn what_the_old_pages_give_too_is_the_generators_doing() {
        let new = tree("a\nB\nc\nd\ne\n");
        let told = explain(&tree(OLD), &new, &new);
        assert_eq!(told.files[0].cause, Cause::Generator);
        assert!(!told.is_mixed());
    }

    #[test]
    fn what_only_the_new_pages_give_is_their_doing() {
        let told = explain(&tree(OLD), &tree("a\nc\nd\nD\ne\n"), &tree(OLD));
        assert_eq!(told.files[0].cause, Cause::Pages);
        assert_eq!(
            told.pages,
            Lines {
                added: 1,
                removed: 1
            }
        );
        assert!(told.generator.is_none());
    }

    #[test]
    fn each_hunk_of_a_mixed_file_is_told_apart() {
        let told = explain(
            &tree(OLD),
            &tree("a\nB\nc\nd\nE\n"),
            &tree("a\nB\nc\nd\ne\n"),
        );
        let causes = told.files[0]
            .hunks
            .iter()
            .map(|hunk| (hunk.line, hunk.cause));
        let wanted = [(2, Cause::Generator), (5, Cause::Pages)];
        assert_eq!(causes.collect::<Vec<_>>(), wanted);
        insta::assert_snapshot!(told.to_text(), @r"
        both       src/a.rs
          generator  line 2: +1 -1
          pages      line 5: +1 -1

        by the pages: +1 -1; by the generator: +1 -1
        This change mixes both. Split it: first the generator with what it makes of the old pages, then the pages with what they change.
        Held against the crate as the base committed it, which is taken to be what the base's own generator made of its pages (`codegen --check` proves it there).
        ");
    }

    #[test]
    fn a_line_that_both_changed_is_of_both() {
        // The generator writes it in another way, and the pages say something else.
        let told = explain(&tree("a: 1\n"), &tree("a = 2\n"), &tree("a = 1\n"));
        let hunk = &told.files[0].hunks[0];
        assert_eq!(
            (hunk.lines, hunk.cause),
            (
                Lines {
                    added: 1,
                    removed: 1
                },
                Cause::Both
            )
        );
    }

    #[test]
    fn files_come_and_go_for_a_reason() {
        let none = FileTree::new();
        let cause = |a, b, c| explain(a, b, c).files[0].cause;
        let ours = tree(&format!("// {HEADER}\na\n"));
        assert_eq!(cause(&none, &ours, &none), Cause::Pages);
        assert_eq!(cause(&none, &ours, &ours), Cause::Generator);
        assert_eq!(cause(&ours, &none, &ours), Cause::Pages);
        assert_eq!(cause(&ours, &none, &none), Cause::Generator);
    }

    #[test]
    fn what_people_wrote_is_nobodys_doing() {
        let none = FileTree::new();
        assert!(explain(&tree("by hand\n"), &none, &none).files.is_empty());
    }
}
