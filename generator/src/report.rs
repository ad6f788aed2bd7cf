//! The report of a run for people and for programs.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    diagnostic::{self, Severity, counted},
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

/// Everything that is printed of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The diagnostics, for a file.
    plain: String,
    /// The diagnostics, for a terminal.
    coloured: String,
    summary: String,
    json: Value,
}

impl Report {
    /// The report of a run that changed `changes` on disk. `prefix` goes before each path of the
    /// diagnostics.
    pub fn new(output: &Output, changes: &Changes, prefix: &str) -> Self {
        Self {
            plain: output.rendered(prefix, false),
            coloured: output.rendered(prefix, true),
            summary: output.summary(changes),
            json: output.json(changes, prefix),
        }
    }

    /// The report of a run of the same output that changed nothing.
    pub(crate) fn without_changes(&self, output: &Output) -> Self {
        let nothing = Changes::default();
        let mut json = self.json.clone();
        for (key, value) in changes_json(&nothing) {
            json[key] = value;
        }
        Self {
            summary: output.summary(&nothing),
            json,
            ..self.clone()
        }
    }

    /// The diagnostics with their excerpts.
    pub fn diagnostics(&self, colour: bool) -> &str {
        match colour {
            true => &self.coloured,
            false => &self.plain,
        }
    }

    /// The statistics, the number of diagnostics, and what changed on disk.
    pub fn summary(&self) -> &str {
        &self.summary
    }

    /// The whole report as JSON.
    pub fn json(&self) -> &Value {
        &self.json
    }
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

    /// `1 error, 2 warnings, 0 notes`
    pub fn counts(&self) -> String {
        let error = counted(self.count(Severity::Error), "error", "errors");
        let warning = counted(self.count(Severity::Warning), "warning", "warnings");
        let note = counted(self.count(Severity::Note), "note", "notes");
        format!("{error}, {warning}, {note}")
    }

    /// Every diagnostic with its excerpts. `prefix` goes before each path.
    pub fn rendered(&self, prefix: &str, colour: bool) -> String {
        diagnostic::render(&self.diagnostics, &self.sources, prefix, colour)
    }

    /// The statistics, the number of diagnostics, and what changed on disk.
    pub fn summary(&self, changes: &Changes) -> String {
        let mut text = format!("{}\n{}\n", self.stats.summary(), self.counts());
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
        let mut json = json!({
            "stats": self.stats,
            "coverage": self.coverage.json(),
            "diagnostics": diagnostic::to_json(&self.diagnostics, &self.sources, prefix),
        });
        for (key, value) in changes_json(changes) {
            json[key] = value;
        }
        json
    }
}

/// The parts of the JSON that are about changes.
fn changes_json(changes: &Changes) -> [(&'static str, Value); 2] {
    let files = json!({
        "added": changes.paths(FileChangeKind::Added),
        "modified": changes.paths(FileChangeKind::Modified),
        "removed": changes.paths(FileChangeKind::Removed),
        "foreign": changes.paths(FileChangeKind::Foreign),
    });
    let items = json!({ "removed": changes.removed_items, "added": changes.added_items });
    [("changes", files), ("items", items)]
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
