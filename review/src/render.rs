//! A review for people and for machines.
//!
//! Text of pages is untrusted: it is shown, and never interpreted as markup.

pub mod html;
pub mod hunk;
pub mod inline;
mod item;
pub mod markdown;
mod row;
mod truncate;

use serde_json::{Value, json};

use super::{Change, Impact, Review, SemverBump};

pub use html::html;
pub use markdown::markdown;

/// What a report says about the run that made it.
#[derive(Clone, Debug)]
pub struct ReportContext {
    /// What the pages were compared with: `main (0912515)`; empty if that has no name.
    pub base: String,
    /// The prefix of the paths of pages: `specs/`.
    pub prefix: String,
    /// Whether both the pages and the generator changed the crate.
    pub is_mixed: bool,
    /// How to get the full report, where one has to be truncated.
    pub full_report: String,
}

impl Default for ReportContext {
    fn default() -> Self {
        Self {
            base: String::new(),
            prefix: String::new(),
            is_mixed: false,
            full_report: "seamstress review --format html".to_owned(),
        }
    }
}

/// What a review does not check.
pub(crate) const NOT_CHECKED: &[&str] = &[
    "the behaviour of the API: only its pages were read;",
    "programs that use the crate: what breaks follows from the crate's public items;",
    "code written by hand: the runtime, the examples, the manifest.",
];

/// What a reviewer of a change of both pages and generator has to know.
pub(crate) const MIXED: &str = "Both the pages and the generator changed the crate: `--explain` shows \
    which changed what. Two pull requests are easier to read.";

/// The review for machines: its keys, and the version of their format.
pub fn json(whole: &Review) -> Value {
    let mut value = json!({ "version": JSON_VERSION });
    // A review consists of strings, numbers and lists of them, which JSON can represent.
    if let (Value::Object(all), Ok(Value::Object(review))) =
        (&mut value, serde_json::to_value(whole))
    {
        let rows = row::rows(whole, |_| true);
        let rows: Vec<_> = rows.iter().map(row::Row::summary).collect();
        all.extend(review);
        all.insert("rows".to_owned(), json!(rows));
    }
    value
}

/// Raised with every incompatible change of the keys.
const JSON_VERSION: u32 = 2;

impl Impact {
    /// Every impact, the gravest first.
    pub(crate) const ALL: [Self; 5] = [
        Self::Breaking,
        Self::Added,
        Self::Deprecated,
        Self::WireOnly,
        Self::DocsOnly,
    ];

    /// The heading above changes of this impact.
    pub fn title(self) -> &'static str {
        match self {
            Self::Breaking => "Breaking",
            Self::Added => "Added",
            Self::Deprecated => "Deprecated",
            Self::WireOnly => "Wire only",
            Self::DocsOnly => "Docs only",
        }
    }

    /// What such a change means to users.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Breaking => "a program stops compiling, or behaves differently",
            Self::Added => "something was added",
            Self::Deprecated => "something was deprecated",
            Self::WireOnly => "requests or responses change, and public items do not",
            Self::DocsOnly => "only documentation changes",
        }
    }
}

impl SemverBump {
    /// Its name in a version: `major`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }

    /// What it means to users, as a phrase.
    pub(crate) fn meaning(self) -> &'static str {
        match self {
            Self::None => "nothing changes for users",
            Self::Patch => "users have to do nothing",
            Self::Minor => "there is something new",
            Self::Major => "programs break",
        }
    }
}

impl Review {
    /// The changes of one impact, in order.
    pub fn with_impact(&self, impact: Impact) -> impl Iterator<Item = &Change> {
        let changes = self.changes.iter();
        changes.filter(move |change| change.impact == impact)
    }

    /// The bump that the changes ask for that no reviewer accepted.
    pub fn unaccepted_bump(&self) -> SemverBump {
        let changes = self.changes.iter();
        let unaccepted = changes.filter(|change| change.accepted.is_none());
        unaccepted
            .map(|change| change.impact.bump())
            .max()
            .unwrap_or_default()
    }

    /// The bump and the counts, in a line for the terminal.
    pub fn sentence(&self) -> String {
        let counts = Impact::ALL.into_iter();
        let counts: Vec<String> = counts
            .filter_map(|impact| row::count_of(self, impact))
            .collect();
        let mut sentence = format!("version bump: {}", self.bump.as_str());
        if !counts.is_empty() {
            sentence.push_str(&format!(" ({})", counts.join(", ")));
        }
        sentence
    }
}

/// `1 page`, `2 pages`.
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
