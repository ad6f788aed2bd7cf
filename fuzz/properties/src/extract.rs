//! Pages to blocks: blocks are where they say, and text after them changes none.

use std::str;

use seamstress_codegen::{
    diagnostic::{render, to_json},
    extract::{self, Page},
    source::{Source, SourceMap},
};

/// The path of the page.
const PATH: &str = "page.md";

/// The text of a page.
///
/// # Panics
///
/// Where a character of a block is not at its position of the page, a diagnostic cannot be
/// rendered, the line endings matter, or a paragraph at the end of the page changes a block.
pub fn extract(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else {
        return;
    };
    let (page, sources) = read(text);
    let file = sources.get(PATH).expect("the page is among the sources");
    for block in &page.blocks {
        let range = file.text().get(block.range.clone());
        assert!(range.is_some(), "{block:?}");
        for (offset, character) in block.text.char_indices() {
            let at = block.page_offset(offset);
            let written = file.text().get(at..).and_then(|rest| rest.chars().next());
            assert_eq!(written, Some(character), "byte {offset} of {block:?}");
        }
    }
    if !text.contains('\r') {
        let (with_crlf, _) = read(&text.replace('\n', "\r\n"));
        assert_eq!(with_crlf.blocks, page.blocks);
        assert_eq!(with_crlf.title, page.title);
    }
    // With a line feed, a carriage return at the end is a line ending, and allowed.
    if !text.ends_with('\r') {
        let (longer, _) = read(&format!("{text}\n\nMore.\n"));
        assert_eq!(longer.blocks, page.blocks);
    }
}

/// The page, after its diagnostics were rendered.
fn read(text: &str) -> (Page, SourceMap) {
    let mut sources = SourceMap::default();
    let source = Source {
        path: PATH.to_owned(),
        text: text.to_owned(),
    };
    let (mut pages, diagnostics) = extract::extract(vec![source], &mut sources);
    render(&diagnostics, &sources, "specs/", true);
    to_json(&diagnostics, &sources, "specs/");
    assert_eq!(pages.len(), 1);
    (pages.remove(0), sources)
}
