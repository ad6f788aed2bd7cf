//! After this pass, each top-level group has a cargo feature, where there are several groups or
//! were in an earlier run, and it is known which features compile the types of each
//! owner: those whose operations reach one of them.
//!
//! Owners are not divided: their types are one file, which is compiled or left out as a whole.

use std::collections::{BTreeMap, BTreeSet};

use super::Decisions;
use crate::{
    diagnostic::Diagnostic,
    ir::{Api, Feature, Features, Operation, Owner, Shape, TypeKey},
    lock::Lock,
};

/// How many features the types of an owner can name. What more of them reach is always
/// compiled: each group of such an API needs most of it, and a longer list would change with
/// every other operation.
const MOST_FEATURES: usize = 8;

pub(super) fn run(api: &mut Api, decisions: &Decisions<'_>) -> Vec<Diagnostic> {
    api.features = features(api, decisions.lock);
    Vec::new()
}

fn features(api: &Api, lock: &Lock) -> Features {
    let needs = needs(api);
    let roots = unconditional_groups(api, lock).into_iter().map(Some);
    // What operations without a group need is always there.
    let always = closure(roots.chain([None]), |group| {
        needs.get(&group).into_iter().flatten().copied()
    });
    let all = || {
        let groups = api.namespaces_below(&[]);
        groups.filter_map(|path| path.first().map(String::as_str))
    };
    // Features that the crate has stay: programs name them.
    let has_features = all().count() > 1 || !lock.features.is_empty();
    let groups: Vec<Option<&str>> = all().map(Some).filter(|it| !always.contains(it)).collect();
    if !has_features || groups.is_empty() {
        return Features::default();
    }
    let references = References::of(api);
    let operations = operations_by_group(api);
    let reached = |group| references.reached_by(operations.get(&group).into_iter().flatten());
    let mut unconditional = BTreeSet::new();
    for group in &always {
        unconditional.extend(reached(*group));
    }
    let mut table = BTreeMap::new();
    let mut owners: BTreeMap<OwnerId, BTreeSet<Feature>> = BTreeMap::new();
    for group in groups {
        let feature = feature(group);
        for owner in reached(group) {
            owners.entry(owner).or_default().extend(feature.clone());
        }
        let needed = needs.get(&group).into_iter().flatten();
        let needed = needed.filter(|it| **it != group && !always.contains(*it));
        let needed = needed.filter_map(|it| self::feature(*it)).collect();
        table.extend(feature.map(|feature| (feature, needed)));
    }
    let unreferenced = (0..references.owners.len()).map(OwnerId);
    let unreferenced: Vec<OwnerId> = unreferenced
        .filter(|owner| !unconditional.contains(owner) && !owners.contains_key(owner))
        .collect();
    // Also where there is none: the last one that gets a reference must not take the feature away.
    table.insert(Feature::Unreferenced, BTreeSet::new());
    let event = api.webhook.iter().map(|webhook| webhook.event.owner());
    let event = event.filter_map(|owner| references.id(&owner)).collect();
    for (feature, roots) in [
        (Feature::Unreferenced, unreferenced),
        (Feature::Webhooks, event),
    ] {
        for owner in references.reached_from(roots) {
            owners.entry(owner).or_default().insert(feature.clone());
        }
    }
    let conditional = owners.into_iter().filter(|(owner, features)| {
        !unconditional.contains(owner) && features.len() <= MOST_FEATURES
    });
    Features {
        table,
        owners: conditional
            .map(|(owner, features)| (references.owners[owner.0].clone(), features))
            .collect(),
    }
}

/// The groups that the crate had while it had no features: programs that turn off the default
/// features call their operations. Where it had several, it is from before there were features,
/// and gets them once.
fn unconditional_groups<'a>(api: &'a Api, lock: &Lock) -> BTreeSet<&'a str> {
    let operations = api.operations.values();
    let known = operations.filter(|it| lock.operations.contains_key(&it.key.to_string()));
    let mut known: BTreeSet<&str> = known.filter_map(group_of).collect();
    if lock.features.is_empty() && known.len() > 1 {
        return BTreeSet::new();
    }
    known.retain(|group| !lock.features.contains_key(*group));
    known
}

