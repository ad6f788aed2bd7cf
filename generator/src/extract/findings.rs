//! What is reported about the parts of pages from which nothing is read.

mod calls;
mod methods;
mod samples;

use std::{
    cell::OnceCell,
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::Arc,
};

use serde::de::IgnoredAny;

use super::{
    dialect::Dialect,
    left_out::{LeftOut, PageKind},
    markup::Element,
    other_format::OtherFormat,
    page::Page,
    section::Outline,
};
use crate::{
    diagnostic::{Code, Diagnostic, Location},
    sample,
};

pub(super) use self::calls::unanswered;

/// How many names of a kind are shown of a page in an unknown format.
const SHOWN: usize = 6;

/// One finding for each part of `page` that an author could expect to be generated; none for
/// prose, and none for parts with a diagnostic of their own. References are reported by
/// [`references`], because a document may be among the files.
pub(super) fn of_page(page: &Page, outline: &Outline<'_>) -> Vec<Diagnostic> {
    let looks = OnceCell::new();
    let findings = page.left_out.iter().filter_map(|part| match part.kind {
        PageKind::AsyncApi | PageKind::UntypedFields | PageKind::Unaddressed => {
            Some(left_out(page, part))
        }
        PageKind::UnknownDialect => {
            let looks = looks.get_or_init(|| Looks::of(page, outline));
            Some(unknown(page, part, looks))
        }
        _ => None,
    });
    findings
        .chain(samples::lost(page, outline))
        .chain(methods::unknown(page, outline))
        .collect()
}

fn left_out(page: &Page, part: &LeftOut) -> Diagnostic {
    let kind = part.kind;
    let found = match part.found.is_empty() {
        true => String::new(),
        false => format!(" {}", part.found),
    };
    let message = format!("the {kind}{found} is left out: {}", kind.reason());
    let at = Location::span(&page.path, part.range.clone());
    Diagnostic::new(Code::PageLeftOut, message).at(at, "found here")
}

/// What a page in a format that no dialect reads looks like.
struct Looks {
    text: String,
    /// The first sample that is no JSON, and why.
    invalid: Option<(Location, String)>,
}

impl Looks {
    fn of(page: &Page, outline: &Outline<'_>) -> Self {
        let headings = outline.headings.iter().map(|heading| heading.text.as_str());
        let languages = outline
            .fences
            .iter()
            .filter_map(|fence| fence.info.split_whitespace().next());
        let mut components = BTreeSet::new();
        names(outline.elements, &mut components);
        let looks = [
            list("headings", headings),
            list("code in", languages),
            list("components", components.into_iter()),
        ];
        let looks = looks.into_iter().flatten().collect::<Vec<_>>().join("; ");
        let text = match looks.is_empty() {
            true => "it has neither fields nor samples".to_owned(),
            false => format!("it has no fields with types and no JSON samples, but {looks}"),
        };
        let mut samples = outline.fences.iter().filter(|fence| fence.is_json());
        let invalid = samples.find_map(|fence| {
            let (line, error) = json_error(&fence.text)?;
            let at = fence.page_offset(line.start)..fence.page_offset(line.end);
            Some((Location::span(&page.path, at), error))
        });
        Self { text, invalid }
    }
}

/// A page in a format that no dialect reads, with what it looks like.
fn unknown(page: &Page, part: &LeftOut, looks: &Looks) -> Diagnostic {
    let message = format!("{} is described in a format that is not read", part.found);
    let at = Location::span(&page.path, part.range.clone());
    let mut finding = Diagnostic::new(Code::UnknownDialect, message).at(at, looks.text.clone());
    if let Some((at, error)) = &looks.invalid {
        finding = finding.at(at.clone(), format!("this is not JSON: {error}"));
    }
    finding.help("put the OpenAPI document of the API next to the pages, or a block `yaml POST /path` with the operation on this page")
}

/// The line of `text` in which it is no JSON, and why.
fn json_error(text: &str) -> Option<(Range<usize>, String)> {
    if sample::json(text).is_some() {
        return None;
    }
    let error = serde_json::from_str::<IgnoredAny>(text).err()?;
    let lines = text.split_inclusive('\n').take(error.line());
    let end: usize = lines.clone().map(str::len).sum();
    let line = lines.last()?;
    let message = error.to_string();
    // The position is that of the text, and not of the page.
    let message = message.split(" at line ").next().unwrap_or_default();
    let start = end - line.len();
    Some((start..start + line.trim_end().len(), message.to_owned()))
}

