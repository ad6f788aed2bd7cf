//! The index of a folder of cases: `index.json`.

use std::{fs, path::Path};

use serde::Deserialize;

/// A case: files that are generated from together, and what has to become of them.
#[derive(Clone, Debug, Deserialize)]
pub struct Case {
    /// Its name, which is unique in the folder.
    pub name: String,
    /// Its files, relative to the folder.
    pub files: Vec<String>,
    /// How the run has to end.
    pub must: Must,
    /// Texts that the diagnostics have to contain, in any case of letters.
    #[serde(default, rename = "message_mentions")]
    pub mentions: Vec<String>,
    /// Identifiers that must not occur in the crate, except in literals and documentation.
    #[serde(default, rename = "absent_items")]
    pub absent: Vec<String>,
}

/// How a run has to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Must {
    /// With an error.
    Error,
    /// With a crate that compiles without a warning.
    Compile,
    /// With one of both, and not without a diagnostic.
    Either,
}

impl Case {
    /// The name of the package of its crate.
    pub fn package(&self) -> String {
        format!("hostile-{}", self.name.replace('_', "-"))
    }
}

#[derive(Deserialize)]
struct Index {
    cases: Vec<Case>,
}

/// The cases in `folder`, in the order of their index.
pub(super) fn read(folder: &Path) -> Result<Vec<Case>, String> {
    let path = folder.join("index.json");
    let error = |error: String| format!("{}: {error}", path.display());
    let text = fs::read_to_string(&path).map_err(|it| error(it.to_string()))?;
    let index: Index = serde_json::from_str(&text).map_err(|it| error(it.to_string()))?;
    Ok(index.cases)
}
