//! Why each line of the generated crate changed: the pages, or the generator.
//!
//! Three crates are compared: the committed one (old generator, old pages), the current
//! one (new generator, new pages), and one in between that the new generator makes of the
//! old pages. What differs between the first and the one in between is the generator's
//! doing, and the rest is the pages'. No old generator has to be built for that.

mod lines;
mod text;

use std::collections::BTreeSet;

use seamstress_codegen::{file_tree::FileTree, pretty::HEADER};
use serde::Serialize;
use similar::ChangeTag;

/// Why the generated crate changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// Every file that changed, by path.
    pub files: Vec<FileCause>,
    /// The lines that the generator changed.
    pub generator: LineCount,
    /// The lines that the pages changed.
    pub pages: LineCount,
}

/// A number of changed lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LineCount {
    /// Lines that are new.
    pub added: usize,
    /// Lines that were removed.
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

/// Consecutive lines that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hunk {
    /// The first line in the new text, counted from 1; of removed lines, where they would
    /// be.
    pub line: usize,
    /// How many lines there are.
    pub lines: LineCount,
    /// What changed them.
    pub cause: Cause,
}

/// What changed a line, a hunk or a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The pages, `overrides.toml` or `names.lock`.
    Pages,
    /// The generator.
    Generator,
    /// Both.
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

impl LineCount {
    fn count(&mut self, tag: ChangeTag) {
        match tag {
            ChangeTag::Insert => self.added += 1,
            ChangeTag::Delete => self.removed += 1,
            ChangeTag::Equal => {}
        }
    }

    fn is_zero(self) -> bool {
        self == Self::default()
    }
}

impl Explanation {
    /// Whether one change has the effects of both, so that a reviewer cannot distinguish
    /// them in the diff.
    pub fn is_mixed(&self) -> bool {
        !self.generator.is_zero() && !self.pages.is_zero()
    }
}

/// Explains the step from `committed` to `current`.
///
/// - `committed`: the crate at the base. Files that codegen did not write are skipped.
/// - `current`: what this generator makes of the pages of the work tree.
/// - `regenerated`: what this generator makes of the base's pages, decisions and names.
///
/// It is right as far as `committed` is what the base's own generator made of the base's
/// pages, which `codegen --check` proves at every commit.
pub fn explain(committed: &FileTree, current: &FileTree, regenerated: &FileTree) -> Explanation {
    let mut explanation = Explanation::default();
    let paths: BTreeSet<&String> = committed.keys().chain(current.keys()).collect();
    for path in paths {
        let [old, new, between] =
            [committed, current, regenerated].map(|tree| tree.get(path).map_or("", String::as_str));
        let is_generated =
            current.contains_key(path) || regenerated.contains_key(path) || has_header(old);
        if old == new || !is_generated {
            continue;
        }
        let changes = lines::changes(old, new, between);
        for change in &changes {
            let count = match change.cause {
                Cause::Generator => &mut explanation.generator,
                _ => &mut explanation.pages,
            };
            count.count(change.tag);
        }
        let hunks = lines::hunks(&changes);
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

/// Whether codegen wrote the file.
fn has_header(text: &str) -> bool {
    let first = text.lines().next();
    first.is_some_and(|line| line.contains(HEADER))
}

#[cfg(test)]
mod tests;
