//! Samples on pages without a schema that are lost: those that are no JSON, although their info
//! strings say so, and those of which nothing says what they are samples of.

use super::json_error;
use crate::{
    diagnostic::{Code, Diagnostic, Location},
    extract::{
        evidence::{Evidence, Response},
        field::{Field, Place},
        markdown::Fence,
        page::Page,
        section::Outline,
        shell,
    },
    http_method,
    sample::{self, BODY_IN_FILE, Curl},
};

/// A finding for the first such sample of each operation of which the request or the response is
/// not known without it.
pub(super) fn lost(page: &Page, outline: &Outline<'_>) -> Vec<Diagnostic> {
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
        findings.extend(fences.find_map(|fence| {
            let unreadable = unreadable(page, operation, fence);
            // What is below another heading may be about something else.
            let above = outline.heading_above(fence.opening.start);
            let is_below = above.is_none_or(|it| it.range.start <= below.start);
            let unlabelled = || unlabelled(page, operation, fence).filter(|_| is_below);
            let in_file = || in_file(page, operation, fence);
            unreadable.or_else(unlabelled).or_else(in_file)
        }));
    }
    findings
}

/// Whether nothing is known of the response to a request that succeeds, or of a body that the
/// request has by its method.
fn lacks_body(operation: &Evidence) -> bool {
    let is_empty =
        |it: &Response| it.samples.is_empty() && it.fields.is_empty() && it.schema.is_none();
    lacks_request(operation) || operation.success().is_none_or(is_empty)
}

/// Whether nothing is known of a body that the request has by its method.
fn lacks_request(operation: &Evidence) -> bool {
    let is_in_body = |it: &Field| it.place == Place::Body;
    http_method::has_body_by_default(&operation.method)
        && operation.requests.is_empty()
        && operation.request_schema.is_none()
        && !operation.parameters.iter().any(is_in_body)
}

/// What messages call an operation.
fn shown(operation: &Evidence) -> String {
    let method = operation.method.to_ascii_uppercase();
    format!("`{method} {}`", operation.path)
}

/// That a command sends a file, of which the page does not say what it has.
fn in_file(page: &Page, operation: &Evidence, fence: &Fence) -> Option<Diagnostic> {
    let command = shell::commands(&fence.text).into_iter().next()?;
    let curl = Curl::read(&fence.text[command]).ok()?;
    let is_lost = lacks_request(operation) && matches!(curl.body, Some(Err(BODY_IN_FILE)));
    let message = format!(
        "the body of {} is left out: it is in a file, of which nothing says what it has",
        shown(operation)
    );
    let at = Location::span(&page.path, fence.opening.clone());
    let finding = Diagnostic::new(Code::PageLeftOut, message).at(at, "found here");
    Some(finding.help("show the body below a line `Request:`, or list its fields with their types"))
        .filter(|_| is_lost)
}

/// That nothing says whether JSON is a sample of the request or of the response.
fn unlabelled(page: &Page, operation: &Evidence, fence: &Fence) -> Option<Diagnostic> {
    let json = sample::json(&fence.text).filter(|_| fence.is_json())?;
    let responses = operation.responses.iter().flat_map(|it| &it.samples);
    let mut samples = operation.requests.iter().chain(responses);
    let is_read = samples.any(|it| it.range == fence.range);
    if is_read || !(json.is_object() || json.is_array()) {
        return None;
    }
    let message = format!(
        "a sample below {} is left out: nothing says whether it is the request or the response",
        shown(operation)
    );
    let at = Location::span(&page.path, fence.opening.clone());
    let finding = Diagnostic::new(Code::PageLeftOut, message).at(at, "found here");
    Some(finding.help("write `Request:` or `Response:` in a line above it"))
}

fn unreadable(page: &Page, operation: &Evidence, fence: &Fence) -> Option<Diagnostic> {
    let begins_json = fence.text.trim_start().starts_with(['{', '[']);
    let (line, error) = json_error(&fence.text).filter(|_| fence.is_json() && begins_json)?;
    let at = fence.page_offset(line.start)..fence.page_offset(line.end);
    let message = format!("a sample of {} is no JSON", shown(operation));
    let finding = Diagnostic::new(Code::UnreadableSample, message)
        .at(Location::span(&page.path, at), error)
        .at(
            Location::span(&page.path, operation.range.clone()),
            "nothing of it is known for this operation",
        );
    Some(finding.help("correct the sample, or list the fields with their types"))
}
