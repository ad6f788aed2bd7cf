//! After this pass, the documentation of a type that is the payload of webhooks or callbacks names
//! them. That of a copy of it, which a request has (see `direction`), does not.

use std::collections::BTreeMap;

use super::Decisions;
use crate::{
    diagnostic::{Diagnostic, code_span},
    ir::{Api, Docs, Incoming, Shape, TypeKey},
};

/// How many requests the documentation of their payload names.
const NAMED_REQUESTS: usize = 8;

pub(super) fn run(api: &mut Api, _: &Decisions<'_>) -> Vec<Diagnostic> {
    let mut requests: BTreeMap<&TypeKey, Vec<&Incoming>> = BTreeMap::new();
    for incoming in &api.incoming {
        if let Shape::Type(key) = &incoming.payload.shape {
            requests.entry(key).or_default().push(incoming);
        }
    }
    for (key, requests) in requests {
        if let Some(def) = api.types.get_mut(key) {
            def.docs = of_payload(&def.docs, &requests);
        }
    }
    Vec::new()
}

/// The documentation of a type, with the requests of the API whose payload it is.
fn of_payload(docs: &Docs, requests: &[&Incoming]) -> Docs {
    let named = requests.iter().take(NAMED_REQUESTS);
    let mut named: Vec<String> = named
        .map(|it| format!("of the {} {}", it.kind, code_span(&it.name)))
        .collect();
    let others = requests.len().saturating_sub(NAMED_REQUESTS);
    named.extend((others > 0).then(|| format!("of {others} others")));
    docs.with_paragraph(&format!("The payload {}.", named.join(", ")))
}
