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
        report_suffix(path, &template, &at, cx);
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
            if matches!(method, "get" | "head") && operation.get("requestBody").is_some() {
                let message = format!("{} {path} has a `requestBody`", method.to_ascii_uppercase());
                let at = at.child("requestBody");
                cx.report(
                    Code::GetWithBody,
                    message,
                    &at,
                    "servers and proxies may ignore it",
                );
            }
        }
    }
}

/// Reports what follows the path: it is not part of it, and people write it nevertheless.
fn report_suffix(path: &str, template: &Template<'_>, at: &Pointer, cx: &mut Context<'_>) {
    if let Some(query) = template.query {
        let message = format!("the path `{path}` has a query");
        let constant: Vec<&str> = query.split('&').filter(|it| !it.contains('{')).collect();
        let label = match constant.join("&") {
            constant if constant.is_empty() => "read as parameters of the query".to_owned(),
            constant => format!("`{constant}` is sent with every call"),
        };
        cx.report(Code::PathWithQuery, message, at, &label);
    }
    if let Some(fragment) = template.fragment {
        let message = format!("the path `{path}` has a fragment");
        let label = format!("`#{fragment}` is not sent; it only distinguishes operations");
        cx.report(Code::PathWithFragment, message, at, &label);
    }
}
