//! `cargo xtask test`: runs everything that CI runs.

use std::{
    io::{self, Write as _},
    time::Instant,
};

use anyhow::{Context as _, Result, bail, ensure};
use seamstress_codegen::{Output, generate, project::Mode};

use crate::{cargo_run, codegen, corpus, measure::ratchet, project, tidy};

/// Which steps to run.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Runs only the steps whose name contains this.
    filter: Option<String>,
}

/// A step: its name, and what it runs.
type Step = (&'static str, fn() -> Result<()>);

/// Every step; quick ones first, after what the others need.
const STEPS: &[Step] = &[
    ("dependencies", cargo_run::fetch),
    ("format", || cargo(&["fmt", "--all", "--check"])),
    ("tidy", tidy::run),
    ("codegen", || codegen::run_in(Mode::Check, false)),
    ("determinism", determinism),
    ("lint", || {
        cargo(&[
            "clippy",
            "--workspace",
            "--all-targets",
            "--all-features",
            "--",
            "--deny",
            "warnings",
        ])
    }),
    ("runtime alone", || {
        let package = [
            "clippy",
            "--package",
            "seamstress-runtime",
            "--no-default-features",
        ];
        cargo(&[&package[..], &["--", "--deny", "warnings"]].concat())
    }),
    ("tests", || {
        cargo(&["test", "--workspace", "--all-features", "--no-fail-fast"])
    }),
    ("hostile", || {
        cargo(&["run", "--quiet", "--package", "tests", "--bin", "hostile"])
    }),
    ("corpus", corpus::run_subset),
    ("ratchet", || ratchet::run(&ratchet::Arguments::default())),
    ("example", || {
        cargo(&[
            "run",
            "--quiet",
            "--package",
            "seam-api",
            "--example",
            "first_call",
        ])
    }),
    ("docs", || {
        cargo(&[
            "doc",
            "--workspace",
            "--all-features",
            "--no-deps",
            "--document-private-items",
        ])
    }),
];

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let wanted = |name: &str| {
        arguments
            .filter
            .as_ref()
            .is_none_or(|filter| name.contains(filter.as_str()))
    };
    let mut ran = 0;
    for (name, step) in STEPS.iter().filter(|(name, _)| wanted(name)) {
        print(&format!("== {name}"))?;
        let start = Instant::now();
        step().with_context(|| {
            format!("step `{name}` failed; run it again with `cargo xtask test {name:?}`")
        })?;
        print(&format!(
            "== {name}: done in {:.1} s",
            start.elapsed().as_secs_f64()
        ))?;
        ran += 1;
    }
    ensure!(ran > 0, "no step has a name that contains the filter");
    print(&format!("all {ran} steps passed"))
}

fn print(line: &str) -> Result<()> {
    Ok(writeln!(io::stdout(), "{line}")?)
}

/// Runs the same cargo that runs this command.
fn cargo(arguments: &[&str]) -> Result<()> {
    let status = cargo_run::cargo()
        .args(arguments)
        // Only `cargo doc` reads this.
        .env("RUSTDOCFLAGS", "--deny warnings")
        // A snapshot that differs is a failure, not a file to review.
        .env("INSTA_UPDATE", "no")
        .status()
        .context("cannot run cargo")?;
    if !status.success() {
        bail!("`cargo {}` failed", arguments.join(" "));
    }
    Ok(())
}

/// Checks that the output is the same in every run, and does not depend on the order of pages.
fn determinism() -> Result<()> {
    let input = project().read()?;
    let first = generate(input.clone());
    let again = generate(input.clone());
    let mut reversed = input;
    reversed.sources.reverse();
    let reversed = generate(reversed);
    for other in [again, reversed] {
        ensure!(
            first.files == other.files,
            "two runs generated different crates"
        );
        ensure!(
            first.document == other.document,
            "two runs generated different documents"
        );
        ensure!(
            first.lock == other.lock,
            "two runs assigned different names"
        );
        let diagnostics = |output: &Output| output.rendered("specs/", false);
        ensure!(
            diagnostics(&first) == diagnostics(&other),
            "two runs reported different diagnostics"
        );
    }
    Ok(())
}
