//! After this pass, types that contain each other do so in chains that the compiler can follow.
//!
//! To find out whether a type is `Send`, which every task of an async runtime has to be, the
//! compiler goes depth-first through everything that the type contains, boxes and lists too, and
//! gives up at the `recursion_limit` of the crate that asks: a user's. Where types that contain
//! each other would take more than half of it, the boxes between them become `ErasedBox`es,
//! where the compiler does not look further; and where that is not enough, so do their lists
//! and maps.
//!
//! That is decided for all types that contain each other at once, so that it changes with the
//! cycle and not with the order in which its types are read.

use std::collections::{BTreeMap, BTreeSet};

use super::Decisions;
use crate::{
    diagnostic::Diagnostic,
    ir::{Api, Boxing, Place, Shape, TypeDef, TypeKey, TypeKind, Types},
};

/// Half of the default `recursion_limit`. What leads to the cycle and the futures of users take
/// from the other half.
const DEEPEST: usize = 64;

// How many types of the standard library the compiler goes through to find out whether what is
// inside is `RefUnwindSafe`, of all auto traits the one that takes most.
const OPTION: usize = 1;
const BOX: usize = 4;
const LIST: usize = 3;
const MAP: usize = 10;

pub(super) fn run(api: &mut Api, _: &Decisions<'_>) -> Vec<Diagnostic> {
    let groups = api.types.groups(|def| {
        let shapes = def.shapes();
        shapes.map(|shape| innermost(shape).0)
    });
    for group in groups.into_iter().filter(|group| group.is_cyclic) {
        let keys: BTreeSet<TypeKey> = group.keys.into_iter().collect();
        if is_deep(&api.types, &keys) {
            erase(&mut api.types, &keys, |place| place.boxing.is_boxed());
        }
        if is_deep(&api.types, &keys) {
            erase(&mut api.types, &keys, |place| {
                matches!(place.shape, Shape::List(_) | Shape::Map(_))
            });
        }
    }
    Vec::new()
}

/// Puts the places of these types that lead to one of them, and are `chosen`, in an `ErasedBox`.
fn erase(types: &mut Types, keys: &BTreeSet<TypeKey>, chosen: impl Fn(&Place<'_>) -> bool) {
    for key in keys {
        let Some(def) = types.get_mut(key) else {
            continue;
        };
        let places = def.places().filter(|place| {
            matches!(innermost(place.shape).0, Shape::Type(target) if keys.contains(target))
        });
        let steps = places.filter(&chosen).map(|place| place.step).collect();
        def.box_all(&steps, Boxing::Erased);
    }
}

/// What a type contains: the number of another type, and how much deeper that is.
type Contents = Vec<(usize, usize)>;

/// Whether the compiler goes deeper than [`DEEPEST`] within these types, wherever it begins.
fn is_deep(types: &Types, keys: &BTreeSet<TypeKey>) -> bool {
    let numbers = keys.iter().zip(0..).collect();
    let all: Vec<Contents> = keys
        .iter()
        .map(|key| {
            types
                .get(key)
                .map_or_else(Vec::new, |def| contents(def, &numbers))
        })
        .collect();
    (0..all.len()).any(|root| goes_deeper(&all, root))
}

/// Whether a depth-first walk from `root` goes deeper than [`DEEPEST`]. What was seen once is not
/// followed again, because the compiler takes it for granted.
fn goes_deeper(all: &[Contents], root: usize) -> bool {
    let mut seen = vec![false; all.len()];
    seen[root] = true;
    let mut path = vec![(1, all[root].iter())];
    while let Some((depth, left)) = path.last_mut() {
        let depth = *depth;
        let Some(&(next, steps)) = left.next() else {
            path.pop();
            continue;
        };
        if seen[next] {
            continue;
        }
        if depth + steps > DEEPEST {
            return true;
        }
        seen[next] = true;
        path.push((depth + steps, all[next].iter()));
    }
    false
}

/// The types with a number that a type contains.
fn contents(def: &TypeDef, numbers: &BTreeMap<&TypeKey, usize>) -> Contents {
    let of_alias = match &def.kind {
        TypeKind::Alias(item) => Some((&item.shape, 0)),
        _ => None,
    };
    let places = def.places().filter_map(|place| match place.boxing {
        Boxing::None => Some((place.shape, OPTION)),
        Boxing::Box => Some((place.shape, OPTION + BOX)),
        Boxing::Erased => None,
    });
    let types = places.chain(of_alias).filter_map(|(shape, outer)| {
        let (innermost, inner) = innermost(shape);
        match innermost {
            Shape::Type(key) => Some((*numbers.get(key)?, outer + inner + 1)),
            _ => None,
        }
    });
    types.collect()
}

/// The shape inside of all lists and maps, and how much deeper it is.
fn innermost(mut shape: &Shape) -> (&Shape, usize) {
    let mut depth = 0;
    loop {
        match shape {
            Shape::List(item) => (shape, depth) = (&item.shape, depth + LIST),
            Shape::Map(item) => (shape, depth) = (&item.shape, depth + MAP),
            _ => return (shape, depth),
        }
    }
}
