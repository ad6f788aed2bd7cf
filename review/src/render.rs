//! A review as people and machines read it.
//!
//! Whatever comes from a page is hostile here: it is shown and never obeyed.

mod cut;
pub mod html;
pub mod hunk;
pub mod inline;
mod item;
pub mod markdown;

use serde_json::{Value, json};

use super::{Entry, Group, Review, Verdict};

pub use html::html;
pub use markdown::markdown;

/// What a report says of the run that made it.
#[derive(Clone, Debug)]
pub struct About {
    /// What the pages were held against, for example `main (0912515)`; empty if that
    /// has no name.
    pub base: String,
    /// What the paths of pages begin with, for example `specs/`.
    pub prefix: String,
    /// Whether both the pages and the generator changed the crate.
    pub is_mixed: bool,
    /// How to see everything, where a report has to leave something out.
    pub whole: String,
}

impl Default for About {
    fn default() -> Self {
        Self {
            base: String::new(),
            prefix: String::new(),
            is_mixed: false,
            whole: "seamstress review --format html".to_owned(),
        }
    }
}

/// What no review looks at, in the order of how often it is asked for.
pub(crate) const NOT_CHECKED: &[&str] = &[
    "what the API really does: only its pages were read;",
    "programs that use the crate: what breaks is told from the crate's public items;",
    "what is written by hand: the runtime, the examples, the manifest.",
];

/// What a reviewer of a change by pages and generator at once is told.
pub(crate) const MIXED: &str = "The pages and the generator both changed the crate here: which did what, \
    `--explain` says. Two pull requests are easier to read.";

/// Every group, in the order of a report.
pub(crate) const GROUPS: [Group; 5] = [
    Group::Breaking,
    Group::Added,
    Group::Deprecated,
    Group::WireOnly,
    Group::DocsOnly,
];

/// The review for machines: its members, and the version of their meaning.
pub fn json(review: &Review) -> Value {
    let mut value = json!({ "version": 1 });
    // A review holds texts, numbers and lists of them, which JSON can hold.
    if let (Value::Object(all), Ok(Value::Object(review))) =
        (&mut value, serde_json::to_value(review))
    {
        all.extend(review);
    }
    value
}

impl Group {
    /// The heading above the changes of this kind.
    pub fn title(self) -> &'static str {
        match self {
            Self::Breaking => "Breaking",
            Self::Added => "Added",
            Self::Deprecated => "Deprecated",
            Self::WireOnly => "Wire only",
            Self::DocsOnly => "Docs only",
        }
    }

    /// What a change of this kind means to users.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Breaking => "a program stops compiling, or does something else than before",
            Self::Added => "there is something new",
            Self::Deprecated => "something is on its way out",
            Self::WireOnly => "only what travels changes, and users do not see it",
            Self::DocsOnly => "only texts change",
        }
    }
}

impl Verdict {
    /// The word for it, as in a version number.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl Review {
    /// The changes of a group, in order.
    pub fn of(&self, group: Group) -> impl Iterator<Item = &Entry> {
        self.entries
            .iter()
            .filter(move |entry| entry.group == group)
    }

    /// How far the changes go that nobody accepted.
    pub fn unaccepted(&self) -> Verdict {
        let entries: Vec<Entry> = self
            .entries
            .iter()
            .filter(|entry| entry.accepted.is_none())
            .cloned()
            .collect();
        Verdict::of(&entries).0
    }

    /// The verdict and the counts, in a line: what a terminal shows.
    pub fn sentence(&self) -> String {
        let counts: Vec<String> = GROUPS
            .iter()
            .map(|group| (group, self.of(*group).count()))
            .filter(|(_, count)| *count > 0)
            .map(|(group, count)| format!("{count} {}", group.title().to_lowercase()))
            .collect();
        let mut sentence = format!("verdict: {}", self.verdict.word());
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
