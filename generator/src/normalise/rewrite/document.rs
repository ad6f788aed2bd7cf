//! Everything around parameters and schemas.

use serde_json::{Map, Value};

use crate::diagnostic::Code;
use crate::normalise::walk::{Walk, set_aside};
use crate::source::Pointer;

/// An API needs a title and a version; a page that has none gets empty ones.
pub(super) fn missing_info(document: &mut Map<String, Value>, at: &Pointer, walk: &mut Walk<'_>) {
    let info = document
        .entry("info")
        .or_insert_with(|| Value::Object(Map::new()));
    let Value::Object(info) = info else {
        return;
    };
    for (name, default) in [("title", "API"), ("version", "0.0.0")] {
        match info.get(name) {
            None | Some(Value::Null) => {
                let message = format!("`info` has no `{name}`");
                walk.report(
                    Code::MissingInfo,
                    message,
                    &at.child("info"),
                    &format!("`{default}` is taken"),
                );
                info.insert(name.to_owned(), default.into());
            }
            // An unquoted `1.0` is a number to YAML and a version to its writer.
            Some(Value::Number(number)) => {
                let text = number.to_string();
                info.insert(name.to_owned(), text.into());
            }
            Some(_) => {}
        }
    }
}

/// Webhooks are requests that the client receives.
pub(super) fn webhooks(document: &mut Map<String, Value>, at: &Pointer, walk: &mut Walk<'_>) {
    if document.contains_key("webhooks") {
        let message = "webhooks are not generated yet".to_owned();
        walk.report(
            Code::WebhookSkipped,
            message,
            &at.child("webhooks"),
            "kept as `x-webhooks`",
        );
        set_aside(document, "webhooks");
    }
    set_aside(document, "jsonSchemaDialect");
    set_aside(document, "$self");
}

/// 3.1 has a summary of the API beside its description.
pub(super) fn summary(info: &mut Map<String, Value>, _: &Pointer, _: &mut Walk<'_>) {
    set_aside(info, "summary");
}

/// 3.1 names licences by their SPDX identifiers.
pub(super) fn licence_identifier(licence: &mut Map<String, Value>, _: &Pointer, _: &mut Walk<'_>) {
    set_aside(licence, "identifier");
}

/// Path items are copied to where they are used; callbacks and links are not generated.
pub(super) fn sections_without_effect(
    components: &mut Map<String, Value>,
    _: &Pointer,
    _: &mut Walk<'_>,
) {
    for name in ["pathItems", "callbacks", "links"] {
        set_aside(components, name);
    }
}

/// Callbacks are requests that the client receives.
pub(super) fn callbacks(operation: &mut Map<String, Value>, at: &Pointer, walk: &mut Walk<'_>) {
    if operation.contains_key("callbacks") {
        let message = "callbacks are not generated yet".to_owned();
        walk.report(
            Code::CallbackSkipped,
            message,
            &at.child("callbacks"),
            "kept as `x-callbacks`",
        );
        set_aside(operation, "callbacks");
    }
}

/// Links describe how responses feed requests, which a typed client shows by its types.
pub(super) fn links(response: &mut Map<String, Value>, _: &Pointer, _: &mut Walk<'_>) {
    set_aside(response, "links");
    set_aside(response, "summary");
}

/// 3.1 allows an operation without `responses`.
pub(super) fn missing_responses(
    operation: &mut Map<String, Value>,
    at: &Pointer,
    walk: &mut Walk<'_>,
) {
    if operation.get("responses").is_none_or(Value::is_null) {
        let message = "the operation declares no `responses`".to_owned();
        walk.report(
            Code::MissingResponses,
            message,
            at,
            "any answer is taken as it comes",
        );
        operation.insert("responses".to_owned(), Value::Object(Map::new()));
    }
}

/// A description is required of a response, and useless to a client.
pub(super) fn missing_description(
    response: &mut Map<String, Value>,
    at: &Pointer,
    walk: &mut Walk<'_>,
) {
    if response.get("description").is_none_or(Value::is_null) {
        let message = "the response has no `description`".to_owned();
        walk.report(
            Code::MissingDescription,
            message,
            at,
            "an empty one is taken",
        );
        response.insert("description".to_owned(), "".into());
    }
}

/// Keys of `responses` are codes, ranges (`4XX`) or `default`.
pub(super) fn status_codes(responses: &mut Map<String, Value>, at: &Pointer, walk: &mut Walk<'_>) {
    let names: Vec<String> = responses.keys().cloned().collect();
    for name in names {
        if name == "default" || name.starts_with("x-") || is_code(&name) {
            continue;
        }
        let upper = name.to_ascii_uppercase();
        if is_range(&upper) {
            // A range in lower case is meant as one, and its place among the others is kept.
            if upper != name {
                let entries = std::mem::take(responses);
                responses.extend(
                    entries
                        .into_iter()
                        .map(|(key, value)| (if key == name { upper.clone() } else { key }, value)),
                );
            }
            continue;
        }
        let message = format!("`{name}` is no status code");
        walk.report(
            Code::InvalidStatusCode,
            message,
            &at.child(&name),
            "has no effect, and is kept as an `x-` member",
        );
        set_aside(responses, &name);
    }
}

fn is_code(name: &str) -> bool {
    name.len() == 3 && name.parse::<u16>().is_ok_and(|code| code >= 100)
}

fn is_range(name: &str) -> bool {
    matches!(name.as_bytes(), [b'0'..=b'9', b'X', b'X'])
}

/// A certificate is given to the transport, not to the request: 3.0 has no type for it.
pub(super) fn mutual_tls(scheme: &mut Map<String, Value>, at: &Pointer, walk: &mut Walk<'_>) {
    if scheme.get("type").and_then(Value::as_str) != Some("mutualTLS") {
        return;
    }
    let message = "mutual TLS is a matter of the transport".to_owned();
    walk.report(
        Code::MutualTls,
        message,
        &at.child("type"),
        "give the client certificate to the transport",
    );
    scheme.insert("type".to_owned(), "http".into());
    scheme.insert("scheme".to_owned(), "mutualTLS".into());
    scheme.insert("x-seamstress-type".to_owned(), "mutualTLS".into());
}

/// A flow without scopes has an empty list of them.
pub(super) fn missing_scopes(flow: &mut Map<String, Value>, _: &Pointer, _: &mut Walk<'_>) {
    if flow.get("scopes").is_none_or(Value::is_null) {
        flow.insert("scopes".to_owned(), Value::Object(Map::new()));
    }
}
