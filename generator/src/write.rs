//! Text → disk. Everything is in memory before the first byte is written, and
//! what does not change is not touched.

use std::{
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
};

use crate::{emit::FileTree, pretty::HEADER, source::Source};

/// What writing changes, or would change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that were not there.
    pub added: Vec<String>,
    /// Files whose text differs.
    pub changed: Vec<String>,
    /// Files of ours that are not part of the output any more.
    pub removed: Vec<String>,
    /// Rust files among the sources that are not ours. They are left alone.
    pub strangers: Vec<String>,
    /// Public items of the crate, as `api.txt` lists them, that are not there any more.
    pub items_gone: Vec<String>,
    /// Public items of the crate that were not there.
    pub items_new: Vec<String>,
}

impl Changes {
    /// Whether everything is as it would be written.
    pub fn is_empty(&self) -> bool {
        self.list().is_empty()
    }

    /// Every path with the sign that a version control system gives it; `?` is a
    /// file that codegen did not write and does not touch.
    pub fn list(&self) -> Vec<(char, &str)> {
        let mut all: Vec<(char, &str)> = Vec::new();
        all.extend(self.added.iter().map(|path| ('A', path.as_str())));
        all.extend(self.changed.iter().map(|path| ('M', path.as_str())));
        all.extend(self.removed.iter().map(|path| ('D', path.as_str())));
        all.extend(self.strangers.iter().map(|path| ('?', path.as_str())));
        all.sort_by_key(|(_, path)| *path);
        all
    }
}

/// How `tree` differs from what is in `root`.
///
/// # Errors
///
/// Where `root` cannot be read.
pub fn compare(root: &Path, tree: &FileTree) -> io::Result<Changes> {
    let mut changes = Changes::default();
    for (path, text) in tree {
        match fs::read(root.join(path)) {
            Ok(found) if found == text.as_bytes() => {}
            Ok(_) => changes.changed.push(path.clone()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                changes.added.push(path.clone())
            }
            Err(error) => return Err(at(&root.join(path), &error)),
        }
    }
    for (path, is_ours) in sources_in(root)? {
        match (tree.contains_key(&path), is_ours) {
            (true, _) => {}
            (false, true) => changes.removed.push(path),
            // Users may well have tests of their own.
            (false, false) if path.starts_with("src/") => changes.strangers.push(path),
            (false, false) => {}
        }
    }
    Ok(changes)
}

/// Makes `root` hold `tree`: writes what differs, removes files that carry our
/// header and are not part of it, and leaves everything else alone.
///
/// # Errors
///
/// Where a file cannot be read, written or removed; the error names it. Files
/// are replaced whole, so that none is ever half written.
pub fn write(root: &Path, tree: &FileTree) -> io::Result<Changes> {
    let changes = compare(root, tree)?;
    for path in changes.added.iter().chain(&changes.changed) {
        if let Some(text) = tree.get(path) {
            put(root, path, text)?;
        }
    }
    for path in &changes.removed {
        remove(root, path)?;
    }
    Ok(changes)
}

/// Makes the file at `path` below `root` hold `text`: the old text or the new
/// one is there at any time, never a part.
///
/// # Errors
///
/// Where it cannot be written, or a folder between `root` and the file is a
/// link, which leads who knows where; the error names the file.
pub fn put(root: &Path, path: &str, text: &str) -> io::Result<()> {
    let target = root.join(path);
    refuse_links(root, &target)
        .and_then(|()| replace(&target, text))
        .map_err(|error| at(&target, &error))
}

/// Removes the file at `path` below `root`, and the folders that are empty then.
///
/// # Errors
///
/// Where it cannot be removed, or a folder between `root` and the file is a
/// link; the error names the file.
pub fn remove(root: &Path, path: &str) -> io::Result<()> {
    let target = root.join(path);
    refuse_links(root, &target)
        .and_then(|()| fs::remove_file(&target))
        .map_err(|error| at(&target, &error))?;
    remove_empty_folders(root, &target);
    Ok(())
}

/// Fails where a folder between `root` and `target` is a link.
fn refuse_links(root: &Path, target: &Path) -> io::Result<()> {
    let folders = target.ancestors().skip(1);
    for folder in folders.take_while(|folder| *folder != root && folder.starts_with(root)) {
        if folder.is_symlink() {
            let message = format!("`{}` is a link, which is not followed", folder.display());
            return Err(io::Error::other(message));
        }
    }
    Ok(())
}

