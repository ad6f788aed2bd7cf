//! A second opinion: what `cargo-semver-checks` reports for the same crates.
//!
//! It compares what rustdoc knows of both, without the pages. It takes minutes to install,
//! so it runs only where it is installed.

use std::{
    collections::BTreeMap,
    env, fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::Command,
};

use seamstress_review::SemverBump;

use super::{ReviewCase, Side, programs};
use crate::workspace;

/// Names the program: a path, or `1` for the one that cargo finds.
const VARIABLE: &str = "SEAMSTRESS_SEMVER_CHECKS";

/// What it is asked of: documentation as data, which the compiler that we have only
/// writes only with this variable, since the format is not stable.
const ENVIRONMENT: &[(&str, &str)] = &[
    ("RUSTC_BOOTSTRAP", "1"),
    (
        "RUSTDOCFLAGS",
        "-Z unstable-options --output-format json --document-hidden-items --cap-lints warn",
    ),
];

/// Where disagreements are explained, a row each.
const TABLE: &str = "docs/semver.md";

/// What it reported, by case.
#[derive(Debug)]
pub struct SemverChecks {
    bumps: BTreeMap<String, (SemverBump, String)>,
}

impl SemverChecks {
    /// Where the program is; `None`, with a note on stderr, if the variable is not set.
    pub fn program() -> Option<PathBuf> {
        match env::var(VARIABLE) {
            Ok(path) if path == "1" => Some(PathBuf::from("cargo-semver-checks")),
            Ok(path) if !path.is_empty() => Some(PathBuf::from(path)),
            _ => {
                // Not `eprintln`, which tests that pass do not show.
                let _ = writeln!(
                    io::stderr(),
                    "\n*** {VARIABLE} is not set: cargo-semver-checks is not run ***\n"
                );
                None
            }
        }
    }

    /// Asks about every change.
    ///
    /// # Errors
    ///
    /// Where the program does not run, or does not say what it thinks.
    pub fn ask(program: &Path, changes: &[ReviewCase], scratch: &Path) -> Result<Self, String> {
        let mut documented = BTreeMap::new();
        for side in Side::BOTH {
            let crates = programs::crates(changes, side, scratch)?;
            let target = scratch.join(format!("judged-{}", side.word()));
            let folder = target.to_string_lossy();
            let mut environment = ENVIRONMENT.to_vec();
            environment.push(("CARGO_TARGET_DIR", &folder));
            let done = crates.run_with(
                &["doc", "--workspace", "--lib", "--no-deps", "--quiet"],
                &environment,
            )?;
            if !done.status.success() {
                return Err(String::from_utf8_lossy(&done.stderr).into_owned());
            }
            documented.insert(side, target.join("doc"));
        }
        let mut bumps = BTreeMap::new();
        for change in changes {
            let name = &change.case.name;
            let mut command = Command::new(program);
            command.args([
                "semver-checks",
                "--color",
                "never",
                "--release-type",
                "patch",
            ]);
            for (side, option) in [
                (Side::Before, "--baseline-rustdoc"),
                (Side::After, "--current-rustdoc"),
            ] {
                let folder = documented.get(&side).ok_or("both sides are documented")?;
                command.arg(option).arg(folder.join(format!("{name}.json")));
            }
            let done = command
                .output()
                .map_err(|error| format!("{} does not run: {error}", program.display()))?;
            let words = [done.stdout, done.stderr]
                .map(|text| String::from_utf8_lossy(&text).into_owned())
                .concat();
            let bump = parse_summary(&words).ok_or(format!("{name}: {words}"))?;
            bumps.insert(name.clone(), (bump, words));
        }
        Ok(Self { bumps })
    }

    /// Where it does not say what our review says, and nobody has explained why; and
    /// where somebody explains what is not so. That it asks for more than we do is no
    /// explanation of anything.
    ///
    /// # Errors
    ///
    /// Where the table of explanations cannot be read.
    pub fn faults(&self, changes: &[ReviewCase]) -> Result<Vec<String>, String> {
        let path = workspace().join(TABLE);
        let table = fs::read_to_string(&path).map_err(|error| format!("{TABLE}: {error}"))?;
        let mut explained = rows(&table);
        let mut faults = Vec::new();
        for change in changes {
            let name = &change.case.name;
            let Some((theirs, words)) = self.bumps.get(name) else {
                continue;
            };
            let ours = change.review.bump.max(SemverBump::Patch);
            let row = explained.remove(name.as_str());
            let disagreement = format!("{ours:?} {theirs:?}").to_lowercase();
            let is_explained = row == Some(disagreement) && *theirs < ours;
            if ours == *theirs && row.is_none() || is_explained {
                continue;
            }
            faults.push(format!(
                "{name}: the review reports {ours:?}, cargo-semver-checks reports {theirs:?}, and {TABLE} does not explain that\n{words}"
            ));
        }
        let stale = explained.into_keys();
        faults.extend(stale.map(|name| format!("{TABLE} explains `{name}`, which is no case")));
        Ok(faults)
    }
}

/// The bump in its summary line, which is the same for a patch and for no change.
fn parse_summary(words: &str) -> Option<SemverBump> {
    let summary = words.lines().find(|line| line.contains("Summary"))?;
    if summary.contains("no semver update required") {
        Some(SemverBump::Patch)
    } else if summary.contains("requires new major version") {
        Some(SemverBump::Major)
    } else if summary.contains("requires new minor version") {
        Some(SemverBump::Minor)
    } else {
        None
    }
}

/// The rows of the table: the case, and `<ours> <theirs>`.
fn rows(table: &str) -> BTreeMap<&str, String> {
    let mut rows = BTreeMap::new();
    for line in table.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        if let [_, case, ours, theirs, ..] = cells[..]
            && let Some(case) = case
                .strip_prefix('`')
                .and_then(|case| case.strip_suffix('`'))
        {
            rows.insert(case, format!("{ours} {theirs}"));
        }
    }
    rows
}
