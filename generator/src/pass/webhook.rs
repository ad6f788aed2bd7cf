//! After this pass, the client knows what the API sends by itself, if
//! `[webhook]` declares it.

use super::Decisions;
use crate::{
    diagnostic::Diagnostic,
    ir::{Api, TypeKey, Webhook},
};

/// What the names of the headers with a signature can begin with.
const HEADERS: &[&str] = &["svix", "webhook"];

pub(super) fn run(api: &mut Api, decisions: &Decisions<'_>) -> Vec<Diagnostic> {
    let Some(entry) = &decisions.overrides.webhook else {
        return Vec::new();
    };
    let wanted = &entry.value;
    if !HEADERS.contains(&wanted.headers.as_str()) {
        let what = format!("`headers` is one of: {}", HEADERS.join(", "));
        return vec![decisions.overrides.unmatched(entry, what)];
    }
    let event = TypeKey::component(&wanted.event);
    if api.type_at(&event).is_none() {
        let what = format!("no page has a component `{}`", wanted.event);
        return decisions
            .overrides
            .absent(entry, what)
            .into_iter()
            .collect();
    }
    api.webhook = Some(Webhook {
        event,
        headers: wanted.headers.clone(),
    });
    Vec::new()
}
