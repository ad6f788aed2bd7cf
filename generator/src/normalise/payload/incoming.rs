//! The requests that a document describes as sent by the API.

use serde_json::Value;

use crate::{bundle::percent_decode, http_method::METHODS, source::Pointer};

/// How many references may lead to a part of a request.
const CHAIN_LIMIT: usize = 16;

/// A request that the API sends.
pub(super) struct Incoming {
    /// What the document calls it: `newPet`.
    pub(super) name: String,
    /// The section that describes it: `webhook` or `callback`.
    pub(super) kind: &'static str,
    /// The operation with the callback, which tells it from others of the name.
    pub(super) owner: Option<String>,
    /// Where it is described.
    pub(super) at: Pointer,
}

/// All of them, in the order of the document.
pub(super) fn requests(document: &Value) -> Vec<Incoming> {
    let mut found = Vec::new();
    let root = Pointer::root();
    for (name, at, _) in entries(document.get("webhooks"), &root.child("webhooks")) {
        add(document, &at, "webhook", name, None, &mut found);
    }
    for (path, at, item) in entries(document.get("paths"), &root.child("paths")) {
        for method in METHODS {
            if let Some(operation) = item.get(method) {
                let id = operation.get("operationId").and_then(Value::as_str);
                let owner = id.map_or_else(|| format!("{method}{path}"), str::to_owned);
                callbacks(document, operation, &at.child(method), &owner, &mut found);
            }
        }
    }
    found
}

/// Adds the callbacks of `operation`, which is at `at`.
fn callbacks(
    document: &Value,
    operation: &Value,
    at: &Pointer,
    owner: &str,
    found: &mut Vec<Incoming>,
) {
    for (name, at, _) in entries(operation.get("callbacks"), &at.child("callbacks")) {
        let Some((at, callback)) = resolve(document, &at) else {
            continue;
        };
        for (_, at, _) in entries(Some(callback), &at) {
            add(document, &at, "callback", name, Some(owner), found);
        }
    }
}

/// Adds the methods of the path item at `at`.
fn add(
    document: &Value,
    at: &Pointer,
    kind: &'static str,
    name: &str,
    owner: Option<&str>,
    found: &mut Vec<Incoming>,
) {
    let Some((item, value)) = resolve(document, at) else {
        return;
    };
    let methods = METHODS
        .iter()
        .filter(|method| value.get(**method).is_some());
    found.extend(methods.map(|method| Incoming {
        name: name.to_owned(),
        kind,
        owner: owner.map(str::to_owned),
        at: item.child(method),
    }));
}

/// The fields of the object at `at`, but for extensions.
fn entries<'a>(
    object: Option<&'a Value>,
    at: &Pointer,
) -> impl Iterator<Item = (&'a String, Pointer, &'a Value)> {
    let fields = object.and_then(Value::as_object).into_iter().flatten();
    let fields = fields.filter(|(name, _)| !name.starts_with("x-"));
    fields.map(|(name, value)| (name, at.child(name), value))
}

/// What is at `at`, or what the reference there leads to within the document.
pub(super) fn resolve<'a>(document: &'a Value, at: &Pointer) -> Option<(Pointer, &'a Value)> {
    let mut at = at.clone();
    for _ in 0..CHAIN_LIMIT {
        let value = document.pointer(at.as_str())?;
        let Some(target) = value.get("$ref").and_then(Value::as_str) else {
            return Some((at, value));
        };
        at = percent_decode(target.strip_prefix('#')?)?.parse().ok()?;
    }
    None
}
