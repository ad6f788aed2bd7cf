//! The length of files and of comment lines: a long file contains more than one idea.

use anyhow::Result;

use super::source::{self, SourceFile};

/// The folders with sources that people write, tests included. Snapshots and generated
/// crates are not among them.
const FOLDERS: &[&str] = &[
    "cli",
    "fuzz/fuzz_targets",
    "fuzz/properties",
    "generator",
    "review",
    "runtime",
    "sync",
    "tests/fake",
    "tests/kitchen_sink",
    "tests/src",
    "tests/tests",
    "xtask",
];

/// Maximum number of lines of a file.
const MAX_LINES: usize = 400;

/// Maximum number of columns of a comment, as of code.
const MAX_COLUMNS: usize = 100;

/// Emitters contain the documentation of generated code, whose lines are not wrapped.
const EMITTERS: &str = "generator/src/emit";

/// Every file, and every line of a comment, that is too long.
pub(super) fn check() -> Result<Vec<String>> {
    let mut errors = Vec::new();
    for folder in FOLDERS {
        for file in source::files_below(folder)? {
            let lines = file.text.lines().count();
            if lines > MAX_LINES {
                errors.push(format!(
                    "{}: {lines} lines; the maximum is {MAX_LINES}",
                    file.path
                ));
            }
            if !file.path.starts_with(EMITTERS) {
                errors.extend(long_comments(&file));
            }
        }
    }
    Ok(errors)
}

/// The comment lines that are too long, without the rows of tables.
fn long_comments(file: &SourceFile) -> Vec<String> {
    let lines = file.text.lines().enumerate();
    lines
        .filter(|(_, line)| line.chars().count() > MAX_COLUMNS)
        .filter(|(_, line)| {
            let line = line.trim_start();
            line.starts_with("//") && !line.trim_start_matches(['/', '!', ' ']).starts_with('|')
        })
        .map(|(index, _)| {
            format!(
                "{}:{}: a comment has at most {MAX_COLUMNS} columns",
                file.path,
                index + 1
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_long_comments_are_reported() {
        let long = "x".repeat(MAX_COLUMNS);
        let file = SourceFile {
            path: "a.rs".to_owned(),
            text: format!("//! | {long} |\nlet a = \"{long}\";\n    // {long}\n/// short\n"),
        };
        assert_eq!(
            long_comments(&file),
            ["a.rs:3: a comment has at most 100 columns"]
        );
    }
}
