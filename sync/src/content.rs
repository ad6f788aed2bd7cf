//! What a response body contains: whether it is a Markdown page, and whether that page
//! documents the API or a group of its operations.

use std::collections::{BTreeMap, BTreeSet};

use seamstress_codegen::{
    extract::{self, Page, extract},
    pass::groups_of_paths,
    source::{Source, SourceMap},
};

/// Media types of HTML. Sites send it, with status 200, for pages that they do not have.
const HTML_TYPES: [&str; 2] = ["text/html", "application/xhtml+xml"];

/// Decodes the body of a Markdown page.
///
/// # Errors
///
/// Where the body is HTML, empty, or not UTF-8; the message says which.
pub fn decode(content_type: Option<&str>, body: Vec<u8>) -> Result<String, String> {
    let media_type = content_type.unwrap_or_default().split(';').next();
    let media_type = media_type.unwrap_or_default().trim().to_ascii_lowercase();
    if HTML_TYPES.contains(&media_type.as_str()) {
        return Err(format!("expected Markdown, found `{media_type}`"));
    }
    let text = String::from_utf8(body).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        format!("invalid UTF-8 at byte {offset}")
    })?;
    let start: String = text
        .trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n'])
        .chars()
        .take(16)
        .collect();
    let start = start.to_ascii_lowercase();
    if start.starts_with("<!doctype") || start.starts_with("<html") {
        return Err("expected Markdown, found HTML".to_owned());
    }
    if text.trim().is_empty() {
        return Err("the page is empty".to_owned());
    }
    Ok(text)
}

/// What the generator finds on a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// Whether the page documents the API. A page that the generator reports a diagnostic
    /// for counts, so that the user sees the diagnostic.
    pub is_api: bool,
    /// Method and path of each OpenAPI block, sorted.
    pub operations: Vec<(String, String)>,
    /// Whether the page is prose with a lead, which may describe a group of operations.
    pub has_lead: bool,
}

impl Content {
    /// Reads the page with the given path and text.
    pub fn parse(path: &str, text: &str) -> Self {
        let source = Source {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        let (pages, diagnostics) = extract(vec![source], &mut SourceMap::default());
        let mut operations: Vec<(String, String)> = pages
            .iter()
            .flat_map(|page| &page.blocks)
            .filter_map(|block| Some((block.method.clone()?, block.path.clone()?)))
            .collect();
        operations.sort();
        let is_api = |page: &Page| !page.blocks.is_empty() || page.evidence.is_some();
        Self {
            is_api: !diagnostics.is_empty() || pages.iter().any(is_api),
            operations,
            has_lead: pages.iter().any(|page| page.lead.is_some()),
        }
    }
}

/// The paths of the pages of prose that describe a group of operations, so that the generator
/// documents the group with their leads.
///
/// Groups are the folders of the paths of operations. Of several pages about a group the one is
/// chosen that the generator reads; none where it reads none.
pub fn pages_of_groups(contents: &BTreeMap<String, Content>) -> BTreeSet<&str> {
    let operations = contents.values().flat_map(|content| &content.operations);
    let groups = groups_of_paths(operations.map(|(_, path)| path.as_str()));
    let prose = contents.iter().filter(|(_, content)| content.has_lead);
    let paths = prose.map(|(path, _)| path.as_str());
    extract::pages_of_groups(&groups, paths)
        .into_values()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_rejected() {
        decode(Some("text/html; charset=utf-8"), b"# A".to_vec()).unwrap_err();
        decode(Some("text/markdown"), b"\n<!DOCTYPE html>".to_vec()).unwrap_err();
        decode(None, b"\xef\xbb\xbf<html lang=\"en\">".to_vec()).unwrap_err();
        assert_eq!(decode(None, b"# <html>".to_vec()).unwrap(), "# <html>");
    }

    #[test]
    fn invalid_utf8_is_rejected() {
        let reason = decode(Some("text/plain"), b"caf\xe9".to_vec()).unwrap_err();
        assert_eq!(reason, "invalid UTF-8 at byte 3");
    }

    #[test]
    fn a_page_with_a_block_documents_the_api() {
        let block = "````yaml /openapi.json post /a\nopenapi: 3.1.0\n";
        let content = Content::parse("a.md", &format!("# A\n\n{block}````\n"));
        assert!(content.is_api);
        assert_eq!(content.operations, [("post".to_owned(), "/a".to_owned())]);
        let prose = Content::parse("a.md", "# A\n\nProse.\n");
        assert!(!prose.is_api && prose.has_lead);
        assert_eq!(Content::parse("a.md", "# A\n"), Content::default());
        // The block is not closed, which the generator reports.
        assert!(Content::parse("a.md", block).is_api);
    }
}
