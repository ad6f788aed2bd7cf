//! Whether generation is linear: one document, or the pages of a site, and 2, 4 and 8 copies.

mod document;
mod pages;

use std::{fmt::Write as _, fs, path::Path, process::Command};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;

use self::pages::Pages;
use super::{
    documents::Document,
    entry::LIMITS,
    tool::Tool,
    usage::{Usage, measure},
};

/// How many copies are measured.
const COPIES: &[usize] = &[1, 2, 4, 8];
/// How often each is measured; the least counts, which is the one that others disturbed least.
const RUNS: usize = 3;

/// What is copied.
pub(super) struct Input(Kind);

enum Kind {
    /// A document in JSON.
    Document(Value),
    /// The pages of a site.
    Pages(Pages),
}

impl Input {
    /// Reads a document.
    ///
    /// # Errors
    ///
    /// Where it cannot be read, or is not JSON.
    pub(super) fn document(document: &Document) -> Result<Self> {
        let text = fs::read_to_string(&document.path)?;
        let value = serde_json::from_str(&text)
            .with_context(|| format!("{} is not JSON", document.path.display()))?;
        Ok(Self(Kind::Document(value)))
    }

    /// Reads the pages below `folder`.
    ///
    /// # Errors
    ///
    /// Where one cannot be read, or none describes an operation.
    pub(super) fn pages(folder: &Path) -> Result<Self> {
        Pages::read(folder).map(|pages| Self(Kind::Pages(pages)))
    }

    /// Writes copies to `path`, which becomes a file or a folder.
    fn write(&self, path: &Path, copies: usize) -> Result<()> {
        match &self.0 {
            Kind::Document(value) => {
                fs::write(path, document::multiply(value, copies).to_string())?;
                Ok(())
            }
            Kind::Pages(pages) => pages.write(path, copies),
        }
    }
}

/// The CPU and the memory of generation for several copies of the input, as a table.
///
/// # Errors
///
/// Where the generator fails, or where copies do not have as many operations as there are copies
/// of those of one.
pub(super) fn table(program: &Path, name: &str, input: &Input, target: &Path) -> Result<String> {
    let folder = target.join("scale");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let mut table = format!(
        "| copies of {name} | operations | generate: CPU | per copy, ratio to one copy | peak | per copy, ratio to one copy |\n|---|---|---|---|---|---|\n"
    );
    let mut first = None;
    for copies in COPIES {
        let path = folder.join(format!("{copies}.json"));
        input.write(&path, *copies)?;
        let run = least(program, &path, target)?;
        let one = *first.get_or_insert(run);
        ensure!(
            run.operations == copies * one.operations,
            "{copies} copies of {} operations have {}",
            one.operations,
            run.operations
        );
        let copies = *copies as f64;
        let _ = writeln!(
            table,
            "| {copies} | {} | {:.2} s | {:.2} | {} MB | {:.2} |",
            run.operations,
            run.usage.user,
            run.usage.user / (one.usage.user * copies),
            run.usage.peak / 1_000_000,
            run.usage.peak as f64 / (one.usage.peak as f64 * copies),
        );
    }
    fs::remove_dir_all(&folder)?;
    Ok(table)
}

/// A run of the generator.
#[derive(Clone, Copy)]
struct Run {
    usage: Usage,
    operations: usize,
}

/// The least CPU and the largest peak of some runs.
fn least(program: &Path, input: &Path, target: &Path) -> Result<Run> {
    let mut least: Option<Run> = None;
    for _ in 0..RUNS {
        let out = target.join("scale/crate");
        let command: Command = Tool::Seamstress.generate(program, input, &out);
        let measured = measure(&command, LIMITS, target)?;
        let output = &measured.output;
        ensure!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        fs::remove_dir_all(&out)?;
        let report: Value = serde_json::from_slice(&output.stdout)?;
        let Some(operations) = report["stats"]["operations_out"].as_u64() else {
            bail!("the report has no number of operations");
        };
        let before = least.map_or(measured.usage, |it| it.usage);
        least = Some(Run {
            usage: Usage {
                user: before.user.min(measured.usage.user),
                peak: before.peak.max(measured.usage.peak),
            },
            operations: usize::try_from(operations)?,
        });
    }
    least.context("no run")
}
