//! The program `seamstress`, as people run it.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

use crate::workspace;

/// The program as it was built with the tests that ask, or a moment after.
pub fn seamstress() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| build().expect("the tests were built by the same cargo a moment ago"))
}

fn build() -> Result<PathBuf, String> {
    // <target>/<profile>/deps/sync-0123456789abcdef
    let tests = env::current_exe().map_err(|error| error.to_string())?;
    let built = tests
        .ancestors()
        .nth(2)
        .ok_or("the tests are in no folder")?;
    let target = built.parent().ok_or("the profile is in no folder")?;
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(cargo);
    // The whole workspace decides which features the dependencies have.
    build.args([
        "build",
        "--quiet",
        "--offline",
        "--workspace",
        "--bin",
        "seamstress",
    ]);
    if built.ends_with("release") {
        build.arg("--release");
    }
    build.arg("--target-dir").arg(target);
    let status = build.current_dir(workspace()).status();
    match status {
        Ok(status) if status.success() => {
            Ok(built.join(format!("seamstress{}", env::consts::EXE_SUFFIX)))
        }
        Ok(_) => Err("the program does not build".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}
