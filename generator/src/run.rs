//! The input and the output of a run.

use crate::{
    coverage::{Coverage, SitePage},
    diagnostic::Diagnostic,
    extract::Page,
    file_tree::FileTree,
    ir::{Api, Names},
    lock::Lock,
    merge::Preference,
    normalise::Tolerance,
    overrides::Overrides,
    source::{Source, SourceFile, SourceMap},
    stats::Stats,
    summary::PageSummary,
    surface::Surface,
};

/// The input of a run.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// Pages and documents.
    pub sources: Vec<Source>,
    /// Other files that the sources refer to.
    pub attachments: Vec<Source>,
    /// Overlays of the document, in the order in which they are applied.
    #[cfg(feature = "overlay")]
    pub overlays: Vec<Source>,
    /// `overrides.toml`; empty where there is none.
    pub overrides: String,
    /// `names.lock`; empty where there is none.
    pub lock: String,
    /// The name of the package, in place of the one that is made from the name of the API.
    pub package: Option<String>,
    /// Which version is used where pages differ and `overrides.toml` does not decide. `None`
    /// leaves out the operations that are concerned.
    pub prefer: Option<Preference>,
    /// The pages that the site no longer has, or has elsewhere than when they were fetched before.
    pub site_changes: Vec<SitePage>,
    /// Whether an operation that cannot be generated is an error. Otherwise it is left out.
    pub strict: bool,
}

impl Input {
    /// What an error or a difference between pages costs.
    pub(crate) fn tolerance(&self) -> Tolerance {
        match self.strict {
            true => Tolerance::Strict,
            false => Tolerance::SkipOperations,
        }
    }

    /// Every file that decides what the API is.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Source> {
        let files = self.sources.iter().chain(&self.attachments);
        #[cfg(feature = "overlay")]
        let files = files.chain(&self.overlays);
        files
    }
}

/// The output of a run.
#[derive(Debug)]
pub struct Output {
    /// The files of the crate; empty after an error.
    pub files: FileTree,
    /// The public items of the crate; empty after an error.
    pub surface: Surface,
    /// The merged document, as YAML.
    pub document: String,
    /// `names.lock` with every assigned name.
    pub lock: Lock,
    /// The IR after all passes.
    pub api: Api,
    /// The Rust names; `None` where something could not be named, which is an error among
    /// the diagnostics.
    pub names: Option<Names>,
    /// The statistics.
    pub stats: Stats,
    /// What the documentation leaves out.
    pub coverage: Coverage,
    /// The pages that were read, ordered by path.
    pub pages: Vec<Page>,
    /// What each page contributes, in the order of `pages`.
    pub page_summaries: Vec<PageSummary>,
    /// The texts of the pages, of `overrides.toml` and of `names.lock`.
    pub sources: SourceMap,
    /// The decisions in `overrides.toml`.
    pub overrides: Overrides,
    /// All diagnostics, sorted by position.
    pub diagnostics: Vec<Diagnostic>,
}

impl Output {
    /// The texts of the pages, without overrides and lock.
    pub fn page_files(&self) -> impl Iterator<Item = &SourceFile> {
        let pages = self.pages.iter();
        pages.filter_map(|page| self.sources.get(&page.path))
    }
}
