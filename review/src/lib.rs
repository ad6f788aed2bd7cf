//! What a change of the pages means for the people who use the crate.
//!
//! Two runs are held against each other: what the pages said, and what they say.
//! The public surface (`api.txt`) has the last word on what breaks, because the
//! compiler would say the same; the IR says why, and how to migrate.

pub mod accept;
pub mod cause;
pub mod changelog;
pub mod compare;
pub mod pages;
pub mod render;
pub mod surface;
pub mod suspicion;
mod verdict;
pub mod version;

use serde::Serialize;

use seamstress_codegen::{Output, source::SourceFile};

/// What a change means, whole.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Review {
    /// How the version has to change.
    pub verdict: Verdict,
    /// Why, in a sentence.
    pub reason: String,
    /// The pages that changed.
    pub pages: Vec<pages::PageChange>,
    /// Every change, by group and item.
    pub entries: Vec<Entry>,
    /// What a reviewer should look at.
    pub suspicions: Vec<suspicion::Suspicion>,
}

/// How the version of the crate has to change, as semantic versioning has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Nothing changed.
    #[default]
    None,
    /// Nobody has to do anything.
    Patch,
    /// There is something new.
    Minor,
    /// Somebody's program stops compiling, or does something else than before.
    Major,
}

/// What kind of news a change is to users.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// A program stops compiling, or does something else than before.
    Breaking,
    /// There is something new.
    Added,
    /// Something is on its way out.
    Deprecated,
    /// Only what travels changes, and users do not see it.
    WireOnly,
    /// Only texts change.
    DocsOnly,
}

/// One change.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// What kind of news it is.
    pub group: Group,
    /// The Rust item: `models::UserIdentity.full_name`.
    pub item: String,
    /// What changed about it, in Rust's terms: `String` → `Option<String>`.
    pub change: String,
    /// What changed on the page, in its own words: `full_name` is not required any more.
    pub because: String,
    /// Where the page says so; of what is gone, where it said so before.
    pub place: Option<Place>,
    /// What users have to do; empty if nothing.
    pub migrate: String,
    /// The lines of `api.txt` that this takes away.
    pub gone: Vec<String>,
    /// The lines of `api.txt` that this brings.
    pub new: Vec<String>,
    /// The same for the same change in every run, whatever else changes: it is what a
    /// reviewer accepts.
    pub fingerprint: String,
    /// Why a reviewer accepted it, if one did.
    pub accepted: Option<String>,
    /// What ties it to the pages and to `api.txt`.
    #[serde(skip)]
    pub trace: compare::Trace,
}

/// A place on a page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// The page's path.
    pub page: String,
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    /// Whether it is of the page as it was.
    pub is_before: bool,
}

impl Place {
    /// Where the byte `offset` of a page's text stands.
    pub(crate) fn of(file: &SourceFile, offset: usize, is_before: bool) -> Self {
        let (line, column) = file.line_column(offset);
        Self {
            page: file.path().to_string(),
            line,
            column,
            is_before,
        }
    }
}

/// Reviews the step from one run to another. `accepted` is the text of the file of
/// entries that reviewers accepted; empty if there is none.
pub fn review(before: &Output, after: &Output, accepted: &str) -> Result<Review, String> {
    let accepted = accept::Accepted::read(accepted)?;
    let mut entries = compare::entries(before, after)?;
    surface::attribute(&mut entries, before, after);
    accepted.apply(&mut entries);
    entries.sort_by(|one, other| {
        (one.group, &one.item, &one.change).cmp(&(other.group, &other.item, &other.change))
    });
    let (verdict, reason) = Verdict::of(&entries);
    Ok(Review {
        verdict,
        reason,
        pages: pages::changes(before, after, &entries),
        suspicions: suspicion::suspicions(before, after, &entries, &accepted),
        entries,
    })
}
