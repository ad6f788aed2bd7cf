//! A project on disk: which files a run reads and writes.

mod last_run;
mod site_changes;

use std::{
    io,
    path::{Path, PathBuf},
};

use crate::{
    emit::{self, Runtime},
    extract::{self, OtherFormat},
    file_tree::FileTree,
    ir::Names,
    read,
    report::{Outcome, Report},
    run::{Input, Output},
    source::Source,
    surface::{self, Surface, SurfaceItem},
    write::{self, Changes, FileChange, Staged},
};

pub use last_run::Fingerprint;
pub use site_changes::PAGES_LOCK;

/// Name of the file of decisions that only a person can make.
pub const OVERRIDES: &str = "overrides.toml";
/// Name of the file of assigned names.
pub const LOCK: &str = "names.lock";
/// Name of the merged document.
pub const DOCUMENT: &str = "openapi.yaml";
/// Name of the manifest of the crate.
const MANIFEST: &str = "Cargo.toml";
/// Name of the folder of pages.
pub const PAGES: &str = "pages";

/// What a run does with its output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Writes the files that differ.
    Write,
    /// Writes nothing; a difference is a failure.
    Check,
    /// Writes nothing; a difference is reported.
    DryRun,
}

/// A folder of specs, and the crate that is generated from it.
#[derive(Clone, Debug)]
pub struct Project {
    /// The folder with `pages/`, `overrides.toml`, `names.lock` and `openapi.yaml`.
    pub specs: PathBuf,
    /// The folder of the crate.
    pub out: PathBuf,
    /// The runtime dependency in the manifest of a new crate.
    pub runtime: Runtime,
}

/// What a run did on disk.
#[derive(Debug)]
pub struct Update {
    /// How the run ended.
    pub outcome: Outcome,
    /// What changed.
    pub changes: Changes,
    /// What there is to print.
    pub report: Report,
}

impl Project {
    /// Reads all inputs of a run. References of the pages may lead into the folder of specs.
    ///
    /// # Errors
    ///
    /// Where a file cannot be read; the error names it.
    pub fn read(&self) -> io::Result<Input> {
        self.read_within(&self.specs)
    }

    /// As [`read`](Self::read), with references that may lead into `root`.
    ///
    /// # Errors
    ///
    /// Where a file cannot be read; the error names it.
    pub fn read_within(&self, root: &Path) -> io::Result<Input> {
        let sources: Vec<Source> = Self::pages_outside(&self.specs.join(PAGES), Some(&self.out))?
            .into_iter()
            .map(|source| Source {
                path: format!("{PAGES}/{}", source.path),
                ..source
            })
            .collect();
        Ok(Input {
            attachments: read::read_reached(&sources, &self.specs, root)?,
            sources,
            ..self.decisions()?
        })
    }

    /// Reads the document or the pages below the folder at `input`, with the files that they refer
    /// to; no decisions. References may lead into `root`.
    ///
    /// # Errors
    ///
    /// Where a file cannot be read; the error names it.
    pub fn sources_at(input: &Path, root: &Path) -> io::Result<Input> {
        Self::sources_outside(input, root, None)
    }

    /// As [`sources_at`](Self::sources_at), without the crate where it is below the folder: its
    /// README and its document are no pages.
    ///
    /// # Errors
    ///
    /// Where a file cannot be read; the error names it.
    pub fn sources(&self, input: &Path, root: &Path) -> io::Result<Input> {
        Self::sources_outside(input, root, Some(&self.out))
    }

    fn sources_outside(input: &Path, root: &Path, out: Option<&Path>) -> io::Result<Input> {
        let (sources, attachments) = if input.is_file() {
            let (document, attachments) = read::read_document(input, root)?;
            (vec![document], attachments)
        } else {
            let pages = Self::pages_outside(input, out)?;
            let attachments = read::read_reached(&pages, input, root)?;
            (pages, attachments)
        };
        Ok(Input {
            sources,
            attachments,
            ..Input::default()
        })
    }

    /// Reads the inputs other than pages; empty where a file does not exist.
    ///
    /// # Errors
    ///
    /// Where a file cannot be read; the error names it.
    pub fn decisions(&self) -> io::Result<Input> {
        Ok(Input {
            sources: Vec::new(),
            overrides: read::read_if_exists(&self.specs.join(OVERRIDES))?.unwrap_or_default(),
            lock: read::read_if_exists(&self.specs.join(LOCK))?.unwrap_or_default(),
            site_changes: site_changes::read(&self.specs)?,
            ..Input::default()
        })
    }

