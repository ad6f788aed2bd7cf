//! The commands of this repository.

mod cargo_run;
mod codegen;
mod corpus;
mod coverage;
mod dump;
mod hostile;
mod measure;
mod review;
mod samples;
mod sync;
mod test;
mod tidy;
mod truth;

use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Parser, Subcommand};
use seamstress_codegen::{Input, project::Project};

/// The commands of this repository.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Generates `generated/`, `specs/openapi.yaml` and `specs/names.lock` from the pages.
    Codegen(codegen::Arguments),
    /// Generates crates from documents of other APIs, and compares them with other generators.
    Corpus(corpus::Arguments),
    /// Lists what the pages leave out: operations, pages and fields that they name.
    Coverage(coverage::Arguments),
    /// Prints the output of a stage of the pipeline.
    Dump(dump::Arguments),
    /// Prints what each feature of a generated crate costs.
    Features(measure::features::Arguments),
    /// Generates and compiles crates from hostile inputs, and compares the results with an index.
    Hostile(hostile::Arguments),
    /// Measures the generated crate, compared with the same types under serde derive.
    Measure(measure::Arguments),
    /// Compares the size and the instructions of the generated crate with `xtask/ratchet.json`.
    Ratchet(measure::ratchet::Arguments),
    /// Reports what a change of the pages means for users: `seamstress review`.
    Review(review::Arguments),
    /// Checks the samples on the pages against their schemas.
    Samples(samples::Arguments),
    /// Fetches the pages of the documentation site into `specs/`: `seamstress sync --out specs`.
    Sync(sync::Arguments),
    /// Runs everything that CI runs.
    Test(test::Arguments),
    /// Checks the sources against the invariants of ARCHITECTURE.md.
    Tidy,
    /// Checks that the types of documents hold instances of their schemas.
    Truth(truth::Arguments),
    /// Runs a command and writes what it used to a file, for `corpus`.
    #[command(hide = true)]
    Usage(corpus::usage::Arguments),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Codegen(arguments) => codegen::run(&arguments),
        Command::Corpus(arguments) => corpus::run(&arguments),
        Command::Coverage(arguments) => coverage::run(&arguments),
        Command::Dump(arguments) => dump::run(&arguments),
        Command::Features(arguments) => measure::features::run(&arguments),
        Command::Hostile(arguments) => return hostile::run(&arguments),
        Command::Measure(arguments) => measure::run(&arguments),
        Command::Ratchet(arguments) => measure::ratchet::run(&arguments),
        Command::Samples(arguments) => samples::run(&arguments),
        // The exit code of the program is passed through.
        Command::Review(arguments) => return review::run(&arguments),
        Command::Sync(arguments) => return sync::run(&arguments),
        Command::Truth(arguments) => return truth::run(&arguments),
        Command::Test(arguments) => test::run(&arguments),
        Command::Tidy => tidy::run(),
        Command::Usage(arguments) => match corpus::usage::run(&arguments) {
            Ok(code) => return code,
            Err(error) => Err(error),
        },
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The root of the workspace.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// Reads the document, the folder of pages, or the folder with `pages/` and its decisions, at
/// `path`; the project of this repository if there is no path.
fn read_input(path: Option<&Path>) -> io::Result<Input> {
    match path {
        None => project().read(),
        Some(path) if path.join("pages").is_dir() => Project {
            specs: path.to_owned(),
            ..project()
        }
        .read(),
        Some(path) => {
            let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
            let root = match path.is_file() {
                true => folder.unwrap_or(Path::new(".")),
                false => path,
            };
            Project::sources_at(path, root)
        }
    }
}

/// The project of this repository.
fn project() -> Project {
    Project {
        specs: root().join("specs"),
        out: root().join("generated"),
        runtime: Default::default(),
    }
}
