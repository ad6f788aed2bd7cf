//! Decisions that hold no more: overrides, and accepted changes.

use std::collections::BTreeMap;

use super::{Kind, Suspicion, code, first_place, place};
use crate::accept::Accepted;
use seamstress_codegen::{
    Output,
    diagnostic::{Code, Diagnostic},
    overrides::Entry,
    pass::glob_match,
};

/// Entries of `overrides.toml` that match nothing, that matched something before, or
/// that say what the pages say by themselves now.
pub(super) fn overrides(before: &Output, after: &Output) -> Vec<Suspicion> {
    let mut found = Vec::new();
    for diagnostic in &after.diagnostics {
        let kind = match diagnostic.code {
            Code::StaleOverride => Kind::StaleOverride,
            Code::RedundantOverride => Kind::NeedlessOverride,
            _ => continue,
        };
        let place = first_place(after, diagnostic);
        found.push(Suspicion::new(kind, sentence(diagnostic), place));
    }
    let was = matches(before);
    for (entry, is) in matches(after) {
        let matched = was.get(&entry).is_some_and(|was| was.is_met);
        if matched && !is.is_met && is.may_miss {
            let text = format!("{entry} matches nothing any more, which is fine with it");
            found.push(Suspicion::new(Kind::StaleOverride, text, is.place));
        }
    }
    found
}

fn sentence(diagnostic: &Diagnostic) -> String {
    let why = diagnostic.labels.first().map(|label| label.text.as_str());
    match why.filter(|why| !why.is_empty()) {
        Some(why) => format!("{}: {why}", diagnostic.message),
        None => diagnostic.message.clone(),
    }
}

/// An entry of `overrides.toml` held against the API.
struct Match {
    /// Whether the API has what it is about.
    is_met: bool,
    /// Whether it is fine if not, so that no diagnostic says so.
    may_miss: bool,
    place: Option<super::Place>,
}

/// Entries by their kind and their subject.
struct Matches<'a> {
    output: &'a Output,
    found: BTreeMap<String, Match>,
}

impl Matches<'_> {
    fn add<T>(&mut self, kind: &str, subject: &str, is_met: bool, entry: &Entry<T>) {
        let location = self.output.overrides.location(entry);
        let found = Match {
            is_met,
            may_miss: entry.if_present,
            place: place(self.output, &location, false),
        };
        let name = format!("`[[{kind}]]` of {}", code(subject));
        self.found.insert(name, found);
    }
}

/// Every entry that the pages need not match, by its kind and its subject.
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
    for entry in &overrides.pagination {
        let member = &entry.value.member;
        let is_met = api.paging.contains_key(member);
        matches.add("pagination", member, is_met, entry);
    }
    for entry in &overrides.long_running {
        let member = &entry.value.member;
        let is_met = api.long_running.contains_key(member);
        matches.add("long_running", member, is_met, entry);
    }
    for entry in &overrides.safe {
        for pattern in &entry.value.operations {
            let mut keys = api.operations.keys().map(ToString::to_string);
            let is_met = keys.any(|key| glob_match(pattern, &key));
            matches.add("safe", pattern, is_met, entry);
        }
    }
    if let Some(entry) = &overrides.webhook {
        let is_met = api.webhook.is_some();
        matches.add("webhook", &entry.value.event, is_met, entry);
    }
    matches.found
}

/// Accepted changes that are no changes.
pub(super) fn accepted(entries: &[crate::Entry], accepted: &Accepted) -> Vec<Suspicion> {
    let stale = accepted.stale(entries).into_iter();
    stale
        .map(|acceptance| {
            let text = format!(
                "`{}` was accepted in line {} (“{}”), and is no change of this review: delete it",
                acceptance.fingerprint,
                acceptance.line,
                seamstress_codegen::diagnostic::escape(&acceptance.because)
            );
            Suspicion::new(Kind::StaleAcceptance, text, None)
        })
        .collect()
}
