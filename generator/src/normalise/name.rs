//! Names of components, and the names that security requirements refer to.

use serde_json::Value;

use super::path::{METHODS, is_token};
use super::walk::Walk;
use crate::diagnostic::Code;
use crate::source::Pointer;

/// Checks the names of all components.
///
/// They become names in the generated crate and stand in references, so that only what the
/// specification allows is taken: ASCII letters, digits, `.`, `_` and `-`.
pub(super) fn check_components(document: &Value, walk: &mut Walk<'_>) {
    let sections = document.get("components").and_then(Value::as_object);
    for (section, components) in sections.into_iter().flatten() {
        if section.starts_with("x-") {
            continue;
        }
        let at = Pointer::root().child("components").child(section);
        for (name, component) in components.as_object().into_iter().flatten() {
            let is_allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
            if name.is_empty() || !name.chars().all(is_allowed) {
                let message = format!("`{name}` is no name for components/{section}");
                let label = "letters, digits, `.`, `_` and `-` are allowed";
                walk.report(Code::InvalidComponentName, message, &at.child(name), label);
            }
            if section == "securitySchemes" {
                check_scheme(component, &at.child(name), walk);
            }
        }
    }
}

fn check_scheme(scheme: &Value, at: &Pointer, walk: &mut Walk<'_>) {
    let text = |name: &str| scheme.get(name).and_then(Value::as_str);
    let mut needs = |name: &str| {
        if scheme.get(name).is_none() {
            let message = format!("a security scheme of this type needs `{name}`");
            walk.report(Code::MissingKeyword, message, at, &format!("no `{name}`"));
        }
    };
    match text("type") {
        Some("http") => needs("scheme"),
        Some("oauth2") => needs("flows"),
        Some("openIdConnect") => needs("openIdConnectUrl"),
        Some("apiKey") => {
            needs("name");
            needs("in");
            let place = text("in");
            if place.is_some_and(|place| !matches!(place, "query" | "header" | "cookie")) {
                let label = "expected `query`, `header` or `cookie`";
                walk.report(
                    Code::InvalidParameterLocation,
                    "a key cannot be there".to_owned(),
                    &at.child("in"),
                    label,
                );
            }
            if let (Some("header" | "cookie"), Some(name)) = (place, text("name"))
                && !is_token(name)
            {
                let message = format!("`{name}` is no header name");
                let label = "letters, digits and a few signs are allowed";
                walk.report(
                    Code::InvalidParameterName,
                    message,
                    &at.child("name"),
                    label,
                );
            }
        }
        Some(other) => {
            let label = "expected `apiKey`, `http`, `oauth2` or `openIdConnect`";
            walk.report(
                Code::InvalidSecurityType,
                format!("`{other}` is no type of security scheme"),
                &at.child("type"),
                label,
            );
        }
        None => {}
    }
}

/// Checks that each security requirement names a scheme that the document defines.
pub(super) fn check_security(document: &Value, walk: &mut Walk<'_>) {
    check_requirements(document, document, &Pointer::root(), walk);
    let paths = document.get("paths").and_then(Value::as_object);
    for (path, item) in paths.into_iter().flatten() {
        for method in METHODS {
            if let Some(operation) = item.get(method) {
                let at = Pointer::root().child("paths").child(path).child(method);
                check_requirements(document, operation, &at, walk);
            }
        }
    }
}

fn check_requirements(document: &Value, holder: &Value, at: &Pointer, walk: &mut Walk<'_>) {
    let requirements = holder.get("security").and_then(Value::as_array);
    for (index, requirement) in requirements.into_iter().flatten().enumerate() {
        for name in requirement
            .as_object()
            .into_iter()
            .flat_map(|schemes| schemes.keys())
        {
            let schemes = document.pointer("/components/securitySchemes");
            if schemes.is_none_or(|schemes| schemes.get(name).is_none()) {
                let message = format!("the security scheme `{name}` is not defined");
                let at = at.child("security").index(index).child(name);
                walk.report(
                    Code::UndefinedSecurityScheme,
                    message,
                    &at,
                    "components/securitySchemes has no such scheme",
                );
            }
        }
    }
}
