//! Tables.

use pulldown_cmark::{Alignment, Options};

/// The tables that rustdoc reads are no part of CommonMark.
pub(super) const OPTIONS: Options = Options::ENABLE_TABLES;

/// A table that is being read.
pub(super) struct Table {
    alignments: Vec<Alignment>,
    /// The cells of each row; the first one is the head.
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn new(alignments: Vec<Alignment>) -> Self {
        Self {
            alignments,
            rows: Vec::new(),
        }
    }

    pub(super) fn row(&mut self) {
        self.rows.push(Vec::new());
    }

    /// Adds a cell, whose text is on one line.
    pub(super) fn cell(&mut self, text: &str) {
        if let Some(row) = self.rows.last_mut() {
            row.push(text.trim().replace('\n', " "));
        }
    }

    /// The lines of the table; no column is padded, so that a longer cell changes one line.
    pub(super) fn lines(mut self) -> String {
        let rules = self.alignments.iter().map(|alignment| match alignment {
            Alignment::None => "---",
            Alignment::Left => ":--",
            Alignment::Center => ":-:",
            Alignment::Right => "--:",
        });
        let rules = rules.map(str::to_owned).collect();
        self.rows.insert(self.rows.len().min(1), rules);
        let lines = self
            .rows
            .iter()
            .map(|row| format!("| {} |", row.join(" | ")));
        lines.collect::<Vec<_>>().join("\n")
    }
}
