//! The body of the errors of all operations, where a part of a page about errors in general shows
//! it.

use super::{command, evidence::Sample, message::Start, section::Section};
use crate::sample;

/// Words in the names of fields that errors have.
const FIELDS: [&str; 7] = [
    "code", "detail", "error", "message", "problem", "reason", "title",
];

/// Words in headings about errors in general, beside `error`.
const HEADINGS: [&str; 18] = [
    "and",
    "api",
    "body",
    "code",
    "codes",
    "format",
    "handling",
    "http",
    "message",
    "messages",
    "object",
    "response",
    "responses",
    "schema",
    "status",
    "statuses",
    "structure",
    "the",
];

/// The bodies of errors that `section` shows below headings about errors, if it is about no
/// operation.
pub(super) fn of_section(section: &Section<'_>) -> Vec<Sample> {
    let commands = command::commands(section);
    let called = commands.first().map_or(usize::MAX, |it| it.range.start);
    // Below what calls an operation, they are its own.
    let headings = section.headings().iter();
    let mut headings = headings.filter(|it| {
        let at = it.range.start;
        at < called && is_about_all_errors(&it.text) && !section.is_below_incoming(at)
    });
    let Some(heading) = headings.next().filter(|_| section.request.is_none()) else {
        return Vec::new();
    };
    let end = section.outline.end_of_part(heading.range.start);
    let below = heading.range.start..end.min(section.range.end);
    let fences = section.outline.fences_in(&below).iter();
    let fences = fences.filter(|it| !section.is_in_aside(it.opening.start));
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
            let mut fields = json.as_object().into_iter().flat_map(|it| it.keys());
            fields.any(|it| names_field(it))
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

/// Whether a word in the name of a field is one that errors have: `errorCode`, and not `zipcode`.
fn names_field(name: &str) -> bool {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for c in name.chars() {
        if !c.is_alphanumeric() || was_lower && c.is_uppercase() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.extend(c.to_lowercase());
        }
        was_lower = c.is_lowercase();
    }
    let mut words = words.iter().map(|it| it.strip_suffix('s').unwrap_or(it));
    words.any(|word| FIELDS.contains(&word))
}

/// Whether a heading is about errors, and about nothing in particular: not `Import errors`.
fn is_about_all_errors(heading: &str) -> bool {
    let heading = heading.to_ascii_lowercase();
    let words = heading.split(|c: char| !c.is_alphanumeric());
    let mut words = words.filter(|word| !word.bytes().all(|it| it.is_ascii_digit()));
    let is_error = |word: &str| matches!(word, "error" | "errors");
    words.clone().any(is_error) && words.all(|word| is_error(word) || HEADINGS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_those_of_errors() {
        for name in ["errorCode", "error", "messages", "problem_title"] {
            assert!(names_field(name), "{name}");
        }
        for name in ["zipcode", "subtitle", "row"] {
            assert!(!names_field(name), "{name}");
        }
    }

    #[test]
    fn headings_are_about_all_errors() {
        for heading in [
            "Errors",
            "2. Error handling",
            "HTTP status codes and errors",
            "The error object",
        ] {
            assert!(is_about_all_errors(heading), "{heading}");
        }
        for heading in [
            "Import errors",
            "The error log entry",
            "Webhook: error event",
            "Status codes",
        ] {
            assert!(!is_about_all_errors(heading), "{heading}");
        }
    }
}
