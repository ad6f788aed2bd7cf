//! Hostile inputs: what becomes of each, and whether that is what the index of its folder asks
//! for.

mod compile;
mod index;
pub mod limited;
mod run;
mod table;
pub mod tokens;

use std::path::{Path, PathBuf};

use self::compile::Compiled;
pub use self::{
    index::{Case, Must},
    run::{Outcome, Run},
    table::{json, render},
};
use crate::{here, program::seamstress, workspace};

/// The cases of this repository.
const OWN: &str = "cases/hostile";
/// Cases that are not part of the repository, relative to the workspace.
const SHARED: &str = "../shared/badinputs";

/// The result of a case.
#[derive(Debug)]
pub struct Checked {
    /// The run of the generator.
    pub run: Run,
    /// What the compiler and its tools report about the crate, if there is one.
    pub compiled: Option<Compiled>,
}

impl Checked {
    /// What is not as the index asks for; empty if the case passes.
    pub fn failures(&self) -> Vec<String> {
        let mut failures = self.run.failures();
        if let Some(compiled) = &self.compiled {
            failures.extend(compiled.failures(self.run.expected_doctests()));
        }
        failures
    }
}

/// The folders with cases: those of this repository, and the shared ones where they exist.
pub fn folders() -> Vec<PathBuf> {
    let shared = workspace().join(SHARED);
    let mut folders = vec![here(OWN)];
    folders.extend(Some(shared).filter(|folder| folder.exists()));
    folders
}

/// Runs the cases in `folder`, and compiles their crates together; `only` are the names of the
/// cases to run, all if it is empty. Everything is written below `scratch`.
///
/// # Errors
///
/// Where the index or a file of a case cannot be read, or a program cannot be started.
pub fn check(folder: &Path, only: &[String], scratch: &Path) -> Result<Vec<Checked>, String> {
    let mut cases = index::read(folder)?;
    if !only.is_empty() {
        cases.retain(|case| only.contains(&case.name));
    }
    // Built before the first run is timed.
    seamstress();
    let runs: Vec<Run> = cases
        .into_iter()
        .map(|case| run::run(case, folder, scratch))
        .collect::<Result<_, _>>()?;
    let mut compiled = compile::compile(&runs, scratch)?;
    let checked = runs.into_iter().map(|run| Checked {
        compiled: compiled.remove(&run.case.package()),
        run,
    });
    Ok(checked.collect())
}
