//! The corpus: the pages of a whole documentation site.
//!
//! It is too large for the repository, and is looked for next to the checkout.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use seamstress_codegen::{Input, project, source::Source};

use crate::workspace;

/// The folder of the corpus, relative to the workspace.
const FOLDER: &str = "../shared/corpus";

/// The file or folder at `path` in the corpus, for example `seam/pages`.
///
/// Where it does not exist, prints that tests are skipped, and returns `None`.
pub fn find(path: &str) -> Option<PathBuf> {
    let found = workspace().join(FOLDER).join(path);
    if found.exists() {
        return Some(found);
    }
    // Unlike `eprintln`, this is shown for tests that pass.
    let _ = writeln!(
        io::stderr(),
        "\n*** no {FOLDER}/{path}: the tests that need it are SKIPPED ***\n"
    );
    None
}

/// The pages with the decisions of this repository, as a user has them after the first fetch.
pub fn input(pages: &Path, lock: &str) -> Input {
    let overrides = workspace().join("specs").join(project::OVERRIDES);
    let sources = project::Project::pages_in(pages)
        .expect("the corpus can be read")
        .into_iter();
    Input {
        sources: sources
            .filter(|source| !source.path.ends_with("llms.txt"))
            .collect::<Vec<Source>>(),
        overrides: fs::read_to_string(overrides).expect("`specs/` has decisions"),
        lock: lock.to_owned(),
        ..Input::default()
    }
}
