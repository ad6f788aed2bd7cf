//! The requests that a document describes as sent by the API.

use std::fmt;

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
    /// The operation with the callback.
    pub(super) owner: Option<String>,
    /// Where it is described.
    pub(super) at: Pointer,
}

/// A reference of a request leads to nothing in the document.
pub(super) struct DanglingReference;

impl Incoming {
    /// Where the body of the request is described, if it has one.
    pub(super) fn body(&self, document: &Value) -> Result<Option<Pointer>, DanglingReference> {
        let at = self.at.child("requestBody");
        let reference = document.pointer(self.at.child("$ref").as_str());
        match resolve(document, &at) {
            Some((body, _)) => Ok(Some(body)),
            None if reference.is_some() || document.pointer(at.as_str()).is_some() => {
                Err(DanglingReference)
            }
            None => Ok(None),
        }
    }
}

impl fmt::Display for Incoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} `{}`", self.kind, self.name)
    }
}

/// All of them, in the order of the document.
pub(super) fn requests(document: &Value) -> Vec<Incoming> {
    let mut found = Vec::new();
    let root = Pointer::root();
    for (name, at, _) in entries(document.get("webhooks"), &root.child("webhooks")) {
        add(document, &at, "webhook", name, None, &mut found);
        callbacks(document, &at, name, &mut found);
    }
    for (path, at, _) in entries(document.get("paths"), &root.child("paths")) {
        if !path.starts_with("x-") {
            callbacks(document, &at, path, &mut found);
        }
    }
    found
}

/// Adds the callbacks of the operations of the path item at `at`, which is called `path`.
fn callbacks(document: &Value, at: &Pointer, path: &str, found: &mut Vec<Incoming>) {
    let Some((item, value)) = resolve(document, at) else {
        return;
    };
    for method in METHODS {
        let Some(operation) = value.get(method) else {
            continue;
        };
        let id = operation.get("operationId").and_then(Value::as_str);
        let owner = id.map_or_else(|| format!("{method}{path}"), str::to_owned);
        let at = item.child(method).child("callbacks");
        for (name, at, _) in entries(operation.get("callbacks"), &at) {
            let Some((at, urls)) = resolve(document, &at) else {
                add(document, &at, "callback", name, Some(&owner), found);
                continue;
            };
            let urls = entries(Some(urls), &at).filter(|(url, ..)| !url.starts_with("x-"));
            for (_, at, _) in urls {
                add(document, &at, "callback", name, Some(&owner), found);
            }
        }
    }
}

/// Adds the methods of the path item at `at`; of one that is not found, itself.
fn add(
    document: &Value,
    at: &Pointer,
    kind: &'static str,
    name: &str,
    owner: Option<&str>,
    found: &mut Vec<Incoming>,
) {
    let incoming = |at: Pointer| Incoming {
        name: name.to_owned(),
        kind,
        owner: owner.map(str::to_owned),
        at,
    };
    match resolve(document, at) {
        Some((item, value)) => {
            let methods = METHODS.iter().filter(|it| value.get(**it).is_some());
            found.extend(methods.map(|method| incoming(item.child(method))));
        }
        None => found.push(incoming(at.clone())),
    }
}

/// The fields of the object at `at`.
fn entries<'a>(
    object: Option<&'a Value>,
    at: &Pointer,
) -> impl Iterator<Item = (&'a String, Pointer, &'a Value)> {
    let fields = object.and_then(Value::as_object).into_iter().flatten();
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
