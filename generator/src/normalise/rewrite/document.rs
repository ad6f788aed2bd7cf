//! Rewrites of everything but parameters and schemas.

use serde_json::{Map, Value, json};

use crate::{
    diagnostic::Code,
    json_type::JsonType,
    normalise::{coerce::to_extension, context::Context, extension},
    source::Pointer,
};

/// An API must have a title and a version; a document without them gets placeholders.
pub(super) fn missing_info(document: &mut Map<String, Value>, at: &Pointer, cx: &mut Context<'_>) {
    let info = document
        .entry("info")
        .or_insert_with(|| Value::Object(Map::new()));
    if info.get("$ref").is_some() {
        return;
    }
    if !info.is_object() {
        let message = format!("`info`: expected an object, found {}", JsonType::of(info));
        let label = "title and version are placeholders";
        cx.report(Code::MistypedValue, message, &at.child("info"), label);
        *info = Value::Object(Map::new());
    }
    let Value::Object(info) = info else {
        return;
    };
    for (name, default) in [("title", "API"), ("version", "0.0.0")] {
        match info.get(name) {
            None | Some(Value::Null | Value::Array(_) | Value::Object(_)) => {
                let message = format!("`info` has no `{name}`");
                cx.report(
                    Code::MissingInfo,
                    message,
                    &at.child("info"),
                    &format!("`{default}` is used"),
                );
                info.insert(name.to_owned(), default.into());
            }
            // An unquoted `1.0` is a number in YAML, but meant as a version.
            Some(Value::Number(number)) => {
                let text = number.to_string();
                info.insert(name.to_owned(), text.into());
            }
            Some(_) => {}
        }
    }
}

/// A server that is only its URL becomes an object.
pub(super) fn server_urls(owner: &mut Map<String, Value>, at: &Pointer, cx: &mut Context<'_>) {
    let Some(servers) = owner.get_mut("servers") else {
        return;
    };
    let at = at.child("servers");
    if servers.is_string() || servers.is_object() {
        let message = format!(
            "`servers`: expected an array, found {}",
            JsonType::of(servers)
        );
        cx.report(Code::MistypedValue, message, &at, "read as the only server");
        *servers = Value::Array(vec![servers.take()]);
    }
    for (index, server) in servers.as_array_mut().into_iter().flatten().enumerate() {
        if let Value::String(url) = server {
            let message = "a server must be an object, found a string".to_owned();
            cx.report(
                Code::MistypedValue,
                message,
                &at.index(index),
                "read as its `url`",
            );
            *server = json!({ "url": url });
        }
    }
}

/// Webhooks are requests that the client receives. Their payloads are components.
pub(super) fn webhooks(document: &mut Map<String, Value>, _: &Pointer, _: &mut Context<'_>) {
    to_extension(document, "webhooks");
    to_extension(document, "jsonSchemaDialect");
    to_extension(document, "$self");
}

/// The operation to which the gateway of Amazon sends requests with all methods but those that the
/// path declares.
const ANY_METHOD: &str = "x-amazon-apigateway-any-method";

/// 3.2 has the method `QUERY` and methods with any name, which are not supported, and neither are
/// operations of all methods.
pub(super) fn other_methods(item: &mut Map<String, Value>, at: &Pointer, cx: &mut Context<'_>) {
    let mut skipped = Vec::new();
    if item.get("query").is_some_and(Value::is_object) {
        skipped.push(("QUERY".to_owned(), at.child("query")));
    }
    let others = item.get("additionalOperations").and_then(Value::as_object);
    for method in others.into_iter().flat_map(Map::keys) {
        let at = at.child("additionalOperations").child(method);
        skipped.push((method.clone(), at));
    }
    let path = at.last().unwrap_or_default().into_owned();
    for (method, at) in skipped {
        cx.skipped += 1;
        let message = format!("`{method} {path}` is left out: the method is not supported");
        cx.report(Code::SkippedOperation, message, &at, "declared here");
    }
    to_extension(item, "query");
    to_extension(item, "additionalOperations");
    if item.contains_key(ANY_METHOD) {
        cx.skipped += 1;
        let message = format!("`ANY {path}` is left out: it does not say which methods there are");
        let label = "declare the methods that clients call, as `get` and `post`";
        cx.report(
            Code::SkippedOperation,
            message,
            &at.child(ANY_METHOD),
            label,
        );
    }
}

/// 3.2 describes the items of a stream in a media type. The extension tells `lower` that a schema
/// is that of one item.
pub(super) fn streams(media: &mut Map<String, Value>, at: &Pointer, cx: &mut Context<'_>) {
    for name in ["prefixEncoding", "itemEncoding"] {
        if media.contains_key(name) {
            let message = format!("`{name}` cannot be expressed in OpenAPI 3.0");
            let label = "has no effect; kept as an `x-` extension";
            cx.report(Code::UnsupportedKeyword, message, &at.child(name), label);
            to_extension(media, name);
        }
    }
    // A media type with a sequence of items and no other schema is a stream of them.
    if let Some(item) = media.shift_remove("itemSchema") {
        media.insert(extension::ITEM_SCHEMA.to_owned(), item.clone());
        media.entry("schema").or_insert(item);
    }
}

/// 3.2 has fields that do not change what is sent.
pub(super) fn tag(tag: &mut Map<String, Value>, _: &Pointer, _: &mut Context<'_>) {
    for name in ["summary", "parent", "kind"] {
        to_extension(tag, name);
    }
}

