//! Fenced code of a Markdown page to OpenAPI blocks.

mod content;
mod report;

use super::{
    block::Block,
    cut,
    dialect::Dialect,
    info::{self, Info},
    left_out::{LeftOut, PageKind},
    markdown::{Fence, Form, Heading, Markdown},
    outline::Preambles,
    page::Page,
    preamble::Preamble,
};
use crate::diagnostic::Diagnostic;

pub(super) use self::content::Content;
pub(crate) use self::content::OF_PATH_ITEMS;

/// The operation that an info string names.
struct Label {
    file: Option<String>,
    method: String,
    path: String,
}

/// Adds the OpenAPI blocks among the fences of `markdown` to `page`, and reports what only
/// resembles one, or is in a comment.
pub(super) fn read(
    page: &mut Page,
    text: &str,
    markdown: &Markdown,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Markdown {
        headings, fences, ..
    } = markdown;
    diagnostics.extend(report::commented(page, text, &markdown.comments));
    leave_outside(page, text, markdown, diagnostics);
    let mut preambles = Preambles::new(text, headings);
    let mut fences = fences.iter().peekable();
    while let Some(fence) = fences.next() {
        let above =
            &headings[..headings.partition_point(|it| it.range.start < fence.opening.start)];
        let content = Content::of(&fence.text);
        let is_async_api =
            content == Content::AsyncApi || above.last().is_some_and(names_async_api);
        let info = match info::parse(&fence.info) {
            Info::Foreign => Info::Foreign,
            _ if is_async_api => {
                page.left_out.push(async_api(fence));
                continue;
            }
            info => info,
        };
        let mut add = |page: &mut Page, label, dialect| {
            let preamble = preambles.above(fence.opening.start);
            page.blocks.push(block(fence.clone(), label, preamble));
            page.dialect = Some(dialect);
        };
        match info {
            Info::Operation {
                is_doubtful: true, ..
            } if content == Content::Other => {}
            // It names an operation of the document, as front matter does.
            Info::Operation { file: Some(_), .. } if fence.is_empty() => {}
            Info::Operation {
                file, method, path, ..
            } if fence.is_closed => match cut::find(text, fence, fences.peek().copied()) {
                Some(found) => {
                    let operation = format!("{} {path}", method.to_uppercase());
                    let finding = report::cut_off(page, text, fence, found, &operation);
                    diagnostics.push(finding);
                    page.left_out.push(invalid(fence, operation));
                }
                None => {
                    let label = Label { file, method, path };
                    add(page, Some(label), Dialect::Mintlify);
                }
            },
            // The document with that webhook, whose payload has a type.
            Info::Webhook if fence.is_closed => add(page, None, Dialect::Mintlify),
            Info::Document if fence.is_closed => {
                let dialect = dialect_of_document(fence, above);
                add(page, None, dialect.unwrap_or(Dialect::Blocks));
            }
            Info::Unlabelled
                if fence.is_closed && matches!(content, Content::OpenApi | Content::Part) =>
            {
                match dialect_of_document(fence, above) {
                    Some(dialect) => {
                        // Other systems have no method and path there.
                        if dialect == Dialect::Mintlify {
                            diagnostics.push(report::whole_document(page, fence));
                        }
                        add(page, None, dialect);
                    }
                    None => leave_out(page, text, fence, Info::Unlabelled, diagnostics),
                }
            }
            other => leave_out(page, text, fence, other, diagnostics),
        }
    }
}

/// Reports the documents that are in the text outside of blocks.
fn leave_outside(
    page: &mut Page,
    text: &str,
    markdown: &Markdown,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for range in report::outside_of_blocks(text, markdown) {
        page.left_out.push(LeftOut {
            range: range.clone(),
            ..LeftOut::whole(PageKind::UnlabelledDocument)
        });
        diagnostics.push(report::outside(page, range));
    }
}

/// The documentation system that writes a whole document into `fence`, below the headings
/// `above`.
fn dialect_of_document(fence: &Fence, above: &[Heading]) -> Option<Dialect> {
    let heading = above
        .last()
        .map(|heading| heading.text.to_ascii_lowercase());
    match heading.as_deref() {
        Some("openapi definition") => Some(Dialect::ReadMe),
        Some("openapi specification" | "openapi spec") => match fence.text.contains("x-apidog") {
            true => Some(Dialect::Apidog),
            false => Some(Dialect::Fern),
        },
        Some("openapi") => Some(Dialect::Mintlify),
        // One line, which no person writes.
        _ if fence.form == Form::Fence
            && fence.text.starts_with('{')
            && fence.text.trim_end().lines().count() == 1 =>
        {
            Some(Dialect::GitBook)
        }
        _ => None,
    }
}

fn names_async_api(heading: &Heading) -> bool {
    let mut words = heading.text.split_whitespace();
    words
        .next()
        .is_some_and(|word| word.eq_ignore_ascii_case("asyncapi"))
}

fn async_api(fence: &Fence) -> LeftOut {
    // `yaml asyncapi.json channel`
    let channel = fence
        .info
        .split_whitespace()
        .nth(2)
        .map(|it| format!("`{it}`"));
    LeftOut {
        kind: PageKind::AsyncApi,
        found: channel.unwrap_or_default(),
        document: None,
        range: fence.opening.clone(),
    }
}

fn invalid(fence: &Fence, operation: String) -> LeftOut {
    LeftOut {
        kind: PageKind::Invalid,
        found: format!("`{operation}`"),
        document: None,
        range: fence.opening.clone(),
    }
}

/// Reports why `fence` is not read, if its author seems to expect that it is.
fn leave_out(
    page: &mut Page,
    text: &str,
    fence: &Fence,
    info: Info,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let kind = match info {
        Info::Unlabelled | Info::Foreign if fence.is_closed => PageKind::UnlabelledDocument,
        _ => PageKind::Invalid,
    };
    if let Some(finding) = report::finding(page, text, fence, info) {
        diagnostics.push(finding);
        let left_out = invalid(fence, fence.info.trim().to_owned());
        let found = match fence.info.trim() {
            "" => String::new(),
            _ => left_out.found,
        };
        page.left_out.push(LeftOut {
            kind,
            found,
            ..left_out
        });
    }
}

fn block(mut fence: Fence, label: Option<Label>, preamble: Preamble) -> Block {
    // Some editors write a byte order mark before pasted text; YAML allows it there.
    if fence.text.starts_with('\u{feff}') {
        let length = '\u{feff}'.len_utf8();
        fence.text.drain(..length);
        for (number, (here, page)) in fence.segments.iter_mut().enumerate() {
            if number == 0 {
                *page += length;
            } else {
                *here -= length;
            }
        }
    }
    let (file, operation) = label.map_or((None, None), |it| (it.file, Some((it.method, it.path))));
    let (method, path) = operation.unzip();
    Block {
        method,
        path,
        file,
        preamble: Some(preamble),
        range: fence.range,
        info: fence.opening,
        text: fence.text,
        segments: fence.segments,
    }
}
