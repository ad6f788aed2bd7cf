//! Text → disk. The whole output is in memory before the first byte is written, all of it is on
//! the disk before the first file is replaced, and files that do not change are not touched.

mod staging;

use std::{fs, io, path::Path};

use self::staging::{Staging, reject_links, remove_empty_folders};
use crate::{
    file_tree::FileTree,
    pretty::HEADER,
    read::{slashes, walk, with_path},
};

pub(crate) use self::staging::was_interrupted;

/// What writing changes, or would change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Every file that differs, sorted by path.
    pub files: Vec<FileChange>,
    /// Lines of `api.txt` that are removed: public items of the crate.
    pub removed_items: Vec<String>,
    /// Lines of `api.txt` that are added.
    pub added_items: Vec<String>,
}

/// A file that differs from the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// Where the file is, with slashes.
    pub path: String,
    /// How it differs.
    pub kind: FileChangeKind,
    /// Its text on disk; empty where it does not exist.
    pub before: String,
    /// Its text in the output; empty where it is not part of it.
    pub after: String,
}

/// How a file differs from the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileChangeKind {
    /// It does not exist yet.
    Added,
    /// Its text differs.
    Modified,
    /// It was generated and is no longer part of the output.
    Removed,
    /// A Rust file among the generated ones that was not generated. It is left alone.
    Foreign,
}

impl FileChangeKind {
    /// The letter that version control systems use.
    pub fn letter(self) -> char {
        match self {
            Self::Added => 'A',
            Self::Modified => 'M',
            Self::Removed => 'D',
            Self::Foreign => '?',
        }
    }
}

impl Changes {
    /// Whether the files on disk are the output.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The paths of the files that differ in this way, sorted.
    pub fn paths(&self, kind: FileChangeKind) -> Vec<&str> {
        let files = self.files.iter().filter(|file| file.kind == kind);
        files.map(|file| file.path.as_str()).collect()
    }

    /// Files that were not generated, among those that are.
    pub fn foreign_files(&self) -> Vec<&str> {
        self.paths(FileChangeKind::Foreign)
    }
}

