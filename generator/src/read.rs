//! Disk → text: the inputs of a run.

mod limit;

use std::{
    collections::BTreeSet,
    fs,
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use self::limit::{Budget, LIMITS};
use crate::{bundle, pretty, source::Source};

/// How much is read of a file that is only named.
const BEGINNING: u64 = 64 << 10;

/// The file of a crate that all of it begins with, below its folder.
pub const CRATE_ROOT: &str = "src/lib.rs";

/// As [`read_sources`]; empty where there is no such folder.
///
/// # Errors
///
/// Where a file cannot be read or is not UTF-8; the error names it.
pub fn read_sources_if_exists(root: &Path, extensions: &[&str]) -> io::Result<Vec<Source>> {
    if root.exists() {
        read_sources(root, extensions)
    } else {
        Ok(Vec::new())
    }
}

/// Every file below `root` with one of `extensions`, in any case of letters, sorted by its path
/// relative to `root`.
///
/// # Errors
///
/// Where there is no such folder, or a file cannot be read or is not UTF-8; the error names
/// it.
pub fn read_sources(root: &Path, extensions: &[&str]) -> io::Result<Vec<Source>> {
    read_sources_outside(root, None, extensions)
}

/// As [`read_sources`], without what is in the folder `except`.
///
/// # Errors
///
/// As [`read_sources`].
pub fn read_sources_outside(
    root: &Path,
    except: Option<&Path>,
    extensions: &[&str],
) -> io::Result<Vec<Source>> {
    if !root.is_dir() {
        let message = format!("{}: no such folder", root.display());
        return Err(io::Error::new(io::ErrorKind::NotFound, message));
    }
    let mut sources = Vec::new();
    let mut budget = Budget::new(LIMITS);
    for path in files_with(root, except, extensions)? {
        let bytes = budget.read(&path)?;
        let inner = path.strip_prefix(root).unwrap_or(&path);
        let source = Source::decode(slashes(inner), bytes)
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        sources.push(source);
    }
    Ok(sources)
}

/// The first 64 KiB of every file below `root` with one of `extensions`, sorted by its path
/// relative to `root`; without what is in the folder `except`. What is not UTF-8 is replaced.
///
/// # Errors
///
/// Where a file cannot be read, or there are too many; the error names it.
pub fn read_beginnings(
    root: &Path,
    except: Option<&Path>,
    extensions: &[&str],
) -> io::Result<Vec<Source>> {
    let mut sources = Vec::new();
    let mut budget = Budget::new(LIMITS);
    for path in files_with(root, except, extensions)? {
        let bytes = budget.read_beginning(&path, BEGINNING)?;
        let inner = path.strip_prefix(root).unwrap_or(&path);
        sources.push(Source {
            path: slashes(inner),
            text: String::from_utf8_lossy(&bytes).into_owned(),
        });
    }
    Ok(sources)
}

/// The files below `root` and outside of `except` with one of `extensions`, sorted; without those
/// of crates that were generated, whose documents and texts describe the pages again.
fn files_with(root: &Path, except: Option<&Path>, extensions: &[&str]) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> = Vec::new();
    // Paths below `root` begin as it is written.
    let except = except.and_then(|except| {
        let inner = fs::canonicalize(except).ok()?;
        let inner = inner.strip_prefix(fs::canonicalize(root).ok()?).ok()?;
        let is_inside = !inner.as_os_str().is_empty();
        is_inside.then(|| root.join(inner))
    });
    walk_outside(root, &is_generated_crate, &mut |path| {
        let extension = path.extension().and_then(|extension| extension.to_str());
        let is_known = |known: &&str| extension.is_some_and(|it| it.eq_ignore_ascii_case(known));
        let is_outside = except
            .as_ref()
            .is_none_or(|except| !path.starts_with(except));
        if is_outside && extensions.iter().any(is_known) {
            paths.push(path.to_owned());
        }
    })?;
    paths.sort();
    Ok(paths)
}

