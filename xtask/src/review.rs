//! `cargo xtask review`: what the change of the pages means for users of `generated/`.
//!
//! It runs the command as it is released: reading a whole docs site twice takes ten
//! times as long in a debug build, and a reviewer waits for it.

use std::{ffi::OsString, process::ExitCode};

use crate::delegate;

/// What `seamstress review` takes; `--help` shows it.
#[derive(clap::Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Arguments {
    /// Passed on: `--base REV`, `--format md|json|html`, `--out FILE`, `--fail-on
    /// breaking|minor|patch|security`, `--explain`, `--changelog`, `--bump`, `--help`.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

/// Ends as the command ends: 0 done, 1 errors or `--fail-on`, 2 usage.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    delegate::run(
        &[
            "--release",
            "--no-default-features",
            "--features",
            "mimalloc",
        ],
        &["review", "--specs", "specs", "--crate", "generated"],
        &arguments.arguments,
    )
}
