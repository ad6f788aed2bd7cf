//! Documents whose types are examined.

use std::{
    fs,
    path::{Path, PathBuf},
};

use seamstress_codegen::{Input, Output, generate, project::Project, report::Outcome};

use crate::{case::Case, here, workspace};

/// A document, or pages that are merged into one.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its name, in names of packages too.
    pub name: String,
    source: Source,
}

#[derive(Clone, Debug)]
enum Source {
    /// `specs/`, with its decisions.
    Project(PathBuf),
    /// A case of this package.
    Case(Case),
    /// A document.
    File(PathBuf),
    /// A folder of pages.
    Pages(PathBuf),
}

impl Document {
    /// The documents of this repository: its pages, the kitchen sink, and cases about types.
    ///
    /// # Errors
    ///
    /// Where a folder cannot be read.
    pub fn own() -> Result<Vec<Self>, String> {
        let mut found = vec![
            Self::new("seeds", Source::Project(workspace().join("specs"))),
            Self::new("kitchen_sink", Source::Project(here("kitchen_sink"))),
        ];
        let cases = Case::find(&here("cases")).map_err(|error| error.to_string())?;
        let cases = cases.into_iter();
        found.extend(
            cases
                .filter(|case| GROUPS.contains(&case.group.as_str()))
                .map(|case| {
                    Self::new(&format!("{}-{}", case.group, case.name), Source::Case(case))
                }),
        );
        Ok(found)
    }

    /// The document, or the folder of pages, at `path`.
    pub fn at(path: &Path) -> Self {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let source = match path.is_dir() {
            true => Source::Pages(path.to_owned()),
            false => Source::File(path.to_owned()),
        };
        Self::new(&name, source)
    }

    /// The documents in `folder`, by name.
    ///
    /// # Errors
    ///
    /// Where the folder cannot be read.
    pub fn in_folder(folder: &Path) -> Result<Vec<Self>, String> {
        let entries =
            fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let paths: Result<Vec<PathBuf>, _> = entries.map(|entry| Ok(entry?.path())).collect();
        let mut paths = paths.map_err(|error: std::io::Error| error.to_string())?;
        paths.sort();
        let is_document = |path: &PathBuf| {
            let is_index = path.file_name().is_some_and(|name| name == "INDEX.json");
            let extension = path.extension().unwrap_or_default();
            !is_index
                && ["json", "yaml", "yml"]
                    .iter()
                    .any(|known| extension == *known)
        };
        paths.retain(is_document);
        Ok(paths.iter().map(|path| Self::at(path)).collect())
    }

    fn new(name: &str, source: Source) -> Self {
        let name = name
            .replace(|c: char| !c.is_ascii_alphanumeric(), "-")
            .to_lowercase();
        Self { name, source }
    }

    /// The crate.
    ///
    /// # Errors
    ///
    /// Where the document cannot be read, or has errors.
    pub(super) fn generate(&self) -> Result<Output, String> {
        let output = generate(self.input()?);
        match output.outcome() {
            Outcome::Done => Ok(output),
            _ => Err(format!(
                "{} has errors\n{}",
                self.name,
                output.rendered("", false)
            )),
        }
    }

    /// The document as its author wrote it, where it is one file.
    pub(super) fn file(&self) -> Option<&Path> {
        match &self.source {
            Source::File(path) => Some(path),
            _ => None,
        }
    }

    fn input(&self) -> Result<Input, String> {
        let read = match &self.source {
            Source::Case(case) => return case.input(),
            Source::Project(specs) => Project {
                specs: specs.clone(),
                // Nothing is written.
                out: specs.clone(),
                runtime: Default::default(),
            }
            .read(),
            Source::Pages(folder) => Project::sources_at(folder, folder),
            Source::File(path) => Project::sources_at(path, path.parent().unwrap_or(path)),
        };
        read.map_err(|error| format!("{}: {error}", self.name))
    }
}

/// The groups of cases whose types are examined.
const GROUPS: &[&str] = &["constraints", "presence", "recursion", "unions"];
