//! Files are written in full to a folder of their own, and then renamed to their places.
//!
//! A disk that is full, or a run that is killed while it writes, leaves the output as it was. A
//! run that is killed while it renames leaves each file whole, old or new, and the next run
//! completes it.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::read::with_path;

/// Name of the folder below the root of the output. It exists while files are written; what a
/// killed run leaves in it, the next run removes. Of two runs that write to one root at the same
/// time, one can therefore fail, as the other has removed its files; neither writes half a file.
const FOLDER: &str = ".seamstress-staging";

/// Whether a run that was killed has left files below `root`.
pub(crate) fn was_interrupted(root: &Path) -> bool {
    root.join(FOLDER).exists()
}

/// Files that are written, but not yet in their places.
#[derive(Debug)]
pub(super) struct Staging {
    root: PathBuf,
    /// The places of the files, relative to `root`; the staged file is named by its index.
    targets: Vec<String>,
}

impl Staging {
    /// Prepares to replace files below `root`. No file or folder is created before the first
    /// [`Self::add`].
    pub(super) fn new(root: &Path) -> io::Result<Self> {
        let staging = Self {
            root: root.to_owned(),
            targets: Vec::new(),
        };
        staging.clear()?;
        Ok(staging)
    }

    /// Writes the text of the file at `path` below the root.
    pub(super) fn add(&mut self, path: &str, text: &str) -> io::Result<()> {
        reject_links(&self.root, &self.root.join(path))?;
        if self.targets.is_empty() {
            self.create()?;
        }
        let staged = self.staged(self.targets.len());
        self.targets.push(path.to_owned());
        let target = self.root.join(path);
        // A folder takes space as a file does: on a full disk, moving files to new ones would fail.
        target
            .parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fs::write(staged, text))
            .map_err(|error| with_path(&target, &error))
    }

    /// Moves each file to its place, in the order in which they were added.
    pub(super) fn commit(self) -> io::Result<()> {
        for (index, path) in self.targets.iter().enumerate() {
            let target = self.root.join(path);
            // Another program may have replaced a folder since the file was added.
            reject_links(&self.root, &target)?;
            fs::rename(self.staged(index), &target).map_err(|error| with_path(&target, &error))?;
        }
        self.clear()
    }

    /// The folder that the places of the files are relative to.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    fn create(&self) -> io::Result<()> {
        let folder = self.folder();
        fs::create_dir_all(&self.root)
            .and_then(|()| fs::create_dir(&folder))
            // Version control ignores what a killed run leaves.
            .and_then(|()| fs::write(folder.join(".gitignore"), "*\n"))
            .map_err(|error| with_path(&folder, &error))
    }

    fn clear(&self) -> io::Result<()> {
        let folder = self.folder();
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(with_path(&folder, &error))
            }
            _ => Ok(()),
        }
    }

    fn folder(&self) -> PathBuf {
        self.root.join(FOLDER)
    }

    fn staged(&self, index: usize) -> PathBuf {
        self.folder().join(index.to_string())
    }
}

impl Drop for Staging {
    /// Removes what was not committed. An error here would hide the one that led to it.
    fn drop(&mut self) {
        let _ = self.clear();
        for path in &self.targets {
            remove_empty_folders(&self.root, &self.root.join(path));
        }
    }
}

/// Fails where a folder between `root` and `target` is a symbolic link, which could lead out of
/// `root`.
pub(super) fn reject_links(root: &Path, target: &Path) -> io::Result<()> {
    let folders = target.ancestors().skip(1);
    for folder in folders.take_while(|folder| *folder != root && folder.starts_with(root)) {
        if folder.is_symlink() {
            let message = format!(
                "{}: `{}` is a symbolic link, which is not followed",
                target.display(),
                folder.display()
            );
            return Err(io::Error::other(message));
        }
    }
    Ok(())
}

/// Removes the folders between `root` and the file at `target` that are empty.
pub(super) fn remove_empty_folders(root: &Path, target: &Path) {
    let mut folder = target.parent();
    while let Some(path) = folder.filter(|path| *path != root && path.starts_with(root)) {
        // Fails where the folder is not empty.
        if fs::remove_dir(path).is_err() {
            break;
        }
        folder = path.parent();
    }
}