/// Each top-level group, `None` for operations without one, and the groups of the operations
/// that its own long-running ones are polled by.
fn needs(api: &Api) -> BTreeMap<Option<&str>, BTreeSet<Option<&str>>> {
    let mut needs: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for operation in api.operations.values() {
        let convention = operation.behavior.long_running.as_ref();
        let convention = convention.and_then(|field| api.long_running.get(field));
        let poll = convention.and_then(|it| api.operation(&it.poll));
        let needed = needs.entry(group_of(operation)).or_default();
        needed.extend(poll.map(group_of));
    }
    needs
}

/// The operations of each top-level group; those without one are at `None`.
fn operations_by_group(api: &Api) -> BTreeMap<Option<&str>, Vec<&Operation>> {
    let mut found: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for operation in api.operations.values() {
        found
            .entry(group_of(operation))
            .or_default()
            .push(operation);
    }
    found
}

fn group_of(operation: &Operation) -> Option<&str> {
    operation.namespace.first().map(String::as_str)
}

fn feature(group: Option<&str>) -> Option<Feature> {
    group.map(|group| Feature::Group(group.to_owned()))
}

/// The number of an owner in [`References`], in the order of owners.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct OwnerId(usize);

/// Which owners refer to the types of which others.
struct References {
    /// The owners with types that are emitted, in order.
    owners: Vec<Owner>,
    /// Those that each of them refers to.
    targets: Vec<BTreeSet<OwnerId>>,
}

impl References {
    fn of(api: &Api) -> Self {
        let (owners, types): (Vec<_>, Vec<_>) = api.types.emitted().into_iter().unzip();
        let targets = types.iter().map(|types| {
            let shapes = types.iter().flat_map(|(_, def)| def.shapes());
            named_in(&owners, shapes)
        });
        Self {
            targets: targets.collect(),
            owners,
        }
    }

    /// The number of an owner; `None` where none of its types is emitted.
    fn id(&self, owner: &Owner) -> Option<OwnerId> {
        id(&self.owners, owner)
    }

    /// The owners of all types that these operations reach.
    fn reached_by<'a>(
        &self,
        operations: impl IntoIterator<Item = &'a &'a Operation>,
    ) -> BTreeSet<OwnerId> {
        let shapes = operations.into_iter().flat_map(|it| it.shapes());
        self.reached_from(named_in(&self.owners, shapes))
    }

    /// `roots`, and the owners that they refer to, directly or not.
    fn reached_from(&self, roots: impl IntoIterator<Item = OwnerId>) -> BTreeSet<OwnerId> {
        closure(roots, |owner| self.targets[owner.0].iter().copied())
    }
}

/// The number of one of the `owners`, which are in order.
fn id(owners: &[Owner], owner: &Owner) -> Option<OwnerId> {
    owners.binary_search(owner).ok().map(OwnerId)
}

/// The numbers of the `owners` of the types that these shapes name.
fn named_in<'a>(owners: &[Owner], shapes: impl Iterator<Item = &'a Shape>) -> BTreeSet<OwnerId> {
    let keys: BTreeSet<&TypeKey> = shapes.filter_map(Shape::named).collect();
    let named = keys.into_iter().map(TypeKey::owner);
    named.filter_map(|owner| id(owners, &owner)).collect()
}

/// `roots`, and all that `next` leads to from them.
fn closure<T: Copy + Ord, I: IntoIterator<Item = T>>(
    roots: impl IntoIterator<Item = T>,
    next: impl Fn(T) -> I,
) -> BTreeSet<T> {
    let mut found = BTreeSet::new();
    let mut open: Vec<T> = roots.into_iter().collect();
    while let Some(item) = open.pop() {
        if found.insert(item) {
            open.extend(next(item));
        }
    }
    found
}
