//! Unions without a tag: the fields whose strings distinguish their objects.

use std::collections::{BTreeMap, btree_map::Entry};

use super::{
    label,
    strings::{self, AllowedStrings, Components},
    tags,
};
use crate::ir::{Branch, Shape, Tagging, TypeKey, Union};

/// Decides a union that has no tag. `restricted` is the discriminator that the document declares
/// if each branch allows only some strings for it.
pub(super) fn decide(
    union: &mut Union,
    components: &Components,
    discriminator: Option<String>,
    restricted: Option<String>,
) {
    join(union);
    let branches = union.branches.iter();
    let objects: Vec<_> = branches.map(|it| components.of_branch(it)).collect();
    let known: Vec<AllowedStrings> = objects.iter().flatten().cloned().collect();
    let mut fields = strings::distinguishing_fields(&known, discriminator.as_deref());
    let branches = union.branches.iter().zip(&objects);
    let of_objects = branches.filter_map(|(branch, strings)| strings.is_some().then_some(branch));
    let is_by_mapping = fields.is_empty()
        && discriminator.is_some()
        && (2..objects.len()).contains(&known.len())
        && tags::are_distinct(of_objects);
    for (branch, strings) in union.branches.iter_mut().zip(&objects) {
        if !is_by_mapping || strings.is_none() {
            branch.tags.clear();
        }
    }
    label::assign(union, &objects, &fields);
    if is_by_mapping {
        // Beside other values, the mapping still distinguishes the objects.
        fields.extend(discriminator);
    } else if fields.is_empty() {
        // A discriminator that two branches share distinguishes them from the others.
        fields.extend(restricted);
    }
    union.tagging = Tagging::Untagged(fields);
}

/// Joins the branches that are the same component, to which the document maps several strings.
fn join(union: &mut Union) {
    let mut joined: Vec<Branch> = Vec::new();
    let mut positions: BTreeMap<TypeKey, usize> = BTreeMap::new();
    for branch in std::mem::take(&mut union.branches) {
        if let Shape::Type(key) = &branch.shape {
            match positions.entry(key.clone()) {
                Entry::Vacant(entry) => {
                    entry.insert(joined.len());
                }
                Entry::Occupied(entry) => {
                    if let Some(known) = joined.get_mut(*entry.get()) {
                        known.tags.extend(branch.tags);
                    }
                    continue;
                }
            }
        }
        joined.push(branch);
    }
    union.branches = joined;
}
