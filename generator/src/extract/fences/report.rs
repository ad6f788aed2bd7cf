//! Why a fence is not read as a block.

use std::ops::Range;

use super::{
    super::{
        cut::Cut,
        info::{self, Info},
        markdown::{self, Fence, Form, Markdown},
        page::Page,
        request_line,
    },
    content::Content,
};
use crate::diagnostic::{Code, Diagnostic, Location};

/// The help for a document that is not in a fence.
const FENCE_EXPECTED: &str = "if it describes the API, put it between two lines of three backticks, and write `yaml openapi` behind the first of them";

/// What begins a comment of MDX.
const COMMENT: &str = "{/*";

/// A block of which only a part could be read.
pub(super) fn cut_off(
    page: &Page,
    text: &str,
    fence: &Fence,
    cut: Cut,
    operation: &str,
) -> Diagnostic {
    let at = |range| Location::span(&page.path, range);
    let message = format!("a code fence cuts the OpenAPI block of `{operation}` off");
    let diagnostic = Diagnostic::new(Code::FenceInBlock, message);
    let diagnostic = match cut {
        Cut::Text(line) => diagnostic
            .at(at(line), "at column zero, this ends the text that it is in")
            .help("indent the fence and its content as the text around it"),
        Cut::Block(lost) => {
            let lines = text[lost.clone()].lines().count();
            let lines = match lines {
                1 => "this line is".to_owned(),
                _ => format!("these {lines} lines are"),
            };
            let closing = fence.range.end..lost.start - 1;
            let first =
                lost.start..lost.start + text[lost.clone()].find('\n').unwrap_or(lost.len());
            diagnostic
                .at(at(closing), "this closes the block within a text")
                .at(at(first), format!("{lines} lost"))
                .help("open and close the block with more backticks than the fence has")
        }
    };
    diagnostic.at(at(fence.opening.clone()), "this block is not read")
}

/// That a block of Mintlify, whose info strings name operations, names none.
pub(super) fn whole_document(page: &Page, fence: &Fence) -> Diagnostic {
    let location = Location::span(&page.path, fence.opening.clone());
    let message = "the info string of the block has no method and path; every operation of its document is generated";
    Diagnostic::new(Code::WholeDocument, message)
        .at(location, "this info string")
        .help(info::EXPECTED)
}

/// Why a fence is not read as a block, if its author seems to expect that it is.
pub(super) fn finding(page: &Page, text: &str, fence: &Fence, info: Info) -> Option<Diagnostic> {
    let report = |code, message: &str, label: &str| {
        let location = Location::span(&page.path, fence.opening.clone());
        Diagnostic::new(code, message).at(location, label)
    };
    Some(match info {
        Info::Operation { .. } | Info::Document | Info::Webhook => {
            let message = "the OpenAPI block has no closing fence";
            report(Code::UnterminatedFence, message, "opened here")
                .help("end the block with a line of at least as many backticks")
        }
        Info::Malformed(reason) => {
            let message = format!("malformed info string: {reason}");
            report(Code::InvalidInfoString, &message, "this block is not read").help(info::EXPECTED)
        }
        // A script may contain a document; one that begins as a document is nothing else.
        Info::Unlabelled | Info::Foreign if is_document(fence, &info) => {
            unlabelled(page, fence, &info)
        }
        Info::Unlabelled | Info::Foreign if contains_block(text, fence) => {
            let message = "a fence without an end contains an OpenAPI block";
            report(Code::UnterminatedFence, message, "opened here")
                .help("end the fence with a line of at least as many backticks")
        }
        Info::Unlabelled | Info::Foreign if !fence.is_closed && contains_request(fence) => {
            let message = "a fence without an end contains the request line of an operation";
            report(Code::UnterminatedFence, message, "opened here")
                .help("end the fence with a line of at least as many backticks")
        }
        Info::Unlabelled | Info::Foreign => return None,
    })
}

/// The lines outside of code and comments in which a document says that it is one: they are in
/// code that neither Markdown nor this module knows, such as that of a shortcode.
pub(super) fn outside_of_blocks(text: &str, markdown: &Markdown) -> Vec<Range<usize>> {
    let code = markdown.fences.iter();
    let code = code.map(|fence| fence.opening.start..fence.range.end);
    let mut hidden: Vec<Range<usize>> = code.chain(markdown.comments.iter().cloned()).collect();
    hidden.extend(html_comments(text));
    hidden.sort_by_key(|range| range.start);
    // Ranges may contain each other; the furthest end so far says whether a line is in one.
    let mut hidden = hidden.into_iter().peekable();
    let mut hidden_to = markdown.start;
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let words = line.trim_start();
        let start = at + line.len() - words.len();
        at += line.len();
        (start, words.trim_end())
    });
    let mut found = Vec::new();
    for (start, line) in lines {
        while let Some(range) = hidden.next_if(|range| range.start <= start) {
            hidden_to = hidden_to.max(range.end);
        }
        if start >= hidden_to && Content::is_version(line) {
            found.push(start..start + line.len());
        }
    }
    found
}

