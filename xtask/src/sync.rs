//! `cargo xtask sync`: the docs site in, `specs/pages` out.
//!
//! It runs the command instead of calling the library, so that `cargo xtask
//! codegen` builds without an HTTP client.

use std::{
    env,
    ffi::OsString,
    io::{self, Write as _},
    process::{Command, ExitCode},
};

use crate::root;

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
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["run", "--quiet", "--package", "seamstress", "--"])
        .args(["sync", "--out", "specs"])
        .args(&arguments.arguments)
        .current_dir(root())
        .status();
    match status {
        Ok(status) => match status.code().map(u8::try_from) {
            Some(Ok(code)) => ExitCode::from(code),
            // It was ended by a signal.
            _ => ExitCode::FAILURE,
        },
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: cargo cannot be started: {error}");
            ExitCode::FAILURE
        }
    }
}
