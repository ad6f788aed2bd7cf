//! The operations that the commands of a section without a request line call.

use std::collections::BTreeSet;

use super::{Parts, Request, evidence};
use crate::extract::{
    address,
    command::Command,
    evidence::{Basis, Evidence, Response},
    section::Section,
    shown::{self, Shown},
    words::Role,
};

/// The request of the only operation that `commands` call.
pub(in crate::extract) fn called(commands: &[Command]) -> Option<Request> {
    let first = commands.first()?;
    let address = address::parse(&first.url)?;
    let is_same = |it: &Command| it.is_of(&first.method, &address);
    let is_only = address.server.is_some() && commands.iter().all(is_same);
    is_only.then(|| Request {
        method: first.method.clone(),
        range: first.range.clone(),
        address,
    })
}

/// Whether a sample is a response without omissions: in a guide, an excerpt shows what it is about.
fn is_whole(shown: &Shown) -> bool {
    shown.is_response() && !shown.is_excerpt
}

/// The operations that the commands of a section without a request line call.
#[derive(Default)]
pub(in crate::extract) struct Calls {
    /// Those of which a response is shown below one of their commands.
    pub(in crate::extract) answered: Vec<Evidence>,
    /// Others, in whose paths nothing looks like a value.
    pub(in crate::extract) unanswered: Vec<Evidence>,
}

/// The operations that the commands of a section without a request line call.
pub(in crate::extract) fn of_commands(section: &Section<'_>, commands: &[Command]) -> Calls {
    let ends = commands.iter().skip(1).map(|next| next.range.start);
    let ends = ends.chain([section.range.end]);
    let title = section.title();
    let description = section.description();
    let operations = commands.iter().zip(ends).filter_map(|(command, end)| {
        let below = Section {
            outline: section.outline,
            range: command.range.end..end,
            request: None,
        };
        let request = Request {
            method: command.method.clone(),
            address: address::parse(&command.url)?,
            range: command.range.clone(),
        };
        let shown = match command.saves_response {
            true => Vec::new(),
            false => shown::samples(&below, Some(Role::Response(None))),
        };
        let is_excerpt = shown.iter().any(|it| it.is_excerpt);
        // A schema above the first command is about something else.
        let schemas = match command.is_of_stoplight {
            true => shown::schemas(&below, Some(Role::Response(None))),
            false => Vec::new(),
        };
        let parts = Parts {
            title: title.map(str::to_owned),
            description: description.clone(),
            shown: shown.into_iter().filter(is_whole).collect(),
            schemas: schemas.into_iter().filter(Shown::is_response).collect(),
            is_bare: true,
            ..Parts::default()
        };
        let evidence = evidence(section, request, std::slice::from_ref(command), parts)?;
        let basis = Basis::Calls;
        Some((Evidence { basis, ..evidence }, is_excerpt))
    });
    let operations: Vec<(Evidence, bool)> = operations.collect();
    let key = |it: &Evidence| (it.method.clone(), it.path.clone());
    let is_success = |it: &Response| it.status.starts_with('2');
    let has_body =
        |it: &Response| is_success(it) && (!it.samples.is_empty() || it.schema.is_some());
    let has_response = |(it, _): &&(Evidence, bool)| it.responses.iter().any(has_body);
    let answered = operations.iter().filter(has_response);
    let answered: BTreeSet<_> = answered.map(|(it, _)| key(it)).collect();
    let mut calls = Calls::default();
    for (evidence, is_excerpt) in operations {
        if answered.contains(&key(&evidence)) {
            calls.answered.push(evidence);
        } else if !is_excerpt && !has_value(&evidence.path) {
            calls.unanswered.push(evidence);
        }
    }
    calls
}

/// Whether a segment of a path looks like the value of a parameter.
fn has_value(path: &str) -> bool {
    path.split('/').any(is_value)
}

/// Whether a segment is a number or an id, as `42`, `door_1` and `d1` are; `v1beta1` is a version,
/// and `oauth2` a word.
fn is_value(segment: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    let is_version = segment
        .strip_prefix('v')
        .is_some_and(|it| it.starts_with(is_digit));
    let digits = segment.chars().filter(|c| is_digit(*c)).count();
    let letters = segment.chars().filter(|c| c.is_alphabetic()).count();
    digits > 0 && !is_version && (letters < 3 || digits > 2 || segment.contains(['_', '-']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_told_from_words_and_versions() {
        for path in [
            "/doors/42",
            "/doors/door_1",
            "/doors/d1",
            "/doors/a81bc81b-dead",
        ] {
            assert!(has_value(path), "{path}");
        }
        for path in [
            "/v1beta1/doors",
            "/oauth2/token",
            "/v2.1/doors",
            "/doors/{id}",
        ] {
            assert!(!has_value(path), "{path}");
        }
    }
}