/// A URL that leaves its scheme to the page that names it (`//host/base`) is of `https`: others
/// are not encrypted.
pub(super) fn server_scheme(server: &mut Map<String, Value>, _: &Pointer, _: &mut Context<'_>) {
    let Some(Value::String(url)) = server.get_mut("url") else {
        return;
    };
    let host = url.strip_prefix("//");
    if host.is_some_and(|host| !host.is_empty() && !host.starts_with('/')) {
        url.insert_str(0, "https:");
    }
}

/// 3.2 names servers, and marks schemes as deprecated.
pub(super) fn server(server: &mut Map<String, Value>, _: &Pointer, _: &mut Context<'_>) {
    to_extension(server, "name");
}

/// As [`server`], for security schemes.
pub(super) fn scheme(scheme: &mut Map<String, Value>, _: &Pointer, _: &mut Context<'_>) {
    to_extension(scheme, "deprecated");
    to_extension(scheme, "oauth2MetadataUrl");
}

/// 3.1 has a summary of the API in addition to its description.
pub(super) fn summary(info: &mut Map<String, Value>, _: &Pointer, _: &mut Context<'_>) {
    to_extension(info, "summary");
}

/// 3.1 names licences by their SPDX identifiers.
pub(super) fn licence_identifier(
    licence: &mut Map<String, Value>,
    _: &Pointer,
    _: &mut Context<'_>,
) {
    to_extension(licence, "identifier");
}

/// Path items are inlined where they are used; callbacks and links are not supported.
pub(super) fn sections_without_effect(
    components: &mut Map<String, Value>,
    _: &Pointer,
    _: &mut Context<'_>,
) {
    for name in ["pathItems", "callbacks", "links"] {
        to_extension(components, name);
    }
}

/// As [`webhooks`], for those that an operation declares.
pub(super) fn callbacks(operation: &mut Map<String, Value>, _: &Pointer, _: &mut Context<'_>) {
    to_extension(operation, "callbacks");
}

/// Links describe how responses feed requests, which a typed client expresses in its types.
pub(super) fn links(response: &mut Map<String, Value>, _: &Pointer, _: &mut Context<'_>) {
    to_extension(response, "links");
    to_extension(response, "summary");
}

/// 3.1 allows an operation without `responses`.
pub(super) fn missing_responses(
    operation: &mut Map<String, Value>,
    at: &Pointer,
    cx: &mut Context<'_>,
) {
    if operation.get("responses").is_none_or(Value::is_null) {
        let message = "the operation declares no `responses`".to_owned();
        cx.report(
            Code::MissingResponses,
            message,
            at,
            "calls return nothing; the body of a response is ignored",
        );
        operation.insert("responses".to_owned(), Value::Object(Map::new()));
    }
}

/// The description of a response is required, but has no effect on a client.
pub(super) fn missing_description(
    response: &mut Map<String, Value>,
    at: &Pointer,
    cx: &mut Context<'_>,
) {
    if response.get("description").is_none_or(Value::is_null) {
        let message = "the response has no `description`".to_owned();
        cx.report(
            Code::MissingDescription,
            message,
            at,
            "an empty one is used",
        );
        response.insert("description".to_owned(), "".into());
    }
}

/// Keys of `responses` are codes, ranges (`4XX`) or `default`.
pub(super) fn status_codes(responses: &mut Map<String, Value>, at: &Pointer, cx: &mut Context<'_>) {
    let names: Vec<String> = responses.keys().cloned().collect();
    for name in names {
        if name == "default" || name.starts_with("x-") || is_code(&name) {
            continue;
        }
        let upper = name.to_ascii_uppercase();
        if is_range(&upper) {
            // A range in lower case is accepted, and keeps its position among the others.
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
        let message = format!("`{name}` is not a status code");
        cx.report(
            Code::InvalidStatusCode,
            message,
            &at.child(&name),
            "has no effect; kept as an `x-` extension",
        );
        to_extension(responses, &name);
    }
}

fn is_code(name: &str) -> bool {
    name.len() == 3 && name.parse::<u16>().is_ok_and(|code| code >= 100)
}

fn is_range(name: &str) -> bool {
    matches!(name.as_bytes(), [b'0'..=b'9', b'X', b'X'])
}

/// The client certificate belongs to the transport, not to the request; 3.0 has no type for it.
pub(super) fn mutual_tls(scheme: &mut Map<String, Value>, at: &Pointer, cx: &mut Context<'_>) {
    if scheme.get("type").and_then(Value::as_str) != Some("mutualTLS") {
        return;
    }
    let message = "mutual TLS is configured on the transport".to_owned();
    cx.report(
        Code::MutualTls,
        message,
        &at.child("type"),
        "configure the client certificate on the transport",
    );
    scheme.insert("type".to_owned(), "http".into());
    scheme.insert("scheme".to_owned(), "mutualTLS".into());
    scheme.insert("x-seamstress-type".to_owned(), "mutualTLS".into());
}

/// A flow without scopes gets an empty map of them.
pub(super) fn missing_scopes(flow: &mut Map<String, Value>, _: &Pointer, _: &mut Context<'_>) {
    if flow.get("scopes").is_none_or(Value::is_null) {
        flow.insert("scopes".to_owned(), Value::Object(Map::new()));
    }
}
