//! What a person reads when a run is over.

use serde_json::{Value, json};

use crate::{
    Output,
    diagnostic::{self, Severity},
    project::SURFACE,
    write::Changes,
};

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing was wrong.
    Done,
    /// There were errors, and nothing was written.
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

    /// How many diagnostics there are of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity() == severity)
            .count()
    }

    /// Every diagnostic with its excerpt. Paths of pages begin with `prefix`.
    pub fn rendered(&self, prefix: &str, colour: bool) -> String {
        diagnostic::render(&self.diagnostics, &self.sources, prefix, colour)
    }

    /// The census, what was said, and what changed on disk.
    pub fn summary(&self, changes: &Changes) -> String {
        let mut text = format!(
            "{}\n{} errors, {} warnings, {} notes\n",
            self.census.sentence(),
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
        for (sign, path) in changes.list() {
            text.push_str(&format!("{sign} {path}\n"));
        }
        text.push_str(&items(changes));
        text
    }

    /// All of it, for machines.
    pub fn json(&self, changes: &Changes, prefix: &str) -> Value {
        json!({
            "census": self.census,
            "diagnostics": diagnostic::to_json(&self.diagnostics, &self.sources, prefix),
            "changes": { "added": changes.added, "changed": changes.changed, "removed": changes.removed, "strangers": changes.strangers },
            "items": { "gone": changes.items_gone, "new": changes.items_new },
        })
    }
}

/// As many lines of each kind as a person reads; the rest is in `api.txt`.
const MOST_ITEMS: usize = 20;

/// What the users of the crate see of the change: what is gone first, since that
/// breaks them.
fn items(changes: &Changes) -> String {
    let (gone, new) = (&changes.items_gone, &changes.items_new);
    if gone.is_empty() && new.is_empty() {
        return String::new();
    }
    let mut text = format!("\npublic items: {} gone, {} new\n", gone.len(), new.len());
    for (sign, items) in [('-', gone), ('+', new)] {
        for item in items.iter().take(MOST_ITEMS) {
            text.push_str(&format!("{sign} {item}\n"));
        }
        if let Some(more) = items.len().checked_sub(MOST_ITEMS).filter(|more| *more > 0) {
            text.push_str(&format!(
                "{sign} … and {more} more: see `git diff` of {SURFACE}\n"
            ));
        }
    }
    text
}
