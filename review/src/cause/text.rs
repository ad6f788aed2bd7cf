//! An explanation as text.

use std::fmt::{self, Write as _};

use super::{Cause, Explanation, LineCount};

/// How many hunks of one file are listed.
const MAX_HUNKS: usize = 12;

const SPLIT: &str = "This change mixes both. Split it: first the generator with what it makes of \
    the old pages, then the pages with what they change.\n";

const PREMISE: &str = "This assumes that the crate at the base is what the base's own generator made \
    of its pages, which `codegen --check` proves there.\n";

impl Explanation {
    /// For people: a line for each file, and for each hunk of files with both causes.
    pub fn to_text(&self) -> String {
        if self.files.is_empty() {
            return "nothing in the generated crate changed\n".to_owned();
        }
        let mut text = String::new();
        for file in &self.files {
            let _ = writeln!(text, "{:<9}  {}", file.cause.as_str(), file.path);
            if file.cause != Cause::Both {
                continue;
            }
            for hunk in file.hunks.iter().take(MAX_HUNKS) {
                let cause = hunk.cause.as_str();
                let _ = writeln!(text, "  {cause:<9}  line {}: {}", hunk.line, hunk.lines);
            }
            if let Some(more @ 1..) = file.hunks.len().checked_sub(MAX_HUNKS) {
                let _ = writeln!(text, "  and {more} more hunks");
            }
        }
        let _ = writeln!(
            text,
            "\nby the pages: {}; by the generator: {}",
            self.pages, self.generator
        );
        if self.is_mixed() {
            text.push_str(SPLIT);
        }
        text.push_str(PREMISE);
        text
    }
}

impl fmt::Display for LineCount {
    /// `+3 -1`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "+{} -{}", self.added, self.removed)
    }
}
