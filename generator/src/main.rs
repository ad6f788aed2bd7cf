//! The `seamstress` command; each subcommand is a file.

#[path = "main/generate.rs"]
mod generate;
#[cfg(feature = "sync")]
#[path = "main/sync.rs"]
mod sync;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Stitches API documentation pages into one typed Rust client.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Writes a client crate.
    Generate(generate::Arguments),
    #[cfg(feature = "sync")]
    Sync(sync::Arguments),
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Generate(arguments) => generate::run(arguments),
        #[cfg(feature = "sync")]
        Command::Sync(arguments) => sync::run(&arguments),
    }
}
