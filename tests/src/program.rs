//! The `seamstress` binary.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

use crate::workspace;

/// The path of the binary, which is built if it is not current.
pub fn seamstress() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| build().expect("this program was built by the same cargo a moment ago"))
}

fn build() -> Result<PathBuf, String> {
    // <target>/<profile>/deps/sync-0123456789abcdef, or <target>/<profile>/hostile
    let current = env::current_exe().map_err(|error| error.to_string())?;
    let built = current
        .ancestors()
        .skip(1)
        .find(|folder| !folder.ends_with("deps"))
        .ok_or("the executable has no parent folder")?;
    let target = built.parent().ok_or("the profile folder has no parent")?;
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(cargo);
    // With the whole workspace, dependencies have the same features as for the tests.
    build.args(["build", "--quiet", "--workspace", "--bin", "seamstress"]);
    if built.ends_with("release") {
        build.arg("--release");
    }
    build.arg("--target-dir").arg(target);
    let status = build.current_dir(workspace()).status();
    match status {
        Ok(status) if status.success() => {
            Ok(built.join(format!("seamstress{}", env::consts::EXE_SUFFIX)))
        }
        Ok(_) => Err("the binary does not build".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}