/// Compares `tree` with the files in `root`.
///
/// # Errors
///
/// Where a file cannot be read; the error names it.
pub fn compare(root: &Path, tree: &FileTree) -> io::Result<Changes> {
    let mut files = Vec::new();
    for (path, after) in tree {
        let before = match fs::read(root.join(path)) {
            Ok(found) if found == after.as_bytes() => continue,
            Ok(found) => Some(String::from_utf8_lossy(&found).into_owned()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(with_path(&root.join(path), &error)),
        };
        files.push(FileChange {
            path: path.clone(),
            kind: match before {
                Some(_) => FileChangeKind::Modified,
                None => FileChangeKind::Added,
            },
            before: before.unwrap_or_default(),
            after: after.clone(),
        });
    }
    for path in generated_folders(root)? {
        if tree.contains_key(&path) {
            continue;
        }
        // A file that cannot be read does not have our header.
        let before = fs::read(root.join(&path)).unwrap_or_default();
        let before = String::from_utf8_lossy(&before).into_owned();
        let is_generated = has_header(&before);
        // Users may add tests of their own.
        let is_foreign = !is_generated && path.starts_with("src/");
        if !(is_generated || is_foreign) {
            continue;
        }
        files.push(FileChange {
            kind: match is_generated {
                true => FileChangeKind::Removed,
                false => FileChangeKind::Foreign,
            },
            path,
            before,
            after: String::new(),
        });
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(Changes {
        files,
        ..Changes::default()
    })
}

/// Makes the files in `root` equal to `tree`: writes those that differ, removes generated
/// ones that are not part of it, and leaves all others alone.
///
/// # Errors
///
/// Where a file cannot be read, written or removed; the error names it.
pub fn write(root: &Path, tree: &FileTree) -> io::Result<Changes> {
    stage(root, tree)?.commit()
}

/// As [`write`](fn@write), up to the point where nothing but the places of files is left to
/// change. Several folders that belong together are staged one after another, and then
/// committed.
///
/// # Errors
///
/// Where a file cannot be read or written; the error names it, and the files in `root` are as
/// before.
pub fn stage(root: &Path, tree: &FileTree) -> io::Result<Staged> {
    let changes = compare(root, tree)?;
    let mut staging = Staging::new(root)?;
    for file in &changes.files {
        if let FileChangeKind::Added | FileChangeKind::Modified = file.kind {
            staging.add(&file.path, &file.after)?;
        }
    }
    Ok(Staged { staging, changes })
}

/// Changes of a folder that are written to the disk and not yet made.
#[derive(Debug)]
#[must_use = "nothing changes before the files are committed"]
pub struct Staged {
    staging: Staging,
    changes: Changes,
}

impl Staged {
    /// Moves the files to their places, and removes those that are not part of the output.
    ///
    /// # Errors
    ///
    /// Where a file cannot be moved or removed; the error names it.
    pub fn commit(self) -> io::Result<Changes> {
        let root = self.staging.root().to_owned();
        self.staging.commit()?;
        for path in self.changes.paths(FileChangeKind::Removed) {
            remove(&root, path)?;
        }
        Ok(self.changes)
    }
}

/// Writes each text to the file at its path below `root`, and leaves all other files alone.
/// Readers see the old text of a file or the new one, never a part of it.
///
/// # Errors
///
/// Where a file cannot be written, or a folder between `root` and the file is a symbolic
/// link, which could lead out of `root`; the error names the file.
pub fn write_files<'a>(
    root: &Path,
    files: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> io::Result<()> {
    let mut staging = Staging::new(root)?;
    for (path, text) in files {
        staging.add(path, text)?;
    }
    staging.commit()
}

/// Removes the file at `path` below `root`, and the folders that are empty afterwards.
///
/// # Errors
///
/// Where the file cannot be removed, or a folder between `root` and the file is a symbolic
/// link; the error names the file.
pub fn remove(root: &Path, path: &str) -> io::Result<()> {
    let target = root.join(path);
    reject_links(root, &target)?;
    fs::remove_file(&target).map_err(|error| with_path(&target, &error))?;
    remove_empty_folders(root, &target);
    Ok(())
}

/// The path of each file below the folders that are generated.
pub(crate) fn generated_folders(root: &Path) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    for folder in ["src", "tests"] {
        walk(&root.join(folder), &mut |path| {
            if let Ok(inner) = path.strip_prefix(root) {
                found.push(slashes(inner));
            }
        })?;
    }
    Ok(found)
}

/// Whether a file starts with the header of generated files.
pub(crate) fn has_header(text: &str) -> bool {
    text.lines()
        .next()
        .is_some_and(|line| line.contains(HEADER))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(files: &[(&str, &str)]) -> FileTree {
        files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
            .collect()
    }

    #[test]
    fn a_second_run_touches_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let files = tree(&[("src/a.rs", "a"), ("api.txt", "b")]);
        write(folder.path(), &files).unwrap();
        let modified = || {
            fs::metadata(folder.path().join("src/a.rs"))
                .unwrap()
                .modified()
                .unwrap()
        };
        let before = modified();
        assert!(write(folder.path(), &files).unwrap().is_empty());
        assert_eq!(modified(), before);
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_or_removed_through_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("a.md"), "theirs").unwrap();
        std::os::unix::fs::symlink(outside.path(), folder.path().join("link")).unwrap();
        write_files(folder.path(), [("link/a.md", "ours")]).unwrap_err();
        remove(folder.path(), "link/a.md").unwrap_err();
        let text = fs::read_to_string(outside.path().join("a.md")).unwrap();
        assert_eq!(text, "theirs");
    }

    #[test]
    fn only_generated_files_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        let ours = format!("// {HEADER}\n");
        write(folder.path(), &tree(&[("src/old/a.rs", &ours)])).unwrap();
        fs::write(folder.path().join("src/hand.rs"), "// by hand").unwrap();
        let changes = write(folder.path(), &tree(&[("src/new.rs", &ours)])).unwrap();
        let files = changes.files.iter();
        let files: Vec<_> = files
            .map(|file| (file.kind.letter(), file.path.as_str()))
            .collect();
        assert_eq!(
            files,
            [
                ('?', "src/hand.rs"),
                ('A', "src/new.rs"),
                ('D', "src/old/a.rs")
            ]
        );
        assert!(folder.path().join("src/hand.rs").exists());
        assert!(!folder.path().join("src/old").exists());
    }
}
