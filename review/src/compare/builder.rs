//! Builds a [`Change`], and identifies it by a fingerprint.

use seamstress_codegen::source::{Origin, digest};

use super::snapshot::Snapshots;
use crate::{
    change::{Change, ChangeKind, Impact, PageLocation, Provenance},
    selector::Selector,
};

/// A change that is being built.
pub(crate) struct ChangeBuilder {
    change: Change,
    /// What the API calls the item; part of the fingerprint.
    address: String,
}

impl ChangeBuilder {
    /// `item` is what users write, `address` what the API calls the same.
    pub(crate) fn new(
        kind: ChangeKind,
        impact: Impact,
        item: impl ToString,
        address: impl ToString,
    ) -> Self {
        let change = Change {
            impact,
            item: item.to_string(),
            summary: String::new(),
            because: String::new(),
            location: None,
            migration: String::new(),
            removed: Vec::new(),
            added: Vec::new(),
            fingerprint: String::new(),
            accepted: None,
            provenance: Provenance {
                kind,
                ..Provenance::default()
            },
        };
        Self {
            change,
            address: address.to_string(),
        }
    }

    /// What changed, in Rust's terms, and why, in the page's.
    pub(crate) fn describe(
        mut self,
        summary: impl Into<String>,
        because: impl Into<String>,
    ) -> Self {
        self.change.summary = summary.into();
        self.change.because = because.into();
        self
    }

    /// What was there before and what is there now: distinguishes this change of the item
    /// from others.
    pub(crate) fn identified_by(mut self, before: impl ToString, after: impl ToString) -> Self {
        self.change.provenance.values = [before.to_string(), after.to_string()];
        self
    }

    /// What users have to do.
    pub(crate) fn migration(mut self, migration: impl Into<String>) -> Self {
        self.change.migration = migration.into();
        self
    }

    /// The items of `api.txt` that the change explains.
    pub(super) fn explains(mut self, items: impl IntoIterator<Item = Selector>) -> Self {
        self.change.provenance.explains.extend(items);
        self
    }

    /// The old and the new name of a type.
    pub(super) fn renames(mut self, old: impl ToString, new: impl ToString) -> Self {
        self.change.provenance.renamed = Some((old.to_string(), new.to_string()));
        self
    }

    /// Located at a node of the pages as they are.
    pub(super) fn at(self, snapshots: &Snapshots<'_>, origin: &Origin) -> Change {
        self.at_all(snapshots, [origin].into_iter())
    }

    /// Located at several nodes of the pages as they are; the first is shown.
    pub(super) fn at_all<'a>(
        self,
        snapshots: &Snapshots<'_>,
        origins: impl Iterator<Item = &'a Origin>,
    ) -> Change {
        let origins: Vec<Origin> = origins.cloned().collect();
        let location = origins
            .first()
            .and_then(|origin| snapshots.after.location(origin, false));
        self.build(location, origins)
    }

    /// Located at a node of the pages as they were.
    pub(super) fn formerly_at(self, snapshots: &Snapshots<'_>, origin: &Origin) -> Change {
        let location = snapshots.before.location(origin, true);
        self.build(location, vec![origin.clone()])
    }

    /// Not located on any page.
    pub(crate) fn without_location(self) -> Change {
        self.build(None, Vec::new())
    }

    fn build(mut self, location: Option<PageLocation>, origins: Vec<Origin>) -> Change {
        let [before, after] = &self.change.provenance.values;
        let kind = self.change.provenance.kind.as_str();
        self.change.fingerprint = fingerprint([kind, &self.address, before, after]);
        self.change.location = location;
        self.change.provenance.origins = origins;
        self.change
    }
}

/// 12 hex digits that depend on all of the parts.
fn fingerprint<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let text: String = parts.into_iter().flat_map(|part| [part, "\0"]).collect();
    short_digest(&text)
}

/// The first 12 hex digits of a text's SHA-256.
pub(crate) fn short_digest(text: &str) -> String {
    digest(text).chars().take(12).collect()
}
