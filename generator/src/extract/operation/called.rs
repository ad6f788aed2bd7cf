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

/// The operations that the commands of a section without a request line call. A response of each
/// is shown below one of its commands.
pub(in crate::extract) fn of_commands(
    section: &Section<'_>,
    commands: &[Command],
) -> Vec<Evidence> {
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
            ..Parts::default()
        };
        let evidence = evidence(section, request, std::slice::from_ref(command), parts)?;
        Some(Evidence {
            basis: Basis::Calls,
            ..evidence
        })
    });
    let operations: Vec<Evidence> = operations.collect();
    let key = |it: &Evidence| (it.method.clone(), it.path.clone());
    let is_success = |it: &Response| it.status.starts_with('2');
    let has_body =
        |it: &Response| is_success(it) && (!it.samples.is_empty() || it.schema.is_some());
    let has_response = |it: &&Evidence| it.responses.iter().any(has_body);
    let answered: BTreeSet<_> = operations.iter().filter(has_response).map(key).collect();
    let mut operations = operations;
    operations.retain(|it| answered.contains(&key(it)));
    operations
}
