//! `cargo xtask codegen`: generates the crate from the pages.

use std::io::{self, IsTerminal as _, Write as _};

use anyhow::{Result, bail};
use clap::ArgGroup;
use seamstress_codegen::{
    Input,
    project::{Mode, Update},
    report::Outcome,
    update,
    write::{Changes, FileChange, FileChangeKind},
};
use similar::TextDiff;

use crate::project;

/// What to do with the output.
#[derive(clap::Args)]
#[command(group(ArgGroup::new("mode")))]
pub(crate) struct Arguments {
    /// Writes nothing; fails where a file differs, and shows the difference.
    #[arg(long, group = "mode")]
    check: bool,
    /// Writes nothing; lists the files that differ.
    #[arg(long, group = "mode")]
    dry_run: bool,
    /// Prints diagnostics and changes as JSON.
    #[arg(long)]
    json: bool,
}

/// The command that writes what `--check` misses.
const COMMAND: &str = "cargo xtask codegen";

/// Number of lines of the difference that a failed check shows.
const MAX_DIFF_LINES: usize = 200;

impl Arguments {
    fn mode(&self) -> Mode {
        match (self.check, self.dry_run) {
            (true, _) => Mode::Check,
            (false, true) => Mode::DryRun,
            (false, false) => Mode::Write,
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    run_in(arguments.mode(), arguments.json)
}

/// Generates the crate; `is_json` says how the changes are printed.
///
/// # Errors
///
/// Where the pages have errors, and in [`Mode::Check`] where a file differs.
pub(crate) fn run_in(mode: Mode, is_json: bool) -> Result<()> {
    let project = project();
    let input = Input {
        // The pages are ours to correct: nothing is left out, and conflicts are errors.
        strict: true,
        ..project.read()?
    };
    let Update {
        outcome,
        changes,
        report,
    } = update(&project, input, mode, "specs/")?;
    if is_json {
        writeln!(io::stdout(), "{:#}", report.json())?;
    } else {
        let mut stderr = io::stderr();
        write!(stderr, "{}", report.diagnostics(stderr.is_terminal()))?;
        write!(io::stdout(), "{}", report.summary())?;
    }
    if outcome == Outcome::Failed {
        bail!("the pages have errors");
    }
    match mode {
        Mode::Check => check(&changes),
        Mode::Write | Mode::DryRun => Ok(()),
    }
}

/// Fails where a file differs.
fn check(changes: &Changes) -> Result<()> {
    let foreign = changes.foreign_files();
    if !foreign.is_empty() {
        bail!(
            "not generated, but in a folder of generated files: {}\ndelete them or move them out of `src/`, then run `{COMMAND}`",
            foreign.join(", ")
        );
    }
    if !changes.is_empty() {
        bail!(
            "the files on disk differ from the output; run `{COMMAND}` and commit what it writes\n\n{}",
            diff(&changes.files, MAX_DIFF_LINES)
        );
    }
    Ok(())
}

/// The difference between disk and output as a unified diff of at most `max_lines` lines.
fn diff(files: &[FileChange], max_lines: usize) -> String {
    let mut text = String::new();
    for file in files {
        let [before, after] = match file.kind {
            FileChangeKind::Added => ["/dev/null", &file.path],
            FileChangeKind::Removed => [&file.path, "/dev/null"],
            FileChangeKind::Modified | FileChangeKind::Foreign => [&*file.path, &*file.path],
        };
        let diff = TextDiff::from_lines(&file.before, &file.after);
        text.push_str(&diff.unified_diff().header(before, after).to_string());
    }
    let lines = text.lines().count();
    if lines <= max_lines {
        return text;
    }
    let shown: String = text.split_inclusive('\n').take(max_lines).collect();
    format!("{shown}… and {} more lines\n", lines - max_lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> [FileChange; 2] {
        let file = |path: &str, kind, before: &str, after: &str| FileChange {
            path: path.to_owned(),
            kind,
            before: before.to_owned(),
            after: after.to_owned(),
        };
        [
            file("a.rs", FileChangeKind::Modified, "1\n2\n3\n", "1\nTwo\n3\n"),
            file("b.rs", FileChangeKind::Removed, "1\n", ""),
        ]
    }

    #[test]
    fn a_difference_is_a_unified_diff() {
        assert_eq!(
            diff(&files(), 20),
            "--- a.rs\n+++ a.rs\n@@ -1,3 +1,3 @@\n 1\n-2\n+Two\n 3\n--- b.rs\n+++ /dev/null\n@@ -1 +0,0 @@\n-1\n"
        );
    }

    #[test]
    fn a_long_difference_is_truncated() {
        let text = diff(&files(), 3);
        assert_eq!(
            text,
            "--- a.rs\n+++ a.rs\n@@ -1,3 +1,3 @@\n… and 8 more lines\n"
        );
    }
}
