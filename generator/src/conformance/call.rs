//! Where a call of `curl` is sent, against what its page documents.

use super::{Fault, Finding};
use crate::{
    ir::{Api, Operation},
    sample::Curl,
};

/// What is odd about the method and the address of a call.
pub(super) fn findings(api: &Api, operation: &Operation, curl: &Curl) -> Vec<Finding> {
    let found = |path: &str, fault| Finding {
        path: path.to_owned(),
        fault,
        origin: operation.origin.clone(),
    };
    let mut findings = Vec::new();
    if curl.method != operation.key.method {
        findings.push(found("method", Fault::Method(curl.method.clone())));
    }
    if let Some(url) = &curl.url
        && !is_documented(api, operation, url)
    {
        findings.push(found("url", Fault::Address(url.clone())));
    }
    findings
}

/// Whether `url` is this operation's, at the documented server if its address is
/// written out on both sides.
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
