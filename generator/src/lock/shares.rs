//! What is locked of types that several places share.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::{Lock, LockedAlias};
use crate::ir::{Api, INSIDE, Shares, TypeKey};

impl Lock {
    /// The shared type that each place joined.
    pub(crate) fn joined(&self) -> BTreeMap<&str, &str> {
        let shared = self.shared.iter().flatten();
        shared
            .flat_map(|(address, places)| {
                let places = places.iter();
                places.map(move |place| (place.as_str(), address.as_str()))
            })
            .collect()
    }

    /// This lock, with what it says about types that are shared from now on under their new
    /// addresses: the names of one type are the names of the shared type, and the names of
    /// several types are aliases.
    pub(crate) fn moved(&self, shares: &Shares) -> Self {
        let mut lock = self.clone();
        let mut moves: Vec<(Vec<String>, String)> = Vec::new();
        for (key, places) in &shares.places {
            let address = key.to_string();
            if self.types.contains_key(&address) {
                continue;
            }
            let known = places.iter().map(TypeKey::to_string);
            moves.push((
                known.filter(|it| self.types.contains_key(it)).collect(),
                address,
            ));
        }
        // A type that is inside of another one and joined a type of its own is not moved along
        // with the outer one: its address is the longer one.
        moves.sort_by_key(|(known, _)| Reverse(known.iter().map(String::len).max()));
        for (known, address) in &moves {
            if let [only] = &known[..] {
                rename(&mut lock.types, only, address);
                rename(&mut lock.members, only, address);
                rename(&mut lock.boxed, only, address);
                rename(&mut lock.arguments, only, address);
            } else {
                known.iter().for_each(|it| lock.make_aliases(it, address));
            }
        }
        lock
    }

    /// Makes the names of a type and of the types inside it aliases.
    fn make_aliases(&mut self, from: &str, to: &str) {
        for (old, name) in take(&mut self.types, from) {
            let alias = LockedAlias {
                r#type: format!("{to}{}", &old[from.len()..]),
                releases: 0,
            };
            self.aliases.entry(name).or_insert(alias);
        }
    }

    /// Locks which places share a type.
    pub(super) fn lock_shares(&mut self, api: &Api) {
        let mut shared = api.shares.absent.clone();
        for (key, places) in &api.shares.places {
            if api.type_at(key).is_some_and(|def| def.usage.is_emitted()) {
                let joined: &mut BTreeSet<String> = shared.entry(key.to_string()).or_default();
                joined.extend(places.iter().map(TypeKey::to_string));
            }
        }
        shared.retain(|_, places| !places.is_empty());
        self.shared = Some(shared);
    }
}

/// Moves the entries of a type, and of what is inside it, to another address.
pub(super) fn rename<V>(table: &mut BTreeMap<String, V>, from: &str, to: &str) {
    for (old, value) in take(table, from) {
        table.insert(format!("{to}{}", &old[from.len()..]), value);
    }
}

/// Takes out the entries of a type and of what is inside it.
fn take<V>(table: &mut BTreeMap<String, V>, address: &str) -> Vec<(String, V)> {
    let is_of = |key: &str| {
        key.strip_prefix(address)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(INSIDE))
    };
    let following = table.range(address.to_owned()..).map(|(key, _)| key);
    let own = following.take_while(|key| key.starts_with(address));
    let own: Vec<String> = own.filter(|key| is_of(key)).cloned().collect();
    own.into_iter()
        .filter_map(|key| table.remove_entry(&key))
        .collect()
}
