//! What cargo says of a crate: rustc, and where it is asked, clippy and rustdoc.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use anyhow::Result;
use serde_json::Value;

use super::{
    entry::{CrateBuilder, LIMITS, reason},
    tool::cargo,
    usage::{Measured, Usage, measure},
};

/// The commands that lint a crate: everything that its repository would hold it to.
const LINTS: [&[&str]; 2] = [
    &["clippy", "--all-targets", "--all-features"],
    &["doc", "--no-deps", "--all-features"],
];

/// A crate that compiles.
#[derive(Clone, Copy, Debug)]
pub(super) struct Checked {
    /// Of `cargo check`, with all dependencies built.
    pub(super) usage: Usage,
    /// Of `cargo check`.
    pub(super) warnings: usize,
    /// The warnings of clippy and of rustdoc, if the crate was linted.
    pub(super) lints: Option<usize>,
}

impl Checked {
    /// Whether there is no warning.
    pub(super) fn is_clean(&self) -> bool {
        self.warnings == 0 && self.lints.is_none_or(|lints| lints == 0)
    }
}

impl CrateBuilder {
    /// `cargo check` of the crate in `out` alone: its dependencies are built first, for an empty
    /// library. Where it compiles and `lint` is set, clippy and rustdoc follow.
    pub(super) fn check(
        &self,
        out: &Path,
        lib: &Path,
        lint: bool,
    ) -> Result<Result<Checked, String>> {
        let check = ["check", "--lib"];
        let source = fs::read(lib)?;
        fs::write(lib, "")?;
        let dependencies = self.cargo(out, &check)?;
        if !dependencies.output.status.success() {
            return Ok(Err(format!(
                "dependencies: {}",
                reason(&dependencies.output)
            )));
        }
        fs::write(lib, source)?;
        let Measured { output, usage } = self.cargo(out, &check)?;
        let warnings = match warnings(&output) {
            Ok(warnings) => warnings,
            Err(reason) => return Ok(Err(reason)),
        };
        let mut checked = Checked {
            usage,
            warnings,
            lints: None,
        };
        let commands = LINTS.iter().filter(|_| lint);
        for command in commands {
            match self::warnings(&self.cargo(out, command)?.output) {
                Ok(found) => checked.lints = Some(checked.lints.unwrap_or_default() + found),
                Err(reason) => return Ok(Err(format!("cargo {}: {reason}", command[0]))),
            }
        }
        Ok(Ok(checked))
    }

    fn cargo(&self, folder: &Path, arguments: &[&str]) -> Result<Measured> {
        let mut command = Command::new(cargo());
        command
            .args(arguments)
            .args(["--quiet", "--message-format=json"])
            .current_dir(folder)
            .env("CARGO_TARGET_DIR", self.target.join("build"))
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("RUSTC_WRAPPER");
        measure(&command, LIMITS, &self.target)
    }
}

/// How many warnings cargo printed as JSON, or why it failed.
fn warnings(output: &Output) -> Result<usize, String> {
    let messages = String::from_utf8_lossy(&output.stdout);
    let messages = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|it| it["reason"] == "compiler-message");
    let of_level = |level: &str| -> Vec<String> {
        let messages = messages
            .clone()
            .filter(|it| it["message"]["level"] == level)
            // The sum of all messages has no place of its own.
            .filter(|it| !it["message"]["spans"].as_array().is_none_or(Vec::is_empty));
        let texts = messages.map(|it| it["message"]["message"].as_str().map(str::to_owned));
        texts.flatten().collect()
    };
    if output.status.success() {
        return Ok(of_level("warning").len());
    }
    let errors = of_level("error");
    Err(match errors.first() {
        Some(error) if errors.len() == 1 => format!("1 error: {error}"),
        Some(first) => format!("{} errors, the first: {first}", errors.len()),
        None => reason(output),
    })
}
