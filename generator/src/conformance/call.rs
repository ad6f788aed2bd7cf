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

/// Whether `url` is this operation's, at the documented server if neither URL has
/// placeholders.
fn is_documented(api: &Api, operation: &Operation, url: &str) -> bool {
    let address = url.split(['?', '#']).next().unwrap_or_default();
    let path = operation.key.path.as_str();
    let Some(server) = address
        .strip_suffix(path)
        .or_else(|| address.strip_suffix('/')?.strip_suffix(path))
    else {
        return false;
    };
    let is_open = |address: &str| address.contains(['$', '{']);
    match api.endpoint() {
        Some(endpoint) if !is_open(endpoint) && !is_open(server) => {
            server.eq_ignore_ascii_case(endpoint.trim_end_matches('/'))
        }
        _ => true,
    }
}
