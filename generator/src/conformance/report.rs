//! All samples checked: counts by kind, and every contradiction once.

use std::collections::{BTreeMap, BTreeSet};

use super::{Kind, Mismatch, json, samples};
use crate::{
    diagnostic::Location,
    ir::{Api, OperationKey},
    source::Origin,
};

/// The result of checking every sample of an API.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The counts of each kind, in the order of [`Kind`], kinds without samples included.
    pub rows: Vec<Counts>,
    /// Each contradiction once, sorted by the page and pointer of the schema.
    pub contradictions: Vec<Contradiction>,
    /// The samples that cannot be parsed.
    pub unreadable: Vec<Unreadable>,
    /// How many command lines contain JSON without quotes, which a shell would split.
    /// They are read as if they were quoted.
    pub unquoted: usize,
}

/// The counts of one kind: `samples = agree + contradict + unreadable`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// The kind.
    pub kind: Kind,
    /// How many pages have such samples.
    pub pages: usize,
    /// How many there are.
    pub samples: usize,
    /// How many conform to the schema.
    pub agree: usize,
    /// How many contradict the schema.
    pub contradict: usize,
    /// How many cannot be parsed.
    pub unreadable: usize,
}

/// One mismatch between samples and a part of a schema.
#[derive(Clone, Debug)]
pub struct Contradiction {
    /// The mismatch.
    pub mismatch: Mismatch,
    /// The last segment of the path to the value.
    pub field: String,
    /// The part of the schema that the samples contradict.
    pub origin: Origin,
    /// The schema that this part belongs to, or the operation.
    pub schema: Origin,
    /// Where the samples have it, sorted by page.
    pub occurrences: Vec<Occurrence>,
}

/// A value in a sample.
#[derive(Clone, Debug)]
pub struct Occurrence {
    /// The operation of the sample.
    pub operation: OperationKey,
    /// The kind of the sample.
    pub kind: Kind,
    /// The sample.
    pub location: Location,
    /// JSON path of the value, with `[]` for every item of an array.
    pub path: String,
    /// Whether it is the field of a response that the call returns.
    pub is_result: bool,
}

impl Occurrence {
    /// The sample in a sentence: ``the request sample of `POST /devices/get` ``.
    pub fn describe(&self) -> String {
        format!("the {} of `{}`", self.kind.name(), self.operation)
    }
}

/// A sample that cannot be parsed.
#[derive(Clone, Debug)]
pub struct Unreadable {
    /// The operation of the sample.
    pub operation: OperationKey,
    /// The kind of the sample.
    pub kind: Kind,
    /// The sample.
    pub location: Location,
    /// Why, as the end of a sentence.
    pub why: &'static str,
}

impl Report {
    /// Checks all samples against `api`, after the passes.
    pub fn collect(api: &Api) -> Self {
        let mut report = Self::default();
        let mut counts: BTreeMap<Kind, (BTreeSet<&str>, Counts)> = Kind::ALL
            .into_iter()
            .map(|kind| (kind, (BTreeSet::new(), Counts::new(kind))))
            .collect();
        let mut contradictions: BTreeMap<_, Contradiction> = BTreeMap::new();
        let all = samples::check_all(api);
        for checked in &all {
            report.unquoted += usize::from(checked.is_unquoted);
            let operation = checked.operation.key.clone();
            let (kind, location) = (checked.kind, checked.location.clone());
            let Some((pages, row)) = counts.get_mut(&kind) else {
                continue;
            };
            pages.insert(checked.location.path());
            row.pages = pages.len();
            row.samples += 1;
            let findings = match &checked.outcome {
                Ok(findings) => findings,
                Err(why) => {
                    row.unreadable += 1;
                    report.unreadable.push(Unreadable {
                        operation,
                        kind,
                        location,
                        why,
                    });
                    continue;
                }
            };
            match findings.is_empty() {
                true => row.agree += 1,
                false => row.contradict += 1,
            }
            let result = checked.operation.envelope();
            let result = result.map(|wire| json::field_path("$", wire));
            for finding in findings {
                let path = finding.generalised_path();
                let field = last_segment(&path).to_owned();
                let key = (
                    finding.origin.clone(),
                    finding.mismatch.clone(),
                    field.clone(),
                );
                let entry = contradictions.entry(key).or_insert_with(|| Contradiction {
                    mismatch: finding.mismatch.clone(),
                    field,
                    origin: finding.origin.clone(),
                    schema: finding.schema(),
                    occurrences: Vec::new(),
                });
                let is_known =
                    |it: &Occurrence| it.kind == kind && it.path == path && it.location == location;
                if !entry.occurrences.iter().any(is_known) {
                    entry.occurrences.push(Occurrence {
                        operation: operation.clone(),
                        kind,
                        location: location.clone(),
                        is_result: kind == Kind::Response
                            && result.as_ref().is_some_and(|result| *result == path),
                        path,
                    });
                }
            }
        }
        report.rows = counts.into_values().map(|(_, row)| row).collect();
        report.contradictions = contradictions.into_values().collect();
        report
    }
}

impl Counts {
    fn new(kind: Kind) -> Self {
        Self {
            kind,
            pages: 0,
            samples: 0,
            agree: 0,
            contradict: 0,
            unreadable: 0,
        }
    }
}

impl Contradiction {
    /// What the samples do, as a predicate to their name or number.
    pub fn describe(&self) -> String {
        self.mismatch
            .describe(&[format!("`{}`", self.field)], self.occurrences.len())
    }
}

/// The last field name of a path; the whole path if it ends in brackets.
fn last_segment(path: &str) -> &str {
    match path.rsplit_once('.') {
        Some((_, last)) if !path.ends_with("\"]") => last,
        _ => path,
    }
}
