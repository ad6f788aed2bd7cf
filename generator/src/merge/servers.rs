//! `servers` of documents that name different ones.
//!
//! Pages of one site can describe several services. The servers that most operations have are
//! those of the client; operations of other pages get servers of their own.

use std::{collections::BTreeSet, sync::Arc};

use serde_json::{Map, Value};

use super::{
    decisions::Decisions,
    operations, own_servers,
    server_list::{FIELD, Urls, absolute, default, field_of, without_slash},
};
use crate::{
    diagnostic::{Code, Diagnostic, counted},
    host::is_related,
    http_method::is_method,
    normalise::{Normalised, Tolerance},
    source::{Origin, Pointer},
};

/// What was done about documents with other servers.
#[derive(Default)]
pub(super) struct Separated {
    /// The lists that operations have now, and the nodes that they were copied from.
    pub(super) copied: Vec<(Pointer, Origin)>,
    /// The indices of the URLs in `overrides.toml` that operations have.
    pub(super) accepted: BTreeSet<usize>,
    pub(super) findings: Vec<Diagnostic>,
}

/// Pages whose requests are sent to the same server.
struct Service {
    /// The first server of the list that has a host.
    default: String,
    /// How many operations these pages describe.
    operations: usize,
    /// Their lists, each with how many operations have it and the first page that has it.
    lists: Vec<(Urls, usize, Arc<str>)>,
}

impl Service {
    /// The list that most operations have, and the first page that has it; of equally many, the
    /// first by page. A page that adds a server to it adds none to the client.
    fn usual(&self) -> Option<(&Urls, &Arc<str>)> {
        let lists = self.lists.iter().rev();
        let (urls, _, page) = lists.max_by_key(|(_, count, _)| *count)?;
        Some((urls, page))
    }
}

/// Gives the operations of documents servers of their own where these are not those of the
/// client. `inputs` are sorted by page.
///
/// Nothing is done where a choice about `servers` names one of the pages.
pub(super) fn separate(inputs: &mut [Normalised], decisions: &Decisions<'_>) -> Separated {
    let is_decided = |input: &Normalised| {
        let mut choices = decisions.choices.iter();
        choices.any(|it| it.schema == FIELD && *input.page == *it.take)
            && input.value.get(FIELD).is_some()
    };
    if inputs.iter().any(is_decided) {
        return Separated::default();
    }
    let services = services(inputs);
    // Of those with equally many operations, the first by path.
    let main = services.iter().rev().max_by_key(|it| it.operations);
    let Some((main, (usual, page))) = main.and_then(|main| Some((main, main.usual()?))) else {
        return Separated::default();
    };
    let mut separated = Separated::default();
    for (url, finding) in own_servers::unrelated(inputs, usual, page, decisions.tolerance) {
        if !accept(&url, decisions, &mut separated) {
            separated.findings.push(finding);
        }
    }
    move_to_operations(inputs, usual, page, &mut separated);
    let others = services.iter().filter(|it| !usual.contains(&it.default));
    for service in others {
        if !accept(&service.default, decisions, &mut separated) {
            let is_split = service.operations == main.operations
                && !is_related(&service.default, &main.default);
            let is_error = is_split || decisions.tolerance == Tolerance::Strict;
            let finding = report(service, main, page, is_split, is_error);
            separated.findings.extend(finding);
        }
    }
    separated
}

/// Whether `overrides.toml` accepts that operations have this server.
fn accept(url: &str, decisions: &Decisions<'_>, separated: &mut Separated) -> bool {
    let mut accepted = decisions.servers.iter();
    let number = accepted.position(|it| without_slash(it) == url);
    separated.accepted.extend(number);
    number.is_some()
}

