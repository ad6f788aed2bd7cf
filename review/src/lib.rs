//! What a change of the API's documentation means for the users of the generated crate.
//!
//! Two runs of the generator are compared: one over the pages as they were, one over the
//! pages as they are. The public surface (`api.txt`) decides what breaks, because the
//! compiler would decide the same; the IR says why, and how to migrate.

pub mod accept;
mod bump;
pub mod cause;
mod change;
pub mod changelog;
pub mod compare;
pub mod lint;
pub mod pages;
pub mod render;
mod report;
mod selector;
pub mod surface;
pub mod version;

use seamstress_codegen::Output;

pub use self::{
    change::{Change, ChangeKind, Impact, PageLocation, Provenance, SemverBump},
    report::Review,
};

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
