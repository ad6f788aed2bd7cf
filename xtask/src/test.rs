//! `cargo xtask test`: everything that CI runs.

use std::{
    env,
    io::{self, Write as _},
    process::Command,
    time::Instant,
};

use anyhow::{Context as _, Result, bail, ensure};
use seamstress_codegen::generate;

use crate::{codegen, project, root, tidy};

/// Which steps to run.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Runs only the steps with this text in their name.
    filter: Option<String>,
}

/// A step: its name, and what it does.
type Step = (&'static str, fn() -> Result<()>);

/// Every step, the quick ones first.
const STEPS: &[Step] = &[
    ("format", || cargo(&["fmt", "--all", "--check"])),
    ("tidy", tidy::run),
    ("codegen", || {
        codegen::run(&codegen::Arguments {
            check: true,
            ..Default::default()
        })
    }),
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
        say(&format!("== {name}"))?;
        let start = Instant::now();
        step().with_context(|| {
            format!("step `{name}` failed; again with `cargo xtask test {name:?}`")
        })?;
        say(&format!(
            "== {name}: done in {:.1} s",
            start.elapsed().as_secs_f64()
        ))?;
        ran += 1;
    }
    ensure!(ran > 0, "no step has this text in its name");
    say(&format!("all {ran} steps passed"))
}

fn say(line: &str) -> Result<()> {
    Ok(writeln!(io::stdout(), "{line}")?)
}

/// Runs the cargo that runs us.
fn cargo(arguments: &[&str]) -> Result<()> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(arguments)
        .current_dir(root())
        // Only `cargo doc` reads it.
        .env("RUSTDOCFLAGS", "--deny warnings")
        // A snapshot that differs is a failure, not a file to review later.
        .env("INSTA_UPDATE", "no")
        .status()
        .context("cargo cannot be started")?;
    if !status.success() {
        bail!("`cargo {}` failed", arguments.join(" "));
    }
    Ok(())
}

/// The same pages give the same bytes, in whatever order they come.
fn determinism() -> Result<()> {
    let input = project().read()?;
    let first = generate(input.clone());
    let again = generate(input.clone());
    let mut turned = input;
    turned.sources.reverse();
    let turned = generate(turned);
    for other in [again, turned] {
        ensure!(first.files == other.files, "two runs gave different crates");
        ensure!(
            first.document == other.document,
            "two runs gave different documents"
        );
        ensure!(first.lock == other.lock, "two runs gave different names");
        let said = |output: &seamstress_codegen::Output| output.rendered("specs/", false);
        ensure!(
            said(&first) == said(&other),
            "two runs said different things"
        );
    }
    Ok(())
}
