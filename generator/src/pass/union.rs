//! After this pass, every union knows how the branch of a value is recognised.
//!
//! By a tag, where every branch allows a single string for the same field and no two
//! branches the same: the discriminator that the document names, or a field that acts
//! as one without being declared so. Documents often declare a discriminator without
//! a mapping, so the tags are read from the branches first, and from the mapping second.
//!
//! Else by the structure of the value; where branches allow several strings for a
//! field, and no two the same, also by that field, even if a mapping has one of them only,
//! or if the field is the discriminator and not all branches allow their tags. Where some branches
//! are not objects, the strings that a mapping has for the others distinguish those.
//!
//! A union of strings and enums is an enum.

mod ambiguity;
mod enums;
mod label;
mod strings;
mod tags;
mod untagged;

use self::strings::{AllowedStrings, Components};
use super::Decisions;
use crate::{
    diagnostic::Diagnostic,
    ir::{Api, Branch, Shape, Tagging, TypeDef, TypeKind, Union},
};

pub(super) fn run(api: &mut Api, _: &Decisions<'_>) -> Vec<Diagnostic> {
    let mut components = Components::collect(api);
    // A component that became an enum can be a branch of another one.
    while merge_components(api, &components) {
        components = Components::collect(api);
    }
    for def in api.types.values_mut() {
        decide_within(def, &components);
    }
    for operation in api.operations.values_mut() {
        for body in operation.bodies_mut() {
            decide_in_shape(&mut body.shape, &components);
        }
    }
    ambiguity::warnings(api)
}

/// Makes enums of the components that are unions of such; returns whether there were any.
fn merge_components(api: &mut Api, components: &Components) -> bool {
    let mut has_merged = false;
    for def in api.types.values_mut() {
        has_merged |= enums::merge(def, components);
    }
    has_merged
}

fn decide_in_shape(shape: &mut Shape, components: &Components) {
    shape.walk_mut(&mut |shape| {
        if let Shape::Inline(def) = shape {
            decide_within(def, components);
            if let TypeKind::Alias(target) = &def.kind {
                *shape = target.shape.clone();
            }
        }
    });
}

fn decide_within(def: &mut TypeDef, components: &Components) {
    enums::merge(def, components);
    if let TypeKind::Union(union) = &mut def.kind {
        decide(union, components);
    }
    for (_, shape) in def.shapes_mut() {
        decide_in_shape(shape, components);
    }
}

fn decide(union: &mut Union, components: &Components) {
    let Tagging::Undecided(discriminator) = &union.tagging else {
        return;
    };
    let discriminator = discriminator.clone();
    let branches = union.branches.iter();
    let all_objects: Option<Vec<AllowedStrings>> =
        branches.map(|it| components.of_branch(it)).collect();
    let tag = all_objects
        .as_ref()
        .and_then(|branches| strings::tag_field(branches, discriminator.as_deref()));
    // The names of components, which are the tags without a mapping, are often other strings.
    let tags: Vec<Option<&str>> = union.branches.iter().map(Branch::tag).collect();
    let by_strings = |field: &str| {
        all_objects.as_ref().is_some_and(|branches| {
            strings::are_disjoint(branches, field) || strings::exclude(branches, field, &tags)
        })
    };
    let is_restricted = discriminator.as_ref().is_some_and(|field| {
        let mut branches = all_objects.iter().flatten();
        all_objects.is_some() && branches.all(|strings| strings.contains_key(field))
    });
    match (tag, discriminator) {
        (Some(field), _) => {
            let allowed = all_objects.iter().flatten();
            for (branch, strings) in union.branches.iter_mut().zip(allowed) {
                let only = strings.get(&field).and_then(|it| it.first());
                branch.tags = only.cloned().into_iter().collect();
            }
            tag_by(union, field);
        }
        (None, Some(field)) if !by_strings(&field) && tags::are_distinct(&union.branches) => {
            tag_by(union, field);
        }
        (None, discriminator) => {
            let restricted = discriminator.clone().filter(|_| is_restricted);
            untagged::decide(union, components, discriminator, restricted);
        }
    }
}

fn tag_by(union: &mut Union, field: String) {
    for branch in &mut union.branches {
        branch.label = branch.tag().unwrap_or_default().to_owned();
        // The union itself writes the tag; a component may be used elsewhere and
        // keeps its field.
        if let Shape::Inline(def) = &mut branch.shape
            && let TypeKind::Struct(inner) = &mut def.kind
        {
            inner.fields.retain(|own| own.wire != field);
        }
    }
    union.tagging = Tagging::Tagged(field);
}
