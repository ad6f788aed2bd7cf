//! What was decided in earlier runs: which places joined which type.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::form::{FormId, Forms};
use crate::{
    ir::{Api, TypeKey, Types},
    lock::Lock,
};

/// What the lock says about the types of this run.
#[derive(Debug)]
pub(super) struct Locked<'a> {
    lock: &'a Lock,
    /// Place → the shared type that it joined.
    joined: BTreeMap<&'a str, &'a str>,
    /// Shared type → its address, and the form that it has now.
    kept: BTreeMap<&'a str, (TypeKey, FormId)>,
}

impl<'a> Locked<'a> {
    pub(super) fn new(types: &Types, forms: &Forms, lock: &'a Lock) -> Self {
        let joined = lock.joined();
        let mut votes: BTreeMap<&str, BTreeMap<FormId, (usize, &TypeKey)>> = BTreeMap::new();
        for key in types.keys() {
            let address = key.to_string();
            if let (Some(shared), Some(form)) = (joined.get(address.as_str()), forms.of(key)) {
                let found = votes.entry(shared).or_default();
                found.entry(form).or_insert((0, key)).0 += 1;
            }
        }
        let kept = votes.into_iter().filter_map(|(shared, found)| {
            let key = match TypeKey::parse_role(shared) {
                Some(key) => key,
                None => TypeKey::component(shared),
            };
            // A component has the form that it has. Any other type has that of most places.
            let form = forms.of(&key).or_else(|| most(&found))?;
            Some((shared, (key, form)))
        });
        Self {
            lock,
            kept: kept.collect(),
            joined,
        }
    }

    /// The shared type that types of one place are: that of most of them.
    pub(super) fn joined(&self, forms: &Forms, keys: &[&TypeKey], form: FormId) -> Option<TypeKey> {
        let mut votes: BTreeMap<&TypeKey, usize> = BTreeMap::new();
        for key in keys {
            let shared = self.joined.get(key.to_string().as_str());
            if let Some((address, kept)) = shared.and_then(|it| self.kept.get(it))
                && (*kept == form || forms.of(address) == Some(*kept) && forms.fits(form, *kept))
            {
                *votes.entry(address).or_default() += 1;
            }
        }
        let most = votes.values().copied().max()?;
        let mut found = votes.into_iter().filter(|(_, count)| *count == most);
        found.next().map(|(address, _)| address.clone())
    }

    /// The form of the types that joined `address` in earlier runs.
    pub(super) fn form(&self, address: &TypeKey) -> Option<FormId> {
        let kept = self.kept.get(address.to_string().as_str());
        kept.map(|(_, form)| *form)
    }

    /// Whether the type at `address` has a name of its own from a run that knew shared types.
    pub(super) fn is_named(&self, address: &TypeKey) -> bool {
        self.lock.shared.is_some() && self.lock.types.contains_key(&address.to_string())
    }

    /// The addresses of types that were ever shared.
    pub(super) fn addresses(&self) -> impl Iterator<Item = &str> {
        self.lock
            .shared
            .iter()
            .flatten()
            .map(|(key, _)| key.as_str())
    }

    /// The places that joined a type and that the pages do not have now.
    pub(super) fn absent(&self, api: &Api) -> BTreeMap<String, BTreeSet<String>> {
        let present: BTreeSet<String> = api.types.keys().map(TypeKey::to_string).collect();
        let shared = self.lock.shared.iter().flatten();
        let absent = shared.map(|(address, places)| {
            let absent = places.iter().filter(|it| !present.contains(*it));
            (address.clone(), absent.cloned().collect())
        });
        absent.collect()
    }
}

/// The form of most places; among several, that of the first place.
fn most(found: &BTreeMap<FormId, (usize, &TypeKey)>) -> Option<FormId> {
    let most = found
        .iter()
        .max_by_key(|(_, (count, first))| (*count, Reverse(*first)));
    most.map(|(form, _)| *form)
}
