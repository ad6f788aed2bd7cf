//! Why a fence is not read as a block.

use super::{
    super::{
        cut::Cut,
        info::{self, Info},
        markdown::Fence,
        page::Page,
    },
    content::Content,
};
use crate::diagnostic::{Code, Diagnostic, Location};

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
pub(super) fn finding(page: &Page, fence: &Fence, info: Info) -> Option<Diagnostic> {
    let report = |code, message: &str, label: &str| {
        let location = Location::span(&page.path, fence.opening.clone());
        Diagnostic::new(code, message).at(location, label)
    };
    Some(match info {
        Info::Operation { .. } | Info::Document => {
            let message = "the OpenAPI block has no closing fence";
            report(Code::UnterminatedFence, message, "opened here")
                .help("end the block with a line of at least as many backticks")
        }
        Info::Malformed(reason) => {
            let message = format!("malformed info string: {reason}");
            report(Code::InvalidInfoString, &message, "this block is not read").help(info::EXPECTED)
        }
        Info::Webhook => {
            let message = "webhooks are not generated from blocks";
            report(Code::WebhookSkipped, message, "this block is not read").help(
                "describe the payload as a component and name it in `[webhook]` in overrides.toml",
            )
        }
        Info::Unlabelled if Content::of(&fence.text) == Content::OpenApi => {
            let message = "the block looks like an OpenAPI document, but its info string has no method and path";
            report(Code::UnlabelledDocument, message, "this block is not read")
                .help(info::EXPECTED_OF_DOCUMENT)
        }
        // A script may contain a document; one that begins as a document is nothing else.
        Info::Foreign if fence.is_closed && Content::begins_document(&fence.text) => {
            let message = "the block looks like an OpenAPI document, but its info string says neither YAML nor JSON";
            report(Code::UnlabelledDocument, message, "this block is not read")
                .help(info::EXPECTED_OF_DOCUMENT)
        }
        Info::Unlabelled | Info::Foreign if !fence.is_closed && contains_block(fence) => {
            let message = "a fence without an end contains an OpenAPI block";
            report(Code::UnterminatedFence, message, "opened here")
                .help("end the fence with a line of at least as many backticks")
        }
        Info::Unlabelled | Info::Foreign => return None,
    })
}

/// Whether a line of the fence's content would open an OpenAPI block.
fn contains_block(fence: &Fence) -> bool {
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