/// `headings: A, B`, each once; `None` where there are none.
fn list<'a>(label: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut shown: Vec<String> = Vec::new();
    for name in names.filter(|name| !name.is_empty()) {
        let name = format!("`{name}`");
        if !shown.contains(&name) && shown.len() < SHOWN {
            shown.push(name);
        }
    }
    (!shown.is_empty()).then(|| format!("{label} {}", shown.join(", ")))
}

fn names<'a>(elements: &'a [Element], all: &mut BTreeSet<&'a str>) {
    for element in elements {
        all.insert(&element.name);
        names(&element.children, all);
    }
}

/// One finding for each format that is not read and that files among `pages` have.
pub(super) fn other_formats(pages: &[Page]) -> Vec<Diagnostic> {
    let mut files: BTreeMap<OtherFormat, Vec<(&Page, &LeftOut)>> = BTreeMap::new();
    for page in pages {
        for part in &page.left_out {
            if let PageKind::OtherFormat(format) = part.kind {
                files.entry(format).or_default().push((page, part));
            }
        }
    }
    let findings = files.into_iter().filter_map(|(format, files)| {
        let ((first, part), others) = files.split_first()?;
        let are = match others.len() {
            0 => "is".to_owned(),
            count => format!("and {count} more are"),
        };
        let message = format!("the {} `{}` {are} not read", format.describe(), first.path);
        let at = Location::span(&first.path, 0..0);
        let finding = Diagnostic::new(Code::UnknownDialect, message);
        let help = match &part.document {
            Some(document) => format!("put `{document}`, which the page shows, next to the pages"),
            None => format.reason().to_owned(),
        };
        Some(finding.at(at, "this file").help(help))
    });
    findings.collect()
}

/// A warning for each document that a page refers to and that is not among `pages`. Where a page
/// names none, it means that of the site, which any document is taken for.
pub(super) fn references(pages: &[Page]) -> Vec<Diagnostic> {
    let documents: Vec<&str> = pages
        .iter()
        .filter(|page| page.dialect == Some(Dialect::Document))
        .map(|page| &*page.path)
        .collect();
    let is_read = |name: Option<&str>| {
        let mut paths = documents.iter();
        paths.any(|path| name.is_none_or(|name| is_at(path, name)))
    };
    let mut findings = Vec::new();
    for page in pages {
        let parts = page
            .left_out
            .iter()
            .filter(|part| part.kind == PageKind::Reference);
        let mut documents: BTreeMap<Option<&str>, Vec<&LeftOut>> = BTreeMap::new();
        for part in parts {
            documents
                .entry(part.document.as_deref())
                .or_default()
                .push(part);
        }
        for (document, parts) in documents {
            if !is_read(document) {
                findings.extend(not_read(page, document, &parts));
            }
        }
    }
    findings
}

/// Whether the document at `path` is the one that a page calls `name`: a path, or a URL, which
/// has the name of the file at its end.
fn is_at(path: &str, name: &str) -> bool {
    let name = match name.split_once("://") {
        Some((_, url)) => {
            let url = url.split(['?', '#']).next().unwrap_or_default();
            url.rsplit('/').next().unwrap_or_default()
        }
        None => name.trim_start_matches(['/', '.']),
    };
    let folder = path.strip_suffix(name);
    folder.is_some_and(|folder| folder.is_empty() || folder.ends_with('/'))
}

fn not_read(page: &Page, document: Option<&str>, parts: &[&LeftOut]) -> Option<Diagnostic> {
    let first = parts.first()?;
    let operations = match parts.len() {
        1 => first.found.clone(),
        count => format!("{} and {} more operations", first.found, count - 1),
    };
    let document = document.map_or("the site's document".to_owned(), |name| format!("`{name}`"));
    let message = format!("{operations} of {document}: no such document was read");
    let at = Location::span(&Arc::clone(&page.path), first.range.clone());
    let finding = Diagnostic::new(Code::DocumentNotRead, message);
    Some(
        finding
            .at(at, "named here")
            .help(format!("put {document} next to the pages")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_known_by_the_end_of_its_path() {
        for name in [
            "openapi.json",
            "/openapi.json",
            "../api/openapi.json",
            "api/openapi.json",
            "https://a.example/x/openapi.json?v=1",
        ] {
            assert!(is_at("docs/api/openapi.json", name), "{name}");
        }
        for name in ["api.json", "/", "", "https://a.example/", "b/openapi.json"] {
            assert!(!is_at("docs/api/openapi.json", name), "{name}");
        }
    }
}
