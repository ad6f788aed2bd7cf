//! Types that several places of an API share.

use std::collections::{BTreeMap, BTreeSet};

use super::{Owner, TypeKey};

/// Which places declare the types that are shared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shares {
    /// Address of a shared type → the addresses that it has in the places that declare it.
    pub places: BTreeMap<TypeKey, BTreeSet<TypeKey>>,
    /// Address of a shared type → what contains it in those places: a component, an operation, or
    /// another shared type.
    pub owners: BTreeMap<TypeKey, BTreeSet<Owner>>,
    /// Address of a shared type → locked places that the pages do not have now: where one of
    /// them is back, it joins again.
    pub absent: BTreeMap<String, BTreeSet<String>>,
}
