//! Texts to pages: which parts of a docs page are OpenAPI.

mod address;
mod auth;
mod base_url;
mod block;
mod bullet;
mod change_date;
mod classify;
mod command;
mod cut;
mod dialect;
mod directive;
mod enclosed;
mod errors;
mod evidence;
mod fences;
mod field;
mod findings;
mod front_matter;
mod html_table;
mod info;
mod labels;
mod lead;
mod left_out;
mod magic_block;
mod markdown;
mod markup;
mod message;
mod operation;
mod operation_index;
mod other_format;
mod outline;
mod page;
mod preamble;
mod preformatted;
mod request_line;
mod restructured;
mod section;
mod shell;
mod shortcode;
mod shown;
mod site;
mod status;
mod stoplight;
#[cfg(test)]
mod tests;
mod text;
mod top_level;
mod topic;
mod translation;
mod viewer;
mod words;

use std::{collections::BTreeSet, sync::Arc};

use self::{front_matter::FrontMatter, markdown::Markdown, section::Outline};
use crate::{
    diagnostic::{Code, Diagnostic, Location},
    source::{Source, SourceFile, SourceMap, Spans},
};

pub use self::block::Block;
pub use self::change_date::ChangeDate;
pub use self::dialect::Dialect;
pub use self::evidence::{Basis, Credential, Evidence, Format, Response, Sample};
pub use self::field::{Field, Place, Shape};
pub use self::lead::Lead;
pub use self::left_out::{LeftOut, PageKind};
pub use self::other_format::OtherFormat;
pub use self::page::Page;
pub use self::preamble::Preamble;
pub use self::topic::pages_of_groups;

pub(crate) use self::fences::OF_PATH_ITEMS;
pub(crate) use self::operation_index::OperationIndex;

/// Extensions of pages and documents, in lower case.
pub const EXTENSIONS: [&str; 13] = [
    "md", "mdx", "markdown", "mdown", "mkd", "mdoc", "qmd", "rmd", "rst", "txt", "yaml", "yml",
    "json",
];

/// Finds the OpenAPI blocks of pages, and the evidence on pages without such blocks.
///
/// The texts are added to `sources`; the pages are ordered by path, whatever the order of `files`.
/// A page without blocks or evidence is prose; it is returned with its lead, without a diagnostic.
pub fn extract(files: Vec<Source>, sources: &mut SourceMap) -> (Vec<Page>, Vec<Diagnostic>) {
    let (mut pages, mut diagnostics) = read_all(files, sources, Purpose::Page);
    if let [page] = pages.as_mut_slice() {
        classify::expect_document(page);
    }
    diagnostics.extend(findings::other_formats(&pages));
    diagnostics.extend(findings::unanswered(&pages));
    diagnostics.extend(findings::references(&pages));
    (pages, diagnostics)
}

/// As [`extract`], for files that a run reads for what they are a part of: JSON and YAML is read
/// whatever it contains.
pub fn extract_parts(files: Vec<Source>, sources: &mut SourceMap) -> (Vec<Page>, Vec<Diagnostic>) {
    let (pages, mut diagnostics) = read_all(files, sources, Purpose::Part);
    diagnostics.extend(findings::references(&pages));
    (pages, diagnostics)
}

/// What a file is read for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// For the operations in it.
    Page,
    /// For a document that refers to it, or an overlay.
    Part,
}

fn read_all(
    mut files: Vec<Source>,
    sources: &mut SourceMap,
    purpose: Purpose,
) -> (Vec<Page>, Vec<Diagnostic>) {
    files.sort_by(|a, b| (&a.path, &a.text).cmp(&(&b.path, &b.text)));
    let mut pages: Vec<Page> = Vec::with_capacity(files.len());
    let mut diagnostics = Vec::new();
    for Source { path, text } in files {
        if let Some(first) = sources.get(&path) {
            diagnostics.push(duplicate(first));
            continue;
        }
        let file = sources.insert(&path, text::normalise(text));
        let page = read(file, purpose, &mut diagnostics);
        if !page.evidence.is_empty() {
            let spans = page.evidence.iter().map(Evidence::spans);
            sources.set_spans(&path, spans.collect());
        }
        if let Some(lead) = &page.lead {
            sources.set_spans(&path, vec![Spans::whole(lead.range.clone())]);
        }
        pages.push(page);
    }
    site::complete(&mut pages);
    (pages, diagnostics)
}

/// The evidence of all pages, in the order of the pages.
pub fn evidence(pages: &[Page]) -> Vec<&Evidence> {
    pages.iter().flat_map(|page| &page.evidence).collect()
}

fn duplicate(first: &SourceFile) -> Diagnostic {
    let message = format!("two files have the path `{}`", first.path());
    Diagnostic::new(Code::DuplicatePage, message)
        .at(Location::span(first.path(), 0..0), "only this one is read")
        .help("rename or remove one of them")
}

