//! The `seamstress` command; each subcommand is a file.

mod generate;
mod review;
#[cfg(feature = "sync")]
mod sync;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// A run makes millions of small things, and glibc spends half of the time on that.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
    Review(review::Arguments),
    #[cfg(feature = "sync")]
    Sync(sync::Arguments),
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Generate(arguments) => generate::run(arguments),
        Command::Review(arguments) => review::run(&arguments),
        #[cfg(feature = "sync")]
        Command::Sync(arguments) => sync::run(&arguments),
    }
}
