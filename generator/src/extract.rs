//! Text to pages: which parts of a docs page are OpenAPI.

mod block;
mod info;
mod legacy;
mod markdown;
mod page;
pub mod spans;

use std::borrow::Cow;

pub use self::block::Block;
use self::info::Info;
pub use self::legacy::{Evidence, Parameter, Sample};
use self::markdown::{Fence, Markdown};
pub use self::page::Page;
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::source::Source;

/// Finds the OpenAPI blocks of pages, and the evidence on pages from before such blocks.
///
/// The pages come back ordered by path, whatever the order of `sources`.
/// A page without blocks or evidence is prose; it comes back empty and without a diagnostic.
pub fn extract(mut sources: Vec<Source>) -> (Vec<Page>, Vec<Diagnostic>) {
    sources.sort_by(|a, b| (&a.path, &a.text).cmp(&(&b.path, &b.text)));
    let mut pages: Vec<Page> = Vec::with_capacity(sources.len());
    let mut diagnostics = Vec::new();
    for source in sources {
        match pages.last() {
            Some(last) if *last.path == source.path => diagnostics.push(
                Diagnostic::new(
                    Code::DuplicatePage,
                    format!("two pages are called `{}`", source.path),
                )
                .at(
                    Location::span(&last.path, 0..0),
                    "one of them; the other one is not read",
                ),
            ),
            _ => pages.push(page(&source, &mut diagnostics)),
        }
    }
    (pages, diagnostics)
}

