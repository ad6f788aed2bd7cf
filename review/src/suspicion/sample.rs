//! What pages say against themselves.

use std::collections::{BTreeMap, BTreeSet};

use super::{Kind, Suspicion, first_place, listed, place};
use seamstress_codegen::{
    Output,
    conformance::{Contradiction, Mismatch, Report},
    diagnostic::{Code, Diagnostic},
    source::Pointer,
};

/// What makes a contradiction the same one in two runs. The page is not part of it,
/// because what pages share is taken from any of them.
type Identity<'a> = (&'a Mismatch, &'a str, &'a Pointer);

fn identity(contradiction: &Contradiction) -> Identity<'_> {
    (
        &contradiction.mismatch,
        &contradiction.field,
        &contradiction.origin.pointer,
    )
}

/// Samples that say something else than their schema, and did not: one for each
/// schema and mismatch.
pub(super) fn contradictions(before: &Output, after: &Output) -> Vec<Suspicion> {
    let (old, new) = (Report::collect(&before.api), Report::collect(&after.api));
    let known: BTreeSet<Identity<'_>> = old.contradictions.iter().map(identity).collect();
    let mut schemas: BTreeMap<_, Vec<&Contradiction>> = BTreeMap::new();
    for contradiction in &new.contradictions {
        if !known.contains(&identity(contradiction)) {
            let schema = (&contradiction.schema, &contradiction.mismatch);
            schemas.entry(schema).or_default().push(contradiction);
        }
    }
    let told = schemas.into_iter().filter_map(|((_, mismatch), about)| {
        let first = about.first()?.occurrences.first()?;
        let mut samples: Vec<_> = Vec::new();
        for shown in about
            .iter()
            .flat_map(|contradiction| &contradiction.occurrences)
        {
            if !samples.contains(&&shown.location) {
                samples.push(&shown.location);
            }
        }
        let members: BTreeSet<String> = about
            .iter()
            .map(|contradiction| format!("`{}`", contradiction.field))
            .collect();
        let members: Vec<String> = members.into_iter().collect();
        let more = match samples.len() {
            0 | 1 => String::new(),
            several => format!(" and {} more", several - 1),
        };
        let clause = mismatch.describe(&[listed(&members, 8)], samples.len());
        Some(Suspicion::new(
            Kind::Contradiction,
            format!("{}{more} {clause}", first.describe()),
            place(after, &first.location, false),
        ))
    });
    told.collect()
}

/// Sentences that say that exactly one of several members is given, which were not there.
pub(super) fn prose(before: &Output, after: &Output) -> Vec<Suspicion> {
    // The help names the operation and the members.
    fn proposals(output: &Output) -> impl Iterator<Item = ((&str, Option<&str>), &Diagnostic)> {
        let all = output.diagnostics.iter();
        all.filter(|diagnostic| diagnostic.code == Code::OneOfInProse)
            .map(|diagnostic| {
                let identity = (diagnostic.message.as_str(), diagnostic.help.as_deref());
                (identity, diagnostic)
            })
    }
    let known: BTreeSet<_> = proposals(before).map(|(identity, _)| identity).collect();
    proposals(after)
        .filter(|(identity, _)| !known.contains(identity))
        .map(|(_, diagnostic)| {
            Suspicion::new(
                Kind::UnenforcedProse,
                seamstress_codegen::diagnostic::escape(&diagnostic.message).into_owned(),
                first_place(after, diagnostic),
            )
        })
        .collect()
}