fn read(file: &SourceFile, purpose: Purpose, diagnostics: &mut Vec<Diagnostic>) -> Page {
    let mut page = Page {
        path: Arc::clone(file.path()),
        title: None,
        blocks: Vec::new(),
        evidence: Vec::new(),
        lead: None,
        dialect: None,
        base_url: None,
        credential: None,
        errors: Vec::new(),
        calls: Vec::new(),
        left_out: Vec::new(),
        changed: None,
    };
    let is_document = is_document(file.path());
    let fields = (is_document && purpose == Purpose::Page).then(|| top_level::fields(file.text()));
    let fields = fields.flatten();
    if purpose == Purpose::Page
        && let Some(format) = OtherFormat::of(file.path(), file.text(), fields.as_ref())
    {
        page.left_out.push(LeftOut {
            document: format.document(file.text()),
            ..LeftOut::whole(PageKind::OtherFormat(format))
        });
        return page;
    }
    if is_document {
        page.blocks.push(Block::whole(file.text()));
        match fields.as_ref().is_some_and(classify::is_data) {
            true => page.left_out.push(LeftOut::whole(PageKind::Data)),
            false => page.dialect = Some(Dialect::Document),
        }
    } else {
        read_markdown(&mut page, file, diagnostics);
    }
    // A control character in prose does no harm, so that only pages with content are checked.
    if page.has_operations()
        && let Some(diagnostic) = text::forbidden_character(file)
    {
        diagnostics.push(diagnostic);
        page.blocks.clear();
        page.evidence.clear();
        page.left_out = vec![LeftOut::whole(PageKind::Invalid)];
    } else if !page.has_operations() {
        page.lead = lead::read(file.text());
    }
    page
}

fn read_markdown(page: &mut Page, file: &SourceFile, diagnostics: &mut Vec<Diagnostic>) {
    let matter = FrontMatter::read(file.text());
    page.changed = ChangeDate::in_front_matter(&matter);
    let mut markdown = match is_restructured(file.path()) {
        true => {
            let (text, headings) = restructured::read(file.text());
            Markdown {
                headings,
                ..enclosed::read(&text, matter.range.end)
            }
        }
        false => enclosed::read(file.text(), matter.range.end),
    };
    magic_block::add(file.text(), &mut markdown);
    html_table::add(file.text(), &mut markdown);
    labels::add(file.text(), &mut markdown);
    // Pages of the older kind are rendered and have no fences; a request line in a page with
    // fences is an example in prose.
    if markdown.fences.is_empty()
        && let Some((evidence, findings)) = dialect::rendered::read(file)
    {
        page.title = evidence.title.clone();
        page.evidence.push(evidence);
        page.dialect = Some(Dialect::GitBookText);
        diagnostics.extend(findings);
    }
    let title = markdown.title().or(matter.text("title")).map(str::to_owned);
    page.title = title.or(page.title.take());
    fences::read(page, file.text(), &markdown, diagnostics);
    if page.evidence.is_empty() {
        let code = markdown.fences.iter();
        let code = code.map(|fence| fence.opening.start..fence.range.end);
        let elements = markup::read(file.text(), &code.collect::<Vec<_>>());
        let outline = Outline::new(file, &matter, &markdown, &elements);
        page.base_url = outline.stated_url.map(str::to_owned);
        read_outline(page, &outline);
        diagnostics.extend(findings::of_page(page, &outline));
    }
    if page.blocks.is_empty() && text::hides_blocks_behind_carriage_returns(file.text()) {
        diagnostics.extend(text::forbidden_character(file));
    }
}

/// Reads the parts of a page that have no blocks: their operations, or what they are.
fn read_outline(page: &mut Page, outline: &Outline<'_>) {
    if !page.blocks.is_empty() {
        // What describes no operation there is about those of the blocks.
        page.evidence = dialect::read(outline, &page.blocks).1.evidence;
        add_parts(page, classify::shown(outline));
    } else if page.left_out.iter().all(is_unlabelled) {
        let (dialect, mut found) = dialect::read(outline, &[]);
        page.credential = found.credential;
        page.errors = found.errors;
        page.calls = found.calls;
        page.dialect = dialect;
        page.blocks = found.blocks;
        page.evidence = found.evidence;
        // The document may be what describes them.
        let is_known = |part: &LeftOut| part.kind == PageKind::UnknownDialect;
        if !page.left_out.is_empty() {
            found.left_out.retain(|part| !is_known(part));
        }
        page.left_out.extend(found.left_out);
        add_parts(page, classify::references(outline));
    }
    if !page.has_operations() && page.left_out.is_empty() {
        let kind = classify::kind(outline, page.title.as_deref());
        page.left_out.push(LeftOut::whole(kind));
    }
}

/// Adds parts of a page from which nothing is read, but those that are known to be such.
fn add_parts(page: &mut Page, parts: Vec<LeftOut>) {
    let known: BTreeSet<usize> = page.left_out.iter().map(|it| it.range.start).collect();
    let parts = parts.into_iter();
    page.left_out
        .extend(parts.filter(|part| !known.contains(&part.range.start)));
    page.left_out.sort_by_key(|part| part.range.start);
}

fn is_unlabelled(part: &LeftOut) -> bool {
    part.kind == PageKind::UnlabelledDocument
}

/// Whether the file is a whole OpenAPI document rather than a Markdown page.
fn is_document(path: &str) -> bool {
    has_extension(path, &["yaml", "yml", "json"])
}

/// Whether the file is a page of reStructuredText.
fn is_restructured(path: &str) -> bool {
    has_extension(path, &["rst"])
}

fn has_extension(path: &str, extensions: &[&str]) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    extension.is_some_and(|it| {
        extensions
            .iter()
            .any(|known| it.eq_ignore_ascii_case(known))
    })
}
