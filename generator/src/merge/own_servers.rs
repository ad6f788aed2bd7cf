//! Operations of one of several pages that have a server of their own.

use std::{collections::BTreeMap, sync::Arc};

use serde_json::{Map, Value};

use super::server_list::{FIELD, Urls, default, field_of};
use crate::{
    diagnostic::{Code, Diagnostic},
    host::is_related,
    http_method::is_method,
    normalise::{Normalised, Tolerance},
    source::{Origin, Pointer},
};

/// The servers of paths and operations whose hosts are not related to those of the client, the
/// `usual` ones, which `page` has; each with a finding. A page about one operation can lead its
/// credentials to another host; a document on its own says where all of its operations are sent.
pub(super) fn unrelated(
    inputs: &[Normalised],
    usual: &Urls,
    page: &Arc<str>,
    tolerance: Tolerance,
) -> Vec<(String, Diagnostic)> {
    let mut unrelated: BTreeMap<String, Vec<Origin>> = BTreeMap::new();
    let all = if inputs.len() > 1 { inputs } else { &[] };
    for (url, origin) in all.iter().flat_map(lists) {
        if !usual.iter().any(|it| is_related(it, &url)) {
            unrelated.entry(url).or_default().push(origin);
        }
    }
    let findings = unrelated.into_iter().map(|(url, places)| {
        let finding = report(&url, places, page, tolerance);
        (url, finding)
    });
    findings.collect()
}

fn report(url: &str, places: Vec<Origin>, page: &Arc<str>, tolerance: Tolerance) -> Diagnostic {
    let message = format!("`{url}`, an operation's own server, is no host of the client's");
    let help = format!(
        "credentials are sent there too; to accept that, add to overrides.toml\n\
         [[server]]\nurl = {}\nbecause = \"…\"",
        toml::Value::from(url)
    );
    let finding = Diagnostic::new(Code::OtherServer, message).help(help);
    let places = places.into_iter();
    let finding = places.fold(finding, |finding, origin| finding.at(origin, ""));
    let mut finding = finding.at(field_of(page), "of the client");
    if tolerance == Tolerance::Strict {
        finding.refuse();
    }
    finding
}

/// The first URL of each list of a path or an operation, and its node.
fn lists(input: &Normalised) -> Vec<(String, Origin)> {
    let mut lists = Vec::new();
    let mut add = |owner: &Value, at: Pointer| {
        if let Some(url) = default(owner) {
            lists.push((url, Origin::new(Arc::clone(&input.page), at.child(FIELD))));
        }
    };
    let paths = input.value.get("paths").and_then(Value::as_object);
    for (path, item) in paths.into_iter().flatten() {
        let at = Pointer::root().child("paths").child(path);
        add(item, at.clone());
        let operations = item.as_object().into_iter().flat_map(Map::iter);
        for (method, operation) in operations.filter(|(name, _)| is_method(name)) {
            add(operation, at.child(method));
        }
    }
    lists
}
