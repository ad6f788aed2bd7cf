//! The length of files: a long one contains more than one idea.

use anyhow::Result;

use super::source;

/// The folders with sources that people write, tests included. Snapshots and generated
/// crates are not among them.
const FOLDERS: &[&str] = &[
    "cli",
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

/// Every file that is too long.
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
        }
    }
    Ok(errors)
}
