//! Runs programs of other packages, for the commands that they implement.
//!
//! A process instead of a library call: each command gets the features and the profile that
//! it needs, and `cargo xtask codegen` does not wait for their dependencies to build.

use std::{
    env,
    ffi::{OsStr, OsString},
    io::{self, IsTerminal as _, Write as _},
    process::{Command, ExitCode},
};

use anyhow::{Context as _, Result, ensure};

use crate::root;

/// The cargo that runs this command, in the root of the workspace.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// Downloads the dependencies of every platform and feature. Builds outside this workspace have
/// their versions, and no network: a crate that nothing was built with so far would be missing.
pub(crate) fn fetch() -> Result<()> {
    let status = cargo()
        .args(["fetch", "--locked", "--quiet"])
        .status()
        .context("cannot run cargo")?;
    ensure!(
        status.success(),
        "`cargo fetch` failed: a dependency could not be downloaded"
    );
    Ok(())
}

/// As [`run_program`], of the `seamstress` binary.
pub(crate) fn run(cargo_arguments: &[&str], command: &[&str], arguments: &[OsString]) -> ExitCode {
    run_program(
        &[&["--package", "seamstress"], cargo_arguments].concat(),
        command,
        arguments,
    )
}

/// Runs `cargo run <cargo_arguments> -- <command> <arguments>` in the root of the workspace, and
/// passes its exit code on.
///
/// On a terminal cargo shows what it builds, which takes minutes the first time. Elsewhere it
/// prints warnings and errors only, so that the output is that of the command.
pub(crate) fn run_program(
    cargo_arguments: &[&str],
    command: &[&str],
    arguments: &[OsString],
) -> ExitCode {
    let status = cargo()
        .arg("run")
        .args((!io::stderr().is_terminal()).then_some("--quiet"))
        .args(cargo_arguments)
        .arg("--")
        .args(
            command
                .iter()
                .map(OsStr::new)
                .chain(arguments.iter().map(OsString::as_os_str)),
        )
        .status();
    match status {
        Ok(status) => match status.code().map(u8::try_from) {
            Some(Ok(code)) => ExitCode::from(code),
            // A signal ended the process.
            _ => ExitCode::FAILURE,
        },
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: cannot run cargo: {error}");
            ExitCode::FAILURE
        }
    }
}
