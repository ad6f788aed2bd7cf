//! `cargo xtask dump`: prints the output of a stage of the pipeline.

use std::{
    io::{self, Write as _},
    path::PathBuf,
};

use anyhow::{Context as _, Result};
use clap::ValueEnum;
use seamstress_codegen::{generate, ir::dump};

use crate::read_input;

/// What to print.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The stage.
    stage: Stage,
    /// Prints only entries whose name contains this.
    filter: Option<String>,
    /// A document, a folder of pages, or one with `pages/`; the pages of this repository by
    /// default.
    #[arg(long)]
    input: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Stage {
    /// What was extracted from each page.
    Pages,
    /// The merged document.
    Document,
    /// The IR after all passes.
    Ir,
    /// The files of the crate.
    Files,
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let output = generate(read_input(arguments.input.as_deref())?);
    let wanted = |name: &str| {
        arguments
            .filter
            .as_ref()
            .is_none_or(|filter| name.contains(filter.as_str()))
    };
    let mut out = io::stdout().lock();
    match arguments.stage {
        Stage::Pages => {
            for page in output.pages.iter().filter(|page| wanted(&page.path)) {
                writeln!(
                    out,
                    "{}: {} blocks, {:?}",
                    page.path,
                    page.blocks.len(),
                    page.title
                )?;
                for evidence in &page.evidence {
                    writeln!(out, "{evidence:#?}")?;
                }
            }
        }
        Stage::Document => write!(out, "{}", output.document)?,
        Stage::Ir => {
            let text = output
                .names
                .as_ref()
                .map(|names| dump(&output.api, names))
                .context("not everything has a name: see `cargo xtask codegen`")?;
            let blocks = blocks(&text).filter(|block| block.lines().next().is_some_and(&wanted));
            for block in blocks {
                write!(out, "{block}")?;
            }
        }
        Stage::Files => {
            for (path, text) in output.files.iter().filter(|(path, _)| wanted(path)) {
                writeln!(out, "==> {path}\n{text}")?;
            }
        }
    }
    Ok(())
}

/// The blocks of a dump: a line that is not indented, and the indented lines below it.
fn blocks(text: &str) -> impl Iterator<Item = &str> {
    let starts = text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    });
    let mut starts: Vec<usize> = starts
        .filter(|(_, line)| !line.starts_with(' '))
        .map(|(start, _)| start)
        .collect();
    starts.push(text.len());
    (1..starts.len())
        .map(move |end| &text[starts[end - 1]..starts[end]])
        .collect::<Vec<_>>()
        .into_iter()
}