/// Whether both paths lead to one folder; not where one of them does not exist.
pub fn is_same_folder(one: &Path, other: &Path) -> bool {
    matches!((fs::canonicalize(one), fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other)
}

/// The document at `path`, and every file that it reaches by relative references.
///
/// No file outside of the folder `root` is read; paths are relative to it. See [`read_reached`].
///
/// # Errors
///
/// Where the document cannot be read, is not UTF-8, or is not in `root`, or where a file is too
/// large; the error names it.
pub fn read_document(path: &Path, root: &Path) -> io::Result<(Source, Vec<Source>)> {
    let document = read_source(path, root)?;
    let root = canonical(root)?;
    if !canonical(path)?.starts_with(&root) {
        let message = format!("{}: not in the folder {}", path.display(), root.display());
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    }
    let reached = read_reached(std::slice::from_ref(&document), &root, &root)?;
    Ok((document, reached))
}

/// Every other file that `sources` reach by relative references; paths are relative to `folder`,
/// as those of the sources are.
///
/// No file outside of the folder `root` is read, whatever links there are. A file that does not
/// exist or is not text is left out: whoever refers to it finds that out.
///
/// # Errors
///
/// Where a file is too large; the error names it.
pub fn read_reached(sources: &[Source], folder: &Path, root: &Path) -> io::Result<Vec<Source>> {
    let mut seen: BTreeSet<String> = sources.iter().map(|it| it.path.clone()).collect();
    let mut open: Vec<String> = sources.iter().flat_map(files_in).collect();
    let mut reached: Vec<Source> = Vec::new();
    let mut budget = Budget::new(LIMITS);
    let root = canonical(root)?;
    let is_inside = |path: &Path| fs::canonicalize(path).is_ok_and(|it| it.starts_with(&root));
    while let Some(inner) = open.pop() {
        if !seen.insert(inner.clone()) {
            continue;
        }
        let path = folder.join(&inner);
        let bytes = match is_inside(&path).then(|| budget.read(&path)) {
            Some(Err(error)) if error.kind() == io::ErrorKind::FileTooLarge => return Err(error),
            read => read.and_then(Result::ok),
        };
        if let Some(source) = bytes.and_then(|bytes| Source::decode(inner, bytes).ok()) {
            open.extend(files_in(&source));
            reached.push(source);
        }
    }
    reached.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(reached)
}

/// The file at `path`; its path is relative to `root` if it is inside, else its own.
///
/// # Errors
///
/// Where the file cannot be read or is not UTF-8; the error names it.
pub fn read_source(path: &Path, root: &Path) -> io::Result<Source> {
    let bytes = Budget::new(LIMITS).read(path)?;
    let file = canonical(path)?;
    let inner = file.strip_prefix(canonical(root)?).unwrap_or(path);
    Source::decode(slashes(inner), bytes)
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

/// The absolute path without links; that of the current folder for an empty one.
fn canonical(path: &Path) -> io::Result<PathBuf> {
    let path = match path.as_os_str().is_empty() {
        true => Path::new("."),
        false => path,
    };
    fs::canonicalize(path).map_err(|error| with_path(path, &error))
}

/// The paths of the files that a file refers to.
fn files_in(source: &Source) -> Vec<String> {
    let targets = bundle::targets(&source.text);
    let paths = targets
        .iter()
        .filter_map(|it| bundle::resolve(&source.path, it));
    paths.map(|(path, _)| path).collect()
}

/// The text of a file; `None` where it does not exist.
///
/// # Errors
///
/// Where the file cannot be read; the error names it.
pub fn read_if_exists(path: &Path) -> io::Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(with_path(path, &error)),
    }
}

/// Whether a folder has a crate that was generated.
fn is_generated_crate(folder: &Path) -> bool {
    let mut beginning = Vec::new();
    let root = fs::File::open(folder.join(CRATE_ROOT));
    let is_read = root.is_ok_and(|file| {
        let mut file = file.take(BEGINNING);
        file.read_to_end(&mut beginning).is_ok()
    });
    is_read && begins_generated_file(&beginning) && folder.join("Cargo.toml").is_file()
}

/// Whether a file with these bytes was generated.
pub fn begins_generated_file(bytes: &[u8]) -> bool {
    let rest = bytes.strip_prefix(b"// ");
    rest.is_some_and(|rest| rest.starts_with(pretty::HEADER.as_bytes()))
}

/// Calls `visit` with every file below `folder`; symbolic links are not followed.
pub(crate) fn walk(folder: &Path, visit: &mut impl FnMut(&Path)) -> io::Result<()> {
    walk_outside(folder, &|_| false, visit)
}

/// As [`walk`], without the folders below `folder` that `is_left_out`.
fn walk_outside(
    folder: &Path,
    is_left_out: &impl Fn(&Path) -> bool,
    visit: &mut impl FnMut(&Path),
) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(with_path(folder, &error)),
    };
    for entry in entries {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            if !is_left_out(&entry.path()) {
                walk_outside(&entry.path(), is_left_out, visit)?;
            }
        } else if kind.is_file() {
            visit(&entry.path());
        }
    }
    Ok(())
}

/// The path with slashes, whatever the platform.
pub(crate) fn slashes(path: &Path) -> String {
    path.components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}

/// The error with the path of the file that it is about.
pub(crate) fn with_path(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_case_of_an_extension_does_not_matter() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.MD", "a.md", "c.mdx", "md"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        let sources = read_sources(folder.path(), &["md"]).unwrap();
        let paths: Vec<&str> = sources.iter().map(|it| &*it.path).collect();
        assert_eq!(paths, ["a.md", "b.MD"]);
    }

    #[test]
    fn a_crate_that_was_generated_is_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let header = format!("// {}\n", pretty::HEADER);
        for (inner, lib) in [("client", header.as_str()), ("example", "//! A\n")] {
            fs::create_dir_all(root.join(inner).join("src")).unwrap();
            for (name, text) in [("Cargo.toml", ""), ("README.md", ""), (CRATE_ROOT, lib)] {
                fs::write(root.join(inner).join(name), text).unwrap();
            }
        }
        let paths = |root: &Path| -> Vec<String> {
            let sources = read_sources(root, &["md"]).unwrap();
            sources.into_iter().map(|it| it.path).collect()
        };
        assert_eq!(paths(root), ["example/README.md"]);
        // Whoever names it means it.
        assert_eq!(paths(&root.join("client")), ["README.md"]);
    }

    #[test]
    fn a_folder_inside_may_be_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for inner in ["client", "client2"] {
            fs::create_dir(root.join(inner)).unwrap();
            fs::write(root.join(inner).join("a.md"), "").unwrap();
        }
        let client = root.join("client2").join("..").join("client");
        for (except, expected) in [
            (client.as_path(), &["client2/a.md"][..]),
            (Path::new("/nowhere"), &["client/a.md", "client2/a.md"]),
        ] {
            let sources = read_sources_outside(root, Some(except), &["md"]).unwrap();
            let paths: Vec<&str> = sources.iter().map(|it| &*it.path).collect();
            assert_eq!(paths, expected);
        }
    }
}
