//! Bodies that a page describes in prose alone, below a heading: of these it is known that they are
//! there, and nothing else.

use serde_json::{Map, Value};

use crate::extract::{
    evidence::Sample,
    field::{Place, Shape},
    operation::{Group, Parts},
    section::Section,
    shown::Shown,
    words::Role,
};

/// Words of a text that says that there is no body.
const NOTHING: [&str; 8] = [
    "blank",
    "doesn",
    "does not",
    "don\u{2019}t",
    "empty",
    "n/a",
    "no ",
    "none",
];

/// Adds any value as the bodies of the request and of the success that headings are about, where
/// nothing but prose is below them.
pub(super) fn add_bodies(section: &Section<'_>, parts: &mut Parts) {
    for heading in section.headings() {
        let at = heading.range.start;
        let Some(role) = heading.role.as_ref().filter(|_| is_described(section, at)) else {
            continue;
        };
        let is_request = *role == Role::Request(Some(Place::Body));
        let is_response = *role == Role::Response(None) && names_body(&heading.text);
        let is_known = |it: &Role| match it {
            Role::Request(place) => is_request && matches!(place, None | Some(Place::Body)),
            Role::Response(_) => is_response,
            Role::ResponseHeaders(_) => false,
        };
        let mut roles = parts
            .groups
            .iter()
            .map(|it| &it.role)
            .chain(parts.shown.iter().map(|it| &it.role))
            .chain(parts.schemas.iter().map(|it| &it.role));
        if roles.any(is_known) {
            continue;
        }
        if is_request {
            parts.groups.push(Group {
                role: role.clone(),
                fields: Vec::new(),
                shape: Shape::Object,
                title: None,
                is_type: false,
                is_guess: false,
            });
        } else if is_response {
            parts.schemas.push(Shown {
                role: role.clone(),
                sample: Sample {
                    json: Value::Object(Map::new()),
                    range: heading.range.clone(),
                },
                is_excerpt: false,
            });
        }
    }
}

fn names_body(heading: &str) -> bool {
    heading.to_ascii_lowercase().contains("body")
}

/// Whether a sentence below the heading at the byte `at` describes what the heading is about.
fn is_described(section: &Section<'_>, at: usize) -> bool {
    let text = section.outline.file.text();
    let lines = text.get(at..section.range.end).unwrap_or_default().lines();
    let mut below = lines.skip(1).map(str::trim).filter(|line| !line.is_empty());
    let Some(line) = below.next() else {
        return false;
    };
    let line = line.to_ascii_lowercase();
    let is_sentence = line.starts_with(|c: char| c.is_alphabetic()) && line.ends_with('.');
    is_sentence && !NOTHING.iter().any(|word| line.contains(word))
}
