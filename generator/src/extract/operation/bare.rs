//! Sections about operations of which nothing is to be known but their method and their path.

use super::{Parts, body};
use crate::{
    extract::{
        command::{self, Command},
        evidence::{Evidence, NO_CONTENT},
        markdown::Fence,
        section::Section,
    },
    http_method,
};

/// The marks that lines of lists of fields begin with.
const MARKS: [&str; 9] = ["|", "- `", "* `", "+ `", "- **", "* **", "+ **", ": ", "<"];

/// Whether a section is its request line and prose, with or without `commands`: no table, list,
/// component or JSON from which nothing is read could describe more of the operation.
pub(in crate::extract) fn is_bare(
    section: &Section<'_>,
    commands: &[Command],
    parts: &Parts,
) -> bool {
    let Some(request) = &section.request else {
        return false;
    };
    // A change of an operation says nothing of what it is now.
    let is_alone = !request.is_sentence
        && !section.is_about_change()
        && (section.title().is_some() || section.is_in_heading());
    let is_read = |fence: &Fence| {
        let is_request =
            fence.opening.start <= request.range.start && request.range.start <= fence.range.end;
        is_request
            || !command::of_fence(section, fence).is_empty()
            || !fence.text.trim_start().starts_with(['{', '['])
    };
    let fences = section.fences_around();
    let is_code = |at: usize| {
        let next = fences.partition_point(|it| it.range.end < at);
        fences.get(next).is_some_and(|it| it.opening.start <= at)
    };
    let mut at = section.range.start;
    let mut lines = section.text().split_inclusive('\n').map(|line| {
        let here = at;
        at += line.len();
        (line.trim(), here)
    });
    // The rows above one that is the request are those of its table.
    let text = section.outline.file.text();
    let above = text.get(section.range.start..request.range.start);
    let table = above.and_then(|above| above.rfind("\n\n"));
    let start = table.map_or(request.range.start, |at| section.range.start + at);
    let is_prose = |line: &str, at: usize| {
        let above = section.outline.heading_above(at);
        let is_heading = above.is_some_and(|it| it.range.contains(&at));
        is_heading
            || (start..request.range.end).contains(&at)
            || !MARKS.iter().any(|mark| line.starts_with(mark))
    };
    let has_fields = !parts.groups.is_empty()
        || !parts.shown.is_empty()
        || !parts.schemas.is_empty()
        || commands.iter().any(|command| command.body.is_some());
    // Where the request has a body, a text that is about it says that there is more.
    let has_body = http_method::has_body_by_default(&request.method);
    is_alone
        && !has_fields
        && (!has_body || body::is_unnamed(section))
        && fences.iter().all(is_read)
        && lines.all(|(line, at)| is_code(at) || is_prose(line, at))
}

/// Whether nothing shows that the operation is one of the API: no command calls it, and no
/// response is known.
pub(in crate::extract) fn is_unanswered(evidence: &Evidence) -> bool {
    let mut responses = evidence.responses.iter();
    evidence.requests.is_empty()
        && responses.all(|it| {
            it.samples.is_empty()
                && it.fields.is_empty()
                && it.schema.is_none()
                && it.status != NO_CONTENT
        })
}
