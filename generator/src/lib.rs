//! Stitches API documentation pages into one typed Rust client.
//!
//! This module is the whole pipeline: [`generate`] runs the stages one after another, each a total
//! function from its input to its output and its diagnostics. Nothing here accesses the file
//! system; that is the task of [`write`](mod@write).

pub(crate) mod case;
pub mod conformance;
pub mod diagnostic;
pub mod emit;
pub mod extract;
pub mod file_tree;
pub mod ident;
pub mod ir;
pub mod json_type;
pub mod lock;
pub mod lower;
pub mod merge;
pub mod normalise;
pub mod overrides;
pub mod pass;
pub mod pretty;
pub mod project;
pub mod report;
pub(crate) mod reserved;
pub mod sample;
pub mod source;
pub mod stats;
pub mod surface;
pub mod write;
pub mod yaml;

use diagnostic::{Diagnostic, Diagnostics};
use extract::Page;
use file_tree::FileTree;
use ir::{Api, Names};
use lock::Lock;
use overrides::Overrides;
use pass::Decisions;
use source::{Source, SourceFile, SourceMap};
use stats::Stats;
use surface::Surface;

/// The input of a run: texts, no paths.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// Pages and documents.
    pub sources: Vec<Source>,
    /// `overrides.toml`; empty if there is none.
    pub overrides: String,
    /// `names.lock`; empty if there is none.
    pub lock: String,
}

/// The output of a run.
#[derive(Debug)]
pub struct Output {
    /// The crate's files; empty if there was an error.
    pub files: FileTree,
    /// The crate's public items; empty if there was an error.
    pub surface: Surface,
    /// The merged document, as YAML.
    pub document: String,
    /// `names.lock` with every name of this run.
    pub lock: Lock,
    /// The API after all passes.
    pub api: Api,
    /// The Rust names of all of it; `None` where something could not be named, which is
    /// an error among the diagnostics.
    pub names: Option<Names>,
    /// The counts of the run.
    pub stats: Stats,
    /// The pages that were read, ordered by path.
    pub pages: Vec<Page>,
    /// The texts of the pages, of `overrides.toml` and of `names.lock`.
    pub sources: SourceMap,
    /// The decisions in `overrides.toml`.
    pub overrides: Overrides,
    /// All findings, sorted by path and position.
    pub diagnostics: Vec<Diagnostic>,
}

impl Output {
    /// The files of the pages, without those of decisions and names.
    pub fn page_files(&self) -> impl Iterator<Item = &SourceFile> {
        let pages = self.pages.iter();
        pages.filter_map(|page| self.sources.get(&page.path))
    }
}

/// Pages in, crate out.
pub fn generate(input: Input) -> Output {
    let mut diagnostics = Diagnostics::default();
    let provenance = source::provenance(&input.sources);
    let mut sources = SourceMap::default();
    let file = sources.insert(project::OVERRIDES, input.overrides);
    let overrides = diagnostics.collect(Overrides::read(file));
    let file = sources.insert(project::LOCK, input.lock);
    let lock = diagnostics.collect(Lock::read(file));
    let decisions = Decisions {
        overrides: &overrides,
        lock: &lock,
    };

    let pages = diagnostics.collect(extract::extract(input.sources, &mut sources));
    let parsed = diagnostics.collect(yaml::read_all(&pages, &mut sources));
    let normalised = diagnostics.collect(normalise::normalise_all(parsed));
    let document = diagnostics.collect(merge::merge(
        normalised,
        extract::evidence(&pages),
        &overrides.merge_choices(),
    ));
    diagnostics.extend(overrides.stale_merges(&document.used_choices));
    let yaml = diagnostics.collect(merge::to_yaml(&document));
    let api = diagnostics.collect(lower::lower(&document, &pages));
    let api = diagnostics.collect(pass::run(api, &decisions));
    let names = diagnostics.collect(pass::name(&api, &decisions));
    diagnostics.extend(conformance::check(&api, &pages));

    let stats = Stats::collect(&api, pages.len(), document.operations());
    diagnostics.extend(stats.diagnostics());
    let (files, surface) = match &names {
        Some(names) if !diagnostics.has_errors() => emit::emit(&api, names),
        _ => Default::default(),
    };
    Output {
        files,
        surface,
        document: format!("{provenance}{yaml}"),
        lock: match &names {
            Some(names) => lock.with(&api, names),
            None => lock,
        },
        api,
        names,
        stats,
        overrides,
        pages,
        sources,
        diagnostics: diagnostics.sorted(),
    }
}
