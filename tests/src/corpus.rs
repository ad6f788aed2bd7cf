//! The corpus: the pages of a whole documentation site.
//!
//! It is too large for the repository, and is looked for next to the checkout.

use std::{
    io::{self, Write as _},
    path::PathBuf,
};

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
