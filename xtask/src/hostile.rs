//! `cargo xtask hostile`: what the generator makes of hostile inputs.
//!
//! Runs a program of the package `tests`, which writes and compiles crates.

use std::{ffi::OsString, process::ExitCode};

use crate::cargo_run;

/// The arguments of the program.
#[derive(clap::Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Arguments {
    /// Passed through: `--dir FOLDER`, `--json`, cases, `--help`.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

/// The exit code of the program: 0 all cases pass, 1 some do not, 2 usage.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    cargo_run::run_program(
        &["--package", "tests", "--bin", "hostile"],
        &[],
        &arguments.arguments,
    )
}
