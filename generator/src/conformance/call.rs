//! The method and URL of a `curl` command, against its operation.

use super::{Finding, Mismatch};
use crate::{
    bundle::percent_decode,
    ir::{Api, CredentialLocation, Location, Operation, QueryStyle, Shape},
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
    let query = curl.url.as_deref().and_then(|url| url.split_once('?'));
    let names = query.map_or(Vec::new(), |(_, query)| names(query));
    let unknown = names
        .into_iter()
        .filter(|name| !takes(api, operation, name));
    findings.extend(unknown.map(|name| found(&format!("query.{name}"), Mismatch::Query(name))));
    findings
}

/// The names of the parameters of a query, each once, without what is in brackets behind them.
fn names(query: &str) -> Vec<String> {
    let query = query.split('#').next().unwrap_or_default();
    let mut found = Vec::new();
    for pair in query.split('&') {
        let name = pair.split('=').next().unwrap_or_default();
        let name = percent_decode(name).unwrap_or_default();
        let name = name.split('[').next().unwrap_or_default().to_owned();
        if !name.is_empty() && !found.contains(&name) {
            found.push(name);
        }
    }
    found
}

/// Whether a request of the operation can have this query parameter: it is declared, part of
/// the documented path, a credential, or may be one of any names.
fn takes(api: &Api, operation: &Operation, name: &str) -> bool {
    let is_placeholder = name.contains(['$', '{', '<']);
    let in_path = operation.key.path.split_once('?');
    let in_path = in_path.is_some_and(|(_, query)| names(query).iter().any(|it| it == name));
    let mut credentials = api.client.credentials.iter().map(|it| &it.location);
    let is_credential =
        credentials.any(|it| matches!(it, CredentialLocation::Query(wire) if wire == name));
    let params = api.parameters_of(operation);
    let mut bindings = operation.input.bindings.iter();
    let is_declared = bindings.any(|binding| {
        let Location::Query { style, explode, .. } = binding.location else {
            return false;
        };
        // The fields of an object are parameters of their own.
        let field = params.and_then(|params| params.field(&binding.field));
        let is_spread = style == QueryStyle::Form
            && explode
            && field.is_some_and(|field| is_object(api, &field.shape));
        is_spread || binding.wire.split('[').next() == Some(name)
    });
    is_placeholder || in_path || is_credential || is_declared
}

fn is_object(api: &Api, shape: &Shape) -> bool {
    matches!(shape, Shape::Map(_) | Shape::Json(_)) || api.types.is_compound(shape)
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
