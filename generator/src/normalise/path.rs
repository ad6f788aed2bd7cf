//! Paths, and the operations below them.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    context::Context,
    parameter,
    template::{self, Template},
};
use crate::{diagnostic::Code, http_method::METHODS, source::Pointer};

/// Checks all paths of the document and the parameters of their operations.
pub(super) fn check(document: &Value, cx: &mut Context<'_>) {
    let Some(Value::Object(paths)) = document.get("paths") else {
        return;
    };
    let root = Pointer::root().child("paths");
    let mut with_fragment = Vec::new();
    for (path, item) in paths.iter().filter(|(path, _)| !path.starts_with("x-")) {
        let at = root.child(path);
        let template = match template::parse(path) {
            Ok(template) => template,
            Err(reason) => {
                cx.report(
                    Code::InvalidPath,
                    format!("the path `{path}` {reason}"),
                    &at,
                    "this path",
                );
                continue;
            }
        };
        report_query(path, &template, &at, cx);
        if let Some(fragment) = template.fragment {
            with_fragment.push((path.as_str(), fragment));
        }
        let names: BTreeSet<&str> = template.names;
        let shared = parameter::list(document, item, &at);
        for method in METHODS {
            let Some(operation) = item.get(method) else {
                continue;
            };
            let at = at.child(method);
            let mut all = shared.clone();
            all.extend(parameter::list(document, operation, &at));
            parameter::check_declared(path, &names, &all, &at, cx);
            parameter::check_names(&all, cx);
            report_body_of_get(method, path, operation, &at, cx);
        }
    }
    report_fragments(&with_fragment, cx);
}

fn report_body_of_get(
    method: &str,
    path: &str,
    operation: &Value,
    at: &Pointer,
    cx: &mut Context<'_>,
) {
    if matches!(method, "get" | "head") && operation.get("requestBody").is_some() {
        let message = format!("{} {path} has a `requestBody`", method.to_ascii_uppercase());
        let at = at.child("requestBody");
        let label = "servers and proxies may ignore it";
        cx.report(Code::GetWithBody, message, &at, label);
    }
}

/// Reports a query behind the path: it is not part of it, and people write it nevertheless.
fn report_query(path: &str, template: &Template<'_>, at: &Pointer, cx: &mut Context<'_>) {
    if let Some(query) = template.query {
        let message = format!("the path `{path}` has a query");
        let constant: Vec<&str> = query.split('&').filter(|it| !it.contains('{')).collect();
        let label = match constant.join("&") {
            constant if constant.is_empty() => "read as parameters of the query".to_owned(),
            constant => format!("`{constant}` is sent with every call"),
        };
        cx.report(Code::PathWithQuery, message, at, &label);
    }
}

/// Reports the fragments of all paths at once: where one operation needs a fragment, all do.
fn report_fragments(paths: &[(&str, &str)], cx: &mut Context<'_>) {
    let Some(((path, fragment), others)) = paths.split_first() else {
        return;
    };
    let message = match others.len() {
        0 => format!("the path `{path}` has a fragment"),
        1 => format!("the path `{path}` has a fragment, and 1 more path has one"),
        more => format!("the path `{path}` has a fragment, and {more} more paths have one"),
    };
    let label = format!("`#{fragment}` is not sent; it only distinguishes operations");
    let at = Pointer::root().child("paths").child(path);
    cx.report(Code::PathWithFragment, message, &at, &label);
}
