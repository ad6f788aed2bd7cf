//! What a page is on which no operation is found.

use std::{cell::OnceCell, collections::BTreeSet, ops::Range};

use super::{
    dialect::Dialect,
    info::{self, Info},
    left_out::{LeftOut, PageKind},
    other_format::OtherFormat,
    page::Page,
    section::Outline,
    viewer,
};
use crate::http_method;

/// How many links make a list of them an index.
const INDEX_LINKS: usize = 5;

/// Words in the title or the path of a page about changes.
const CHANGELOG: [&str; 4] = ["changelog", "change-log", "release-notes", "release notes"];

/// Fields that only OpenAPI documents have. One without `openapi` is a document with an error.
const OF_DOCUMENTS: [&str; 3] = ["openapi", "swagger", "paths"];

/// Whether a JSON or YAML file with these outermost fields is certainly no OpenAPI document.
pub(super) fn is_data(fields: &BTreeSet<String>) -> bool {
    !OF_DOCUMENTS.iter().any(|it| fields.contains(*it))
}

/// Takes a file that is read alone for the document that its user means it to be.
pub(super) fn expect_document(page: &mut Page) {
    let is_data = |part: &LeftOut| part.kind == PageKind::Data;
    if page.left_out.iter().any(is_data) {
        page.left_out.clear();
        page.dialect = Some(Dialect::Document);
    }
}

/// The operations of other documents that the page names: in its front matter, in the info string
/// of an empty fence, in an element that shows a document, or in a line of its own, which is what
/// is left of front matter where pages are joined to one file.
pub(super) fn references(outline: &Outline<'_>) -> Vec<LeftOut> {
    let text = outline.file.text();
    let mut references = Vec::new();
    if let Some(words) = outline.matter.text("openapi") {
        let line = outline.matter.line(text, "openapi");
        references.extend(reference(words, line, true));
    }
    references.extend(by_operation_id(outline));
    for fence in outline.fences.iter().filter(|fence| fence.is_empty()) {
        let words = fence.info.split_once(' ').map(|(_language, words)| words);
        references.extend(words.and_then(|words| reference(words, fence.opening.clone(), false)));
    }
    references.extend(shown(outline));
    let mut start = outline.matter.range.end;
    for line in text[start..].split_inclusive('\n') {
        let range = start..start + line.trim_end().len();
        start += line.len();
        if is_outside_of_code(outline, range.start) {
            references.extend(reference(line.trim(), range, false));
        }
    }
    references
}

/// The documents that the page shows in elements, directives and code, and the operations of
/// elements.
pub(super) fn shown(outline: &Outline<'_>) -> Vec<LeftOut> {
    let text = outline.file.text();
    let mut shown: Vec<LeftOut> = outline.fences.iter().filter_map(viewer::of_code).collect();
    viewer::of_elements(outline.elements, &mut shown);
    let imported = OnceCell::new();
    let mut start = outline.matter.range.end;
    for line in text[start..].split_inclusive('\n') {
        let range = start..start + line.trim_end().len();
        start += line.len();
        if is_outside_of_code(outline, range.start) {
            shown.extend(viewer::reference(text, range, &imported));
        }
    }
    shown.sort_by_key(|part| part.range.start);
    shown
}

fn is_outside_of_code(outline: &Outline<'_>, at: usize) -> bool {
    let next = outline
        .fences
        .partition_point(|fence| fence.range.end <= at);
    let fence = outline.fences.get(next);
    fence.is_none_or(|fence| at < fence.opening.start)
}

/// The operation that the front matter of ReadMe names by its id: `api: {file, operationId}`.
fn by_operation_id(outline: &Outline<'_>) -> Option<LeftOut> {
    let api = outline.matter.value("api")?;
    let text = |field: &str| Some(api.get(field)?.as_str()?.to_owned());
    // Docusaurus has all of the operation there.
    let is_name = api.get("method").is_none();
    let id = text("operationId").filter(|id| is_name && !id.is_empty())?;
    Some(LeftOut {
        kind: PageKind::Reference,
        found: format!("`{id}`"),
        document: text("file"),
        range: outline.matter.line(outline.file.text(), "api"),
    })
}

/// The operation or webhook in `[document] method path`. The document may be left out in front
/// matter.
fn reference(words: &str, range: Range<usize>, may_lack_document: bool) -> Option<LeftOut> {
    let (kind, found, document) = match info::parse(&format!("yaml {words}")) {
        Info::Operation {
            file,
            method,
            path,
            is_doubtful: false,
        } => {
            let method = method.to_ascii_uppercase();
            (PageKind::Reference, format!("`{method} {path}`"), file)
        }
        Info::Webhook => {
            let name = words.split_whitespace().last().unwrap_or_default();
            return Some(LeftOut {
                kind: PageKind::Webhook,
                found: format!("`{name}`"),
                document: None,
                range,
            });
        }
        _ => return None,
    };
    (document.is_some() || may_lack_document).then_some(LeftOut {
        kind,
        found,
        document,
        range,
    })
}

/// What a page is that neither describes an operation nor names one.
pub(super) fn kind(outline: &Outline<'_>, title: Option<&str>) -> PageKind {
    let path = outline.file.path().to_ascii_lowercase();
    let title = title.unwrap_or_default().to_ascii_lowercase();
    let has_updates = outline
        .elements
        .iter()
        .any(|element| element.name == "Update");
    if has_updates
        || CHANGELOG
            .iter()
            .any(|word| path.contains(word) || title.contains(word))
    {
        return PageKind::Changelog;
    }
    if outline.file.text().contains('\0') {
        return PageKind::OtherFormat(OtherFormat::Binary);
    }
    let lines = outline.file.text().lines().map(str::trim);
    let lines: Vec<&str> = lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    let requests = lines.iter().filter(|line| names_request(line)).count();
    if requests > 1 && requests * 2 >= lines.len() {
        return PageKind::OperationList;
    }
    let is_link = |line: &&&str| line.starts_with(['-', '*']) && line.contains("](");
    let links = lines.iter().filter(is_link).count();
    match links >= INDEX_LINKS && links * 2 > lines.len() {
        true => PageKind::Index,
        false => PageKind::Guide,
    }
}

/// Whether a line, an item or a row begins with a method and a path.
fn names_request(line: &str) -> bool {
    let words = line.split(|c: char| c.is_whitespace() || "|`*".contains(c));
    let mut words = words.filter(|word| !matches!(*word, "" | "-"));
    let is_method = words.next().and_then(http_method::of_capitals).is_some();
    is_method && words.next().is_some_and(|it| it.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::names_request;

    #[test]
    fn lines_items_and_rows_name_requests() {
        for line in [
            "GET    /doors   List the doors",
            "- `GET /doors`: List the doors",
            "* **GET** `/doors`",
            "| GET | `/doors` | List the doors |",
        ] {
            assert!(names_request(line), "{line}");
        }
        for line in [
            "GET a key first.",
            "- Get /doors",
            "- Use `GET /doors`.",
            "-",
        ] {
            assert!(!names_request(line), "{line}");
        }
    }
}
