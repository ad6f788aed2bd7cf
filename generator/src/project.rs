//! Where a project keeps what a run reads and writes.

use std::{
    collections::BTreeSet,
    io,
    path::{Path, PathBuf},
};

use crate::{
    Input, Output,
    emit::{self, FileTree, Runtime},
    source::Source,
    write::{self, Changes},
};

/// Name of the file of human decisions.
pub const OVERRIDES: &str = "overrides.toml";
/// Name of the file of given names.
pub const LOCK: &str = "names.lock";
/// Name of the merged document.
pub const DOCUMENT: &str = "openapi.yaml";
/// Name of the list of the crate's public items.
pub const SURFACE: &str = "api.txt";
/// Name of the folder of pages.
pub const PAGES: &str = "pages";

/// How names of pages and documents end.
const ENDINGS: &[&str] = &["md", "mdx", "txt", "yaml", "yml", "json"];

/// A folder of specs, and the crate that is made of it.
#[derive(Clone, Debug)]
pub struct Project {
    /// Holds `pages/`, `overrides.toml`, `names.lock` and `openapi.yaml`.
    pub specs: PathBuf,
    /// The crate.
    pub out: PathBuf,
    /// Where a new crate's manifest takes the runtime from.
    pub runtime: Runtime,
}

impl Project {
    /// Everything that a run reads.
    ///
    /// # Errors
    ///
    /// Where a file cannot be read; the error names it.
    pub fn read(&self) -> io::Result<Input> {
        let sources = Self::pages_in(&self.specs.join(PAGES))?
            .into_iter()
            .map(|source| Source {
                path: format!("{PAGES}/{}", source.path),
                ..source
            })
            .collect();
        Ok(Input {
            sources,
            ..self.decisions()?
        })
    }

    /// What a run reads beside the pages; empty where there is nothing.
    ///
    /// # Errors
    ///
    /// Where a file cannot be read; the error names it.
    pub fn decisions(&self) -> io::Result<Input> {
        Ok(Input {
            sources: Vec::new(),
            overrides: write::read_if_there(&self.specs.join(OVERRIDES))?.unwrap_or_default(),
            lock: write::read_if_there(&self.specs.join(LOCK))?.unwrap_or_default(),
        })
    }

    /// The pages and documents below `folder`.
    ///
    /// # Errors
    ///
    /// Where one cannot be read; the error names it.
    pub fn pages_in(folder: &Path) -> io::Result<Vec<Source>> {
        write::read_sources(folder, ENDINGS)
    }

    /// Whether a file with this path, below the folder of pages, is one of them.
    pub fn is_page(path: &str) -> bool {
        let ending = Path::new(path).extension();
        ending.is_some_and(|ending| ENDINGS.iter().any(|known| ending == *known))
    }

    /// What [`write`](Self::write) would change, without changing it. Paths begin
    /// with the name of the folder that they are in.
    ///
    /// # Errors
    ///
    /// Where a file cannot be read; the error names it.
    pub fn compare(&self, output: &Output) -> io::Result<Changes> {
        self.both(output, write::compare)
    }

    /// Writes the crate, the merged document and the lock.
    ///
    /// # Errors
    ///
    /// Where a file cannot be read or written; the error names it.
    pub fn write(&self, output: &Output) -> io::Result<Changes> {
        self.both(output, write::write)
    }

    fn both(
        &self,
        output: &Output,
        act: fn(&Path, &FileTree) -> io::Result<Changes>,
    ) -> io::Result<Changes> {
        let specs = FileTree::from([
            (DOCUMENT.to_owned(), output.document.clone()),
            (LOCK.to_owned(), output.lock.to_text()),
        ]);
        let mut files = output.files.clone();
        // A manifest belongs to the crate's people once it is there.
        if !self.out.join("Cargo.toml").exists() {
            files.insert(
                "Cargo.toml".to_owned(),
                emit::scaffold(&output.api, &self.runtime),
            );
        }
        let before = write::read_if_there(&self.out.join(SURFACE))?.unwrap_or_default();
        let mut changes = Changes::default();
        for (root, tree) in [(&self.specs, &specs), (&self.out, &files)] {
            let name = self.shown(root);
            let more = act(root, tree)?;
            let named = |paths: Vec<String>| {
                let joined = paths
                    .into_iter()
                    .map(|path| name.join(path).display().to_string());
                joined.collect::<Vec<_>>()
            };
            changes.added.extend(named(more.added));
            changes.changed.extend(named(more.changed));
            changes.removed.extend(named(more.removed));
            changes.strangers.extend(named(more.strangers));
        }
        // Of a crate that was not there, everything is new.
        if let Some(after) = files.get(SURFACE).filter(|_| !before.is_empty()) {
            changes.items_gone = lines_beyond(&before, after);
            changes.items_new = lines_beyond(after, &before);
        }
        Ok(changes)
    }
}

impl Project {
    /// A folder as people know it: relative to the folder of both, if there is one.
    fn shown(&self, folder: &Path) -> PathBuf {
        let both = self
            .specs
            .parent()
            .filter(|both| self.out.starts_with(both));
        let inner = both
            .and_then(|both| folder.strip_prefix(both).ok())
            .unwrap_or(folder);
        inner.to_owned()
    }
}

/// The lines of `text` that `other` has not.
fn lines_beyond(text: &str, other: &str) -> Vec<String> {
    let others: BTreeSet<_> = other.lines().collect();
    let beyond = text.lines().filter(|line| !others.contains(line));
    beyond.map(str::to_owned).collect()
}
