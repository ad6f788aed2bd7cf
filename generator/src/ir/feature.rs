//! Cargo features: which parts of a crate can be left out.

use std::collections::{BTreeMap, BTreeSet};

use super::Owner;

/// A cargo feature that compiles a part of an API.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Feature {
    /// The operations of a top-level group, by its word, and of the groups below it.
    Group(String),
    /// The components that no operation refers to.
    Unreferenced,
    /// What the API sends by itself. Every crate has this feature.
    Webhooks,
}

/// The features of an API. Filled by `pass::features`.
#[derive(Clone, Debug, Default)]
pub struct Features {
    /// The features that the API decides, each with those that it needs; empty where the
    /// operations are not in several groups.
    pub table: BTreeMap<Feature, BTreeSet<Feature>>,
    /// The owners whose types are left out unless one of these features is on. The types of
    /// all others are always compiled.
    pub owners: BTreeMap<Owner, BTreeSet<Feature>>,
}

impl Features {
    /// The feature that compiles the group at `path`; `None` where it is always compiled.
    pub fn of_group(&self, path: &[String]) -> Option<&Feature> {
        let feature = Feature::Group(path.first()?.clone());
        let found = self.table.get_key_value(&feature);
        found.map(|(feature, _)| feature)
    }

    /// The features one of which compiles the types of `owner`; none where they are always
    /// compiled.
    pub fn of_owner(&self, owner: &Owner) -> impl Iterator<Item = &Feature> {
        self.owners.get(owner).into_iter().flatten()
    }
}
