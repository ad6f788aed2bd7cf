//! Names of components, and the names that security requirements refer to.

use serde_json::Value;

use super::{context::Context, rename::is_allowed};
use crate::{
    diagnostic::Code,
    header::{is_of_transport, is_token},
    http_method::METHODS,
    source::Pointer,
};

/// Checks the names of all components.
///
/// They become names in the generated crate and occur in references, so that only the characters
/// that the specification allows are accepted: ASCII letters, digits, `.`, `_` and `-`.
pub(super) fn check_components(document: &Value, cx: &mut Context<'_>) {
    let sections = document.get("components").and_then(Value::as_object);
    for (section, components) in sections.into_iter().flatten() {
        if section.starts_with("x-") {
            continue;
        }
        let at = Pointer::root().child("components").child(section);
        for (name, component) in components.as_object().into_iter().flatten() {
            if !is_allowed(name) {
                let message = format!("`{name}` is not a valid name in components/{section}");
                let label = "letters, digits, `.`, `_` and `-` are allowed";
                cx.report(Code::InvalidComponentName, message, &at.child(name), label);
            }
            if section == "securitySchemes" {
                check_scheme(component, &at.child(name), cx);
            }
        }
    }
}

fn check_scheme(scheme: &Value, at: &Pointer, cx: &mut Context<'_>) {
    let text = |name: &str| scheme.get(name).and_then(Value::as_str);
    let mut needs = |name: &str| {
        if scheme.get(name).is_none() {
            let message = format!("a security scheme of this type must have `{name}`");
            cx.report(
                Code::MissingKeyword,
                message,
                at,
                &format!("`{name}` is missing"),
            );
        }
    };
    match text("type") {
        Some("http") => needs("scheme"),
        Some("oauth2") => needs("flows"),
        Some("openIdConnect") => needs("openIdConnectUrl"),
        Some("apiKey") => {
            needs("name");
            needs("in");
            check_key(text("in"), text("name"), at, cx);
        }
        Some(other) => {
            let label = "expected `apiKey`, `http`, `oauth2` or `openIdConnect`";
            cx.report(
                Code::InvalidSecurityType,
                format!("`{other}` is not a type of security scheme"),
                &at.child("type"),
                label,
            );
        }
        None => {}
    }
}

/// Checks where an API key is sent.
fn check_key(location: Option<&str>, name: Option<&str>, at: &Pointer, cx: &mut Context<'_>) {
    if location.is_some_and(|location| !matches!(location, "query" | "header" | "cookie")) {
        cx.report(
            Code::InvalidParameterLocation,
            "an API key cannot be sent there".to_owned(),
            &at.child("in"),
            "expected `query`, `header` or `cookie`",
        );
    }
    let Some(name) = name else { return };
    let mut refuse = |message: String, label| {
        let at = at.child("name");
        cx.report(Code::InvalidParameterName, message, &at, label);
    };
    if location == Some("header") && is_of_transport(name) {
        refuse(
            format!("no API key can be sent in the header `{name}`"),
            "the transport sets it",
        );
    }
    if matches!(location, Some("header" | "cookie")) && !is_token(name) {
        refuse(
            format!("`{name}` is not a valid header name"),
            "expected an HTTP token: letters, digits and some punctuation",
        );
    }
}

/// Checks that each security requirement names a scheme that the document defines.
pub(super) fn check_security(document: &Value, cx: &mut Context<'_>) {
    check_requirements(document, document, &Pointer::root(), cx);
    let paths = document.get("paths").and_then(Value::as_object);
    for (path, item) in paths.into_iter().flatten() {
        for method in METHODS {
            if let Some(operation) = item.get(method) {
                let at = Pointer::root().child("paths").child(path).child(method);
                check_requirements(document, operation, &at, cx);
            }
        }
    }
}

fn check_requirements(document: &Value, holder: &Value, at: &Pointer, cx: &mut Context<'_>) {
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
                cx.report(
                    Code::UndefinedSecurityScheme,
                    message,
                    &at,
                    "components/securitySchemes has no such scheme",
                );
            }
        }
    }
}
