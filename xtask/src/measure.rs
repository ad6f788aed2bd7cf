//! `cargo xtask measure`: figures about the generated crate, each with the command that
//! measures it.
//!
//! Compile time and instructions are compared with those of a baseline: the same types under
//! serde derive, compiled in the same run. The baseline does less; [`serde_baseline`] says
//! how.

mod api;
mod bench;
mod calls;
mod compile;
mod cpu;
pub(crate) mod features;
mod folder;
mod lines;
pub(crate) mod ratchet;
mod serde_baseline;
mod size;
mod table;
mod valgrind;
mod values;
mod wire;

use std::{
    io::{self, Write as _},
    path::PathBuf,
};

use anyhow::{Result, ensure};
use clap::ValueEnum;

use self::{
    api::{MeasuredApi, Pages},
    cpu::Invocation,
    folder::Folder,
    table::{Amount, Figure, Section},
};
use crate::root;

/// What to measure, and how often.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Measures only this; everything by default.
    what: Option<What>,
    /// Number of runs of each measurement; the figures are medians.
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// A folder of pages, or one with `pages/` and `overrides.toml`, whose crate is measured too.
    #[arg(long)]
    pages: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum What {
    /// Lines of the generated crate.
    Lines,
    /// User CPU of codegen.
    Codegen,
    /// User CPU of `cargo check` of the crate, and of its baseline.
    Check,
    /// User CPU of release builds of the crate and of an application, and of their baselines.
    Release,
    /// Lines of LLVM IR and bytes of release builds, and those of their baselines.
    Size,
    /// Instructions of decoding.
    Decode,
    /// Instructions of encoding.
    Encode,
    /// Instructions and allocations of a call, and those of `reqwest` alone.
    Calls,
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    ensure!(arguments.runs > 0, "`--runs` must be at least 1");
    let wanted = |what: What| arguments.what.is_none_or(|only| only == what);
    if wanted(What::Lines) {
        show(lines::measure(&root().join("generated/src"))?)?;
    }
    if wanted(What::Codegen) {
        show(codegen(arguments.runs)?)?;
    }
    if wanted(What::Calls) {
        match valgrind::is_installed() {
            true => show(calls::measure()?)?,
            false => progress("calls are SKIPPED: `valgrind` is not installed")?,
        }
    }
    let parts = [
        What::Check,
        What::Release,
        What::Size,
        What::Decode,
        What::Encode,
    ];
    let parts = parts.map(wanted);
    if !parts.contains(&true) {
        return Ok(());
    }
    let [check, release, size, decode, encode] = parts;
    let big = arguments
        .pages
        .as_ref()
        .map(|folder| ("pages", Pages::In(folder.clone())));
    for (name, pages) in [("seam", Pages::OfThisRepository)].into_iter().chain(big) {
        let api = MeasuredApi::read(name, &pages)?;
        progress(&format!(
            "writing the crates of `{name}`: {}",
            api.sentence()
        ))?;
        let folder = Folder::write(&api)?;
        if check {
            show(compile::check(&folder, arguments.runs)?)?;
        }
        if release {
            show(compile::release(&folder, arguments.runs)?)?;
        }
        if size {
            show(size::measure(&folder)?)?;
        }
        if decode || encode {
            for section in wire::measure(&folder, &api, arguments.runs, decode, encode)? {
                show(section)?;
            }
        }
    }
    Ok(())
}

/// User CPU of codegen in the release profile, on the pages of this repository.
fn codegen(runs: usize) -> Result<Section> {
    let build = Invocation::cargo(
        &["build", "--release", "--package", "xtask", "--quiet"],
        &root(),
    );
    let program = folder::target().join("release/xtask");
    progress(&format!("building: {build}"))?;
    build.run()?;
    let check = Invocation::new(
        [program.as_os_str(), "codegen".as_ref(), "--check".as_ref()],
        &root(),
    );
    let seconds = cpu::median_of(runs, || check.user_cpu())?;
    Ok(Section {
        title: "codegen, user CPU".to_owned(),
        headers: ["", "xtask", "at most", "ratio"],
        figures: vec![Figure {
            what: format!("median of {runs}"),
            ours: Amount::Seconds(seconds),
            other: Some(Amount::Seconds(CODEGEN_AT_MOST)),
            ratio: Some(seconds / CODEGEN_AT_MOST),
        }],
        notes: vec![format!(
            "by `{check}`, built with profile `release`: opt-level 3, no LTO"
        )],
    })
}

/// Limit for codegen on the pages of this repository, in seconds.
const CODEGEN_AT_MOST: f64 = 0.15;

fn show(section: Section) -> Result<()> {
    Ok(write!(io::stdout(), "{section}")?)
}

/// Prints progress.
fn progress(line: &str) -> Result<()> {
    Ok(writeln!(io::stderr(), "{line}")?)
}
