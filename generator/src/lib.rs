//! Stitches API documentation pages into one typed Rust client.
//!
//! This page is the whole pipeline: [`generate`] runs the stages one after
//! another, each a total function from its input to its output and to what it
//! has to say. Nothing here touches the file system; [`write`](mod@write) does, at the rim.

pub mod agree;
pub mod census;
pub mod diagnostic;
pub mod emit;
pub mod extract;
pub mod ident;
pub mod ir;
pub mod lock;
pub mod lower;
pub mod merge;
pub mod normalise;
pub mod origin;
pub mod overrides;
pub mod pass;
pub mod pretty;
pub mod project;
pub mod report;
pub mod sample;
pub mod source;
pub mod write;
pub mod yaml;

use census::Census;
use diagnostic::{Diagnostic, Severity};
use emit::FileTree;
use extract::Page;
use ir::Api;
use lock::Lock;
use overrides::Overrides;
use pass::Decisions;
use source::Source;

/// What a run reads: texts, no paths.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// Pages and documents.
    pub sources: Vec<Source>,
    /// `overrides.toml`; empty if there is none.
    pub overrides: String,
    /// `names.lock`; empty if there is none.
    pub lock: String,
}

/// What a run gives.
#[derive(Debug)]
pub struct Output {
    /// The crate's files; empty if there was an error.
    pub files: FileTree,
    /// The merged document, as YAML.
    pub document: String,
    /// `names.lock` with every name that was given.
    pub lock: Lock,
    /// The API as it was understood.
    pub api: Api,
    /// What was counted.
    pub census: Census,
    /// The pages, to show diagnostics in.
    pub pages: Vec<Page>,
    /// Everything there is to say, sorted by page and place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Pages in, crate out.
pub fn generate(input: Input) -> Output {
    let provenance = source::provenance(&input.sources);
    let mut said = Vec::new();
    let mut hear = |more: Vec<Diagnostic>| said.extend(more);

    let (overrides, more) = Overrides::read(project::OVERRIDES, &input.overrides);
    hear(more);
    let (lock, more) = Lock::read(project::LOCK, &input.lock);
    hear(more);
    let (mut pages, more) = extract::extract(input.sources);
    hear(more);
    let mut normalised = Vec::new();
    for page in &mut pages {
        let (parsed, more) = yaml::read(page);
        hear(more);
        for document in parsed {
            let (document, more) = normalise::normalise(&page.path, document);
            hear(more);
            normalised.extend(document);
        }
    }
    let evidence = pages
        .iter()
        .filter_map(|page| page.legacy.as_ref())
        .collect();
    let (document, more) = merge::merge(normalised, evidence, &overrides.merge_choices());
    hear(more);
    hear(overrides.stale_merges(&document.used_choices));
    let (api, more) = lower::lower(&document, &pages);
    hear(more);
    let (api, more) = pass::run(
        api,
        &Decisions {
            overrides: &overrides,
            lock: &lock,
        },
    );
    hear(more);
    hear(agree::agree(&api, &pages));

    let yaml = merge::to_yaml(&document).unwrap_or_else(|error| {
        hear(vec![Diagnostic::error("not-written", error.to_string())]);
        String::new()
    });
    if document.operations() == 0 {
        let nothing = Diagnostic::error("nothing-to-read", "no page describes an operation");
        hear(vec![nothing.help("is this the folder of the pages?")]);
    }
    let census = Census::take(&api, pages.len(), document.operations());
    pages.push(Page::new(project::OVERRIDES, &input.overrides));
    pages.push(Page::new(project::LOCK, &input.lock));
    diagnostic::sort(&mut said);
    let failed = said
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error);
    Output {
        files: if failed {
            FileTree::new()
        } else {
            emit::emit(&api)
        },
        document: format!("{provenance}{yaml}"),
        lock: lock.with(&api),
        api,
        census,
        pages,
        diagnostics: said,
    }
}
