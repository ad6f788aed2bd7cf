//! Decisions that no longer apply: overrides, and accepted changes.

use std::collections::BTreeMap;

use seamstress_codegen::{
    Output,
    diagnostic::{Code, Diagnostic},
    overrides::Entry,
    pass::glob_match,
};

use super::{Lint, LintKind, code, first_location, page_location};
use crate::{Change, PageLocation, accept::Accepted};

/// Entries of `overrides.toml` that match nothing, that no longer match, or that decide
/// what the pages say by themselves.
pub(super) fn overrides(before: &Output, after: &Output) -> Vec<Lint> {
    let mut found = Vec::new();
    for diagnostic in &after.diagnostics {
        let kind = match diagnostic.code {
            Code::StaleOverride => LintKind::StaleOverride,
            Code::RedundantOverride => LintKind::RedundantOverride,
            _ => continue,
        };
        let location = first_location(after, diagnostic);
        found.push(Lint::new(kind, sentence(diagnostic), location));
    }
    let matches_before = matches(before);
    for (entry, now) in matches(after) {
        let matched = matches_before.get(&entry).is_some_and(|it| it.matches);
        if matched && !now.matches && now.is_optional {
            let text = format!("{entry} no longer matches anything, which `if_present` allows");
            found.push(Lint::new(LintKind::StaleOverride, text, now.location));
        }
    }
    found
}

fn sentence(diagnostic: &Diagnostic) -> String {
    let reason = diagnostic.labels.first().map(|label| label.text.as_str());
    match reason.filter(|reason| !reason.is_empty()) {
        Some(reason) => format!("{}: {reason}", diagnostic.message),
        None => diagnostic.message.clone(),
    }
}

/// Whether an entry of `overrides.toml` matches the API.
struct Match {
    matches: bool,
    /// Whether the entry has `if_present`, so that no diagnostic reports that it does not.
    is_optional: bool,
    location: Option<PageLocation>,
}

/// Entries by their kind and their subject.
struct Matches<'a> {
    output: &'a Output,
    found: BTreeMap<String, Match>,
}

impl Matches<'_> {
    fn add<T>(&mut self, kind: &str, subject: &str, matches: bool, entry: &Entry<T>) {
        let location = self.output.overrides.location(entry);
        let found = Match {
            matches,
            is_optional: entry.if_present,
            location: page_location(self.output, &location, false),
        };
        let name = format!("`[[{kind}]]` of {}", code(subject));
        self.found.insert(name, found);
    }
}

/// Every entry, by its kind and its subject.
fn matches(output: &Output) -> BTreeMap<String, Match> {
    let (overrides, api) = (&output.overrides, &output.api);
    let mut matches = Matches {
        output,
        found: BTreeMap::new(),
    };
    let has_type = |address: &str| api.types.keys().any(|key| key.to_string() == *address);
    for entry in &overrides.credential {
        let wire = &entry.value.scheme;
        let is_met = api.schemes.iter().any(|scheme| scheme.wire == *wire);
        matches.add("credential", &entry.value.name, is_met, entry);
    }
    for entry in &overrides.one_of {
        let key = &entry.value.operation;
        let subject = format!("{key} {}", entry.value.argument);
        matches.add("one_of", &subject, api.operation(key).is_some(), entry);
    }
    for entry in &overrides.envelope {
        let key = &entry.value.operation;
        let is_met = api
            .operation(key)
            .is_some_and(|found| found.envelope() == entry.value.member.as_deref());
        matches.add("envelope", &key.to_string(), is_met, entry);
    }
    for entry in &overrides.id {
        let kind = &entry.value.kind;
        matches.add("id", kind, api.ids.contains(kind), entry);
    }
    for entry in &overrides.name {
        let address = &entry.value.r#type;
        matches.add("name", address, has_type(address), entry);
    }
    for entry in &overrides.optional {
        let address = &entry.value.r#type;
        matches.add("optional", address, has_type(address), entry);
    }
    for (entry, name) in overrides.pagination.iter().zip(overrides.paging_names()) {
        let is_met = api.paging.contains_key(&name);
        matches.add("pagination", &name, is_met, entry);
    }
    for entry in &overrides.long_running {
        let member = &entry.value.member;
        let is_met = api.long_running.contains_key(member);
        matches.add("long_running", member, is_met, entry);
    }
    let is_called = |pattern: &str| {
        let mut keys = api.operations.keys().map(ToString::to_string);
        keys.any(|key| glob_match(pattern, &key))
    };
    for entry in &overrides.safe {
        for pattern in &entry.value.operations {
            matches.add("safe", pattern, is_called(pattern), entry);
        }
    }
    for entry in &overrides.stream {
        for pattern in &entry.value.operations {
            matches.add("stream", pattern, is_called(pattern), entry);
        }
    }
    for entry in &overrides.idempotency {
        for pattern in &entry.value.operations {
            let mut keys = api.operations.keys().map(ToString::to_string);
            let is_met = keys.any(|key| glob_match(pattern, &key));
            matches.add("idempotency", pattern, is_met, entry);
        }
    }
    if let Some(entry) = &overrides.webhook {
        let is_met = api.webhook.is_some();
        matches.add("webhook", &entry.value.event, is_met, entry);
    }
    matches.found
}

/// Accepted changes that this review does not have.
pub(super) fn accepted(changes: &[Change], accepted: &Accepted) -> Vec<Lint> {
    let stale = accepted.stale(changes).into_iter();
    stale
        .map(|acceptance| {
            let text = format!(
                "line {1} accepts `{0}` (“{2}”), which is not a change of this review: delete it",
                acceptance.fingerprint,
                acceptance.line,
                seamstress_codegen::diagnostic::escape(&acceptance.because)
            );
            Lint::new(LintKind::StaleAcceptance, text, None)
        })
        .collect()
}
