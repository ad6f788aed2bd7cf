//! Which API a document or a block describes, as far as it says so.

use std::{collections::BTreeSet, sync::Arc};

use serde_json::Value;

use super::location::resolve;
use crate::{
    extract::Preamble,
    host::{authority, is_related},
    http_method::is_method,
    yaml::Parsed,
};

/// Hosts that many APIs have while they are developed.
const LOCAL: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// What identifies an API.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Api {
    /// The document that describes it, or that the block is an excerpt of.
    file: Option<String>,
    /// The title; none for a document without operations, which several APIs may share.
    title: Option<String>,
    /// The URLs of the servers.
    servers: BTreeSet<String>,
    /// Whether it is a file that is read only where a document names it.
    is_part: bool,
}

impl Api {
    /// The API of a document or block on `page`; `files` are the paths of all whole documents.
    pub(super) fn of(page: &Arc<str>, document: &Parsed, files: &BTreeSet<&str>) -> Self {
        let value = &document.value;
        let file = match document.preamble {
            None => Some(page.to_string()),
            Some(_) => document.file.as_ref().map(|it| named(page, it, files)),
        };
        let title = match &document.preamble {
            None => value.pointer("/info/title").and_then(Value::as_str),
            Some(preamble) => title_of_api(value, preamble),
        };
        let has_operations = operations(value).next().is_some();
        Self {
            file,
            title: title.filter(|_| has_operations).map(str::to_owned),
            servers: servers(value),
            is_part: document.is_part,
        }
    }

    /// Whether both are excerpts of one document, or one is that document.
    pub(super) fn has_file_of(&self, other: &Self) -> bool {
        self.file.is_some() && self.file == other.file
    }

    /// Whether they are different APIs, or one is none: what both say of themselves differs.
    pub(super) fn is_other_than(&self, other: &Self) -> bool {
        if self.has_file_of(other) {
            return false;
        }
        let is_related = |url: &String| other.servers.iter().any(|it| is_related(url, it));
        let has_servers = !self.servers.is_empty() && !other.servers.is_empty();
        let are_elsewhere = has_servers && !self.servers.iter().any(is_related);
        let has_another_name = match (&self.title, &other.title) {
            (Some(one), Some(other)) => one != other,
            _ => !has_servers && self.file.is_some() && other.file.is_some(),
        };
        self.is_part || other.is_part || are_elsewhere || has_another_name
    }
}

/// The path of the document that an info string on `page` names as `file`: from the root of the
/// site, which the folder may be a part of, or contain.
fn named(page: &str, file: &str, files: &BTreeSet<&str>) -> String {
    let path = file.trim_start_matches("./").trim_start_matches('/');
    let beside = resolve(page, file).map(|(path, _)| path);
    if let Some(beside) = beside.filter(|it| files.contains(it.as_str())) {
        return beside;
    }
    let ends = |longer: &str, shorter: &str| {
        let rest = longer.strip_suffix(shorter);
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
    };
    let mut found = files.iter().filter(|it| ends(it, path) || ends(path, it));
    match (found.next(), found.next()) {
        (Some(only), None) => (*only).to_owned(),
        _ => path.to_owned(),
    }
}

/// The title of the API in the document of a block, unless it is that of the operation.
pub(crate) fn title_of_api<'d>(document: &'d Value, preamble: &Preamble) -> Option<&'d str> {
    let title = document.pointer("/info/title")?.as_str()?.trim();
    let is_title = |text: &str| text.trim() == title;
    let is_of_page = preamble.title.as_deref().is_some_and(is_title);
    let mut operations = operations(document);
    let is_of_operation = match (operations.next(), operations.next()) {
        (Some(only), None) => is_of_page || only["summary"].as_str().is_some_and(is_title),
        _ => false,
    };
    (!title.is_empty() && !is_of_operation).then_some(title)
}

/// All operations of the document.
fn operations(document: &Value) -> impl Iterator<Item = &Value> {
    let items = document.get("paths").and_then(Value::as_object);
    let items = items.into_iter().flat_map(|items| items.values());
    let fields = items.filter_map(Value::as_object).flatten();
    fields.filter_map(|(name, value)| is_method(name).then_some(value))
}

/// The URLs of the document's servers, without those that say nothing about whose they are.
fn servers(document: &Value) -> BTreeSet<String> {
    let host = document.get("host").and_then(Value::as_str);
    let servers = document.get("servers").and_then(Value::as_array);
    let urls = servers.into_iter().flatten();
    let urls = urls.filter_map(|server| server.get("url")?.as_str());
    let urls = urls.filter(|url| url.contains("://")).map(str::to_owned);
    urls.chain(host.map(|host| format!("https://{host}")))
        .filter(|url| !LOCAL.iter().any(|it| authority(url).starts_with(it)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_named_from_the_root_of_the_site() {
        let files = BTreeSet::from(["a/openapi.yaml", "b/openapi.yaml", "pages/c.yaml"]);
        for (page, file, expected) in [
            ("a/open.md", "openapi.yaml", "a/openapi.yaml"),
            ("a/open.md", "../b/openapi.yaml", "b/openapi.yaml"),
            ("open.md", "/b/openapi.yaml", "b/openapi.yaml"),
            ("open.md", "/docs/b/openapi.yaml", "b/openapi.yaml"),
            ("open.md", "/c.yaml", "pages/c.yaml"),
            // Either of them.
            ("open.md", "/openapi.yaml", "openapi.yaml"),
            ("open.md", "xc.yaml", "xc.yaml"),
        ] {
            assert_eq!(named(page, file, &files), expected, "{page} {file}");
        }
    }

    fn api(file: &str, title: &str, servers: &[&str]) -> Api {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Api {
            file: some(file),
            title: some(title),
            servers: servers.iter().map(|url| (*url).to_owned()).collect(),
            is_part: false,
        }
    }

    #[test]
    fn apis_are_the_same_unless_what_they_say_of_themselves_differs() {
        let own = api("a.yaml", "Doors", &["https://api.doors.example/v1"]);
        for same in [
            api("", "", &[]),
            api("a.yaml", "Locks", &["https://locks.example"]),
            api("b.yaml", "Doors", &[]),
            api("b.yaml", "", &["https://files.doors.example"]),
            api("b.yaml", "Doors", &["https://api.doors.example/v2"]),
        ] {
            assert!(
                !own.is_other_than(&same) && !same.is_other_than(&own),
                "{same:?}"
            );
        }
        for other in [
            api("", "Locks", &[]),
            api("b.yaml", "", &[]),
            api("", "", &["https://locks.example"]),
            api("b.yaml", "Doors", &["https://locks.example"]),
            api("b.yaml", "Locks", &["https://api.doors.example/v1"]),
        ] {
            assert!(
                own.is_other_than(&other) && other.is_other_than(&own),
                "{other:?}"
            );
        }
    }
}
