//! Generated crates, written to disk and compiled.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::{self, Command},
};

use seamstress_codegen::{
    Output,
    emit::{Runtime, scaffold, with_features},
    file_tree::FileTree,
    write,
};

use crate::workspace;

/// A cargo workspace of generated crates below the target folder.
///
/// Files that do not change keep their modification times, so that a second run compiles
/// nothing.
#[derive(Debug)]
pub struct Crates {
    root: PathBuf,
    target: PathBuf,
    members: Vec<String>,
}

/// The lints of this workspace, as errors.
const LINTS: &str = "\
[workspace.lints.rust]
warnings = \"deny\"
unsafe_code = \"forbid\"
missing_docs = \"deny\"
unreachable_pub = \"deny\"
";

/// The crates are neither debugged nor edited.
const PROFILE: &str = "\
[profile.dev]
debug = false
incremental = false
";

impl Crates {
    /// An empty workspace called `name` in `scratch`, the folder of cargo for test files.
    pub fn new(scratch: &Path, name: &str) -> Self {
        Self {
            root: scratch.join(name),
            target: scratch.join("target"),
            members: Vec::new(),
        }
    }

    /// Writes the crate of `output` as the package `name`. `more` is appended
    /// to its manifest.
    ///
    /// # Errors
    ///
    /// Where a file cannot be written.
    pub fn add(&mut self, name: &str, output: &Output, more: &str) -> io::Result<PathBuf> {
        let folder = self.root.join(name);
        // As Cargo has it.
        let library = output.api.client.package.replace('-', "_");
        let scaffold = scaffold(&output.api, &Runtime::Path(workspace().join("runtime")));
        let package = format!("name = {:?}", output.api.client.package);
        let manifest = scaffold
            .replacen(&package, &format!("name = {name:?}"), 1)
            // No test sends requests, and the transport takes long to build.
            .replacen("default = [\"reqwest\"]", "default = []", 1);
        let manifest = match &output.names {
            Some(names) => with_features(&manifest, &output.api, names, &output.lock)
                .map_err(io::Error::other)?,
            None => manifest,
        };
        let mut files = output.files.clone();
        files.insert(
            "Cargo.toml".to_owned(),
            format!("{manifest}\n[lib]\nname = \"{library}\"\n\n[lints]\nworkspace = true\n{more}"),
        );
        write::write(&folder, &files)?;
        self.members.push(name.to_owned());
        Ok(folder)
    }

    /// Writes files of the package `name`, which is not a client. Other files are kept.
    ///
    /// # Errors
    ///
    /// Where a file cannot be written.
    pub fn add_package(&mut self, name: &str, files: &FileTree) -> io::Result<()> {
        write::write(&self.root.join(name), files)?;
        if !self.members.iter().any(|member| member == name) {
            self.members.push(name.to_owned());
        }
        Ok(())
    }

    /// Runs a cargo command over all crates.
    ///
    /// # Errors
    ///
    /// The output of cargo, where it failed.
    pub fn cargo(&self, arguments: &[&str]) -> Result<String, String> {
        let output = self.run(arguments)?;
        let [stdout, stderr] =
            [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text).into_owned());
        if output.status.success() {
            Ok(format!("{stdout}{stderr}"))
        } else {
            Err(format!(
                "`cargo {}` failed in {}\n{stdout}{stderr}",
                arguments.join(" "),
                self.root.display()
            ))
        }
    }

    /// Runs a cargo command over all crates, whether it fails or not.
    ///
    /// # Errors
    ///
    /// Where cargo cannot be run.
    pub fn run(&self, arguments: &[&str]) -> Result<process::Output, String> {
        self.run_with(arguments, &[])
    }

    /// As [`run`](Self::run), with additional environment variables.
    ///
    /// # Errors
    ///
    /// Where cargo cannot be run.
    pub fn run_with(
        &self,
        arguments: &[&str],
        environment: &[(&str, &str)],
    ) -> Result<process::Output, String> {
        self.write_manifest().map_err(|error| error.to_string())?;
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command
            .arg("--offline")
            .args(arguments)
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_TERM_COLOR", "never")
            .env("RUSTDOCFLAGS", "-D warnings")
            .env_remove("RUSTFLAGS")
            .envs(environment.iter().copied());
        command
            .output()
            .map_err(|error| format!("cannot run cargo: {error}"))
    }

    /// The executable of an example; the name must be unique below the scratch folder.
    pub fn example(&self, name: &str) -> PathBuf {
        let folder = self.target.join("debug/examples");
        folder.join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }

    /// The executable of a package; the name must be unique below the scratch folder.
    pub fn program(&self, name: &str) -> PathBuf {
        let folder = self.target.join("debug");
        folder.join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }

    /// Writes the manifest of the workspace, and the lock of this repository, so that the
    /// same versions are used.
    fn write_manifest(&self) -> io::Result<()> {
        let members: Vec<String> = self
            .members
            .iter()
            .map(|name| format!("    {name:?},\n"))
            .collect();
        let text = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [\n{}]\n\n{LINTS}\n{PROFILE}",
            members.concat(),
        );
        write::write(&self.root, &[("Cargo.toml".to_owned(), text)].into())?;
        fs::copy(workspace().join("Cargo.lock"), self.root.join("Cargo.lock"))?;
        Ok(())
    }
}
