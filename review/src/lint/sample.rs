//! Contradictions within the pages.

use std::collections::{BTreeMap, BTreeSet};

use seamstress_codegen::{
    Output,
    conformance::{Contradiction, Mismatch, Report},
    diagnostic::{Code, Diagnostic},
    source::Pointer,
};

use super::{Lint, LintKind, first_location, list, page_location};

/// Identifies a contradiction in both runs. The page is not part of it, because what
/// several pages share is taken from any of them.
type Identity<'a> = (&'a Mismatch, &'a str, &'a Pointer);

fn identity(contradiction: &Contradiction) -> Identity<'_> {
    (
        &contradiction.mismatch,
        &contradiction.field,
        &contradiction.origin.pointer,
    )
}

/// Samples that newly contradict their schema: one lint for each schema and kind of
/// contradiction.
pub(super) fn contradictions(before: &Output, after: &Output) -> Vec<Lint> {
    let (old, new) = (Report::collect(&before.api), Report::collect(&after.api));
    let known: BTreeSet<Identity<'_>> = old.contradictions.iter().map(identity).collect();
    let mut schemas: BTreeMap<_, Vec<&Contradiction>> = BTreeMap::new();
    for contradiction in &new.contradictions {
        if !known.contains(&identity(contradiction)) {
            let schema = (&contradiction.schema, &contradiction.mismatch);
            schemas.entry(schema).or_default().push(contradiction);
        }
    }
    let lints = schemas.into_iter().filter_map(|((_, mismatch), group)| {
        let first = group.first()?.occurrences.first()?;
        let mut samples: Vec<_> = Vec::new();
        for shown in group
            .iter()
            .flat_map(|contradiction| &contradiction.occurrences)
        {
            if !samples.contains(&&shown.location) {
                samples.push(&shown.location);
            }
        }
        let fields: BTreeSet<String> = group
            .iter()
            .map(|contradiction| format!("`{}`", contradiction.field))
            .collect();
        let fields: Vec<String> = fields.into_iter().collect();
        let more = match samples.len() {
            0 | 1 => String::new(),
            several => format!(" and {} more", several - 1),
        };
        let predicate = mismatch.describe(&[list(&fields, 8)], samples.len());
        Some(Lint::new(
            LintKind::Contradiction,
            format!("{}{more} {predicate}", first.describe()),
            page_location(after, &first.location, false),
        ))
    });
    lints.collect()
}

/// New sentences that say that exactly one of several fields has to be given.
pub(super) fn prose(before: &Output, after: &Output) -> Vec<Lint> {
    // The help has the operation and the fields.
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
            Lint::new(
                LintKind::UnenforcedProse,
                seamstress_codegen::diagnostic::escape(&diagnostic.message).into_owned(),
                first_location(after, diagnostic),
            )
        })
        .collect()
}
