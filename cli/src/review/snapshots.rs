//! The two runs that a review compares: the pages of a revision and of the work tree.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    thread,
};

use seamstress_codegen::{
    Input, Output,
    file_tree::FileTree,
    generate,
    project::{LOCK, OVERRIDES, PAGES, Project},
    read::{CRATE_ROOT, begins_generated_file},
    report::Outcome,
    source::Source,
};

use super::git::Revision;

/// The stack size of the main thread; documents may be nested deeply.
const STACK_SIZE: usize = 8 << 20;

/// The output of this generator for the pages of a revision and of the work tree.
pub(super) struct Snapshots {
    /// The output for the pages of the revision.
    pub(super) before: Output,
    /// The output for the pages of the work tree.
    pub(super) after: Output,
    /// The crate as committed in the revision.
    pub(super) committed: FileTree,
}

impl Snapshots {
    /// Reads and runs both.
    pub(super) fn read(base: &Revision, specs: &Path, package: &Path) -> Result<Self, String> {
        let project = Project {
            specs: specs.to_owned(),
            out: package.to_owned(),
            runtime: Default::default(),
        };
        let current = project.read().map_err(|error| error.to_string())?;
        thread::scope(|scope| {
            let run_base = || -> Result<(Output, FileTree), String> {
                let before = generate(input(base, specs)?);
                Ok((before, committed(base, package)?))
            };
            let base_thread = thread::Builder::new()
                .stack_size(STACK_SIZE)
                .spawn_scoped(scope, run_base)
                .map_err(|error| format!("cannot start a thread: {error}"))?;
            let after = generate(current);
            let (mut before, committed) = base_thread
                .join()
                .map_err(|_| "reading the base panicked".to_owned())??;
            if before.stats.pages == 0 {
                // An API that did not exist had no other name.
                before.api.client = after.api.client.clone();
                before.api.title = after.api.title.clone();
            }
            Ok(Self {
                before,
                after,
                committed,
            })
        })
    }

    /// Whether the pages of the revision have no errors. A revision without pages is an API
    /// without operations.
    pub(super) fn base_is_sound(&self) -> bool {
        self.before.stats.pages == 0 || self.before.outcome() == Outcome::Done
    }
}

/// The input of a run at the revision.
fn input(base: &Revision, specs: &Path) -> Result<Input, String> {
    let is_wanted = |path: &str| {
        let inner = path.strip_prefix(PAGES);
        let inner = inner.and_then(|path| path.strip_prefix('/'));
        inner.is_some_and(|path| Project::is_page(path) || folder_of_crate(path).is_some())
            || [OVERRIDES, LOCK].contains(&path)
    };
    let mut files = base.files(specs, is_wanted)?;
    leave_crates_out(&mut files);
    let mut decision = |name: &str| text(name, files.remove(name).unwrap_or_default());
    let (overrides, lock) = (decision(OVERRIDES)?, decision(LOCK)?);
    let sources = files
        .into_iter()
        .map(|(path, bytes)| Source::decode(path, bytes).map_err(|error| error.to_string()));
    let sources: Vec<Source> = sources.collect::<Result<_, _>>()?;
    if sources.is_empty() {
        // Overrides about pages that do not exist yet are no error.
        return Ok(Input::default());
    }
    Ok(Input {
        sources,
        overrides,
        lock,
        ..Input::default()
    })
}

/// The folder of the crate, with a slash at its end, whose root file is at `path`; none for that
/// of all pages.
fn folder_of_crate(path: &str) -> Option<&str> {
    let folder = path.strip_suffix(CRATE_ROOT)?;
    let is_inner = folder.ends_with('/') && folder.len() > PAGES.len() + 1;
    is_inner.then_some(folder)
}

/// Removes the files of crates that were generated among the pages, as a run leaves them out.
fn leave_crates_out(files: &mut BTreeMap<String, Vec<u8>>) {
    let roots = files.iter().filter_map(|(path, bytes)| {
        let folder = folder_of_crate(path)?;
        begins_generated_file(bytes).then(|| folder.to_owned())
    });
    let crates: BTreeSet<String> = roots.collect();
    let is_inside = |path: &str| {
        let ends = path.match_indices('/').map(|(at, _)| at + 1);
        ends.map(|end| &path[..end])
            .any(|folder| crates.contains(folder))
    };
    files.retain(|path, _| folder_of_crate(path).is_none() && !is_inside(path));
}

/// The files of the crate at the revision.
fn committed(base: &Revision, package: &Path) -> Result<FileTree, String> {
    let files: BTreeMap<String, Vec<u8>> = base.files(package, |_| true)?;
    let texts = files
        .into_iter()
        .filter_map(|(path, bytes)| Some((path, String::from_utf8(bytes).ok()?)));
    Ok(texts.collect())
}

fn text(name: &str, bytes: Vec<u8>) -> Result<String, String> {
    let source = Source::decode(name, bytes).map_err(|error| error.to_string())?;
    Ok(source.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crates_among_the_pages_are_left_out() {
        let header = format!("// {}\n", seamstress_codegen::pretty::HEADER);
        let files = [
            ("pages/a.md", ""),
            ("pages/src/lib.rs", &header),
            ("pages/client/README.md", ""),
            ("pages/client/src/lib.rs", &header),
            ("pages/example/README.md", ""),
            ("pages/example/src/lib.rs", "//! A\n"),
        ];
        let files = files.iter();
        let mut files = files
            .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
            .collect();
        leave_crates_out(&mut files);
        let paths: Vec<&str> = files.keys().map(String::as_str).collect();
        // The folder of pages is none of these crates, whatever else it is.
        let kept = ["pages/a.md", "pages/example/README.md", "pages/src/lib.rs"];
        assert_eq!(paths, kept);
    }
}
