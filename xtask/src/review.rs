//! `cargo xtask review`: what a change of the pages means for users of `generated/`.
//!
//! Runs the binary in a profile of its own, and without the allocator that is written in C: an
//! optimised build takes minutes, and saves seconds of a review of a whole documentation site.

use std::{ffi::OsString, process::ExitCode};

use crate::cargo_run;

/// The arguments of `seamstress review`.
#[derive(clap::Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Arguments {
    /// Passed through: `--base REV`, `--format md|json|html`, `--out FILE`, `--fail-on
    /// breaking|minor|patch|security`, `--explain`, `--changelog`, `--bump`, `--help`.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

/// The exit code of the binary: 0 success, 1 errors or `--fail-on`, 2 usage.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    cargo_run::run(
        &["--profile", "review", "--no-default-features"],
        &["review", "--specs", "specs", "--crate", "generated"],
        &arguments.arguments,
    )
}
