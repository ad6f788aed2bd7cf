//! `cargo xtask sync`: the docs site in, `specs/pages` out.
//!
//! It runs the command instead of calling the library, so that `cargo xtask
//! codegen` builds without an HTTP client.

use std::{ffi::OsString, process::ExitCode};

use crate::delegate;

/// What `seamstress sync` takes; `--help` shows it.
#[derive(clap::Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Arguments {
    /// Passed on: `--index URL`, `--dry-run`, `--prune`, `--force`, `--json`, `--help`.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

/// Ends as the command ends: 0 done, 1 something failed, 2 usage.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    delegate::run(&[], &["sync", "--out", "specs"], &arguments.arguments)
}
