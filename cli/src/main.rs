//! The `seamstress` binary: one file per subcommand.

mod config;
mod generate;
mod inspect;
mod prefer;
mod review;
mod runtime;
#[cfg(feature = "sync")]
mod sync;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// A run makes millions of small allocations, which take half of the time with glibc.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Generates a typed Rust client from API documentation pages or an OpenAPI document.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Generates a client crate.
    Generate(generate::Arguments),
    Inspect(inspect::Arguments),
    Review(review::Arguments),
    #[cfg(feature = "sync")]
    Sync(sync::Arguments),
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Generate(arguments) => generate::run(arguments),
        Command::Inspect(arguments) => inspect::run(&arguments),
        Command::Review(arguments) => review::run(&arguments),
        #[cfg(feature = "sync")]
        Command::Sync(arguments) => sync::run(&arguments),
    }
}
