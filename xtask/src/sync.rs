//! `cargo xtask sync`: fetches the pages of the documentation site into `specs/pages`.

use std::{ffi::OsString, process::ExitCode};

use crate::cargo_run;

/// The arguments of `seamstress sync`.
#[derive(clap::Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Arguments {
    /// Passed through: `--index URL`, `--dry-run`, `--prune`, `--force`, `--json`, `--help`.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

/// The exit code of the binary: 0 success, 1 a page failed, 2 usage.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    cargo_run::run(&[], &["sync", "--out", "specs"], &arguments.arguments)
}
