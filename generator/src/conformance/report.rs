//! How much of what the pages show agrees with what they document.

use std::collections::{BTreeMap, BTreeSet};

use super::{Fault, check};
use crate::{
    diagnostic::Location,
    ir::{Api, OperationKey},
    source::Origin,
};

/// Everything that the pages show, counted, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// One for each kind, in the order of [`Kind`]; also where the pages show none.
    pub rows: Vec<Row>,
    /// Each contradiction once, by the page and pointer of the schema.
    pub contradictions: Vec<Contradiction>,
    /// What could not be read.
    pub unreadable: Vec<Unreadable>,
    /// How many command lines hold JSON without quotes, which a shell takes apart.
    /// They are read as they are meant.
    pub unquoted: usize,
}

/// What is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Method and address of a call of `curl`.
    Call,
    /// A body that is sent.
    Request,
    /// A body that is answered.
    Response,
    /// A line for the API's own command line.
    CommandLine,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Call, Self::Request, Self::Response, Self::CommandLine];

    /// What a sample of this kind is called.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Call => "call sample",
            Self::Request => "request sample",
            Self::Response => "response sample",
            Self::CommandLine => "command line",
        }
    }
}

/// The samples of one kind. `samples = agree + contradict + unreadable`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The kind.
    pub kind: Kind,
    /// How many pages show such samples.
    pub pages: usize,
    /// How many there are.
    pub samples: usize,
    /// How many say nothing else than the schema.
    pub agree: usize,
    /// How many say something else.
    pub contradict: usize,
    /// How many cannot be read.
    pub unreadable: usize,
}

/// Samples that say the same against the same part of a schema.
#[derive(Clone, Debug)]
pub struct Contradiction {
    /// What they say.
    pub fault: Fault,
    /// The member that it is about, by its last name.
    pub member: String,
    /// What they say it against.
    pub origin: Origin,
    /// The schema that this is a part of, or the operation.
    pub schema: Origin,
    /// The samples, by page.
    pub shown: Vec<Shown>,
}

/// A place in a sample.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The operation that the sample is of.
    pub operation: OperationKey,
    /// What kind of a sample it is.
    pub kind: Kind,
    /// The sample.
    pub location: Location,
    /// JSON path inside it, with `[]` for every item of a list.
    pub path: String,
}

impl Shown {
    /// `the request sample of `POST /devices/get``
    pub fn name(&self) -> String {
        format!("the {} of `{}`", self.kind.noun(), self.operation)
    }
}

/// A sample that cannot be read.
#[derive(Clone, Debug)]
pub struct Unreadable {
    /// The operation that the sample is of.
    pub operation: OperationKey,
    /// What kind of a sample it is.
    pub kind: Kind,
    /// The sample.
    pub location: Location,
    /// Why, for the end of a sentence.
    pub why: &'static str,
}

impl Tally {
    /// Holds everything that the pages show against `api`, after the passes.
    pub fn take(api: &Api) -> Self {
        let mut tally = Self::default();
        let mut counts: BTreeMap<Kind, (BTreeSet<&str>, Row)> = Kind::ALL
            .into_iter()
            .map(|kind| (kind, (BTreeSet::new(), Row::new(kind))))
            .collect();
        let mut contradictions: BTreeMap<_, Contradiction> = BTreeMap::new();
        let all = check::all(api);
        for checked in &all {
            tally.unquoted += usize::from(checked.is_unquoted);
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
                    tally.unreadable.push(Unreadable {
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
            for finding in findings {
                let path = finding.path_in_general();
                let member = member(&path).to_owned();
                let key = (
                    finding.origin.clone(),
                    finding.fault.clone(),
                    member.clone(),
                );
                let entry = contradictions.entry(key).or_insert_with(|| Contradiction {
                    fault: finding.fault.clone(),
                    member,
                    origin: finding.origin.clone(),
                    schema: finding.schema(),
                    shown: Vec::new(),
                });
                let is_known = |shown: &Shown| {
                    shown.kind == kind && shown.path == path && shown.location == location
                };
                if !entry.shown.iter().any(is_known) {
                    entry.shown.push(Shown {
                        operation: operation.clone(),
                        kind,
                        location: location.clone(),
                        path,
                    });
                }
            }
        }
        tally.rows = counts.into_values().map(|(_, row)| row).collect();
        tally.contradictions = contradictions.into_values().collect();
        tally
    }
}

impl Row {
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
    /// What the samples do, to be read after their name or number.
    pub fn says(&self) -> String {
        self.fault
            .says(&[format!("`{}`", self.member)], self.shown.len())
    }
}

/// The last name in a path; the whole of a path whose last step is in brackets.
fn member(path: &str) -> &str {
    match path.rsplit_once('.') {
        Some((_, last)) if !path.ends_with("\"]") => last,
        _ => path,
    }
}
