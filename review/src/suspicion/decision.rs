//! Decisions that hold no more: overrides, and accepted changes.

use std::collections::BTreeMap;

use super::{Kind, Suspicion, code, first_place, place};
use crate::{Entry, accept::Accepted};
use seamstress_codegen::{
    Output,
    diagnostic::{Code, Diagnostic},
    overrides::About,
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

/// Every entry that may stand without what it is about, by its kind and its subject.
fn matches(output: &Output) -> BTreeMap<String, Match> {
    let overrides = &output.overrides;
    let api = &output.api;
    let mut found = BTreeMap::new();
    let mut hold = |kind: &str, subject: &str, is_met: bool, entry: &dyn About, start: usize| {
        let location = overrides.location(start..start);
        let entry = Match {
            is_met,
            may_miss: entry.if_present(),
            place: place(output, &location, false),
        };
        found.insert(format!("`[[{kind}]]` of {}", code(subject)), entry);
    };
    let operation = |name: &str| api.operation(&name.parse().ok()?);
    let has_type = |address: &str| api.types.keys().any(|key| key.to_string() == *address);
    for entry in &overrides.credential {
        let it = entry.get_ref();
        let is_met = api.schemes.iter().any(|scheme| scheme.wire == it.scheme);
        hold("credential", &it.name, is_met, it, entry.span().start);
    }
    for entry in &overrides.one_of {
        let it = entry.get_ref();
        let is_met = operation(&it.operation).is_some();
        let subject = format!("{} {}", it.operation, it.argument);
        hold("one_of", &subject, is_met, it, entry.span().start);
    }
    for entry in &overrides.envelope {
        let it = entry.get_ref();
        let is_met =
            operation(&it.operation).is_some_and(|found| found.envelope() == it.member.as_deref());
        hold("envelope", &it.operation, is_met, it, entry.span().start);
    }
    for entry in &overrides.id {
        let it = entry.get_ref();
        let is_met = api.ids.contains(&it.kind);
        hold("id", &it.kind, is_met, it, entry.span().start);
    }
    for entry in &overrides.name {
        let it = entry.get_ref();
        hold(
            "name",
            &it.r#type,
            has_type(&it.r#type),
            it,
            entry.span().start,
        );
    }
    for entry in &overrides.optional {
        let it = entry.get_ref();
        hold(
            "optional",
            &it.r#type,
            has_type(&it.r#type),
            it,
            entry.span().start,
        );
    }
    for entry in &overrides.pagination {
        let it = entry.get_ref();
        let is_met = api.paging.contains_key(&it.member);
        hold("pagination", &it.member, is_met, it, entry.span().start);
    }
    for entry in &overrides.long_running {
        let it = entry.get_ref();
        let is_met = api.long_running.contains_key(&it.member);
        hold("long_running", &it.member, is_met, it, entry.span().start);
    }
    for entry in &overrides.safe {
        let it = entry.get_ref();
        for pattern in &it.operations {
            let mut keys = api.operations.values().map(|found| found.key.to_string());
            let is_met = keys.any(|key| glob_match(pattern, &key));
            hold("safe", pattern, is_met, it, entry.span().start);
        }
    }
    if let Some(entry) = &overrides.webhook {
        let it = entry.get_ref();
        hold(
            "webhook",
            &it.event,
            api.webhook.is_some(),
            it,
            entry.span().start,
        );
    }
    found
}

/// Accepted changes that are no changes.
pub(super) fn accepted(entries: &[Entry], accepted: &Accepted) -> Vec<Suspicion> {
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
