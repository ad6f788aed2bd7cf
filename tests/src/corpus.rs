//! The corpus: a whole docs site, and what is known of its API.
//!
//! It is too large for the repository, and stands beside the checkout where
//! there is one.

use std::{
    io::{self, Write as _},
    path::PathBuf,
};

use crate::workspace;

/// Where the corpus is, seen from the folder of the workspace.
const PLACE: &str = "../shared/corpus";

/// The file or folder `below` the corpus, for example `seam/pages`.
///
/// `None` where this machine has none; this says loudly what is not tested then.
pub fn find(below: &str) -> Option<PathBuf> {
    let found = workspace().join(PLACE).join(below);
    if found.exists() {
        return Some(found);
    }
    // Not `eprintln`, which tests that pass do not show.
    let _ = writeln!(
        io::stderr(),
        "\n*** there is no {PLACE}/{below}: the tests that need it are SKIPPED ***\n"
    );
    None
}
