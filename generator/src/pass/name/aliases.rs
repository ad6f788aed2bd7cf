//! Names that types had: each refers to its type until a release may break it, and no
//! other type gets it.

use std::collections::BTreeMap;

use super::{Naming, spelling};
use crate::{
    diagnostic::{Code, Diagnostic},
    ir::{Api, DeprecatedAlias, NameKey, Owner, TypeKey},
    lock::Lock,
    overrides::{Entry, Name},
    pass::Decisions,
    reserved,
};

/// What was decided about the names of types, and what follows for names that were given.
pub(super) struct Renames<'a> {
    /// Address → the name of a `[[name]]` entry.
    decided: BTreeMap<&'a str, String>,
    /// A name that a type had → the type's address.
    former: BTreeMap<&'a str, &'a str>,
}

impl<'a> Renames<'a> {
    /// Reads the `[[name]]` entries; one that cannot be obeyed is an error.
    pub(super) fn read(api: &Api, decisions: &Decisions<'a>) -> (Self, Vec<Diagnostic>) {
        let addresses = addresses(api);
        let mut diagnostics = Vec::new();
        let mut present = Vec::new();
        for entry in &decisions.overrides.name {
            if addresses.contains_key(entry.value.r#type.as_str()) {
                present.push(entry);
            } else {
                diagnostics.extend(
                    decisions
                        .overrides
                        .absent(entry, "the pages have no type with this address"),
                );
            }
        }
        let mut renames = Self {
            decided: BTreeMap::new(),
            former: former(decisions.lock, &present),
        };
        for entry in present {
            let name = &entry.value;
            match renames.spelled(name, decisions.lock, &addresses) {
                Ok(rust) => {
                    renames.decided.insert(&name.r#type, rust);
                }
                Err(why) => {
                    let message = format!("`{}` cannot have this name", name.r#type);
                    diagnostics.push(
                        Diagnostic::new(Code::NameTaken, message)
                            .at(decisions.overrides.location(entry), why)
                            .help("choose another name"),
                    );
                }
            }
        }
        (renames, diagnostics)
    }

    /// The name that an entry decides on, or why it cannot be had.
    fn spelled(
        &self,
        entry: &Name,
        lock: &Lock,
        addresses: &BTreeMap<String, Address>,
    ) -> Result<String, String> {
        let (address, rust) = (entry.r#type.as_str(), entry.rust.as_str());
        let is_type_name = rust.starts_with(|c: char| c.is_ascii_uppercase());
        if !is_type_name || spelling::ty(rust).is_none_or(|ident| ident.as_str() != rust) {
            return Err(format!(
                "`{rust}` is not the name of a Rust type: use PascalCase, for example `DoorState`"
            ));
        }
        if reserved::models().contains(&rust) {
            return Err(format!("generated code uses `{rust}` for something else"));
        }
        if let Some(of) = self.former.get(rust).filter(|of| **of != address) {
            return Err(format!(
                "`{of}` was called `{rust}`, and existing code uses that name for it"
            ));
        }
        if let Some((of, _)) = self.decided.iter().find(|(_, name)| *name == rust) {
            return Err(format!("`{of}` is called `{rust}` by another entry"));
        }
        let mut given = lock.types.iter();
        let holder = given.find(|(of, name)| {
            *name == rust && *of != address && addresses.contains_key(of.as_str())
        });
        match holder {
            Some((of, _)) => Err(format!("`{of}` is called `{rust}`")),
            None => Ok(rust.to_owned()),
        }
    }

    /// The name of `address` in this run: as decided, or as given before.
    pub(super) fn wanted(&self, address: &str, lock: &Lock) -> Option<String> {
        let decided = self.decided.get(address);
        decided.or_else(|| lock.types.get(address)).cloned()
    }

    /// Names that no type can have: those of generated code, and those that types had,
    /// but for a type that gets its own one back.
    pub(super) fn reserved(&self) -> Vec<&str> {
        let back = |name: &str, address: &str| {
            self.decided
                .get(address)
                .is_some_and(|decided| decided == name)
        };
        let former = self.former.iter();
        let kept = former.filter(|(name, address)| !back(name, address));
        let mut reserved: Vec<&str> = reserved::models();
        reserved.extend(kept.map(|(name, _)| *name));
        reserved
    }

    /// The names that types had, each with the name that its type has now, where that is
    /// still emitted.
    pub(super) fn deprecated_aliases(&self, naming: &Naming<'_>) -> Vec<DeprecatedAlias> {
        let addresses = addresses(naming.api);
        let aliases = self.former.iter().filter_map(|(name, address)| {
            let found = addresses.get(*address)?;
            let new = naming.given(&found.key)?.clone();
            let old = spelling::ty(name)?;
            let is_free = found.is_emitted && new != old && !reserved::models().contains(name);
            is_free.then(|| DeprecatedAlias {
                old,
                new,
                address: (*address).to_owned(),
                owner: found.owner.clone(),
            })
        });
        aliases.collect()
    }
}

/// Names that the lock remembers, and names that an entry takes away.
fn former<'a>(lock: &'a Lock, entries: &[&'a Entry<Name>]) -> BTreeMap<&'a str, &'a str> {
    let mut former: BTreeMap<&str, &str> = lock
        .aliases
        .iter()
        .map(|(name, alias)| (name.as_str(), alias.r#type.as_str()))
        .collect();
    for entry in entries {
        let entry = &entry.value;
        match lock.types.get_key_value(&entry.r#type) {
            Some((address, given)) if *given != entry.rust => {
                former.insert(given, address);
            }
            _ => {}
        }
    }
    former
}

/// What a `[[name]]` entry may be about.
struct Address {
    key: NameKey,
    owner: Owner,
    is_emitted: bool,
}

fn addresses(api: &Api) -> BTreeMap<String, Address> {
    let types = api.types.iter().map(|(key, def)| {
        let found = Address {
            key: NameKey::Type(key.clone()),
            owner: key.owner(),
            is_emitted: def.usage.is_emitted(),
        };
        (key.to_string(), found)
    });
    let choices = api.operations.values().flat_map(|operation| {
        operation.input.one_of.iter().map(|choice| {
            let found = Address {
                key: NameKey::OneOf(operation.key.clone(), choice.wire.clone()),
                owner: operation
                    .input
                    .params_key()
                    .map_or_else(|| Owner::Operation(operation.key.clone()), TypeKey::owner),
                is_emitted: true,
            };
            (Lock::one_of_key(&operation.key, &choice.wire), found)
        })
    });
    types.chain(choices).collect()
}
