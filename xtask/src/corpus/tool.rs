//! The generators that are compared: how each is installed, run, and made a crate of.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result, bail};

use super::documents::run;
use crate::root;

/// A generator; ours is the first one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Tool {
    Seamstress,
    OpenapiToRust,
    Oas3Gen,
    Progenitor,
    Spargen,
}

impl Tool {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Seamstress => "seamstress",
            Self::OpenapiToRust => "openapi-to-rust",
            Self::Oas3Gen => "oas3-gen",
            Self::Progenitor => "progenitor",
            Self::Spargen => "spargen",
        }
    }

    /// The package and the version that are installed.
    fn package(self) -> (&'static str, &'static str) {
        match self {
            Self::Seamstress => ("seamstress", env!("CARGO_PKG_VERSION")),
            Self::OpenapiToRust => ("openapi-to-rust", "0.23.0"),
            Self::Oas3Gen => ("oas3-gen", "0.29.0"),
            Self::Progenitor => ("cargo-progenitor", "0.15.1"),
            // A program of ours around its library, which is of the same version.
            Self::Spargen => ("spargen-crate", "0.5.0"),
        }
    }

    pub(super) fn version(self) -> &'static str {
        self.package().1
    }

    /// Builds ours in the profile of this name, or installs another one below `target`; returns
    /// the program.
    pub(super) fn install(self, target: &Path, profile: &str) -> Result<PathBuf> {
        let (package, version) = self.package();
        let cargo = || {
            let mut cargo = Command::new(cargo());
            cargo.current_dir(root());
            cargo
        };
        if self == Self::Seamstress {
            run(cargo()
                .args([
                    "build",
                    "--quiet",
                    "--profile",
                    profile,
                    "--package",
                    package,
                ])
                // What `generate` needs.
                .args(["--no-default-features", "--features", "mimalloc"]))?;
            let folder = match profile {
                "dev" => "debug",
                other => other,
            };
            return Ok(root().join("target").join(folder).join(package));
        }
        let place = target.join("tools").join(format!("{package}-{version}"));
        let program = place.join("bin").join(package);
        if program.is_file() {
            return Ok(program);
        }
        let mut install = cargo();
        install
            .args(["install", "--quiet", "--locked", "--root"])
            .arg(&place);
        match self {
            Self::Spargen => install
                .arg("--path")
                .arg(root().join("xtask/corpus/spargen"))
                .arg("--target-dir")
                .arg(target.join("build")),
            _ => install.args(["--version", &format!("={version}"), package]),
        };
        run(&mut install)?;
        Ok(program)
    }

    /// The command that generates a crate, or a module of one, in `out`.
    pub(super) fn generate(self, program: &Path, document: &Path, out: &Path) -> Command {
        let mut command = Command::new(program);
        match self {
            Self::Seamstress => command
                .arg("generate")
                .arg(document)
                .arg("--out")
                .arg(out)
                .arg("--runtime")
                .arg(root().join("runtime"))
                .arg("--json"),
            Self::OpenapiToRust => command
                .arg("generate")
                .arg(document)
                .arg("--output-dir")
                .arg(out.join("src/generated")),
            Self::Oas3Gen => command
                .args(["generate", "client-mod", "--workspace", "-i"])
                .arg(document)
                .arg("-o")
                .arg(out),
            Self::Progenitor => command
                .args(["progenitor", "-n", "client", "-v", "0.1.0", "-i"])
                .arg(document)
                .arg("-o")
                .arg(out),
            Self::Spargen => command.arg(document).arg(out),
        };
        command
    }

    /// Makes `out`, which [`generate`](Self::generate) wrote, a package that is not part of
    /// this workspace, and returns its root module.
    ///
    /// # Errors
    ///
    /// Where a file that the tool writes is missing.
    pub(super) fn complete(self, out: &Path) -> Result<PathBuf> {
        let manifest = out.join("Cargo.toml");
        let lib = out.join("src/lib.rs");
        match self {
            Self::OpenapiToRust => {
                let dependencies = out.join("src/generated/REQUIRED_DEPS.toml");
                let dependencies = fs::read_to_string(&dependencies)
                    .with_context(|| format!("{}", dependencies.display()))?;
                write(&manifest, &format!("{PACKAGE}{dependencies}"))?;
                write(&lib, "pub mod generated;\n")?;
            }
            Self::Seamstress | Self::Oas3Gen | Self::Progenitor | Self::Spargen => {}
        }
        let text =
            fs::read_to_string(&manifest).with_context(|| format!("no {}", manifest.display()))?;
        if !text.contains("\n[workspace]") {
            write(&manifest, &format!("{text}\n[workspace]\n"))?;
        }
        let roots = [lib, out.join("src/mod.rs")];
        match roots.into_iter().find(|path| path.is_file()) {
            Some(root) => Ok(root),
            None => bail!("no root module in {}", out.display()),
        }
    }
}

/// The same cargo that runs this command.
pub(super) fn cargo() -> std::ffi::OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

fn write(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

/// The package around a generated module.
const PACKAGE: &str = "\
[package]
name = \"client\"
version = \"0.1.0\"
edition = \"2024\"

";
