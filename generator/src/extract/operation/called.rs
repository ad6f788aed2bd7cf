//! The operations that the commands of a section without a request line call.

use std::collections::BTreeSet;

use super::{
    Group, Parts, Request, evidence,
    shared::Shared,
    values::{Names, is_value},
};
use crate::extract::{
    command::Command,
    evidence::{Basis, Evidence, Response},
    section::Section,
    shown::{self, Shown},
    words::Role,
};

/// The request of the only operation that `commands` call.
pub(in crate::extract) fn called(commands: &[Command], groups: &[Group]) -> Option<Request> {
    let first = commands.first()?;
    let address = Names::of(groups).address(first)?;
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
///
/// Where `groups` list the fields of all of them, each has those that it sends.
pub(in crate::extract) fn of_commands(
    section: &Section<'_>,
    commands: &[Command],
    groups: &[Group],
) -> Calls {
    let names = Names::of(groups);
    let addresses: Vec<_> = commands.iter().map(|it| names.address(it)).collect();
    let shared = Shared::new(commands, &addresses);
    let ends = commands.iter().skip(1).map(|next| next.range.start);
    let ends = ends.chain([section.range.end]);
    let title = section.title();
    let description = section.description();
    let commands = commands.iter().zip(&addresses);
    let operations = commands.zip(ends).filter_map(|((command, address), end)| {
        let below = Section {
            outline: section.outline,
            range: command.range.end..end,
            request: None,
        };
        let address = address.clone()?;
        let request = Request {
            method: command.method.clone(),
            address,
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
            groups: shared.fields_of(groups, command, &request),
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
        } else if !is_excerpt && !evidence.path.split('/').any(is_value) {
            calls.unanswered.push(evidence);
        }
    }
    calls
}
