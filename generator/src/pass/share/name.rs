//! What new shared types are: their roles, and as many names of their owners as it takes to
//! distinguish several types of one role.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    plan::{Anchor, Plan, Set},
    role,
};
use crate::{
    ir::{Api, Grouping, Root, TypeKey, TypeKind},
    pass::name::{role_name, short},
};

/// A shared type that has no address yet.
#[derive(Debug)]
struct NewType<'a> {
    set: usize,
    role: &'a str,
    /// In how many places it is.
    places: usize,
    is_received: bool,
    /// The owners that all of its places have, the nearest first.
    common: Vec<String>,
    /// The owners of its first place, and the method of its operation.
    first: Vec<String>,
    /// Whether the role alone says too little: that of a whole body, or of one fixed string.
    needs_owner: bool,
}

/// The address of each new shared type, by the number of its set.
///
/// One type of each role can have the role alone: that of more than half of its places; or else
/// one whose owner is called as the role, as `droplet` in `/droplets`; or else that of most
/// places among those whose places have no owner in common. Others have the owner that
/// their places have in common, and else that of the first place.
pub(super) fn addresses<'a>(
    api: &Api,
    grouping: Grouping,
    plan: &Plan,
    locked: impl Iterator<Item = &'a str>,
) -> BTreeMap<usize, TypeKey> {
    let sets = plan.sets.iter().enumerate();
    let types = sets.filter_map(|(index, set)| NewType::new(api, grouping, plan, index, set));
    let types: Vec<NewType<'_>> = types.collect();
    let mut taken = taken(api, plan);
    taken.extend(locked.filter_map(name_of));
    let mut found = BTreeMap::new();
    for (role, index) in named_by_role(plan, &types) {
        if taken.insert(role_name(role)) {
            found.insert(types[index].set, role.to_owned());
        }
    }
    let others = types.iter().filter(|it| !found.contains_key(&it.set));
    let others: Vec<(&NewType<'_>, Vec<String>)> =
        others.map(|it| (it, it.candidates(plan))).collect();
    found.extend(distinguish(others, &taken));
    found
        .into_iter()
        .map(|(set, role)| (set, TypeKey::role(&role)))
        .collect()
}

impl<'a> NewType<'a> {
    fn new(
        api: &Api,
        grouping: Grouping,
        plan: &'a Plan,
        index: usize,
        set: &'a Set,
    ) -> Option<Self> {
        let Anchor::New(role) = &set.anchor else {
            return None;
        };
        let keys = set.places.iter().map(|it| &plan.nodes[*it].key);
        let owners: Vec<_> = keys.map(|key| role::owners(key, grouping)).collect();
        let ((first, method), others) = owners.split_first()?;
        let is_common = |owner: &&String| others.iter().all(|(other, _)| other.contains(owner));
        let key = &plan.nodes[*set.places.first()?].key;
        let is_constant = match api.type_at(key).map(|def| &def.kind) {
            Some(TypeKind::Enum(inner)) => inner.is_constant(),
            _ => false,
        };
        Some(Self {
            set: index,
            role,
            places: set.places.len(),
            is_received: plan.is_received(set),
            common: first.iter().filter(is_common).cloned().collect(),
            first: first.iter().chain(method).cloned().collect(),
            needs_owner: is_constant || role::is_body(key),
        })
    }

    /// What the type can be called, the shortest first.
    fn candidates(&self, plan: &Plan) -> Vec<String> {
        let mut candidates = Vec::new();
        for owners in [&self.common, &self.first] {
            let mut candidate = self.role.to_owned();
            for owner in owners {
                if candidate.split('/').next() != Some(owner) {
                    candidate = format!("{owner}/{candidate}");
                    candidates.push(candidate.clone());
                }
            }
        }
        // No other type has the address of the place.
        let address = plan.sets[self.set].nodes.first();
        let address = address.map(|it| plan.nodes[*it].key.to_string());
        candidates.extend(address.map(|it| {
            let is_word = |c: char| c.is_alphanumeric() || c == '_';
            let words = it.split(|c| !is_word(c)).filter(|word| !word.is_empty());
            let words: Vec<&str> = words.collect();
            format!("{}/{}", self.role, words.join("/"))
        }));
        candidates
    }
}

/// What lets a type have its role alone as its name, the weightiest first.
type Rank = (bool, bool, usize, bool);

/// The type of each role that has the role alone, by its place in `types`.
fn named_by_role<'a>(plan: &Plan, types: &[NewType<'a>]) -> BTreeMap<&'a str, usize> {
    let mut all: BTreeMap<&str, usize> = BTreeMap::new();
    for node in plan.sets.iter().flat_map(|set| &set.places) {
        if let Some(role) = &plan.nodes[*node].role {
            *all.entry(role).or_default() += 1;
        }
    }
    let is_most = |ty: &NewType<'_>| all.get(ty.role).is_some_and(|all| ty.places * 2 > *all);
    let mut named: BTreeMap<&str, Vec<(Rank, usize)>> = BTreeMap::new();
    for (index, ty) in types.iter().enumerate().filter(|(_, ty)| !ty.needs_owner) {
        let is_owner = ty.common.iter().any(|owner| owner == ty.role);
        if is_most(ty) || is_owner || ty.common.is_empty() {
            let rank = (is_most(ty), is_owner, ty.places, ty.is_received);
            named.entry(ty.role).or_default().push((rank, index));
        }
    }
    let named = named.into_iter().filter_map(|(role, mut ranks)| {
        ranks.sort_unstable();
        let (rank, index) = ranks.pop()?;
        let is_only = ranks.last().is_none_or(|(next, _)| *next < rank);
        is_only.then_some((role, index))
    });
    named.collect()
}

