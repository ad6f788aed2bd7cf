//! The report of a run for people and for programs.

use serde_json::{Value, json};

use crate::{
    diagnostic::{self, Severity},
    run::Output,
    surface,
    write::{Changes, FileChangeKind},
};

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// There were no errors.
    Done,
    /// There were errors; nothing was written.
    Failed,
}

impl Output {
    /// How the run ended.
    pub fn outcome(&self) -> Outcome {
        if self.count(Severity::Error) > 0 {
            Outcome::Failed
        } else {
            Outcome::Done
        }
    }

    /// The number of diagnostics of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity() == severity)
            .count()
    }

    /// Every diagnostic with its excerpts. `prefix` goes before each path.
    pub fn rendered(&self, prefix: &str, colour: bool) -> String {
        diagnostic::render(&self.diagnostics, &self.sources, prefix, colour)
    }

    /// The statistics, the number of diagnostics, and what changed on disk.
    pub fn summary(&self, changes: &Changes) -> String {
        let mut text = format!(
            "{}\n{} errors, {} warnings, {} notes\n",
            self.stats.summary(),
            self.count(Severity::Error),
            self.count(Severity::Warning),
            self.count(Severity::Note),
        );
        if self.outcome() == Outcome::Failed {
            text.push_str("nothing was written\n");
            return text;
        }
        if changes.is_empty() {
            text.push_str("nothing changed\n");
        }
        for file in &changes.files {
            text.push_str(&format!("{} {}\n", file.kind.letter(), file.path));
        }
        text.push_str(&items(changes));
        text
    }

    /// The whole report as JSON.
    pub fn json(&self, changes: &Changes, prefix: &str) -> Value {
        json!({
            "stats": self.stats,
            "diagnostics": diagnostic::to_json(&self.diagnostics, &self.sources, prefix),
            "changes": {
                "added": changes.paths(FileChangeKind::Added),
                "modified": changes.paths(FileChangeKind::Modified),
                "removed": changes.paths(FileChangeKind::Removed),
                "foreign": changes.paths(FileChangeKind::Foreign),
            },
            "items": { "removed": changes.removed_items, "added": changes.added_items },
        })
    }
}

/// Number of items of each kind that the summary lists; `api.txt` has them all.
const MAX_ITEMS: usize = 20;

/// The public items of the crate that change: removed ones first, since they break users.
fn items(changes: &Changes) -> String {
    let (removed, added) = (&changes.removed_items, &changes.added_items);
    if removed.is_empty() && added.is_empty() {
        return String::new();
    }
    let mut text = format!(
        "\npublic items: {} removed, {} added\n",
        removed.len(),
        added.len()
    );
    for (sign, items) in [('-', removed), ('+', added)] {
        for item in items.iter().take(MAX_ITEMS) {
            text.push_str(&format!("{sign} {item}\n"));
        }
        if let Some(more) = items.len().checked_sub(MAX_ITEMS).filter(|more| *more > 0) {
            text.push_str(&format!(
                "{sign} … and {more} more: see `git diff` of {}\n",
                surface::FILE
            ));
        }
    }
    text
}
