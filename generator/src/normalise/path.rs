//! Paths, and the operations below them.

use serde_json::Value;

use super::{context::Context, model::METHODS, parameter, template};
use crate::{diagnostic::Code, source::Pointer};

/// Checks all paths of the document and the parameters of their operations.
pub(super) fn check(document: &Value, cx: &mut Context<'_>) {
    let Some(Value::Object(paths)) = document.get("paths") else {
        return;
    };
    let root = Pointer::root().child("paths");
    for (path, item) in paths.iter().filter(|(path, _)| !path.starts_with("x-")) {
        let at = root.child(path);
        let names = match template::names(path) {
            Ok(names) => names,
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
