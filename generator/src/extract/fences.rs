//! Fenced code of a Markdown page to OpenAPI blocks.

use super::{
    block::Block,
    info::{self, Info},
    markdown::Fence,
    page::Page,
};
use crate::diagnostic::{Code, Diagnostic, Location};

/// Adds the OpenAPI blocks among `fences` to `page`, and reports what only resembles one.
pub(super) fn read(page: &mut Page, fences: Vec<Fence>, diagnostics: &mut Vec<Diagnostic>) {
    for fence in fences {
        match info::parse(&fence.info) {
            Info::Operation {
                is_doubtful: true, ..
            } if !contains_openapi_version(&fence.text) => {}
            Info::Operation {
                file, method, path, ..
            } if fence.is_closed => page.blocks.push(block(fence, file, method, path)),
            other => diagnostics.extend(finding(page, &fence, other)),
        }
    }
}

/// Why a fence is not read as a block, if its author seems to expect that it is.
fn finding(page: &Page, fence: &Fence, info: Info) -> Option<Diagnostic> {
    let report = |code, message: &str, label: &str| {
        let location = Location::span(&page.path, fence.opening.clone());
        Diagnostic::new(code, message).at(location, label)
    };
    Some(match info {
        Info::Operation { .. } => {
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
        Info::Unlabelled if contains_openapi_version(&fence.text) => {
            let message = "the block looks like an OpenAPI document, but its info string has no method and path";
            report(Code::UnlabelledDocument, message, "this block is not read").help(info::EXPECTED)
        }
        Info::Unlabelled | Info::Foreign if !fence.is_closed && contains_block(fence) => {
            let message = "a fence without an end contains an OpenAPI block";
            report(Code::UnterminatedFence, message, "opened here")
                .help("end the fence with a line of at least as many backticks")
        }
        Info::Unlabelled | Info::Foreign => return None,
    })
}

fn block(mut fence: Fence, file: Option<String>, method: String, path: String) -> Block {
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

/// Whether a line of the text is the `openapi` or `swagger` field of a document.
fn contains_openapi_version(text: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim_start_matches(['{', ' ', '\t', '"']);
        ["openapi", "swagger"].iter().any(|key| {
            line.strip_prefix(key)
                .is_some_and(|rest| rest.trim_start_matches(['"', ' ']).starts_with(':'))
        })
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
