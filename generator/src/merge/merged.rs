//! The fragments of all documents as one value, with what is known about its nodes.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{
    decisions::Decisions,
    fragment::{self, Candidate, Fragments, Key},
    origins::Origins,
    resolve::{Resolved, Version, resolve},
};
use crate::{
    diagnostic::Diagnostic,
    normalise::{
        Tolerance,
        remove::{Fault, Part, remove_parts},
    },
    source::Origin,
};

/// The merged document as a value.
pub(super) struct Merged {
    pub(super) value: Value,
    pub(super) origins: Origins,
    /// The indices of the choices that resolved a difference.
    pub(super) used_choices: BTreeSet<usize>,
    pub(super) findings: Vec<Diagnostic>,
    /// The parts in which pages differ.
    conflicts: BTreeSet<Part>,
}

impl Merged {
    /// The version of each fragment that is used.
    pub(super) fn new(fragments: &Fragments<'_>, decisions: &Decisions<'_>) -> Self {
        let mut merged = Self {
            value: json!({
                "openapi": "3.0.3",
                "info": { "title": "API", "version": "0.0.0" },
                "paths": {},
            }),
            origins: Origins::default(),
            used_choices: BTreeSet::new(),
            findings: Vec::new(),
            conflicts: BTreeSet::new(),
        };
        for (key, candidates) in fragments {
            merged.insert(key, candidates, resolve(key, candidates, decisions));
        }
        merged
    }

    fn insert(&mut self, key: &Key, candidates: &[Candidate<'_>], resolved: Resolved) {
        self.used_choices.extend(resolved.choice);
        self.findings.extend(resolved.findings);
        let (taken, value, parts) = match resolved.version {
            Version::Of(taken) => (taken, candidates[taken].value.clone(), Vec::new()),
            Version::United(united) => (0, united.value, united.parts),
            Version::Conflict => {
                self.conflicts.extend(key.part());
                (0, candidates[0].value.clone(), Vec::new())
            }
        };
        let pointer = fragment::insert(&mut self.value, key, value);
        for (part, pages) in parts {
            self.origins.insert(pointer.join(&part), pages);
        }
        self.origins.insert(pointer, pages_of(candidates, taken));
    }

    /// Removes the parts in which pages differ, and returns how many operations that costs. Where
    /// they are errors, nothing is written anyway.
    pub(super) fn remove_conflicts(&mut self, tolerance: Tolerance) -> usize {
        if tolerance == Tolerance::Strict {
            return 0;
        }
        let skipped = remove_parts(&mut self.value, &self.conflicts);
        self.findings.extend(skipped.iter().map(|operation| {
            let at = self.origins.of(&operation.pointer());
            operation.diagnostic(at, Fault::Conflict)
        }));
        skipped.len()
    }
}

/// The pages of all candidates, the one that was taken first.
fn pages_of(candidates: &[Candidate<'_>], taken: usize) -> Vec<Origin> {
    let mut pages: Vec<Origin> = candidates.iter().map(|it| it.origin.clone()).collect();
    pages[..=taken].rotate_right(1);
    pages
}