/// The comments of HTML.
fn html_comments(text: &str) -> Vec<Range<usize>> {
    let mut comments = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find("<!--").map(|start| at + start) {
        let length = text[start..]
            .find("-->")
            .map_or(text.len() - start, |it| it + 3);
        at = start + length;
        comments.push(start..at);
    }
    comments
}

/// A document in the line `range`, which is in no block.
pub(super) fn outside(page: &Page, range: Range<usize>) -> Diagnostic {
    let message = "the text looks like an OpenAPI document, but it is in no block";
    Diagnostic::new(Code::UnlabelledDocument, message)
        .at(Location::span(&page.path, range), "nothing of it is read")
        .help(FENCE_EXPECTED)
}

/// Whether all of `fence` is a document or a part of one; a part is not in other languages.
fn is_document(fence: &Fence, info: &Info) -> bool {
    let content = Content::of(&fence.text);
    match info {
        Info::Unlabelled => matches!(content, Content::OpenApi | Content::Part),
        _ if !fence.is_closed => false,
        _ if fence.info.trim().is_empty() => Content::is_of_document(&fence.text),
        _ => content == Content::OpenApi && Content::is_of_document(&fence.text),
    }
}

/// A document whose info string does not say that it is one.
fn unlabelled(page: &Page, fence: &Fence, info: &Info) -> Diagnostic {
    let what = match Content::of(&fence.text) {
        Content::Part => "a part of an OpenAPI document",
        _ => "an OpenAPI document",
    };
    let (reason, help) = match (fence.form, info) {
        (Form::Fence, Info::Unlabelled) => (
            "its info string has no method and path",
            info::EXPECTED_OF_DOCUMENT,
        ),
        (Form::Fence, _) => (
            "its info string says neither YAML nor JSON",
            info::EXPECTED_OF_DOCUMENT,
        ),
        (Form::Indented, _) => ("it is indented code without an info string", FENCE_EXPECTED),
        (Form::Element, _) => ("it is in an element or a shortcode", FENCE_EXPECTED),
    };
    let message = format!("the block looks like {what}, but {reason}");
    Diagnostic::new(Code::UnlabelledDocument, message)
        .at(
            Location::span(&page.path, fence.opening.clone()),
            "this block is not read",
        )
        .help(help)
}

/// A finding for each of the `comments` of MDX that has an OpenAPI block, on a page of Markdown,
/// which has no such comments.
pub(super) fn commented(page: &Page, text: &str, comments: &[Range<usize>]) -> Vec<Diagnostic> {
    if page.path.ends_with(".mdx") {
        return Vec::new();
    }
    let is_block = |fence: &Fence| match info::parse(&fence.info) {
        Info::Operation { is_doubtful, .. } => !is_doubtful,
        Info::Document => true,
        _ => Content::is_of_document(&fence.text),
    };
    let comments = comments.iter().filter_map(|comment| {
        let inner = comment.start + COMMENT.len()..comment.end;
        let inner = text.get(inner).unwrap_or_default();
        let fences = markdown::read(inner, 0).fences;
        let count = fences.iter().filter(|fence| is_block(fence)).count();
        let blocks = match count {
            0 => return None,
            1 => "an OpenAPI block is".to_owned(),
            _ => format!("{count} OpenAPI blocks are"),
        };
        let message = format!("{blocks} in a comment of MDX, which is none in Markdown");
        let finding = Diagnostic::new(Code::CommentedBlock, message).at(
            Location::span(&page.path, comment.start..comment.start + COMMENT.len()),
            "nothing in this comment is read",
        );
        Some(finding.help("remove `{/*` and `*/}` if it describes the API; else write `<!-- … -->`, or give the page the extension `.mdx`"))
    });
    comments.collect()
}

/// Whether a line behind a blank one would be a request line: code does not have it there.
fn contains_request(fence: &Fence) -> bool {
    let lines = fence
        .text
        .lines()
        .skip_while(|line| !line.trim().is_empty());
    let mut lines = lines.filter(|line| line.starts_with(['#', '`', '*']));
    lines.any(|line| request_line::parse(line).is_some())
}

/// Whether a line of the fence's content would open an OpenAPI block, and the next closing line
/// ends the fence instead: one that shows such a block has more marks.
fn contains_block(text: &str, fence: &Fence) -> bool {
    let length = |line: &str| line.len() - line.trim_start_matches(['`', '~']).len();
    let marks = match fence.is_closed {
        true => length(&text[fence.opening.clone()]),
        false => 3,
    };
    fence.text.lines().any(|line| {
        let info = line.trim_start().trim_start_matches(['`', '~']);
        length(line.trim_start()) >= marks.max(3)
            && matches!(
                info::parse(info),
                Info::Operation {
                    is_doubtful: false,
                    ..
                }
            )
    })
}