    /// Reads the pages and documents below `folder`, and how files in formats begin that are not
    /// read, so that the report names them.
    ///
    /// # Errors
    ///
    /// Where one cannot be read; the error names it.
    pub fn pages_in(folder: &Path) -> io::Result<Vec<Source>> {
        Self::pages_outside(folder, None)
    }

    fn pages_outside(folder: &Path, out: Option<&Path>) -> io::Result<Vec<Source>> {
        let mut sources = read::read_sources_outside(folder, out, &extract::EXTENSIONS)?;
        sources.extend(read::read_beginnings(folder, out, OtherFormat::EXTENSIONS)?);
        Ok(sources)
    }

    /// Whether the file at this path, relative to the folder of pages, is a page.
    pub fn is_page(path: &str) -> bool {
        let extension = Path::new(path).extension();
        extension.is_some_and(|extension| {
            let mut known = extract::EXTENSIONS.iter();
            known.any(|known| extension.eq_ignore_ascii_case(known))
        })
    }

    /// Compares the crate, the merged document and the lock with the files on disk, and
    /// writes those that differ where `mode` says so. Paths start with the name of the
    /// folder that they are in.
    ///
    /// # Errors
    ///
    /// Where a file cannot be read or written; the error names it.
    pub fn apply(&self, output: &Output, mode: Mode) -> io::Result<Changes> {
        let mut files = output.files.clone();
        if let Some(names) = &output.names {
            files.extend(self.kept_files(output, names)?);
        }
        let specs = FileTree::from([
            (DOCUMENT.to_owned(), output.document.clone()),
            (LOCK.to_owned(), output.lock.to_text()),
        ]);
        let trees = if read::is_same_folder(&self.specs, &self.out) {
            files.extend(specs);
            vec![(&*self.out, files)]
        } else {
            vec![(&*self.specs, specs), (&*self.out, files)]
        };
        let before = read::read_if_exists(&self.out.join(surface::FILE))?.unwrap_or_default();
        let mut changes = Changes::default();
        for ((root, _), applied) in trees.iter().zip(apply(&trees, mode)?) {
            let folder = self.display_path(root);
            changes
                .files
                .extend(applied.files.into_iter().map(|file| FileChange {
                    path: folder.join(file.path).display().to_string(),
                    ..file
                }));
        }
        let is_same = output.files.get(surface::FILE) == Some(&before);
        // In a crate that did not exist, every item is added, which says nothing.
        if !is_same && let (Ok(before), false) = (before.parse::<Surface>(), before.is_empty()) {
            let lines = |items: Vec<&SurfaceItem>| items.iter().map(ToString::to_string).collect();
            changes.removed_items = lines(before.minus(&output.surface));
            changes.added_items = lines(output.surface.minus(&before));
        }
        Ok(changes)
    }

    /// The files that belong to the crate's maintainers: of a new crate, all that it starts with;
    /// of others, the manifest with the features that the API decides.
    fn kept_files(&self, output: &Output, names: &Names) -> io::Result<FileTree> {
        let path = self.out.join(MANIFEST);
        let api = &output.api;
        let (mut files, manifest) = match read::read_if_exists(&path)? {
            Some(manifest) => (FileTree::new(), manifest),
            None => {
                let starter = emit::starter(api, names, &output.coverage);
                let manifest = emit::scaffold(api, &self.runtime) + &starter.manifest;
                // Somebody may have written them before there was a crate.
                let mut files = starter.files;
                files.retain(|path, _| !self.out.join(path).exists());
                (files, manifest)
            }
        };
        let manifest = emit::with_features(&manifest, api, names, &output.lock)
            .map_err(|error| read::with_path(&path, &io::Error::other(error)))?;
        files.insert(MANIFEST.to_owned(), manifest);
        Ok(files)
    }

    /// The path of a folder in messages: relative to the folder of the project, where specs
    /// and crate share one.
    fn display_path(&self, folder: &Path) -> PathBuf {
        let parent = self
            .specs
            .parent()
            .filter(|parent| self.out.starts_with(parent));
        let inner = parent
            .and_then(|parent| folder.strip_prefix(parent).ok())
            .unwrap_or(folder);
        inner.to_owned()
    }
}

/// Compares each tree with the files in its folder, and writes those that differ where `mode`
/// says so: all of them are on the disk before the first file is replaced.
fn apply(trees: &[(&Path, FileTree)], mode: Mode) -> io::Result<Vec<Changes>> {
    let trees = trees.iter();
    if mode != Mode::Write {
        return trees
            .map(|(root, tree)| write::compare(root, tree))
            .collect();
    }
    let staged: io::Result<Vec<Staged>> =
        trees.map(|(root, tree)| write::stage(root, tree)).collect();
    staged?.into_iter().map(Staged::commit).collect()
}
