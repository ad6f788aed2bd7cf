//! `servers` of documents that name different ones.
//!
//! Pages of one site can describe several services. The servers that most operations have are
//! those of the client; operations of other pages get servers of their own.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde_json::{Map, Value};

use super::{decisions::Decisions, fragment::is_method, operations};
use crate::{
    diagnostic::{Code, Diagnostic},
    normalise::{Normalised, Tolerance},
    source::{Origin, Pointer},
};

/// The field of a document, a path item and an operation.
const FIELD: &str = "servers";

/// The URLs of a list without trailing slashes: descriptions and order do not tell services
/// apart.
type Urls = BTreeSet<String>;

/// What was done about documents with other servers.
#[derive(Default)]
pub(super) struct Separated {
    /// The lists that operations have now, and the nodes that they were copied from.
    pub(super) copied: Vec<(Pointer, Origin)>,
    /// The indices of the URLs in `overrides.toml` that operations have.
    pub(super) accepted: BTreeSet<usize>,
    pub(super) findings: Vec<Diagnostic>,
}

/// Pages that name the same servers, or some of them.
struct Service {
    urls: Urls,
    /// How many operations these pages describe.
    operations: usize,
    /// The first page that names all of the servers.
    page: Arc<str>,
    /// The server that requests are sent to: the first one with a host.
    default: String,
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
    let mut separated = Separated::default();
    if inputs.iter().any(is_decided) {
        return separated;
    }
    let services = services(inputs);
    // Of those with equally many operations, the first by path.
    let Some(main) = services.iter().rev().max_by_key(|it| it.operations) else {
        return separated;
    };
    for input in inputs {
        let Some(urls) = absolute(&input.value) else {
            // A URL without a host follows one that is not known.
            remove(&mut input.value);
            continue;
        };
        if urls == main.urls {
            continue;
        }
        let removed = remove(&mut input.value);
        if let Some(own) = removed.filter(|_| !urls.is_subset(&main.urls)) {
            let from = Origin::new(Arc::clone(&input.page), Pointer::root()).child(FIELD);
            let copied = copy_to_operations(&mut input.value, &own);
            let copied = copied.into_iter().map(|to| (to, from.clone()));
            separated.copied.extend(copied);
        }
    }
    for service in services.iter().filter(|it| it.urls != main.urls) {
        let accepted = decisions.servers.iter();
        match accepted.enumerate().find(|(_, url)| {
            let url = url.trim_end_matches('/');
            url == service.default.trim_end_matches('/')
        }) {
            Some((number, _)) => {
                separated.accepted.insert(number);
            }
            None => separated
                .findings
                .push(report(service, main, decisions.tolerance)),
        }
    }
    separated
}

/// One service for each list that no other list contains, ordered by page.
fn services(inputs: &[Normalised]) -> Vec<Service> {
    let lists: Vec<(&Normalised, Urls)> = inputs
        .iter()
        .filter_map(|input| Some((input, absolute(&input.value)?)))
        .collect();
    let distinct: BTreeSet<&Urls> = lists.iter().map(|(_, urls)| urls).collect();
    let is_largest = |urls: &Urls| {
        let mut others = distinct.iter();
        !others.any(|other| urls != *other && urls.is_subset(other))
    };
    let mut services: Vec<Service> = Vec::new();
    let mut known = BTreeSet::new();
    for (input, urls) in &lists {
        if is_largest(urls) && known.insert(urls) {
            services.push(Service {
                urls: urls.clone(),
                operations: 0,
                page: Arc::clone(&input.page),
                default: default(&input.value),
            });
        }
    }
    let mut counts: BTreeMap<&Urls, usize> = BTreeMap::new();
    for (input, urls) in &lists {
        *counts.entry(urls).or_default() += operations(input).len();
    }
    for service in &mut services {
        let own = counts
            .iter()
            .filter(|(urls, _)| urls.is_subset(&service.urls));
        service.operations = own.map(|(_, count)| count).sum();
    }
    services
}

/// The URLs of a document's servers that have a host; `None` if there are none.
fn absolute(document: &Value) -> Option<Urls> {
    let urls = urls(document).filter(|url| has_host(url));
    let urls: Urls = urls
        .map(|url| url.trim_end_matches('/').to_owned())
        .collect();
    (!urls.is_empty()).then_some(urls)
}

fn default(document: &Value) -> String {
    let first = urls(document).find(|url| has_host(url));
    first.unwrap_or_default().to_owned()
}

fn urls(document: &Value) -> impl Iterator<Item = &str> {
    let servers = document.get(FIELD).and_then(Value::as_array);
    let servers = servers.into_iter().flatten();
    servers.filter_map(|server| server.get("url")?.as_str())
}

fn has_host(url: &str) -> bool {
    url.contains("://")
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

fn report(service: &Service, main: &Service, tolerance: Tolerance) -> Diagnostic {
    let count = match service.operations {
        1 => "1 operation".to_owned(),
        count => format!("{count} operations"),
    };
    let message = format!(
        "`{}` is the server of {count}, and `{}` that of the client",
        service.default, main.default
    );
    let at = |page: &Arc<str>| Origin::new(Arc::clone(page), Pointer::root()).child(FIELD);
    let quote = |text: &str| toml::Value::from(text).to_string();
    let help = format!(
        "credentials are sent there too; to accept that, add to overrides.toml\n\
         [[server]]\nurl = {}\nbecause = \"…\"\n\
         or, to send all operations to the servers of one page,\n\
         [[merge]]\nschema = \"{FIELD}\"\ntake = {} # or another page\nbecause = \"…\"",
        quote(&service.default),
        quote(&main.page),
    );
    let mut finding = Diagnostic::new(Code::OtherServer, message)
        .at(at(&service.page), format!("of {count}"))
        .at(at(&main.page), "of the client")
        .help(help);
    if tolerance == Tolerance::Strict {
        finding.refuse();
    }
    finding
}