/// The name of the type at an address, where that is shared.
fn name_of(address: &str) -> Option<String> {
    match TypeKey::parse_role(address)?.root() {
        Root::Role(role) => Some(role_name(role)),
        _ => None,
    }
}

/// The names that other types have: those of components, of what is inside of them, and of
/// types that were shared before.
fn taken(api: &Api, plan: &Plan) -> BTreeSet<String> {
    let of_components = |key: &&TypeKey| matches!(key.root(), Root::Component(_));
    let components = api.types.keys().filter(|key| key.steps().is_empty());
    let inside = plan.sets.iter().filter_map(|set| match &set.anchor {
        Anchor::At(key) => Some(key),
        _ => None,
    });
    let keys = components.chain(inside);
    let keys = keys.filter(|key| of_components(key) || matches!(key.root(), Root::Role(_)));
    keys.map(|key| short(api, key)).collect()
}

/// The first candidate of each that no other wants. What is received goes before what is only
/// sent: it is read more often.
fn distinguish(
    types: Vec<(&NewType<'_>, Vec<String>)>,
    taken: &BTreeSet<String>,
) -> BTreeMap<usize, String> {
    let mut choices: Vec<usize> = vec![0; types.len()];
    loop {
        let mut wanted: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, (_, candidates)) in types.iter().enumerate() {
            while let Some(candidate) = candidates.get(choices[index]) {
                let name = role_name(candidate);
                if !taken.contains(&name) {
                    wanted.entry(name).or_default().push(index);
                    break;
                }
                choices[index] += 1;
            }
        }
        let mut contested = Vec::new();
        for mut indices in wanted.into_values().filter(|it| it.len() > 1) {
            let received = indices.iter().filter(|it| types[**it].0.is_received);
            if let [only] = received.copied().collect::<Vec<_>>()[..] {
                indices.retain(|it| *it != only);
            }
            contested.extend(indices);
        }
        if contested.is_empty() {
            break;
        }
        for index in contested {
            choices[index] += 1;
        }
    }
    let chosen = types
        .into_iter()
        .zip(choices)
        .filter_map(|((ty, candidates), choice)| {
            let candidate = candidates.into_iter().nth(choice)?;
            Some((ty.set, candidate))
        });
    chosen.collect()
}
