//! `servers` of a document, a path or an operation.

use std::{collections::BTreeSet, sync::Arc};

use serde_json::Value;

use crate::source::{Origin, Pointer};

/// The field of a document, a path item and an operation.
pub(super) const FIELD: &str = "servers";

/// The URLs of a list without trailing slashes, by which lists are compared.
pub(super) type Urls = BTreeSet<String>;

/// The URLs of a document's servers that have a host.
pub(super) fn absolute(document: &Value) -> Urls {
    let urls = urls(document).filter(|url| has_host(url));
    urls.map(|url| without_slash(url).to_owned()).collect()
}

/// The first of these URLs, to which requests are sent.
pub(super) fn default(document: &Value) -> Option<String> {
    let first = urls(document).find(|url| has_host(url));
    first.map(|url| without_slash(url).to_owned())
}

pub(super) fn without_slash(url: &str) -> &str {
    url.trim_end_matches('/')
}

/// The servers of a page.
pub(super) fn field_of(page: &Arc<str>) -> Origin {
    Origin::new(Arc::clone(page), Pointer::root()).child(FIELD)
}

fn urls(document: &Value) -> impl Iterator<Item = &str> {
    let servers = document.get(FIELD).and_then(Value::as_array);
    let servers = servers.into_iter().flatten();
    servers.filter_map(|server| server.get("url")?.as_str())
}

fn has_host(url: &str) -> bool {
    url.contains("://")
}
