//! The result of a review.

use serde::Serialize;

use crate::{
    change::{Change, SemverBump},
    lint::Lint,
    pages::PageChange,
};

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
    pub pages: Vec<PageChange>,
    /// Every change, sorted by impact, item and summary.
    pub changes: Vec<Change>,
    /// What a reviewer should look at.
    pub lints: Vec<Lint>,
}
