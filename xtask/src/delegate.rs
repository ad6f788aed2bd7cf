//! Commands of this repository that `seamstress` does for everybody.
//!
//! They run the program instead of calling the library: with the features and the
//! profile that each needs, and without making the others wait for those to build.

use std::{
    env,
    ffi::{OsStr, OsString},
    io::{self, Write as _},
    process::{Command, ExitCode},
};

use crate::root;

/// Runs `cargo run <how> --package seamstress -- <what> <arguments>` at the root of the
/// workspace, and ends as it ends.
pub(crate) fn run(how: &[&str], what: &[&str], arguments: &[OsString]) -> ExitCode {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["run", "--quiet", "--package", "seamstress"])
        .args(how)
        .arg("--")
        .args(
            what.iter()
                .map(OsStr::new)
                .chain(arguments.iter().map(OsString::as_os_str)),
        )
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
