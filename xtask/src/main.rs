//! The commands of this repository.

mod codegen;
mod delegate;
mod dump;
mod measure;
mod review;
mod samples;
mod sync;
mod test;
mod tidy;

use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Parser, Subcommand};
use seamstress_codegen::project::Project;

/// The commands of this repository.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Writes `generated/`, `specs/openapi.yaml` and `specs/names.lock` from the pages.
    Codegen(codegen::Arguments),
    /// Shows what a stage of the pipeline makes of the pages.
    Dump(dump::Arguments),
    /// Measures the generated crate, beside the same types under serde derive.
    Measure(measure::Arguments),
    /// Says what the change of the pages means for users: `seamstress review`.
    Review(review::Arguments),
    /// Counts how much of what the pages show agrees with what they document.
    Samples(samples::Arguments),
    /// Fetches the pages of the docs site into `specs/`: `seamstress sync --out specs`.
    Sync(sync::Arguments),
    /// Everything that CI runs.
    Test(test::Arguments),
    /// Holds the sources to the invariants of ARCHITECTURE.md.
    Tidy,
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Codegen(arguments) => codegen::run(&arguments),
        Command::Dump(arguments) => dump::run(&arguments),
        Command::Measure(arguments) => measure::run(&arguments),
        Command::Samples(arguments) => samples::run(&arguments),
        // These have exit codes of their own, which go through.
        Command::Review(arguments) => return review::run(&arguments),
        Command::Sync(arguments) => return sync::run(&arguments),
        Command::Test(arguments) => test::run(&arguments),
        Command::Tidy => tidy::run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The folder of the workspace.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// What codegen reads and writes in this repository.
fn project() -> Project {
    Project {
        specs: root().join("specs"),
        out: root().join("generated"),
        runtime: Default::default(),
    }
}
