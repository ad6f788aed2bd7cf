//! The body of the errors of all operations, where a part of a page about errors in general shows
//! it.

use super::{command, evidence::Sample, message::Start, section::Section};
use crate::sample;

/// Words in the names of fields that errors have.
const FIELDS: [&str; 7] = [
    "code", "detail", "error", "message", "problem", "reason", "title",
];

/// The bodies of errors that `section` shows below headings about errors, if it is about no
/// operation.
pub(super) fn of_section(section: &Section<'_>) -> Vec<Sample> {
    let commands = command::commands(section);
    let called = commands.first().map_or(usize::MAX, |it| it.range.start);
    // Below what calls an operation, they are its own.
    let headings = section.headings().iter();
    let mut headings = headings.filter(|it| it.range.start < called && names_errors(&it.text));
    let Some(heading) = headings.next().filter(|_| section.request.is_none()) else {
        return Vec::new();
    };
    let end = section.outline.end_of_part(heading.range.start);
    let below = heading.range.start..end.min(section.range.end);
    let fences = section.outline.fences_in(&below).iter();
    let samples = fences.flat_map(|fence| {
        let messages = section.messages_in(fence).iter().filter_map(|message| {
            let is_error = matches!(
                &message.start,
                Start::Response { status } if status.starts_with(['4', '5'])
            );
            message.body.clone().filter(|_| is_error)
        });
        let mut bodies: Vec<_> = messages.collect();
        if bodies.is_empty() && fence.text.trim_start().starts_with('{') {
            bodies.extend(sample::json(&fence.text));
        }
        let errors = bodies.into_iter().filter(|json| {
            let fields = json.as_object().into_iter().flat_map(|it| it.keys());
            let is_of_error = |name: &String| {
                let name = name.to_ascii_lowercase();
                FIELDS.iter().any(|it| name.contains(it))
            };
            fields.clone().any(is_of_error)
        });
        let range = fence.range.clone();
        let samples = errors.map(move |json| Sample {
            json,
            range: range.clone(),
        });
        samples.collect::<Vec<_>>()
    });
    samples.collect()
}

/// Whether a heading is about errors.
fn names_errors(heading: &str) -> bool {
    let heading = heading.to_ascii_lowercase();
    let mut words = heading.split(|c: char| !c.is_alphanumeric());
    words.any(|word| matches!(word, "error" | "errors"))
}
