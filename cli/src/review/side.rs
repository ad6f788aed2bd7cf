//! The two runs that a review compares.

use std::{collections::BTreeMap, path::Path, thread};

use seamstress_codegen::{
    Input, Output,
    emit::FileTree,
    generate,
    project::{LOCK, OVERRIDES, PAGES, Project},
    report::Outcome,
    source::Source,
};

use super::git::Revision;

/// As much as the first thread of a program has; documents may be nested deeply.
const STACK: usize = 8 << 20;

/// The pages of a revision and those of the work tree, both read by this generator.
pub(super) struct Sides {
    /// What the pages of the revision make.
    pub(super) before: Output,
    /// What the pages of the work tree make.
    pub(super) after: Output,
    /// The crate as the revision has it.
    pub(super) committed: FileTree,
}

impl Sides {
    /// Reads and runs both sides.
    pub(super) fn read(base: &Revision, specs: &Path, package: &Path) -> Result<Self, String> {
        let project = Project {
            specs: specs.to_owned(),
            out: package.to_owned(),
            runtime: Default::default(),
        };
        let now = project.read().map_err(|error| error.to_string())?;
        thread::scope(|scope| {
            let was = || -> Result<(Output, FileTree), String> {
                let before = generate(input(base, specs)?);
                Ok((before, committed(base, package)?))
            };
            let was = thread::Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, was)
                .map_err(|error| format!("no thread can be started: {error}"))?;
            let after = generate(now);
            let (mut before, committed) = was
                .join()
                .map_err(|_| "reading the base came to an unexpected end".to_owned())??;
            if before.census.pages == 0 {
                // An API that was not there had no other name.
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

    /// Whether the pages of the revision could be read. A revision without pages is an
    /// API without operations, and nothing is wrong with that.
    pub(super) fn base_is_sound(&self) -> bool {
        self.before.census.pages == 0 || self.before.outcome() == Outcome::Done
    }
}

/// What a run at the revision would have read.
fn input(base: &Revision, specs: &Path) -> Result<Input, String> {
    let is_page = |path: &str| {
        path.strip_prefix(PAGES)
            .and_then(|path| path.strip_prefix('/'))
            .is_some_and(Project::is_page)
    };
    let mut files = base.files(specs, |path| {
        is_page(path) || [OVERRIDES, LOCK].contains(&path)
    })?;
    let mut decided = |name: &str| text(name, files.remove(name).unwrap_or_default());
    let (overrides, lock) = (decided(OVERRIDES)?, decided(LOCK)?);
    let sources = files
        .into_iter()
        .map(|(path, bytes)| Source::decode(path, bytes).map_err(|error| error.to_string()));
    let sources: Vec<Source> = sources.collect::<Result<_, _>>()?;
    if sources.is_empty() {
        // What is decided about pages that are not there is no fault of theirs.
        return Ok(Input::default());
    }
    Ok(Input {
        sources,
        overrides,
        lock,
    })
}

/// The crate's texts at the revision.
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
