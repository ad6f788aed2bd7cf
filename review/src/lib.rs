//! What a change of the API's documentation means for the users of the generated crate.
//!
//! Two runs of the generator are compared: one over the pages as they were, one over the
//! pages as they are. The public surface (`api.txt`) decides what breaks, because the
//! compiler would decide the same; the IR says why, and how to migrate.

pub mod accept;
mod bump;
pub mod cause;
pub mod changelog;
pub mod compare;
pub mod lint;
pub mod pages;
pub mod render;
mod selector;
pub mod surface;
pub mod version;

use serde::Serialize;

use seamstress_codegen::{Output, source::SourceFile, surface::SurfaceItem};

/// What a change of the pages means for users.
///
/// Serialised, it is the JSON report; `docs/review.md` documents its keys.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Review {
    /// How the version has to change.
    pub bump: SemverBump,
    /// Why, in a sentence without a full stop.
    pub reason: String,
    /// The pages that changed.
    pub pages: Vec<pages::PageChange>,
    /// Every change, sorted by impact, item and summary.
    pub changes: Vec<Change>,
    /// What a reviewer should look at.
    pub lints: Vec<lint::Lint>,
}

/// How the version of the crate has to change, by the rules of semantic versioning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SemverBump {
    /// Nothing changed.
    #[default]
    None,
    /// No user has to do anything.
    Patch,
    /// Something was added or deprecated.
    Minor,
    /// A program stops compiling, or behaves differently.
    Major,
}

/// How a change affects users.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Impact {
    /// A program stops compiling, or behaves differently.
    Breaking,
    /// Something was added.
    Added,
    /// Something was deprecated.
    Deprecated,
    /// Only requests, responses or their interpretation change; the public items do not.
    WireOnly,
    /// Only documentation changes.
    DocsOnly,
}

/// One change of the API.
#[derive(Clone, Debug, Serialize)]
pub struct Change {
    /// How it affects users.
    pub impact: Impact,
    /// The Rust item: `models::UserIdentity.full_name`.
    pub item: String,
    /// What changed about the item, in Rust's terms: `String` → `Option<String>`.
    pub summary: String,
    /// What changed on the page, in its own terms: `full_name` is no longer required.
    pub because: String,
    /// Where the change is; of what was removed, where it was before.
    pub location: Option<PageLocation>,
    /// What users have to do; empty if nothing.
    pub migration: String,
    /// The items of `api.txt` that it removes.
    pub removed: Vec<SurfaceItem>,
    /// The items of `api.txt` that it adds.
    pub added: Vec<SurfaceItem>,
    /// Identifies the change in every run, whatever else changes: what a reviewer accepts.
    pub fingerprint: String,
    /// Why a reviewer accepted it, if one did.
    pub accepted: Option<String>,
    /// What ties it to the pages and to `api.txt`.
    #[serde(skip)]
    pub provenance: compare::Provenance,
}

/// A position on a page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct PageLocation {
    /// The page's path.
    pub page: String,
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    /// Whether the page is that of the run before the change.
    pub is_before: bool,
}

impl PageLocation {
    /// The position of the byte `offset` of a page's text.
    pub(crate) fn at(file: &SourceFile, offset: usize, is_before: bool) -> Self {
        let (line, column) = file.line_column(offset);
        Self {
            page: file.path().to_string(),
            line,
            column,
            is_before,
        }
    }
}

/// Reviews the step from one run to another. `accepted` is the text of `accepted.toml`;
/// empty if there is none.
///
/// # Errors
///
/// Where one of the runs had errors, or `accepted` is not valid; see
/// [`Accepted::read`](accept::Accepted::read).
pub fn review(before: &Output, after: &Output, accepted: &str) -> Result<Review, String> {
    let accepted = accept::Accepted::read(accepted)?;
    let mut changes = compare::changes(before, after)?;
    surface::attribute(&mut changes, before, after);
    accepted.apply(&mut changes);
    changes.sort_by(|one, other| {
        (one.impact, &one.item, &one.summary).cmp(&(other.impact, &other.item, &other.summary))
    });
    let (bump, reason) = SemverBump::for_changes(&changes);
    Ok(Review {
        bump,
        reason,
        pages: pages::changes(before, after, &changes),
        lints: lint::lints(before, after, &changes, &accepted),
        changes,
    })
}
