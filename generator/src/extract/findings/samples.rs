//! Samples on pages without a schema that are no JSON, although their info strings say so.

use super::json_error;
use crate::{
    diagnostic::{Code, Diagnostic, Location},
    extract::{
        evidence::{Evidence, Response},
        field::{Field, Place},
        markdown::Fence,
        page::Page,
        section::Outline,
    },
    http_method,
};

/// A finding for the first such sample of each operation of which the request or the response is
/// not known without it.
pub(super) fn unreadable(page: &Page, outline: &Outline<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut operations = page.evidence.iter().peekable();
    while let Some(operation) = operations.next() {
        let end = operations.peek().map(|next| next.range.start);
        let below = operation.range.end..end.unwrap_or(outline.file.text().len());
        let other = page.left_out.iter().map(|part| part.range.start);
        let end = other.filter(|at| below.contains(at)).min();
        let below = below.start..end.unwrap_or(below.end);
        if below.is_empty() || !lacks_body(operation) {
            continue;
        }
        let mut fences = outline.fences_in(&below).iter();
        findings.extend(fences.find_map(|fence| finding(page, operation, fence)));
    }
    findings
}

/// Whether nothing is known of the response to a request that succeeds, or of a body that the
/// request has by its method.
fn lacks_body(operation: &Evidence) -> bool {
    let is_empty =
        |it: &Response| it.samples.is_empty() && it.fields.is_empty() && it.schema.is_none();
    let is_in_body = |it: &Field| it.place == Place::Body;
    let lacks_request = http_method::has_body_by_default(&operation.method)
        && operation.requests.is_empty()
        && operation.request_schema.is_none()
        && !operation.parameters.iter().any(is_in_body);
    lacks_request || operation.success().is_none_or(is_empty)
}

fn finding(page: &Page, operation: &Evidence, fence: &Fence) -> Option<Diagnostic> {
    let begins_json = fence.text.trim_start().starts_with(['{', '[']);
    let (line, error) = json_error(&fence.text).filter(|_| fence.is_json() && begins_json)?;
    let at = fence.page_offset(line.start)..fence.page_offset(line.end);
    let method = operation.method.to_ascii_uppercase();
    let message = format!("a sample of `{method} {}` is no JSON", operation.path);
    let finding = Diagnostic::new(Code::UnreadableSample, message)
        .at(Location::span(&page.path, at), error)
        .at(
            Location::span(&page.path, operation.range.clone()),
            "nothing of it is known for this operation",
        );
    Some(finding.help("correct the sample, or list the fields with their types"))
}
