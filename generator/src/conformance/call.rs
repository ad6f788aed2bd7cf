//! The method and URL of a `curl` command, against its operation.

use super::{Finding, Mismatch};
use crate::{
    ir::{Api, Operation},
    sample::Curl,
};

/// The mismatches of the method and the URL.
pub(super) fn findings(api: &Api, operation: &Operation, curl: &Curl) -> Vec<Finding> {
    let found = |path: &str, mismatch| Finding {
        path: path.to_owned(),
        mismatch,
        origin: operation.origin.clone(),
    };
    let mut findings = Vec::new();
    if curl.method != operation.key.method {
        findings.push(found("method", Mismatch::Method(curl.method.clone())));
    }
    if let Some(url) = &curl.url
        && !is_documented(api, operation, url)
    {
        findings.push(found("url", Mismatch::Url(url.clone())));
    }
    findings
}

/// What is before the path in an address, any text in place of its parameters.
fn without_path<'a>(address: &'a str, path: &str) -> Option<&'a str> {
    if !path.contains('{') {
        return address.strip_suffix(path);
    }
    let mut segments = path.trim_start_matches('/').rsplit('/');
    segments.try_fold(address, |left, wanted| {
        let (before, segment) = left.rsplit_once('/')?;
        let is_same = segment == wanted || (wanted.contains('{') && !segment.is_empty());
        is_same.then_some(before)
    })
}

/// Whether `url` is this operation's, at a documented server if none of the URLs has
/// placeholders.
fn is_documented(api: &Api, operation: &Operation, url: &str) -> bool {
    let address = url.split(['?', '#']).next().unwrap_or_default();
    let address = address.strip_suffix('/').unwrap_or(address);
    let path = operation.key.route().trim_end_matches('/');
    let Some(server) = without_path(address, path) else {
        return false;
    };
    let is_open = |address: &str| address.contains(['$', '{']);
    let documented = match operation.servers.is_empty() {
        true => &api.servers,
        false => &operation.servers,
    };
    let mut documented = documented.iter().map(|it| it.url.trim_end_matches('/'));
    is_open(server)
        || documented.len() == 0
        || documented.any(|url| is_open(url) || url.eq_ignore_ascii_case(server))
}
