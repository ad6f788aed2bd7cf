//! Whether what came is a page, and whether the page is about the API.

use seamstress_codegen::{
    extract::extract,
    source::{Source, SourceMap},
};

/// Content types of what browsers show; a site answers so for pages that it
/// does not have.
const HTML_TYPES: [&str; 2] = ["text/html", "application/xhtml+xml"];

/// The text of a page.
///
/// # Errors
///
/// Why the answer is no Markdown page: it is HTML, or no UTF-8.
pub fn text(content_type: Option<&str>, body: Vec<u8>) -> Result<String, String> {
    let essence = content_type.unwrap_or_default().split(';').next();
    let essence = essence.unwrap_or_default().trim().to_ascii_lowercase();
    if HTML_TYPES.contains(&essence.as_str()) {
        return Err(format!("it is `{essence}`, no Markdown"));
    }
    let text = String::from_utf8(body).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        format!("it is not UTF-8, from byte {offset} on")
    })?;
    let start: String = text
        .trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n'])
        .chars()
        .take(16)
        .collect();
    let start = start.to_ascii_lowercase();
    if start.starts_with("<!doctype") || start.starts_with("<html") {
        return Err("it begins like HTML, no Markdown".to_owned());
    }
    if text.trim().is_empty() {
        return Err("it is empty".to_owned());
    }
    Ok(text)
}

/// What a page is to the generator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// Whether the generator has anything to read in it, or to say about it. A
    /// page whose block is broken counts, so that the generator tells.
    pub is_api: bool,
    /// Methods and paths of its blocks, sorted.
    pub operations: Vec<(String, String)>,
}

impl Content {
    /// Looks into the text of a page.
    pub fn of(path: &str, text: &str) -> Self {
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
        let reads = |page: &seamstress_codegen::extract::Page| {
            !page.blocks.is_empty() || page.evidence.is_some()
        };
        Self {
            is_api: !diagnostics.is_empty() || pages.iter().any(reads),
            operations,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_no_page() {
        text(Some("text/html; charset=utf-8"), b"# A".to_vec()).unwrap_err();
        text(Some("text/markdown"), b"\n<!DOCTYPE html>".to_vec()).unwrap_err();
        text(None, b"\xef\xbb\xbf<html lang=\"en\">".to_vec()).unwrap_err();
        assert_eq!(text(None, b"# <html>".to_vec()).unwrap(), "# <html>");
    }

    #[test]
    fn what_is_not_utf8_is_no_page() {
        let reason = text(Some("text/plain"), b"caf\xe9".to_vec()).unwrap_err();
        assert_eq!(reason, "it is not UTF-8, from byte 3 on");
    }

    #[test]
    fn a_page_with_a_block_is_about_the_api() {
        let block = "````yaml /openapi.json post /a\nopenapi: 3.1.0\n";
        let content = Content::of("a.md", &format!("# A\n\n{block}````\n"));
        assert!(content.is_api);
        assert_eq!(content.operations, [("post".to_owned(), "/a".to_owned())]);
        assert_eq!(Content::of("a.md", "# A\n\nProse.\n"), Content::default());
        // Its block has no end, which the generator should tell.
        assert!(Content::of("a.md", block).is_api);
    }
}
