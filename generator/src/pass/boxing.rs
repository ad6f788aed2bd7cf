//! After this pass, every type has a finite size, and types of which nothing was locked
//! are smaller than [`LIMIT`], unless their scalars alone are not.
//!
//! Boxed is what refers back to its own type; then optional fields whose type is larger than
//! [`LARGE`], and branches of unions whose type is larger than [`LARGE_BRANCH`]; then, in a
//! type that is still not smaller than [`LIMIT`], the largest of the rest: structs and unions,
//! and at last lists and maps.
//!
//! A field that was boxed once stays so, and one that was not stays so too, unless
//! `[[boxed]]` decides: what is added to one type must not change the type of a field
//! elsewhere.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::Decisions;
use crate::{
    diagnostic::Diagnostic,
    ir::{Api, Boxing, Field, LARGE_BRANCH, Layouts, Step, TypeDef, TypeKey, TypeKind},
    lock::Lock,
    overrides::{Entry, Overrides},
};

/// An optional field of more bytes is boxed.
const LARGE: u64 = 256;

/// Structs are smaller than this many bytes.
const LIMIT: u64 = 1024;

pub(super) fn run(api: &mut Api, decisions: &Decisions<'_>) -> Vec<Diagnostic> {
    let decided = decided(decisions);
    let mut layouts = Layouts::default();
    for group in api.types.groups(TypeDef::shapes) {
        for key in &group.keys {
            let Some(def) = api.types.get(key) else {
                continue;
            };
            let is_locked = decisions.lock.types.contains_key(&key.to_string());
            let limit = match def.kind {
                TypeKind::Union(_) => LARGE_BRANCH,
                _ => LARGE,
            };
            let mut choice = Choice::default();
            for place in def.places().filter(|it| api.types.can_be_boxed(it.shape)) {
                let size = layouts.of_shape(place.shape).size;
                let is_compound = api.types.is_compound(place.shape);
                let decided = match decided.get(&Lock::place_key(key, &place.step)) {
                    // The lock has only the lists that are boxed.
                    None if is_locked && !is_compound => Some(false),
                    decided => decided.copied(),
                };
                let is_large = is_compound && place.is_optional && size > limit;
                if group.is_cycle_through(place.shape) || decided.unwrap_or(is_large) {
                    choice.boxed.insert(place.step);
                } else if decided.is_none() {
                    choice.free.push((size, place.step));
                }
            }
            if let Some(def) = api.types.get_mut(key) {
                choice.apply(key, def, &layouts);
                layouts.add(key, def);
            }
        }
    }
    unmatched(api, decisions.overrides)
}

/// Whether what is at an address is boxed: as given before, and over that as
/// `overrides.toml` has it.
fn decided(decisions: &Decisions<'_>) -> BTreeMap<String, bool> {
    let mut decided = decisions.lock.boxed.clone();
    for Entry { value, .. } in &decisions.overrides.boxed {
        decided.insert(value.member.clone(), value.boxed);
    }
    decided
}

/// What is boxed in a type.
#[derive(Default)]
struct Choice {
    /// The steps to what is boxed.
    boxed: BTreeSet<Step>,
    /// The steps to what can be boxed too, with the size of each.
    free: Vec<(u64, Step)>,
}

impl Choice {
    /// Boxes what is chosen, and then the largest of what is free, until the type is
    /// smaller than [`LIMIT`].
    fn apply(mut self, key: &TypeKey, def: &mut TypeDef, layouts: &Layouts) {
        def.box_all(&self.boxed, Boxing::Box);
        let size = layouts.of(key, def).size;
        let TypeKind::Struct(inner) = &def.kind else {
            // No branch that is free is as large as that.
            return;
        };
        if size < LIMIT {
            return;
        }
        self.free.sort_by_key(|(size, _)| Reverse(*size));
        let fields = inner.fields.iter();
        let fields: BTreeMap<&str, &Field> = fields.map(|it| (it.wire.as_str(), it)).collect();
        let saved = |step: &Step| match step {
            Step::Field(wire) => fields.get(wire.as_str()).map_or(0, |it| layouts.saved(it)),
            _ => 0,
        };
        let mut left = i128::from(size);
        let mut boxed = BTreeSet::new();
        for (_, step) in self.free {
            if left < i128::from(LIMIT) {
                break;
            }
            left -= i128::from(saved(&step));
            boxed.insert(step);
        }
        def.box_all(&boxed, Boxing::Box);
    }
}

/// Errors for `[[boxed]]` entries that decide nothing.
fn unmatched(api: &Api, overrides: &Overrides) -> Vec<Diagnostic> {
    let is_boxed = |address: &str| {
        let mut types = api
            .types
            .iter()
            .filter(|(key, _)| address.starts_with(&key.to_string()));
        types.find_map(|(key, def)| {
            let mut places = def
                .places()
                .filter(|place| api.types.can_be_boxed(place.shape));
            let found = places.find(|place| Lock::place_key(key, &place.step) == address);
            found.map(|place| place.boxing.is_boxed())
        })
    };
    let diagnostics =
        overrides
            .boxed
            .iter()
            .filter_map(|entry| match is_boxed(&entry.value.member) {
                None => {
                    let reason = "the pages have no struct, union, list or map at this address";
                    overrides.absent(entry, reason)
                }
                Some(boxed) if boxed != entry.value.boxed => {
                    let reason = "it contains its own type, which has no finite size without a box";
                    Some(overrides.unmatched(entry, reason))
                }
                Some(_) => None,
            });
    diagnostics.collect()
}
