//! After this pass, each top-level group has a cargo feature, where there are several groups or
//! were in an earlier run, and it is known which features compile the types of each
//! owner: those whose operations reach one of them.
//!
//! Owners are not divided: their types are one file, which is compiled or left out as a whole.

use std::collections::{BTreeMap, BTreeSet};

use super::{Decisions, usage::named};
use crate::{
    diagnostic::Diagnostic,
    ir::{Api, Feature, Features, Operation, Owner},
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
    let mut owners: BTreeMap<&Owner, BTreeSet<Feature>> = BTreeMap::new();
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
    let unreferenced: Vec<&Owner> = references
        .table
        .keys()
        .filter(|owner| !unconditional.contains(owner) && !owners.contains_key(owner))
        .collect();
    // Also where there is none: the last one that gets a reference must not take the feature away.
    table.insert(Feature::Unreferenced, BTreeSet::new());
    let event = api.webhook.iter().map(|webhook| webhook.event.owner());
    let event = event.filter_map(|owner| references.known(&owner)).collect();
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
            .map(|(owner, features)| (owner.clone(), features))
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

/// Which owners refer to the types of which others.
struct References {
    table: BTreeMap<Owner, BTreeSet<Owner>>,
}

impl References {
    fn of(api: &Api) -> Self {
        let owners = api.types.emitted().into_iter();
        let table = owners.map(|(owner, types)| {
            let shapes = types.iter().flat_map(|(_, def)| def.shapes());
            let others = shapes.flat_map(named).map(|key| key.owner());
            let others = others.filter(|other| *other != owner).collect();
            (owner, others)
        });
        Self {
            table: table.collect(),
        }
    }

    /// The owner as the table has it; `None` where none of its types is emitted.
    fn known(&self, owner: &Owner) -> Option<&Owner> {
        self.table.get_key_value(owner).map(|(owner, _)| owner)
    }

    /// The owners of all types that these operations reach.
    fn reached_by<'a>(
        &self,
        operations: impl IntoIterator<Item = &'a &'a Operation>,
    ) -> BTreeSet<&Owner> {
        let shapes = operations.into_iter().flat_map(|it| it.shapes());
        let roots: BTreeSet<Owner> = shapes.flat_map(named).map(|key| key.owner()).collect();
        self.reached_from(roots.iter().filter_map(|owner| self.known(owner)))
    }

    /// `roots`, and the owners that they refer to, directly or not.
    fn reached_from<'a>(
        &'a self,
        roots: impl IntoIterator<Item = &'a Owner>,
    ) -> BTreeSet<&'a Owner> {
        closure(roots, |owner| self.table.get(owner).into_iter().flatten())
    }
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
