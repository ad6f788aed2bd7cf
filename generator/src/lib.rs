//! Generates a typed Rust client from API documentation pages or an OpenAPI document.
//!
//! [`generate`] is the whole pipeline: it runs the stages one after another, each a total
//! function from its input to its output and a list of diagnostics. The stages do not access
//! the file system; [`read`], [`write`](mod@write) and [`project`] do.

pub mod bundle;
pub(crate) mod case;
pub mod conformance;
pub mod coverage;
pub mod diagnostic;
pub mod emit;
pub mod extract;
pub mod file_tree;
mod header;
mod host;
mod html;
mod http_method;
pub mod ident;
pub mod ir;
pub mod json_type;
pub mod lock;
pub mod lower;
mod media_type;
pub mod merge;
pub mod normalise;
#[cfg(feature = "overlay")]
pub mod overlay;
pub mod overrides;
mod page_errors;
pub(crate) mod parallel;
pub mod pass;
pub mod pretty;
pub mod project;
pub mod read;
pub mod report;
pub(crate) mod reserved;
mod run;
pub mod sample;
pub mod source;
pub mod stats;
mod summary;
pub mod surface;
pub mod write;
pub mod yaml;

use std::io;

use self::{
    coverage::{Coverage, FieldNames},
    diagnostic::{Diagnostic, Diagnostics},
    lock::Lock,
    overrides::Overrides,
    pass::Decisions,
    project::{Mode, Project, Update},
    report::{Outcome, Report},
    source::SourceMap,
    stats::Stats,
    summary::Declared,
    write::Changes,
};

pub use run::{Input, Output};
pub use summary::PageSummary;

/// Generates the crate of a project. A run that would change nothing ends without generating
/// anything, except in [`Mode::Check`], which is there to find out. `prefix` goes before each
/// path of the report.
///
/// # Errors
///
/// Where a file cannot be read or written; the error names it.
pub fn update(project: &Project, input: Input, mode: Mode, prefix: &str) -> io::Result<Update> {
    let fingerprint = project.fingerprint(&input, prefix);
    let fingerprint = fingerprint.filter(|_| mode != Mode::Check);
    if let Some(report) = fingerprint.as_ref().and_then(|it| project.unchanged(it)) {
        return Ok(Update {
            outcome: Outcome::Done,
            changes: Changes::default(),
            report,
        });
    }
    let output = generate(input);
    let outcome = output.outcome();
    let changes = match outcome {
        Outcome::Failed => Changes::default(),
        Outcome::Done => project.apply(&output, mode)?,
    };
    let report = Report::new(&output, &changes, prefix);
    if let (Some(fingerprint), Mode::Write, Outcome::Done) = (fingerprint, mode, outcome)
        && changes.foreign_files().is_empty()
    {
        project.record(&fingerprint, &output, report.without_changes(&output))?;
    }
    Ok(Update {
        outcome,
        changes,
        report,
    })
}

/// Generates a crate from pages.
pub fn generate(input: Input) -> Output {
    let tolerance = input.tolerance();
    let provenance = source::provenance(input.files());
    let mut diagnostics = Diagnostics::default();
    let mut sources = SourceMap::default();
    let file = sources.insert(project::OVERRIDES, input.overrides);
    let overrides = diagnostics.collect(Overrides::read(file));
    let file = sources.insert(project::LOCK, input.lock);
    let lock = diagnostics.collect(Lock::read(file));
    let decisions = Decisions {
        overrides: &overrides,
        lock: &lock,
        package: input.package.as_deref(),
    };

    let mut of_pages = Diagnostics::default();
    let pages = of_pages.collect(extract::extract(input.sources, &mut sources));
    let parsed = of_pages.collect(yaml::read_all(&pages, &mut sources));
    #[cfg(feature = "overlay")]
    let parsed = diagnostics.collect(overlay::apply(parsed, input.overlays, &mut sources));
    let mut of_parts = Diagnostics::default();
    let attachments = of_parts.collect(extract::extract_parts(input.attachments, &mut sources));
    let attachments = of_parts.collect(yaml::read_all(&attachments, &mut sources));
    diagnostics.extend(of_parts.contained());
    let parsed = bundle::bundle(parsed, attachments, &mut sources);
    let evidence = extract::evidence(&pages);
    let field_names = FieldNames::new(&parsed, &evidence);
    let normalised = of_pages.collect(normalise::normalise_all(parsed, tolerance, &mut sources));
    let contained = page_errors::contain(of_pages, &pages, &normalised, tolerance);
    let is_unread = normalised.is_empty() && contained.1.iter().any(Diagnostic::is_error);
    let failed = diagnostics.collect(contained);
    let declared = Declared::new(&pages, &normalised);

    let prefer = input.prefer.map(|it| it.with_dates(&pages));
    let differences = overrides.merge_decisions(prefer.as_ref(), tolerance);
    let merged = merge::merge(normalised, evidence, &differences);
    let document = diagnostics.collect(merged);
    diagnostics.extend(overrides.stale_merges(&document));
    let yaml = diagnostics.collect(merge::to_yaml(&document));
    let api = diagnostics.collect(lower::lower(&document, &pages));
    let (api, moved) = diagnostics.collect(pass::run(api, &decisions));
    let decisions = Decisions {
        lock: &moved,
        ..decisions
    };
    let names = diagnostics.collect(pass::name(&api, &decisions));
    let checked = diagnostics.collect(conformance::check(&api, &pages, &overrides));
    let page_summaries = declared.summaries(&pages, &api);
    let operations = document.operations() + failed;
    // Freed before the files are made, which lowers the peak of memory.
    drop(document);
    let stats = Stats::collect(&api, &page_summaries, operations, &checked.failing);
    diagnostics.extend(stats.diagnostics(&page_summaries, tolerance));
    if is_unread {
        diagnostics.forget_absences();
    }
    if input.strict {
        diagnostics.refuse_skipped();
    }

    let (files, surface) = match &names {
        Some(names) if !diagnostics.has_errors() => diagnostics.collect(emit::emit(&api, names)),
        _ => Default::default(),
    };
    let diagnostics = diagnostics.sorted(&sources);
    Output {
        files,
        surface,
        coverage: Coverage {
            site: input.site_changes,
            ..Coverage::collect(
                &api,
                &pages,
                &sources,
                &field_names,
                checked.undeclared,
                &diagnostics,
            )
        },
        document: format!("{provenance}{yaml}"),
        lock: names.as_ref().map_or(lock, |names| moved.with(&api, names)),
        page_summaries,
        api,
        names,
        stats,
        overrides,
        pages,
        diagnostics,
        sources,
    }
}