/// Removes each list that is not the `usual` one, which `page` has; that of another service is
/// copied to the operations of its document.
fn move_to_operations(
    inputs: &mut [Normalised],
    usual: &Urls,
    page: &Arc<str>,
    separated: &mut Separated,
) {
    let mut other_list = None;
    for input in inputs {
        let (Some(default), urls) = (default(&input.value), absolute(&input.value)) else {
            // A URL without a host, which has a warning, follows one that is not known.
            remove(&mut input.value);
            continue;
        };
        if urls == *usual {
            continue;
        }
        let removed = remove(&mut input.value);
        if usual.contains(&default) {
            other_list.get_or_insert_with(|| Arc::clone(&input.page));
        } else if let Some(own) = removed {
            let from = field_of(&input.page);
            let copied = copy_to_operations(&mut input.value, &own);
            let copied = copied.into_iter().map(|to| (to, from.clone()));
            separated.copied.extend(copied);
        }
    }
    separated.findings.extend(other_list.map(|other| {
        let message = "`servers` differs between pages; the list of most operations is used";
        Diagnostic::new(Code::DocsDrift, message)
            .at(field_of(page), "used")
            .at(field_of(&other), "not used")
    }));
}

/// The services of all pages, ordered by their first page.
fn services(inputs: &[Normalised]) -> Vec<Service> {
    let mut services: Vec<Service> = Vec::new();
    for input in inputs {
        let Some(default) = default(&input.value) else {
            continue;
        };
        let index = services.iter().position(|it| it.default == default);
        let index = index.unwrap_or_else(|| {
            services.push(Service {
                default,
                operations: 0,
                lists: Vec::new(),
            });
            services.len() - 1
        });
        let service = &mut services[index];
        let (urls, count) = (absolute(&input.value), operations(input).len());
        service.operations += count;
        match service.lists.iter_mut().find(|(known, ..)| *known == urls) {
            Some((_, known, _)) => *known += count,
            None => service.lists.push((urls, count, Arc::clone(&input.page))),
        }
    }
    services
}

fn remove(document: &mut Value) -> Option<Value> {
    document.as_object_mut()?.shift_remove(FIELD)
}

/// Copies the list to each operation that has none, nor its path; returns the new nodes.
fn copy_to_operations(document: &mut Value, servers: &Value) -> Vec<Pointer> {
    let mut copied = Vec::new();
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for (path, item) in paths.into_iter().flatten() {
        if item.get(FIELD).is_some() {
            continue;
        }
        let operations = item.as_object_mut().into_iter().flat_map(Map::iter_mut);
        for (method, operation) in operations.filter(|(name, _)| is_method(name)) {
            if let Value::Object(operation) = operation
                && !operation.contains_key(FIELD)
            {
                operation.insert(FIELD.to_owned(), servers.clone());
                copied.push(["paths", path, method, FIELD].iter().collect());
            }
        }
    }
    copied
}

/// That operations have a server of their own; `page` is the first one with the client's.
fn report(
    service: &Service,
    main: &Service,
    page: &Arc<str>,
    is_split: bool,
    is_error: bool,
) -> Option<Diagnostic> {
    let (_, _, other) = service.lists.first()?;
    let count = counted(service.operations, "operation", "operations");
    let (default, of_client) = (&service.default, &main.default);
    let (message, used) = match is_split {
        false => (
            format!("`{default}` is the server of {count}, and `{of_client}` that of the client"),
            "of the client".to_owned(),
        ),
        true => (
            format!(
                "`servers` differs between pages: `{default}` is the server of {count}, and \
                 `{of_client}` that of as many, so that nothing tells which one is that of the \
                 client"
            ),
            format!("of {count}"),
        ),
    };
    let mut finding = Diagnostic::new(Code::OtherServer, message)
        .at(field_of(other), format!("of {count}"))
        .at(field_of(page), used)
        .help(help(default, page));
    if is_error {
        finding.refuse();
    }
    Some(finding)
}

/// How to accept that operations have the server with this URL, or to use those of `page`.
fn help(url: &str, page: &str) -> String {
    let quote = |text: &str| toml::Value::from(text).to_string();
    format!(
        "credentials are sent there too; to accept that, add to overrides.toml\n\
         [[server]]\nurl = {}\nbecause = \"…\"\n\
         or, to send all operations to the servers of one page,\n\
         [[merge]]\nschema = \"{FIELD}\"\ntake = {} # or another page\nbecause = \"…\"",
        quote(url),
        quote(page),
    )
}
