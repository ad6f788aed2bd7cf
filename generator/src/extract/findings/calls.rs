//! Calls of operations that no page describes, and whose responses are not shown.

use crate::{
    diagnostic::{Code, Diagnostic, Location},
    extract::{evidence::Evidence, operation_index::OperationIndex, page::Page},
};

/// A finding for the first call of each operation that none of `pages` describes; none where
/// documents may describe them.
pub(in crate::extract) fn unanswered(pages: &[Page]) -> Vec<Diagnostic> {
    if pages.iter().any(|page| !page.blocks.is_empty()) {
        return Vec::new();
    }
    let mut known = OperationIndex::default();
    for evidence in pages.iter().flat_map(|page| &page.evidence) {
        known.insert(&evidence.method, &evidence.path, ());
    }
    let mut findings = Vec::new();
    let calls = pages.iter().flat_map(|page| &page.calls);
    for call in calls.filter(|it| is_of_api(it)) {
        if known.first(call).is_none() {
            known.insert(&call.method, &call.path, ());
            findings.push(left_out(call));
        }
    }
    findings
}

/// Whether a call is one of an operation, and no download or example of how to call any.
fn is_of_api(call: &Evidence) -> bool {
    let is_version = |segment: &str| {
        let number = segment.strip_prefix('v').unwrap_or(segment);
        number.bytes().all(|it| it.is_ascii_digit() || it == b'.')
    };
    let mut segments = call.path.split('/');
    segments.any(|it| it != "api" && !is_version(it))
        && (call.method != "get" || !call.credentials.is_empty())
}

fn left_out(call: &Evidence) -> Diagnostic {
    let operation = format!("{} {}", call.method.to_ascii_uppercase(), call.path);
    let message =
        format!("the call of `{operation}` is left out: the page shows no response of it");
    let at = Location::span(&call.page, call.range.clone());
    let finding = Diagnostic::new(Code::PageLeftOut, message).at(at, "found here");
    finding.help(format!(
        "write `{operation}` in a line above the command, or show the response below it"
    ))
}