/// Writes beside the target and renames, so that readers see the old text or
/// the new one.
fn replace(target: &Path, text: &str) -> io::Result<()> {
    let folder = target
        .parent()
        .ok_or_else(|| io::Error::other("it has no folder"))?;
    fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new()
        .prefix(".seamstress-")
        .tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    set_mode(file.as_file())?;
    file.persist(target).map_err(|error| error.error)?;
    Ok(())
}

/// Temporary files are private; generated ones are not.
#[cfg(unix)]
fn set_mode(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn set_mode(_: &fs::File) -> io::Result<()> {
    Ok(())
}

/// Files below the folders that we write into, and whether each carries our
/// header.
fn sources_in(root: &Path) -> io::Result<Vec<(String, bool)>> {
    let mut found = Vec::new();
    for folder in ["src", "tests"] {
        walk(&root.join(folder), &mut |path| {
            let carries_header = fs::read(path).is_ok_and(|text| {
                let start = &text[..text.len().min(HEADER.len() + 16)];
                String::from_utf8_lossy(start).contains(HEADER)
            });
            if let Ok(inner) = path.strip_prefix(root) {
                found.push((slashes(inner), carries_header));
            }
        })?;
    }
    found.sort();
    Ok(found)
}

/// Calls `visit` with every file below `folder`; links are not followed.
fn walk(folder: &Path, visit: &mut impl FnMut(&Path)) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(at(folder, &error)),
    };
    for entry in entries {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            walk(&entry.path(), visit)?;
        } else if kind.is_file() {
            visit(&entry.path());
        }
    }
    Ok(())
}

/// Removes the folders above a removed file that hold nothing any more.
fn remove_empty_folders(root: &Path, removed: &Path) {
    let mut folder = removed.parent();
    while let Some(path) = folder.filter(|path| *path != root && path.starts_with(root)) {
        // Fails where something is left in it, which is what we want to know.
        if fs::remove_dir(path).is_err() {
            break;
        }
        folder = path.parent();
    }
}

/// As [`read_sources`], and nothing where there is no such folder.
///
/// # Errors
///
/// Where a file cannot be read or is not UTF-8; the error names it.
pub fn read_sources_if_there(root: &Path, endings: &[&str]) -> io::Result<Vec<Source>> {
    if root.exists() {
        read_sources(root, endings)
    } else {
        Ok(Vec::new())
    }
}

/// Every file below `root` with one of `endings`, as sources: paths relative to
/// `root`, sorted.
///
/// # Errors
///
/// Where there is no such folder, or a file cannot be read or is not UTF-8; the
/// error names it.
pub fn read_sources(root: &Path, endings: &[&str]) -> io::Result<Vec<Source>> {
    if !root.is_dir() {
        let message = format!("{}: there is no such folder", root.display());
        return Err(io::Error::new(io::ErrorKind::NotFound, message));
    }
    let mut paths: Vec<PathBuf> = Vec::new();
    walk(root, &mut |path| {
        let fits = path
            .extension()
            .and_then(|ending| ending.to_str())
            .is_some_and(|ending| endings.contains(&ending));
        if fits {
            paths.push(path.to_owned());
        }
    })?;
    paths.sort();
    let mut sources = Vec::new();
    for path in paths {
        let bytes = fs::read(&path).map_err(|error| at(&path, &error))?;
        let inner = path.strip_prefix(root).unwrap_or(&path);
        let source = Source::decode(slashes(inner), bytes)
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        sources.push(source);
    }
    Ok(sources)
}

/// The text of a file; `None` where there is none.
///
/// # Errors
///
/// Where it cannot be read; the error names it.
pub fn read_if_there(path: &Path) -> io::Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(at(path, &error)),
    }
}

fn slashes(path: &Path) -> String {
    path.components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}

fn at(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
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
        put(folder.path(), "link/a.md", "ours").unwrap_err();
        remove(folder.path(), "link/a.md").unwrap_err();
        let text = fs::read_to_string(outside.path().join("a.md")).unwrap();
        assert_eq!(text, "theirs");
    }

    #[test]
    fn only_our_own_files_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        let ours = format!("// {HEADER}\n");
        write(folder.path(), &tree(&[("src/old/a.rs", &ours)])).unwrap();
        fs::write(folder.path().join("src/hand.rs"), "// by hand").unwrap();
        let changes = write(folder.path(), &tree(&[("src/new.rs", &ours)])).unwrap();
        assert_eq!(
            changes.list(),
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
