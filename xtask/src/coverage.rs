//! `cargo xtask coverage`: lists what the pages leave out.

use std::{
    io::{self, Write as _},
    path::PathBuf,
};

use anyhow::Result;
use seamstress_codegen::generate;

use crate::{read_input, samples::place};

/// Which pages, and the format of the list.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A document, a folder of pages, or one with `pages/`; the pages of this repository by
    /// default.
    #[arg(long)]
    pages: Option<PathBuf>,
    /// Prints the list as JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let output = generate(read_input(arguments.pages.as_deref())?);
    let mut out = io::stdout().lock();
    if arguments.json {
        writeln!(out, "{:#}", output.coverage.json())?;
        return Ok(());
    }
    let gaps = output.coverage.gaps();
    for gap in &gaps {
        match gap.location {
            Some(location) => writeln!(out, "{}: {}", place(location, &output), gap.text)?,
            None => writeln!(out, "{}", gap.text)?,
        }
    }
    let (operations, count) = (output.stats.operations_out, gaps.len());
    writeln!(
        out,
        "operations that can be called: {operations}; gaps: {count}"
    )?;
    Ok(())
}