fn page(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Page {
    let mut page = Page::new(&source.path, &normalise_line_endings(&source.text));
    if is_document(&source.path) {
        page.blocks.push(Block::whole(&page.text, 0));
    } else {
        let markdown = markdown::read(&page.text);
        // Rendered pages of the older kind have no fences; a fenced request is an example in prose.
        if markdown.fences.is_empty()
            && let Some((evidence, findings)) = legacy::read(&page)
        {
            page.title = evidence.title.clone();
            page.legacy = Some(evidence);
            diagnostics.extend(findings);
        }
        read_markdown(&mut page, markdown, diagnostics);
        if page.blocks.is_empty() && hides_blocks_behind_carriage_returns(&page) {
            diagnostics.extend(forbidden_character(&page));
        }
    }
    // Stray control characters in prose harm nobody, so that only what will be read is checked.
    if (!page.blocks.is_empty() || page.legacy.is_some())
        && let Some(diagnostic) = forbidden_character(&page)
    {
        diagnostics.push(diagnostic);
        page.blocks.clear();
        page.legacy = None;
    }
    page
}

fn normalise_line_endings(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains("\r\n") {
        Cow::Owned(text.replace("\r\n", "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether the file is an OpenAPI document as a whole, and no Markdown page.
fn is_document(path: &str) -> bool {
    let extension = path
        .rsplit('/')
        .next()
        .and_then(|name| name.rsplit_once('.'));
    extension.is_some_and(|(_, extension)| {
        ["yaml", "yml", "json"]
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known))
    })
}

fn read_markdown(page: &mut Page, markdown: Markdown, diagnostics: &mut Vec<Diagnostic>) {
    page.title = markdown.title.or(page.title.take());
    for fence in markdown.fences {
        let at = |text: &str| {
            (
                Location::span(&page.path, fence.opening.clone()),
                text.to_owned(),
            )
        };
        let add = |diagnostic: Diagnostic, (location, text)| diagnostic.at(location, text);
        match info::parse(&fence.info) {
            Info::Operation {
                is_doubtful: true, ..
            } if !names_openapi(&fence.text) => {}
            Info::Operation {
                file, method, path, ..
            } => {
                if fence.is_closed {
                    page.blocks.push(block(fence, file, method, path));
                } else {
                    let message = "the OpenAPI block has no closing fence";
                    diagnostics.push(add(
                        Diagnostic::new(Code::UnterminatedFence, message)
                            .help("end the block with a line of at least as many backticks"),
                        at("opened here"),
                    ));
                }
            }
            Info::Malformed(reason) => diagnostics.push(add(
                Diagnostic::new(
                    Code::InvalidInfoString,
                    format!("malformed info string: {reason}"),
                )
                .help(info::EXPECTED),
                at("this block is not read"),
            )),
            Info::Webhook => diagnostics.push(add(
                Diagnostic::new(Code::WebhookSkipped, "webhooks are not generated yet"),
                at("this block is not read"),
            )),
            Info::Unlabelled if names_openapi(&fence.text) => {
                let message =
                    "this looks like an OpenAPI document, but the info string names no operation";
                diagnostics.push(add(
                    Diagnostic::new(Code::UnlabelledDocument, message).help(info::EXPECTED),
                    at("this block is not read"),
                ));
            }
            Info::Unlabelled | Info::Foreign if !fence.is_closed && hides_a_block(&fence) => {
                let message = "this fence has no end and swallows an OpenAPI block";
                diagnostics.push(add(
                    Diagnostic::new(Code::UnterminatedFence, message)
                        .help("end the fence with a line of at least as many backticks"),
                    at("opened here"),
                ));
            }
            Info::Unlabelled | Info::Foreign => {}
        }
    }
}

fn block(mut fence: Fence, file: Option<String>, method: String, path: String) -> Block {
    // Some editors put a byte order mark before what they paste; YAML allows it there.
    if fence.text.starts_with('\u{feff}') {
        fence.text.drain(..3);
        for (number, (here, page)) in fence.segments.iter_mut().enumerate() {
            if number == 0 {
                *page += 3;
            } else {
                *here -= 3;
            }
        }
    }
    Block {
        method: Some(method),
        path: Some(path),
        file,
        range: fence.range,
        info: fence.opening,
        text: fence.text,
        segments: fence.segments,
    }
}

/// Whether a line of the text is the version member of an OpenAPI document.
fn names_openapi(text: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim_start_matches(['{', ' ', '\t', '"']);
        ["openapi", "swagger"].iter().any(|key| {
            line.strip_prefix(key)
                .is_some_and(|rest| rest.trim_start_matches(['"', ' ']).starts_with(':'))
        })
    })
}

/// Whether a line of the fence's content would open a block of ours.
fn hides_a_block(fence: &Fence) -> bool {
    fence.text.lines().any(|line| {
        let info = line.trim_start().trim_start_matches(['`', '~']);
        info.len() + 3 <= line.trim_start().len()
            && matches!(
                info::parse(info),
                Info::Operation {
                    is_doubtful: false,
                    ..
                }
            )
    })
}

/// Whether the page has blocks once carriage returns alone are taken for line endings.
///
/// Fences are not found in such a page, which must not pass for prose.
fn hides_blocks_behind_carriage_returns(page: &Page) -> bool {
    page.text.contains('\r')
        && markdown::read(&page.text.replace('\r', "\n"))
            .fences
            .iter()
            .any(|fence| matches!(info::parse(&fence.info), Info::Operation { .. }))
}

/// The first character that no YAML document may have.
fn forbidden_character(page: &Page) -> Option<Diagnostic> {
    let is_forbidden = |c: char| c < ' ' && !matches!(c, '\n' | '\t');
    let (offset, character) = page.text.char_indices().find(|(_, c)| is_forbidden(*c))?;
    let location = Location::span(&page.path, offset..offset + character.len_utf8());
    Some(if character == '\r' {
        Diagnostic::new(
            Code::InvalidLineEnding,
            "a carriage return alone is no line ending",
        )
        .at(location, "here")
        .help("save the page with LF or CRLF line endings")
    } else {
        let message = format!(
            "the page has a control character, U+{:04X}",
            u32::from(character)
        );
        Diagnostic::new(Code::ControlCharacter, message)
            .at(location, "here")
            .help("remove it, or write it as an escape in a quoted text")
    })
}

/// What the pages without a block say, in the order of the pages.
pub fn evidence(pages: &[Page]) -> Vec<&Evidence> {
    pages
        .iter()
        .filter_map(|page| page.legacy.as_ref())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(pages: &[(&str, &str)]) -> (Vec<Page>, Vec<Diagnostic>) {
        extract(
            pages
                .iter()
                .map(|(path, text)| Source {
                    path: (*path).to_owned(),
                    text: (*text).to_owned(),
                })
                .collect(),
        )
    }

    fn codes(diagnostics: &[Diagnostic]) -> Vec<Code> {
        diagnostics
            .iter()
            .map(|diagnostic| diagnostic.code)
            .collect()
    }

    const BLOCK: &str = "# T\n\n````yaml /openapi.json post /a\nopenapi: 3.0.0\n\n````\n";

    #[test]
    fn order_of_sources_does_not_matter() {
        let (one, _) = run(&[("b.md", "b"), ("a.md", BLOCK)]);
        let (two, _) = run(&[("a.md", BLOCK), ("b.md", "b")]);
        let paths = |pages: &[Page]| -> Vec<_> { pages.iter().map(|p| p.path.clone()).collect() };
        assert_eq!(paths(&one), paths(&two));
        assert_eq!(one[0].blocks, two[0].blocks);
    }

    #[test]
    fn a_block_knows_its_operation_and_its_place() {
        let (pages, diagnostics) = run(&[("a.md", BLOCK)]);
        let block = &pages[0].blocks[0];
        assert!(diagnostics.is_empty());
        assert_eq!(block.method.as_deref(), Some("post"));
        assert_eq!(block.path.as_deref(), Some("/a"));
        assert_eq!(block.file.as_deref(), Some("/openapi.json"));
        assert_eq!(&pages[0].text[block.range.clone()], block.text);
        assert_eq!(
            pages[0].text[block.page_offset(9)..].chars().next(),
            Some('3')
        );
        assert_eq!(pages[0].title.as_deref(), Some("T"));
    }

    #[test]
    fn line_endings_and_byte_order_marks_change_nothing() {
        let (plain, _) = run(&[("a.md", BLOCK)]);
        let windows = format!("\u{feff}{}", BLOCK.replace('\n', "\r\n"));
        let (marked, _) = run(&[("a.md", &windows)]);
        assert_eq!(plain[0].text, marked[0].text);
        assert_eq!(plain[0].blocks, marked[0].blocks);
    }

    #[test]
    fn a_byte_order_mark_inside_the_block_is_dropped() {
        let (pages, _) = run(&[("a.md", &BLOCK.replace("openapi: 3", "\u{feff}openapi: 3"))]);
        let block = &pages[0].blocks[0];
        assert!(block.text.starts_with("openapi"));
        assert_eq!(
            pages[0].text[block.page_offset(0)..].chars().next(),
            Some('o')
        );
    }

    #[test]
    fn prose_is_left_alone() {
        let (pages, diagnostics) = run(&[("a.md", "# T\n\u{8}\n```json Response\n{}\n```\n")]);
        assert!(pages[0].blocks.is_empty() && diagnostics.is_empty());
    }

    #[test]
    fn a_whole_document_is_one_block() {
        let (pages, _) = run(&[("api/openapi.JSON", "{}")]);
        assert_eq!(pages[0].blocks.len(), 1);
        assert_eq!(pages[0].blocks[0].method, None);
    }

    #[test]
    fn an_open_fence_is_an_error() {
        let (pages, diagnostics) = run(&[("a.md", &BLOCK.replace("\n\n````\n", "\n"))]);
        assert_eq!(codes(&diagnostics), [Code::UnterminatedFence]);
        assert!(pages[0].blocks.is_empty());
    }

    #[test]
    fn an_open_fence_that_hides_a_block_is_an_error() {
        let text = format!("`````js\n1\n\n{BLOCK}");
        let (_, diagnostics) = run(&[("a.md", &text), ("b.md", "```js\n1\n")]);
        assert_eq!(codes(&diagnostics), [Code::UnterminatedFence]);
    }

    #[test]
    fn an_unlabelled_document_is_pointed_out() {
        let text = BLOCK.replace(" /openapi.json post /a", "");
        assert_eq!(
            codes(&run(&[("a.md", &text)]).1),
            [Code::UnlabelledDocument]
        );
    }

    #[test]
    fn a_json_example_is_no_document() {
        let (pages, diagnostics) = run(&[("a.md", "```json POST /users\n{\"id\": 1}\n```\n")]);
        assert!(pages[0].blocks.is_empty() && diagnostics.is_empty());
        let (pages, _) = run(&[(
            "a.md",
            "```json POST /users\n{\"openapi\": \"3.0.0\"}\n```\n",
        )]);
        assert_eq!(pages[0].blocks.len(), 1);
    }

    #[test]
    fn control_characters_and_lone_carriage_returns_are_errors() {
        let (_, diagnostics) = run(&[("a.md", &BLOCK.replace('\n', "\r"))]);
        assert_eq!(codes(&diagnostics), [Code::InvalidLineEnding]);
        for (character, code) in [
            ('\0', Code::ControlCharacter),
            ('\u{1b}', Code::ControlCharacter),
            ('\r', Code::InvalidLineEnding),
        ] {
            let text = BLOCK.replace("3.0.0", &format!("3.0.0{character}x"));
            let (pages, diagnostics) = run(&[("a.md", &text)]);
            assert_eq!(codes(&diagnostics), [code]);
            assert!(pages[0].blocks.is_empty());
        }
    }

    #[test]
    fn two_pages_of_one_name_are_an_error() {
        let (pages, diagnostics) = run(&[("a.md", "x"), ("a.md", "y")]);
        assert_eq!(codes(&diagnostics), [Code::DuplicatePage]);
        assert_eq!(&*pages[0].text, "x");
    }
}
