//! Test support: cases, snapshots, and crates that are written and compiled.

pub mod case;
pub mod corpus;
pub mod crates;
pub mod docs_site;
pub mod drift;
pub mod exchange;
pub mod fake;
pub mod hostile;
#[cfg(target_os = "linux")]
pub mod interrupt;
pub mod node;
pub mod podcasts;
pub mod prism;
pub mod program;
pub mod review;
pub mod snapshot;
pub mod subject;
pub mod truth;

use std::path::{Path, PathBuf};

/// The root of the workspace.
pub fn workspace() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// A path below the folder of this package.
pub fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
